"""How much a listing holds, as far as its first page says: 共44条, 共3页, the number of its last page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from devzone_crawler.extraction.create_page import pager_calls
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.numbers import whole_number
from devzone_crawler.extraction.pager_words import Kind, read_word

_RECORDS = re.compile(
    r"(?:共有?|总计|合计|总数?(?:为|是)?)[\s：:]*(\d{1,8})\s*(?:条|篇|个?记录)|(?:总记录数?|记录总数|总条数)[\s：:]*(\d{1,8})"
    r"|^\s*(\d{1,8})\s*条(?=\s*(?:上一页|首页|1\b|$))"
)
"""共 44 条记录, 总记录数：44, and PHPCMS's 44条 in front of its pager."""
_PAGES = re.compile(
    r"(?:共有?|总计|分为?)[\s：:]*(\d{1,6})\s*[页頁]|总[页頁]数[\s：:]*(\d{1,6})"
    r"|(?:第|页次|当前)[\s：:]*\d{1,6}\s*[页頁]?\s*[/／]\s*(?:共\s*)?(\d{1,6})"
)
"""共 3 页, 总页数：3, 页次：1/3."""
_NUMBERS = re.compile(r"(\d+)")
_TOTAL_IN_SCRIPT = re.compile(r"<?totalrecords?\b[\"']?\s*[:=>]\s*[\"']?(\d{1,8})", re.I)
"""大汉 jpage: <totalrecord>44</totalrecord>, and the option of its call."""
_LONGEST = 200
"""Characters. A longer block is text."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a listing says of its size; None where it says nothing."""

    records: int | None
    pages: int | None
    least_pages: int
    """The highest page that it links to, 1 if none: pagers show the pages around the current one."""


@dataclass(frozen=True, slots=True)
class Size:
    """A number of articles that lies between two bounds."""

    least: int
    most: int | None
    """None: unknown."""

    def __add__(self, other: Size) -> Size:
        most = None if self.most is None or other.most is None else self.most + other.most
        return Size(self.least + other.least, most)

    def or_more(self, other: Size) -> Size:
        """The larger of the two, bound by bound."""
        most = None if self.most is None or other.most is None else max(self.most, other.most)
        return Size(max(self.least, other.least), most)

    def capped(self, most: int | None) -> Size:
        """The same, but no more than so many."""
        if most is None:
            return self
        return Size(min(self.least, most), most if self.most is None else min(self.most, most))

    def __str__(self) -> str:
        if self.most is None:
            return f"at least {self.least:,}"
        return f"{self.least:,}" if self.least == self.most else f"{self.least:,} to {self.most:,}"


def read_extent(document: Document, next_page: str | None) -> Extent:
    """What a page says of the size of its listing, whose second page is `next_page`."""
    short = [block.text for block in document.blocks if block.length <= _LONGEST and not block.hidden]
    words = [(read_word(link.text), link) for link in document.links]
    shown = [word.number for word, _ in words if word.kind is Kind.NUMBER]
    last = [document.absolute(link.href) for word, link in words if word.kind is Kind.LAST]
    pages = (
        _stated(_PAGES, short)
        or next((call.pages for script in document.scripts for call in pager_calls(script.text)), None)
        or next((count for address in last if (count := _by_last_page(next_page, address))), None)
    )
    records = _stated(_RECORDS, short) or _stated(_TOTAL_IN_SCRIPT, [script.text for script in document.scripts])
    return Extent(records, pages, max(shown, default=1) if next_page else 1)


def pages_of(extent: Extent, per_page: int, next_page: str | None) -> Size:
    """How many pages a listing has whose first one has `per_page` entries."""
    if extent.pages is not None:
        return Size(extent.pages, extent.pages)
    if extent.records is not None and per_page:
        count = max(1, -(-extent.records // per_page))
        return Size(count, count)
    if next_page is None:
        return Size(1, 1)
    return Size(max(2, extent.least_pages), None)


def size_of(extent: Extent, per_page: int, next_page: str | None) -> Size:
    """How many entries a listing has whose first page has `per_page`."""
    if extent.records is not None and extent.records >= per_page:
        return Size(extent.records, extent.records)
    pages = pages_of(extent, per_page, next_page)
    full = (pages.least - 1) * per_page
    if pages.least == 1:
        return Size(per_page, per_page)
    return Size(full + 1, None if pages.most is None else full + per_page)


def _stated(pattern: re.Pattern[str], texts: list[str]) -> int | None:
    for text in texts:
        if match := pattern.search(text):
            return int(next(filter(None, match.groups())))
    return None


def _by_last_page(next_page: str | None, last_page: str | None) -> int | None:
    """The number in which the addresses of the second and the last page differ; pages may count from 0, or down."""
    if next_page is None or last_page is None:
        return None
    second, last = _NUMBERS.split(next_page), _NUMBERS.split(last_page)
    if second == last:
        return 2
    differing = [(one, other) for one, other in zip(second, last, strict=False) if one != other]
    if len(second) != len(last) or len(differing) != 1:
        return None
    following, final = map(whole_number, differing[0])
    if following is None or final is None:
        return None
    if following > final:
        return following + 1
    return final + 1 if following == 1 else final
