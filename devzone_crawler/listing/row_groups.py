"""The links of a page gathered into rows, and like-shaped rows into lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from devzone_crawler.extraction.blocks import Element, Link
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.pager_words import FIRST, LAST, NEXT, PREVIOUS
from devzone_crawler.listing.row_dates import RowDate, date_of_row
from devzone_crawler.listing.scripted_links import address_of

_CLIMB = 7
"""Levels above an anchor in which its row is looked for."""
_SHAPE = 4
"""Levels in which boxes of one list look alike."""
_CELLS = frozenset({"td", "th", "span", "b", "strong", "em", "i", "font", "h1", "h2", "h3", "h4", "h5", "h6", "a"})
"""What stands in a row and is never a row, unless its parent holds many of it and nothing above does."""
_SHORTEST_TITLE = 2
NO_TITLE = re.compile(
    r"^\W*(?:(?:加载|点击|查看|了解|阅读|显示)*(?:更多|详细|详情|全文|原文)|(?:点击|立即|附件)*(?:查看|下载|浏览)|more)\W*$|^(?:>>|\.\.\.)$",
    re.I,
)
"""What a link says that is no title: the row's own words are."""
_PAGER = re.compile(
    rf"^[<>«»‹›\s]*(?:{NEXT}|{PREVIOUS}|{FIRST}|{LAST}|第?\d+页?|\d+\.\.\.|\.\.\.\d*|GO|跳转)?[<>«»‹›\s]*$", re.I
)
_HOME_PAGE = re.compile(r"https?://[^/?#]+/?")
_DIGITS = re.compile(r"\d+")
NUMBERS = re.compile(r"(?:刚刚|今天|昨天|前天)?[\d\s:：/.年月日-]*(?:(?:秒钟?|分钟?|个?小时|天|周)前)?")
"""A date, a time, a count."""


@dataclass(slots=True)
class Group:
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
        """How many of its rows have a date."""
        return sum(date is not None for date in self.dates.values())

    @property
    def mean_length(self) -> float:
        """Characters of a title."""
        return sum(len(longest(links).text or longest(links).title) for links in self.rows.values()) / max(
            1, len(self.rows)
        )


def groups_of(document: Document, reference: datetime) -> list[Group]:
    """Anchors gathered by the row they stand in, rows by the parent they share."""
    links = [link for link in (*document.links, *_rows_as_links(document)) if _is_content(link, document)]
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
    cells = _cells_as_rows(links, document, reference)
    gathered: dict[tuple[object, ...], Group] = defaultdict(Group)
    for link, chain in chains:
        cell = next((element for element in chain if element in cells), None)
        row = cell or _row_of(chain, siblings, _is_cut_by_break(link, document))
        parent = row.parent
        key = (parent.parent, parent.tag, _DIGITS.sub("", parent.names), row.tag) if parent is not None else (row,)
        gathered[key].rows.setdefault(row, []).append(link)
    return _joined(gathered.values())


def _joined(groups: Iterable[Group]) -> list[Group]:
    """The groups; those of one shape with nothing between them, as a list cut into boxes of five rows, are one."""
    joined: list[Group] = []
    for group in sorted(groups, key=lambda group: group.start):
        before = joined[-1] if joined else None
        if before is not None and before.stop == group.start and before.shape == group.shape:
            before.rows.update(group.rows)
        else:
            joined.append(group)
    return joined


def _row_of(chain: list[Element], siblings: Counter[tuple[Element, str]], cut: bool) -> Element:
    """The lowest element above an anchor that has siblings of its kind with anchors. `cut`: a <br> ends its line."""
    fallback = None
    for element in chain:
        parent = element.parent
        if parent is None:
            break
        alike = siblings[parent, element.tag]
        if alike >= 3 and element.tag not in _CELLS:
            if cut and fallback is not None and fallback.tag == "a" and element.tag in ("p", "div"):
                return fallback
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


def _rows_as_links(document: Document) -> Iterator[Link]:
    """Rows that have no link and are clicked themselves: `<div onclick="location.href='/news/1.html'">`."""
    if "onclick" not in document.source:
        return
    linked = {element for link in document.links for element in islice(link.element.lineage(), _CLIMB)}
    for element in document.elements:
        if element.tag != "a" and element not in linked and element.get("onclick"):
            yield Link(element, " ".join(block.text for block in document.blocks[element.start : element.end]))


def _cells_as_rows(links: list[Link], document: Document, reference: datetime) -> set[Element]:
    """Cells of tables that stand side by side and are a row each: each leads to one address and has its own date."""
    addresses: dict[Element, set[str]] = defaultdict(set)
    beside: dict[Element, set[Element]] = defaultdict(set)
    for link in links:
        cell = next((element for element in islice(link.element.lineage(), _CLIMB) if element.tag == "td"), None)
        if cell is not None and cell.parent is not None:
            addresses[cell].add(link.href)
            beside[cell.parent].add(cell)
    full = [
        (line, cells)
        for line, cells in beside.items()
        if len(cells) > 1 and all(len(addresses[cell]) == 1 and _is_dated(cell, document, reference) for cell in cells)
    ]
    tables = {line.parent for line, _ in full}
    last = [cells for line, cells in beside.items() if len(cells) == 1 and line.parent in tables]
    return set().union(*(cells for _, cells in full), *last)


def _is_dated(cell: Element, document: Document, reference: datetime) -> bool:
    return date_of_row([block.raw for block in document.blocks[cell.start : cell.end]], reference) is not None


def _is_cut_by_break(link: Link, document: Document) -> bool:
    """True if its line has no other link and is one of a paragraph's lines, which <br> separates."""
    blocks = document.blocks
    index = link.first_block
    if index >= len(blocks) or blocks[index].link_length > len("".join(link.text.split())):
        return False
    element = blocks[index].element
    return any(block.after_break and block.element is element for block in blocks[index : index + 2])


def _is_content(link: Link, document: Document) -> bool:
    text = link.text or link.title
    if len(text) < _SHORTEST_TITLE or _PAGER.match(text):
        return False
    blocks = document.blocks
    if link.first_block < len(blocks) and blocks[link.first_block].hidden:
        return False
    address = address_of(link.element, document)
    return address is not None and _HOME_PAGE.fullmatch(address) is None


def longest(links: list[Link]) -> Link:
    """The link that is a row's title: the longest text that is neither 更多 or 全文 nor a date."""
    titled = [link for link in links if not NO_TITLE.match(link.text) and not NUMBERS.fullmatch(link.text)] or links
    return max(titled, key=lambda link: len(link.text) or len(link.title) / 2)
