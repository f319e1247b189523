"""Text to tree, and the tree flattened once into blocks that every later step works on.

A block is what a browser would set as one line or paragraph: the text between two block-level edges. Reading a page as
a list of blocks, with the number of linked characters in each, is what a person does, and it is fast: the tree is
walked once, and the rest is list arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml import etree

from devzone_crawler.extraction.decoding import decode

EDGE = "\x1f"
"""Stands in a block's text wherever an inline element begins or ends. A byline needs these edges, prose does not."""

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark o:p q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr img input button".split()
)
_UNREAD = frozenset("script style noscript template head select object applet svg math textarea".split())
"""Elements whose text is nothing that a reader sees."""
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_LONGEST_PRINTER = 300
"""Characters of a script that does no more than print a value."""
_LITERAL = re.compile(r"""(['"])([^'"<>%\\]{2,60})\1""")
_END_TAGS_THAT_STOP_THE_PARSER = re.compile(r"</\s*(?:html|body)\s*>", re.I)
"""libxml2 drops whatever follows a stray </body> or </html>; browsers do not."""

_HEAD = 20_000
"""Characters of the source that are kept beside the tree."""
_EMPTY = "<html><body></body></html>"


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
    def length(self) -> int:
        """Characters without white space."""
        return len(self.key)

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
        return self.link_length * 2 > len(self.key)


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
class Document:
    """A page, decoded, parsed and flattened."""

    url: str
    encoding: str
    root: etree._Element
    head: str = ""
    """The first characters of the HTML, as text."""
    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    images: list[Placed] = field(default_factory=list)
    players: list[Placed] = field(default_factory=list)
    scripts: list[Placed] = field(default_factory=list)

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        for element in self.root.iter("base"):
            href = (element.get("href") or "").strip()
            if href:
                return self.absolute(href, self.url) or self.url
        return self.url

    @cached_property
    def title(self) -> str:
        """Text of the first <title> that has any, on one line."""
        for element in self.root.iter("title"):
            text = " ".join("".join(element.itertext()).split())
            if text:
                return text
        return ""

    @cached_property
    def metas(self) -> dict[str, str]:
        """Content of each <meta> by its name or property in lower case; the first that is not empty counts."""
        found: dict[str, str] = {}
        for element in self.root.iter("meta"):
            name = (element.get("name") or element.get("property") or "").strip().lower()
            content = " ".join((element.get("content") or "").split())
            if name and content:
                found.setdefault(name, content)
        return found

    def absolute(self, href: str, base: str | None = None) -> str | None:
        """`href` as an absolute http(s) address, or None if it is none."""
        href = _UNSEEN_IN_URLS.sub("", href.strip())
        if not href or href[:11].lower() == "javascript:":
            return None
        try:
            address = urljoin(self.base if base is None else base, href)
            parts = urlsplit(address)
        except ValueError:
            return None
        return address if parts.scheme in ("http", "https") and parts.netloc else None


_UNSEEN_IN_URLS = re.compile(r"[\t\n\r]")


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode, parse and flatten a page. Never raises: bytes that are no page give a document without blocks."""
    text, encoding = decode(body, content_type)
    document = Document(url=url, encoding=encoding, root=_parse(text), head=text[:_HEAD])
    _flatten(document)
    return document


def _parse(text: str) -> etree._Element:
    text = _END_TAGS_THAT_STOP_THE_PARSER.sub("", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root if root is not None else etree.fromstring(_EMPTY, etree.HTMLParser())


def _flatten(document: Document) -> None:
    flattener = _Flattener(document)
    for event, element in flattener.walk(document.root):
        if event == "start":
            flattener.start(element)
        elif event == "end":
            flattener.end(element)
        else:
            flattener.comment(element)
    flattener.flush(document.root)


class _Flattener:
    """The state of the one walk over the tree."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = document.blocks
        self.parts: list[str] = []
        self.link_length = 0
        self.after_break = False
        self.hidden_by: etree._Element | None = None
        self.owners: list[etree._Element] = [document.root]
        self.starts: list[int] = [0]
        self.open_link: tuple[etree._Element, int, int] | None = None
        self.link_parts: list[str] = []

    def walk(self, root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        self.walker = etree.iterwalk(root, events=("start", "end", "comment"))
        return self.walker

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _UNREAD:
            self.walker.skip_subtree()
            if tag == "script":
                self.document.scripts.append(Placed(element, len(self.blocks)))
                written = _written(element.text)
                if written:
                    self.parts += (EDGE, written, EDGE)
            return
        if self.hidden_by is None and _is_hidden(element):
            self.flush(self.owners[-1])
            self.hidden_by = element
        if tag == "br":
            self.flush(self.owners[-1])
            self.after_break = True
            return
        if tag in _INLINE:
            self.parts.append(EDGE)
            if tag == "a":
                self.close_link()
                self.open_link = (element, len(self.blocks), len(self.parts))
            elif tag == "img":
                self.document.images.append(Placed(element, len(self.blocks), self.hidden_by is not None))
        else:
            self.flush(self.owners[-1])
            self.owners.append(element)
            self.starts.append(len(self.blocks))
            if tag in ("video", "embed", "iframe", "audio"):
                self.document.players.append(Placed(element, len(self.blocks), self.hidden_by is not None))
        if element.text:
            self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag not in _UNREAD and tag != "br":
            if tag in _INLINE:
                self.parts.append(EDGE)
                if tag == "a":
                    self.close_link()
            else:
                self.flush(element)
                self.owners.pop()
                start = self.starts.pop()
                if len(self.blocks) > start:
                    self.document.spans.append(Span(element, start, len(self.blocks)))
        if element is self.hidden_by:
            self.flush(self.owners[-1])
            self.hidden_by = None
        if element.tail:
            self.add(element.tail)

    def comment(self, element: etree._Element) -> None:
        self.document.comments.append(Comment(element.text or "", len(self.blocks)))
        if element.tail:
            self.add(element.tail)

    def add(self, text: str) -> None:
        self.parts.append(text)
        if self.open_link is not None:
            self.link_parts.append(text)
            self.link_length += len("".join(text.split()))

    def close_link(self) -> None:
        if self.open_link is None:
            return
        element, first_block, _ = self.open_link
        self.document.links.append(
            Link(
                href=element.get("href") or "",
                text=" ".join("".join(self.link_parts).split()),
                title=element.get("title"),
                element=element,
                first_block=first_block,
                last_block=len(self.blocks),
            )
        )
        self.open_link = None
        self.link_parts = []

    def flush(self, owner: etree._Element) -> None:
        """End the block that is being collected."""
        if not self.parts:
            return
        raw = "".join(self.parts)
        key = "".join(raw.replace(EDGE, "").split())
        if key:
            self.blocks.append(
                Block(
                    index=len(self.blocks),
                    raw=raw,
                    key=key,
                    element=owner,
                    link_length=self.link_length,
                    after_break=self.after_break,
                    hidden=self.hidden_by is not None,
                )
            )
            self.after_break = False
        self.parts = []
        self.link_length = 0


def _written(script: str | None) -> str | None:
    """What a one-line script in the byline prints, read as text: `var d = '2026-07-01'; document.write(d);`."""
    if not script or len(script) > _LONGEST_PRINTER or "document.write" not in script:
        return None
    literal = _LITERAL.search(script)
    return literal.group(2) if literal else None


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or "hidden" in element.attrib
