"""Which links of a page may lead to pages that are worth a look."""

from __future__ import annotations

import re

from devzone_crawler.extraction.files import hands_out_file, is_file
from devzone_crawler.extraction.pager_words import Kind, read_word
from devzone_crawler.extraction.urls import path_of

_SERVICE = re.compile(
    r"/plus/(?:stow|recommend|erraddsave|feedback|digg_ajax|guestbook|flink_add|carbuyaction|posttocar)\.php"  # DedeCMS
    r"|/e/(?:member|pl|DoInfo|tool|ShopSys)/"  # EmpireCMS
    r"|/index\.php\?(?:.*&)?m=(?:member|comment|vote|formguide|pay)\b"  # PHPCMS
)
"""Programs of a CMS that keep, send, rate or comment an article, or let one in: one address for each article."""
_PAGER = frozenset({Kind.NUMBER, Kind.NEXT, Kind.LAST})
_LONGEST_ADDRESS = 1000
_CIRCLE = 3
"""Folders of a path that repeat others in it."""


def is_of_pager(text: str) -> bool:
    """True for the number of a page, 下一页, 尾页. What may be a year is none: archives are numbered by those."""
    if text.isdecimal() and len(text) > 3:
        return not 1980 <= int(text[:6]) <= 2040
    return read_word(text).kind in _PAGER


def is_page(url: str) -> bool:
    """False for addresses of files that are no pages, for services around an article, and for paths that go in circles,
    as wrong relative links make them (`/news/zcfg/news/zcfg/news/`).
    """
    if _SERVICE.search(url) is not None:
        return False
    if is_file(url) or hands_out_file(url) or len(url) > _LONGEST_ADDRESS:
        return False
    folders = [part for part in path_of(url).split("/")[:-1] if part and not part.isdecimal()]
    return len(folders) - len(set(folders)) < _CIRCLE
