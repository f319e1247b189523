"""The one walk over the tree that turns it into blocks.

A block is what a browser would set as one line or paragraph: the text between two block-level edges. Reading a page as
a list of blocks, with the number of linked characters in each, is what a person does, and it is fast: the tree is
walked once, and the rest is list arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from devzone_crawler.extraction.blocks import EDGE, Block, Comment, Flat, Link, Placed, Span

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark o:p q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr img input button".split()
)
_UNREAD = frozenset("script style noscript template head select object applet svg math textarea".split())
"""Elements whose text is nothing that a reader sees."""
_KIND: dict[object, str] = {**dict.fromkeys(_INLINE, "inline"), **dict.fromkeys(_UNREAD, "unread"), "br": "break"}
"""How an element is walked; what is not in it is block-level, so that unknown elements are."""
_PLAYERS = frozenset(("video", "embed", "iframe", "audio"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_LONGEST_PRINTER = 300
"""Characters of a script that does no more than print a value."""
_LITERAL = re.compile(r"""(['"])([^'"<>%\\]{2,60})\1""")


def flatten(root: etree._Element, flat: Flat) -> None:
    """Put the pieces of a tree into the lists of `flat`."""
    flattener = _Flattener(flat, root)
    for event, element in flattener.walk(root):
        if event == "start":
            flattener.start(element)
        elif event == "end":
            flattener.end(element)
        else:
            flattener.comment(element)
    flattener.flush(root)


class _Flattener:
    """The state of the one walk over the tree."""

    def __init__(self, flat: Flat, root: etree._Element) -> None:
        self.flat = flat
        self.blocks = flat.blocks
        self.parts: list[str] = []
        self.link_length = 0
        self.after_break = False
        self.hidden_by: etree._Element | None = None
        self.owners: list[etree._Element] = [root]
        self.starts: list[int] = [0]
        self.open_link: tuple[etree._Element, int] | None = None
        self.link_parts: list[str] = []

    def walk(self, root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        self.walker = etree.iterwalk(root, events=("start", "end", "comment"))
        return self.walker

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        kind = _KIND.get(tag)
        if kind == "unread":
            self.walker.skip_subtree()
            if tag == "script":
                self.flat.scripts.append(Placed(element, len(self.blocks)))
                written = _written(element.text)
                if written:
                    self.parts += (EDGE, written, EDGE)
            return
        if self.hidden_by is None and _is_hidden(element):
            self.flush(self.owners[-1])
            self.hidden_by = element
        if kind == "break":
            self.flush(self.owners[-1])
            self.after_break = True
            return
        if kind == "inline":
            self.parts.append(EDGE)
            if tag == "a":
                self.close_link()
                self.open_link = (element, len(self.blocks))
            elif tag == "img":
                self.flat.images.append(Placed(element, len(self.blocks), self.hidden_by is not None))
        else:
            self.flush(self.owners[-1])
            self.owners.append(element)
            self.starts.append(len(self.blocks))
            if tag in _PLAYERS:
                self.flat.players.append(Placed(element, len(self.blocks), self.hidden_by is not None))
        if element.text:
            self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        kind = _KIND.get(tag)
        if kind == "inline":
            self.parts.append(EDGE)
            if tag == "a":
                self.close_link()
        elif kind is None:
            self.flush(element)
            self.owners.pop()
            start = self.starts.pop()
            if len(self.blocks) > start:
                self.flat.spans.append(Span(element, start, len(self.blocks)))
        if element is self.hidden_by:
            self.flush(self.owners[-1])
            self.hidden_by = None
        if element.tail:
            self.add(element.tail)

    def comment(self, element: etree._Element) -> None:
        self.flat.comments.append(Comment(element.text or "", len(self.blocks)))
        if element.tail:
            self.add(element.tail)

    def add(self, text: str) -> None:
        if not self.parts and text.isspace():
            return
        self.parts.append(text)
        if self.open_link is not None:
            self.link_parts.append(text)
            self.link_length += len("".join(text.split()))

    def close_link(self) -> None:
        if self.open_link is None:
            return
        element, first_block = self.open_link
        self.flat.links.append(
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
                    length=len(key),
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
