"""The pieces that a page is flattened into: blocks of text, the elements around them, links, and what is no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from devzone_crawler.extraction.markup import attributes_of

EDGE = "\x1f"
"""Stands in a block's text wherever an inline element begins or ends. A byline needs these edges, prose does not.
It is white space to `str.split`."""

_NAMES = re.compile(r"""(?<![\w-])(?:[cC]lass|[iI]d|CLASS|ID)\s*=\s*(?:"([^"<>]*)|'([^'<>]*)|([^\s"'<>]+))""")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_DEEPEST_CLIMB = 64
"""Levels. Only pages that never close their tags nest deeper, and what is that far above says nothing."""


class Element:
    """A block-level element, an anchor, a picture or a player, and the blocks it covers.

    What an inline element does is in EDGE.
    """

    __slots__ = ("_attributes", "_names", "end", "markup", "parent", "start", "tag")

    def __init__(self, tag: str, markup: str, parent: Element | None, start: int) -> None:
        self.tag = tag
        self.markup = markup
        """Its attributes as written; `get` reads them when somebody asks."""
        self.parent = parent
        """The block-level element around it; None for the outermost."""
        self.start = start
        self.end = start
        """Its blocks are `start` up to, not including, `end`."""
        self._attributes: dict[str, str] | None = None
        self._names: str | None = None

    def get(self, name: str) -> str:
        """The attribute, empty if it is missing."""
        if not self.markup:
            return ""
        if self._attributes is None:
            self._attributes = attributes_of(self.markup)
        return self._attributes.get(name, "")

    @property
    def names(self) -> str:
        """What its class and id say, in one string, in lower case."""
        if self._names is None:
            found = _NAMES.findall(self.markup) if self.markup else ()
            self._names = " ".join(double or single or bare for double, single, bare in found).lower()
        return self._names

    def lineage(self) -> Iterator[Element]:
        """The element itself and those around it, innermost first, at most 64."""
        element: Element | None = self
        for _ in range(_DEEPEST_CLIMB):
            if element is None:
                return
            yield element
            element = element.parent

    def stands_in(self, other: Element) -> bool:
        """True if `other` is around it, or is it."""
        return any(element is other for element in self.lineage())


@dataclass(slots=True)
class Link:
    """An anchor: where it leads, what it says, and the blocks it spans."""

    element: Element
    text: str
    """On one line."""

    @property
    def first_block(self) -> int:
        """Index of the block that it begins in."""
        return self.element.start

    @property
    def blocks(self) -> range:
        """Indexes of the blocks that hold its text."""
        return range(self.element.start, self.element.end)

    @property
    def href(self) -> str:
        """As written, unresolved."""
        return self.element.get("href")

    @property
    def title(self) -> str:
        """The attribute, empty if there is none."""
        return self.element.get("title")


@dataclass(slots=True)
class Block:
    """One line or paragraph of the page."""

    index: int
    raw: str
    """Its text, white space as in the source, with EDGE at the edges of inline elements."""
    key: str
    """Its text without any white space: for lengths and comparisons."""
    length: int
    """Characters of `key`."""
    element: Element
    """The innermost block-level element around it."""
    link_length: int
    """How many characters of `key` stand inside links."""
    is_mostly_links: bool
    """More than half of it is link text."""
    after_break: bool
    """True when only a <br> separates it from the block before."""
    hidden: bool

    @property
    def tag(self) -> str:
        """Tag of that element."""
        return self.element.tag

    @property
    def text(self) -> str:
        """As a reader sees it: one line, single spaces."""
        return " ".join(self.raw.replace(EDGE, "").split())

    @property
    def heading(self) -> int:
        """1 to 6 inside <h1> to <h6>, else 0."""
        return _HEADINGS.get(self.element.tag, 0)


@dataclass(slots=True)
class Mark:
    """What a template leaves for programs, a comment or the name of a meta, and the block in front of which it is."""

    text: str
    block: int


@dataclass(slots=True)
class Script:
    """An inline or linked script and the block it stands in or before."""

    markup: str
    """Its attributes as written."""
    text: str
    block: int


@dataclass(slots=True)
class Placed:
    """A picture or player."""

    element: Element
    hidden: bool

    @property
    def block(self) -> int:
        """Index of the block that it stands in or before."""
        return self.element.start


@dataclass
class Flat:
    """A page as lists, each in page order."""

    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    """The block-level elements that have text, inner ones before those around them."""
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    images: list[Placed] = field(default_factory=list)
    players: list[Placed] = field(default_factory=list)
    """Videos, sounds and frames."""
    scripts: list[Script] = field(default_factory=list)
    title: str = ""
    """Text of the first <title> that has any, on one line."""
    metas: dict[str, str] = field(default_factory=dict)
    """Content of each <meta> by its name or property in lower case; the first that is not empty counts."""
    stated_base: str = ""
    """What <base> says relative addresses are relative to, as written."""
