"""Challenges and refusals that a firewall sends in place of a page."""

from __future__ import annotations

import re

from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.document import Document, read_document

REFUSED = "the server answered with a challenge or a refusal instead of a page"

_SIGNS = re.compile(
    r"\$_ts\s*=\s*window|acw_sc__v2|__jsl_clearance|var arg1\s*=\s*'|HWWAFSESID"
    r"|<title>\s*(?:WAF|安全验证|访问验证|人机验证|访问被拒绝|Access Denied)"
    r"|(?:请求|访问).{0,16}(?:存在威胁|存在风险|过于频繁|已?被.{0,8}(?:阻断|拦截|拒绝))|设置拦截|请完成(?:安全|下列)验证",
    re.I,
)
_WITHIN = 20_000
"""Characters of markup in which a challenge shows itself."""
_LARGEST = 256 * 1024
"""Bytes. Firewalls send less."""
_LONGEST = 400
"""Visible characters. A challenge says little; an article may well quote one."""
_COOKIE_SCRIPT = ("document.cookie", "location")
"""A page without a word whose script sets a cookie and asks again: 加速乐, and firewalls without a name."""
_MOST_LINKS = 20
"""A challenge leads nowhere: a page with more links is none, and need not be looked at twice."""


def is_challenge_document(document: Document) -> bool:
    """True for a page, already read, that is a challenge or a refusal."""
    visible = sum(block.length for block in document.blocks if not block.hidden)
    if visible < _LONGEST and _SIGNS.search(document.source, 0, _WITHIN):
        return True
    return not document.blocks and all(word in document.source for word in _COOKIE_SCRIPT)


def is_challenge(body: bytes, url: str, content_type: str | None = None) -> bool:
    """True for the bytes of a page that is a challenge or a refusal. Most pages are let pass without being read."""
    if not body or len(body) > _LARGEST or body.count(b"<a ") > _MOST_LINKS:
        return False
    source = decode(body, content_type)[0]
    if not _SIGNS.search(source, 0, _WITHIN) and not all(word in source for word in _COOKIE_SCRIPT):
        return False
    return is_challenge_document(read_document(body, url, content_type))
