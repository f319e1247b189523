"""Every address that a page links to, without parsing it: for pages whose other content is read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from devzone_crawler.extraction.markup import stated_base
from devzone_crawler.extraction.references import unescape
from devzone_crawler.extraction.urls import absolute

_HREF = re.compile(rb"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]{1,600})\"|'([^']{1,600})'|([^\s\"'>]{1,600}))", re.I)
_REFRESH = re.compile(
    rb"<meta\b(?=[^>]*\brefresh\b)[^>]*\bcontent\s*=\s*[\"']?\s*[\d.]*\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>\s]{1,600})",
    re.I,
)
_MADE = re.compile(rb"[\"'] ?\+|\+ ?[\"']|\$\{|\{\{|<%")
"""In a script that writes anchors: an address with a piece to be filled in."""
_MOST_LINKS = 50_000
"""Of one page: what was met is remembered, and a page must not fill the memory."""


def harvest_links(body: bytes, url: str, known: set[int] | None = None) -> Iterator[str]:
    """Absolute http(s) addresses of the anchors in `body`, without fragments, each once, in page order; before them the
    page that a <meta http-equiv="refresh"> sends one to.

    `known` is for a walk over the pages of one host, hashes of what was met: such links are passed over, and those that
    mean the same on every page (they begin with `/` or `http`) are added. The menus of a site cost nothing from its
    second page on.
    """
    base = absolute(url, stated_base(body)) or url
    sent = _REFRESH.search(body, 0, 6_000)
    if sent and (address := absolute(base, unescape(sent[1].decode("utf-8", "replace")))) is not None:
        yield address
    seen: set[bytes] = set()
    for match in islice(_HREF.finditer(body), _MOST_LINKS):
        raw = match.group(1) or match.group(2) or match.group(3)
        if raw in seen or raw[:1] == b"#" or raw[:11].lower() == b"javascript:" or _MADE.search(raw):
            continue
        if known is not None:
            if hash(raw) in known:
                continue
            if raw.startswith((b"/", b"http://", b"https://")):
                known.add(hash(raw))
        seen.add(raw)
        address = absolute(base, unescape(raw.decode("utf-8", "replace")))
        if address is not None:
            yield address
