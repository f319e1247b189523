"""The pieces that a page is flattened into: blocks of text, links, spans of elements, and what is no text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

EDGE = "\x1f"
"""Stands in a block's text wherever an inline element begins or ends. A byline needs these edges, prose does not."""

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(slots=True)
class Link:
    """An anchor: where it leads, what it says, and the blocks it spans."""

    href: str
    """As written, unresolved."""
    text: str
    title: str | None
    element: etree._Element
    first_block: int
    last_block: int


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
    element: etree._Element
    """The innermost block-level element around it."""
    link_length: int
    """How many characters of `key` stand inside links."""
    after_break: bool
    """True when only a <br> separates it from the block before."""
    hidden: bool

    @property
    def tag(self) -> str:
        """Tag of that element."""
        return str(self.element.tag)

    @property
    def text(self) -> str:
        """As a reader sees it: one line, single spaces."""
        return " ".join(self.raw.replace(EDGE, "").split())

    @property
    def heading(self) -> int:
        """1 to 6 inside <h1> to <h6>, else 0."""
        return _HEADINGS.get(self.tag, 0)

    @property
    def is_mostly_links(self) -> bool:
        """More than half of it is link text."""
        return self.link_length * 2 > self.length


@dataclass(slots=True)
class Span:
    """The run of blocks that a block-level element covers: `start` up to, not including, `end`."""

    element: etree._Element
    start: int
    end: int


@dataclass(slots=True)
class Comment:
    """An HTML comment and the block in front of which it stands."""

    text: str
    block: int


@dataclass(slots=True)
class Placed:
    """An element that is no text (picture, frame, script, ...) and the block it stands in or before."""

    element: etree._Element
    block: int
    hidden: bool = False


@dataclass
class Flat:
    """A page as lists, each in page order."""

    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    images: list[Placed] = field(default_factory=list)
    players: list[Placed] = field(default_factory=list)
    """Videos, sounds and frames."""
    scripts: list[Placed] = field(default_factory=list)
