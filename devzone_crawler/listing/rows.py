"""The rows of a listing: the group of like-shaped siblings with an anchor and mostly a date."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from devzone_crawler.extraction.blocks import EDGE, Element, Link
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.text import has_cjk, one_line
from devzone_crawler.listing.row_dates import RowDate, date_at_end, date_column, date_of_row, stated_date

_CLIMB = 7
"""Levels above an anchor in which its row is looked for."""
_SHAPE = 4
"""Levels in which boxes of one list look alike."""
_CELLS = frozenset({"td", "th", "span", "b", "strong", "em", "i", "font", "h1", "h2", "h3", "h4", "h5", "h6", "a"})
"""What stands in a row and is never a row, unless its parent holds many of it and nothing above does."""
_MOST_BLOCKS = 12
"""Blocks in which a row has its date, and a table its head."""
_SHORTEST_TITLE = 2
_LONGEST_CATEGORY = 11
_NAVIGATION_LENGTH = 6.5
"""Mean characters of link texts below which an undated group is a menu."""
_FEWEST_UNDATED = 3
_MORE = re.compile(
    r"^\W*(?:(?:加载|点击|查看|了解|阅读|显示)*(?:更多|详细|详情|全文|原文)|(?:点击|立即|附件)*(?:查看|下载|浏览)|more)\W*$|^(?:>>|\.\.\.)$",
    re.I,
)
"""What a link says that is no title: the row's own words are."""
_PAGER = re.compile(
    r"^[<>«»‹›\s]*(?:首页|上一?页|下一?页|前一?页|后一?页|尾页|末页|最后一页|第?\d+页?|\d+\.\.\.|\.\.\.\d*|GO|跳转)?[<>«»‹›\s]*$",
    re.I,
)
_PINNED = re.compile(r"置顶|\[顶\]|【顶】")
_NUMBERS = re.compile(r"[\d\s:：/.年月日-]*")
"""A date, a time, a count."""
_NAMED_TITLE = re.compile(r"\s*(?:文章)?标\s*题[:：]\s*([^\r\n]+)")
"""动易 writes what it knows of an article into the title attribute, one a line."""
_CUT = ("...", "…", "..")
_LEADING = re.compile(r"^[\s·•●■□▪◆◇★☆►▶○※>»\-–—.]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, read."""

    url: str
    title: str
    date: str | None
    pinned: bool
    category: str | None
    has_year: bool = True


@dataclass(slots=True)
class _Group:
    """Rows of one shape under one parent."""

    rows: dict[Element, list[Link]] = field(default_factory=dict)
    dates: dict[Element, RowDate | None] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Index of its first block."""
        return next(iter(self.rows)).start

    @property
    def stop(self) -> int:
        """Index behind its last block."""
        return next(reversed(self.rows)).end

    @property
    def shape(self) -> tuple[tuple[str, str], ...]:
        """Tag and names of its first row and of what is around it."""
        return tuple((element.tag, element.names) for element in islice(next(iter(self.rows)).lineage(), _SHAPE))

    @property
    def dated(self) -> int:
        return sum(date is not None for date in self.dates.values())

    @property
    def mean_length(self) -> float:
        return sum(len(_longest(links).text or _longest(links).title) for links in self.rows.values()) / max(
            1, len(self.rows)
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """What the lists of a page hold."""

    main: list[Row] = field(default_factory=list)
    """The rows of the page's main listing, in page order; empty when the page has none."""
    days: dict[str, str] = field(default_factory=dict)
    """ISO date by address, of the rows of all lists with dates: the boxes of a home page too."""


def find_rows(document: Document, reference: datetime) -> Rows:
    """The rows of a page."""
    days: dict[str, str] = {}
    groups = _groups(document)
    best, best_score = None, 0.0
    for group in groups:
        column = date_column(_head(document, group))
        for row, links in group.rows.items():
            wrapped = date_at_end(links[0].text, reference) if row.tag == "a" else None
            group.dates[row] = (
                wrapped or date_of_row(_texts(document, row), reference, column) or stated_date(row, reference)
            )
        days |= _days(group, document)
        score = _score(group)
        if score > best_score:
            best, best_score = group, score
    return Rows(list(_read(best, document)) if best is not None else [], days)


def _days(group: _Group, document: Document) -> dict[str, str]:
    """ISO date by address, of the rows of a list in which most have one."""
    if group.dated * 2 < len(group.rows):
        return {}
    dated = ((row, date) for row, date in group.dates.items() if date is not None)
    addresses = ((document.absolute(_longest(group.rows[row]).href), date.iso) for row, date in dated)
    return {address.partition("#")[0]: iso for address, iso in addresses if address is not None}


def _groups(document: Document) -> list[_Group]:
    """Anchors gathered by the row they stand in, rows by the parent they share."""
    links = [link for link in document.links if _is_content(link, document)]
    siblings: Counter[tuple[Element, str]] = Counter()
    counted: set[Element] = set()
    chains: list[tuple[Link, list[Element]]] = []
    for link in links:
        chain = [link.element]
        element = link.element
        for _ in range(_CLIMB):
            parent = element.parent
            if parent is None or parent.tag in ("body", "html"):
                break
            chain.append(parent)
            element = parent
        for element in chain:
            parent = element.parent
            if parent is not None and element not in counted:
                counted.add(element)
                siblings[parent, element.tag] += 1
        chains.append((link, chain))
    gathered: dict[tuple[object, ...], _Group] = defaultdict(_Group)
    for link, chain in chains:
        row = _row_of(chain, siblings)
        parent = row.parent
        key = (parent.parent, parent.tag, parent.get("class"), row.tag) if parent is not None else (row,)
        gathered[key].rows.setdefault(row, []).append(link)
    return _joined(gathered.values())


def _joined(groups: Iterable[_Group]) -> list[_Group]:
    """The groups; those of one shape with nothing between them, as a list cut into boxes of five rows, are one."""
    joined: list[_Group] = []
    for group in sorted(groups, key=lambda group: group.start):
        before = joined[-1] if joined else None
        if before is not None and before.stop == group.start and before.shape == group.shape:
            before.rows.update(group.rows)
        else:
            joined.append(group)
    return joined


def _row_of(chain: list[Element], siblings: Counter[tuple[Element, str]]) -> Element:
    """The lowest element above an anchor that has siblings of its kind with anchors."""
    fallback = None
    for element in chain:
        parent = element.parent
        if parent is None:
            break
        alike = siblings[parent, element.tag]
        if alike >= 3 and element.tag not in _CELLS:
            return element
        if fallback is None and alike >= 3:
            fallback = element
        if fallback is not None and element.tag in ("div", "td", "section") and fallback.tag == "a":
            return fallback
    if fallback is not None:
        return fallback
    for element in chain:
        if element.tag in ("li", "tr", "dd", "dl", "p"):
            return element
    return chain[min(1, len(chain) - 1)]


def _is_content(link: Link, document: Document) -> bool:
    text = link.text or link.title
    if len(text) < _SHORTEST_TITLE or _PAGER.match(text) or link.href.startswith("#"):
        return False
    blocks = document.blocks
    if link.first_block < len(blocks) and blocks[link.first_block].hidden:
        return False
    return document.absolute(link.href) is not None


def _texts(document: Document, row: Element) -> list[str]:
    """Texts of the blocks of a row, of an anchor as row those that it touches."""
    stop = row.end + 1 if row.tag == "a" else row.end
    return [block.raw for block in document.blocks[row.start : min(stop, row.start + _MOST_BLOCKS)]]


def _head(document: Document, group: _Group) -> list[str]:
    """The names of the columns that stand right before the rows of a table."""
    if next(iter(group.rows)).tag != "tr":
        return []
    return [block.key for block in document.blocks[max(0, group.start - _MOST_BLOCKS) : group.start]]


def _score(group: _Group) -> float:
    """How much a group looks like the page's own listing: many rows, long titles, dates."""
    count, length, dated = len(group.rows), group.mean_length, group.dated
    if dated * 2 < count and (count < _FEWEST_UNDATED or length < _NAVIGATION_LENGTH):
        return 0.0
    return min(count, 200) * (min(length, 30.0) / 10 + (3.0 if dated * 2 >= count else 0.0))


def _read(group: _Group, document: Document) -> Iterator[Row]:
    for element, links in group.rows.items():
        main = _longest([link for link in links if not _is_bracketed(link, document)] or links)
        address = document.absolute(main.href)
        if address is None:
            continue
        date = group.dates[element]
        title = _title(main, element, date, document)
        if not title or _MORE.match(title):
            continue
        text = "".join(
            (*(block.key for block in document.blocks[element.start : element.end]), *(link.title for link in links))
        )
        yield Row(
            url=address.partition("#")[0],
            title=title,
            date=date.iso if date else None,
            pinned=_PINNED.search(text) is not None or _PINNED.search(element.get("class")) is not None,
            category=_category(main, links),
            has_year=date is None or date.has_year,
        )


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


def _longest(links: list[Link]) -> Link:
    """The link that is the row's title: the longest text that is neither 更多 or 全文 nor a date."""
    titled = [link for link in links if not _MORE.match(link.text) and not _NUMBERS.fullmatch(link.text)] or links
    return max(titled, key=lambda link: len(link.text) or len(link.title) / 2)


def _title(main: Link, row: Element, date: RowDate | None, document: Document) -> str:
    """The title in full: from the title attribute if the text is cut, and without a date that the anchor wraps."""
    text = _block_within(main, document) or one_line(main.text)
    if _MORE.match(text):
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
    worded = [block for block in blocks if block.length > 3 and not _NUMBERS.fullmatch(block.key)]
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
