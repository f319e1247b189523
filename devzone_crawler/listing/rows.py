"""The rows of a listing: the group of like-shaped siblings with an anchor and mostly a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from devzone_crawler.extraction.blocks import EDGE, Element, Link
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.text import has_cjk, one_line
from devzone_crawler.listing.entry import Entry
from devzone_crawler.listing.row_dates import RowDate, date_at_end, date_column, date_of_row, stated_date
from devzone_crawler.listing.row_groups import NO_TITLE, NUMBERS, Group, groups_of, longest
from devzone_crawler.listing.scripted_links import address_of

_MOST_BLOCKS = 12
"""Blocks in which a row has its date, and a table its head."""
_LONGEST_CATEGORY = 11
_NAVIGATION_LENGTH = 6.5
"""Mean characters of link texts below which an undated group is a menu."""
_FEWEST_UNDATED = 3
_BESIDE = re.compile(
    r"(?:24小时|[本一][周月日站年]|频道|近期|精彩|图文|文章|新闻|栏目)?(?:热[门点文]|点击|浏览|阅读|人气|推荐|最新|相关|总?排行|猜你|友情|延伸)"
)
"""How the heading of a list begins that stands on many pages of a site."""
_PINNED = re.compile(r"置顶|\[顶\]|【顶】")
_NAMED_TITLE = re.compile(r"\s*(?:文章)?标\s*题[:：]\s*([^\r\n]+)")
"""动易 writes what it knows of an article into the title attribute, one a line."""
_CUT = ("...", "…", "..")
_LEADING = re.compile(r"^[\s·•●■□▪◆◇★☆►▶○※>»\-–—.]+")


@dataclass(frozen=True, slots=True)
class Rows:
    """What the lists of a page hold."""

    main: list[Entry] = field(default_factory=list)
    """The rows of the page's main listing, in page order; empty when the page has none."""
    days: dict[str, str] = field(default_factory=dict)
    """ISO date by address, of the rows of all lists with dates: the boxes of a home page too."""


def find_rows(document: Document, reference: datetime) -> Rows:
    """The rows of a page."""
    days: dict[str, str] = {}
    groups = groups_of(document, reference)
    best, best_score = None, 0.0
    for group in groups:
        column = date_column(_head(document, group))
        said: dict[range, RowDate | None] = {}  # thousands of anchors may stand in one block
        for row, links in group.rows.items():
            wrapped = date_at_end(links[0].text, reference) if row.tag == "a" else None
            blocks = _blocks_of(row)
            if wrapped is None and blocks not in said:
                texts = [block.raw for block in document.blocks[blocks.start : blocks.stop]]
                said[blocks] = date_of_row(texts, reference, column)
            group.dates[row] = wrapped or said[blocks] or stated_date(row, reference)
        days |= _days(group, document)
        score = 0.0 if _is_beside(group, document) else _score(group)
        if score > best_score:
            best, best_score = group, score
    return Rows(list(_read(best, document)) if best is not None else [], days)


def _days(group: Group, document: Document) -> dict[str, str]:
    """ISO date by address, of the rows of a list in which most have one."""
    if group.dated * 2 < len(group.rows):
        return {}
    dated = ((row, date) for row, date in group.dates.items() if date is not None)
    addresses = ((address_of(longest(group.rows[row]).element, document), date.iso) for row, date in dated)
    return {address: iso for address, iso in addresses if address is not None}


def _blocks_of(row: Element) -> range:
    """The blocks of a row, of an anchor as row those that it touches."""
    stop = row.end + 1 if row.tag == "a" else row.end
    return range(row.start, min(stop, row.start + _MOST_BLOCKS))


def _head(document: Document, group: Group) -> list[str]:
    """The names of the columns that stand right before the rows of a table."""
    if next(iter(group.rows)).tag != "tr":
        return []
    return [block.key for block in document.blocks[max(0, group.start - _MOST_BLOCKS) : group.start]]


def _is_beside(group: Group, document: Document) -> bool:
    """True for rankings, related rows and the newest of the site, by what stands over them, unless a column of the
    site has that name.
    """
    for block in reversed(document.blocks[max(0, group.start - 2) : group.start]):
        if NO_TITLE.match(block.key):
            continue
        if len(block.key) > _LONGEST_CATEGORY or _BESIDE.match(block.key) is None:
            return False
        return block.text not in document.title and all(link.text != block.text for link in document.links)
    return False


def _score(group: Group) -> float:
    """How much a group looks like the page's own listing: many rows, long titles, dates."""
    count, length, dated = len(group.rows), group.mean_length, group.dated
    if dated * 2 < count and (count < _FEWEST_UNDATED or length < _NAVIGATION_LENGTH):
        return 0.0
    return min(count, 200) * (min(length, 30.0) / 10 + (3.0 if dated * 2 >= count else 0.0))


def _read(group: Group, document: Document) -> Iterator[Entry]:
    @cache  # thousands of anchors may stand in one block
    def says_pinned(start: int, end: int) -> bool:
        return any(_PINNED.search(block.key) for block in document.blocks[start:end])

    for element, links in group.rows.items():
        main = links[0] if len(links) == 1 else longest(_unbracketed(links, document) or links)
        address = address_of(main.element, document)
        if address is None:
            continue
        date = group.dates[element]
        title = _title(main, element, date, document)
        if not title or NO_TITLE.match(title):
            continue
        marks = (*(link.title for link in links), element.get("class"))
        yield Entry(
            url=address,
            title=title,
            date=date.iso if date else None,
            pinned=says_pinned(element.start, element.end) or any(map(_PINNED.search, marks)),
            category=_category(main, links),
            has_year=date is None or date.has_year,
        )


def _unbracketed(links: list[Link], document: Document) -> list[Link]:
    return [link for link in links if not _is_bracketed(link, document)]


def _is_bracketed(link: Link, document: Document) -> bool:
    """True for the name of a column that stands before a title in brackets: `[<a>政策法规</a>] <a>…</a>`."""
    if not 0 < len(link.text) <= _LONGEST_CATEGORY or link.first_block >= len(document.blocks):
        return False
    return (
        re.search(
            rf"[\[【［]\s*{EDGE}+\s*{re.escape(link.text)}\s*{EDGE}+\s*[\]】］]", document.blocks[link.first_block].raw
        )
        is not None
    )


def _title(main: Link, row: Element, date: RowDate | None, document: Document) -> str:
    """The title in full: from the title attribute if the text is cut, and without a date that the anchor wraps."""
    text = _block_within(main, document) or one_line(main.text)
    if NO_TITLE.match(text):
        text = _words_of(row, document) or text
    text = _LEADING.sub("", _without_date(text, date))
    stated = one_line(main.title)
    named = _NAMED_TITLE.match(main.title)
    if named is not None:
        stated = one_line(named[1])
    elif "：" in stated[:6]:
        return text
    if text.endswith(_CUT) and len(stated) >= len(text.rstrip(".…")):
        return stated
    return text or stated


def _words_of(row: Element, document: Document) -> str:
    """The longest text of a row that is no link: the title where the link says 下载."""
    unlinked = (block.text for block in document.blocks[row.start : row.end] if not block.link_length)
    return max(filter(has_cjk, unlinked), key=len, default="")


def _without_date(text: str, date: RowDate | None) -> str:
    """The text without the date's pieces at its ends, where an anchor that wraps the whole row has them."""
    pieces = date.pieces if date is not None else ()
    for _ in pieces:
        for piece in pieces:
            text = text.removeprefix(piece).removesuffix(piece).strip()
    return text


def _block_within(main: Link, document: Document) -> str | None:
    """Of an anchor that wraps title, date and summary the heading, or else the first of its blocks that has words."""
    blocks = document.blocks[main.first_block : main.blocks.stop]
    if len(blocks) < 2:
        return None
    heads = [block for block in blocks if (block.heading or block.tag == "dt") and block.length > 3]
    worded = [block for block in blocks if block.length > 3 and not NUMBERS.fullmatch(block.key)]
    return next((one_line(block.raw) for block in (*heads, *worded)), None)


def _category(main: Link, links: list[Link]) -> str | None:
    """The name in a short link that stands before the title's."""
    for link in links:
        if link is main:
            return None
        name = link.text.strip("[]【】［］ |·")
        if 1 < len(name) <= _LONGEST_CATEGORY and link.href != main.href:
            return name
    return None
