"""The one pass over a page that turns its markup into blocks.

A block is what a browser would set as one line or paragraph: the text between two block-level edges. Reading a page as
a list of blocks, with the number of linked characters in each, is what a person does, and the rest is list arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from devzone_crawler.extraction.blocks import EDGE, Block, Element, Flat, Link, Mark, Placed, Script
from devzone_crawler.extraction.markup import CASES, COMMENT, UNREAD, attributes_of, tokens
from devzone_crawler.extraction.nesting import ENDED_BY_START, ENDS_PARAGRAPH, ONLY_TABLE, PARTS_OF_TABLE, WALLS
from devzone_crawler.extraction.references import unescape
from devzone_crawler.extraction.visibility import UNSEEN, is_hidden

_BLOCK_LEVEL = (
    "address article aside blockquote body caption center colgroup dd details dialog dir div dl dt embed fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup legend li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul"
).split()
"""Elements that begin and end lines (WHATWG HTML, 15.3). All others, unknown ones too, stand within a line."""

_START, _END, _ANCHOR, _ANCHOR_END, _BREAK, _IMAGE, _STATED, _RAW, _EDGELESS, _INLINE = range(10)


def _in_case(name: str, case: Callable[[str], str]) -> str:
    return "/" + case(name[1:]) if name.startswith("/") else case(name)


_ACTIONS: dict[str, tuple[int, str]] = {
    **{tag: (_START, tag) for tag in _BLOCK_LEVEL},
    **{f"/{tag}": (_END, tag) for tag in _BLOCK_LEVEL},
    **{tag: (_RAW, tag) for tag in (COMMENT, *UNREAD)},
    **{tag: (_STATED, tag) for tag in ("base", "meta")},
    **dict.fromkeys(("br", "/br", "hr"), (_BREAK, "")),
    **dict.fromkeys(("", "!", "?", "/", "html", "/html", "/body", "/hr", "frame", "col", "link"), (_EDGELESS, "")),
    "a": (_ANCHOR, "a"),
    "/a": (_ANCHOR_END, "a"),
    "img": (_IMAGE, "img"),
}
_ACTIONS |= {_in_case(name, case): action for name, action in _ACTIONS.items() for case in CASES}
"""What a tag does, and to which element."""

_PLAYERS = frozenset(("iframe", "video", "audio", "object"))
_MUCH_SPACE = 64
"""Characters that are no text, after which a block is looked through for long gaps."""
_LONG_GAP = re.compile(rf"[\s{EDGE}]{{8,}}")
"""White space and edges without end, which the patterns of the fields need not meet: a gap is a gap."""
_LONGEST_PRINTER = 300
"""Characters of a script that does no more than print a value."""
_SAYS_SOMETHING = re.compile(r"[\d\u3400-\u9fff]")
"""A value to print has a digit or a Chinese character; the name of a meta or an element has none."""
_LITERAL = re.compile(r"""(['"])([^'"<>%\\]{2,60})\1""")


def flatten(source: str, flat: Flat) -> None:
    """Put the pieces of a page into the lists of `flat`. Never raises on its content."""
    flattener = _Flattener(flat)
    parts = flattener.parts
    for name, markup, content in tokens(source):
        action, tag = _ACTIONS.get(name) or (_INLINE, name)
        if action == _START:
            flattener.start(tag, markup)
        elif action == _END:
            flattener.end(tag)
        elif action == _ANCHOR:
            flattener.anchor(markup)
        elif action == _ANCHOR_END:
            flattener.anchor_end()
        elif action == _INLINE:
            flattener.edge(tag, markup)
        elif action == _BREAK:
            if parts:
                flattener.flush()
            flattener.after_break = True
        elif action == _RAW:
            flattener.raw(tag, markup, content)
            continue
        elif action == _IMAGE:
            flattener.place(flat.images, tag, markup)
            parts.append(EDGE)
        elif action == _STATED:
            flattener.state(tag, markup)
        if content and (parts or not content.isspace()):
            parts.append(content)
    flattener.finish()


@dataclass(slots=True)
class _Unseen:
    """An inline element that is not shown, and how much there was before it."""

    tag: str
    parts: int
    links: int
    link_length: int
    depth: int = 1
    """Open elements of its name."""


class _Flattener:
    """What is open while a page is read."""

    __slots__ = (
        "after_break", "blocks", "flat", "hidden_in", "link", "link_from", "link_length", "link_parts",
        "owner", "parts", "unseen",
    )  # fmt: skip

    def __init__(self, flat: Flat) -> None:
        self.flat = flat
        self.blocks = flat.blocks
        self.parts: list[str] = []
        """The text of the block that is being collected."""
        self.owner = Element("html", "", None, 0)
        """The innermost open block-level element."""
        self.after_break = False
        self.hidden_in: Element | None = None
        """The block-level element that hides what is being read."""
        self.unseen: _Unseen | None = None
        """The element within the line that nobody sees; one that is not closed in its line hides nothing."""
        self.link: Element | None = None
        self.link_parts: list[str] = []
        """What the open link said in the blocks before this one."""
        self.link_from = 0
        """Where in `parts` its text begins."""
        self.link_length = 0
        """Characters of links in the block that is being collected."""

    def start(self, tag: str, markup: str) -> None:
        """A block-level element begins."""
        if self.parts:
            self.flush()
        if tag in ENDED_BY_START:
            ended, walls = ENDED_BY_START[tag]
            if self.owner.tag not in walls:
                self.close_all(ended, walls)
        elif self.owner.tag == "p" and tag in ENDS_PARAGRAPH:
            self.close_owner()
        element = Element(tag, markup, self.owner, len(self.blocks))
        if tag == "embed":
            self.flat.players.append(Placed(element, self.hidden_in is not None))
            return
        self.owner = element
        if markup and self.hidden_in is None and is_hidden(markup):
            self.hidden_in = element

    def end(self, tag: str) -> None:
        """A block-level element ends, and whatever was left open in it."""
        if self.parts:
            self.flush()
        if self.owner.tag == tag:
            self.close_owner()
        else:
            self.close_to(tag)

    def close_to(self, tag: str) -> None:
        """Close the innermost open element of a tag that an end tag can reach."""
        walls = ONLY_TABLE if tag in PARTS_OF_TABLE else WALLS
        for element in self.owner.lineage():
            if element.tag == tag:
                self.close_down_to(element)
                return
            if element.tag in walls:
                return

    def close_all(self, tags: frozenset[str], walls: frozenset[str]) -> None:
        """Close the open elements of some tags, up to the first wall."""
        outermost = None
        for element in self.owner.lineage():
            if element.tag in tags:
                outermost = element
            elif element.tag in walls:
                break
        if outermost is not None:
            self.close_down_to(outermost)

    def close_down_to(self, element: Element) -> None:
        """Close an open element and whatever is open in it."""
        while self.owner is not element:
            self.close_owner()
        self.close_owner()

    def close_owner(self) -> None:
        """Close the innermost open element."""
        element = self.owner
        if element.parent is None:
            return
        element.end = len(self.blocks)
        if element.end > element.start:
            self.flat.elements.append(element)
        if element is self.hidden_in:
            self.hidden_in = None
        self.owner = element.parent

    def edge(self, tag: str, markup: str) -> None:
        """An inline element begins or ends."""
        if self.unseen is not None:
            self.count_unseen(tag)
        elif markup and is_hidden(markup, UNSEEN):
            self.unseen = _Unseen(tag.lower(), len(self.parts), len(self.flat.links), self.link_length)
        self.parts.append(EDGE)

    def count_unseen(self, tag: str) -> None:
        """A tag within an inline element that nobody sees. Its end takes back all that was in it."""
        unseen = self.unseen
        assert unseen is not None
        name = tag.lower()
        if name == unseen.tag:
            unseen.depth += 1
        elif name == "/" + unseen.tag:
            unseen.depth -= 1
            if unseen.depth == 0:
                del self.parts[unseen.parts :]
                del self.flat.links[unseen.links :]
                self.link_length = unseen.link_length
                self.unseen = None

    def anchor(self, markup: str) -> None:
        """An anchor begins."""
        self.close_link()
        self.edge("a", markup)
        if ("name" in markup or "NAME" in markup) and "href" not in markup and "HREF" not in markup:
            return  # the name of a place, which templates leave open; without a name it is a button
        self.link = Element("a", markup, self.owner, len(self.blocks))
        self.link_from = len(self.parts)

    def anchor_end(self) -> None:
        """An anchor ends."""
        self.close_link()
        self.edge("/a", "")

    def close_link(self) -> None:
        """The open anchor ends, if one is open; links do not nest."""
        parts = self.parts
        link = self.link
        if link is not None:
            text = _plain(parts[self.link_from :])
            self.link_length += len(text) - text.count(" ")
            link.end = len(self.blocks) + (text != "")
            if self.link_parts:
                text = " ".join((*self.link_parts, text)).strip()
                self.link_parts = []
            self.flat.links.append(Link(link, text))
            self.link = None

    def flush(self) -> None:
        """End the block that is being collected."""
        if self.link is not None:
            text = _plain(self.parts[self.link_from :])
            self.link_parts.append(text)
            self.link_from = 0
            self.link_length += len(text) - text.count(" ")
        self.unseen = None
        raw = "".join(self.parts)
        self.parts.clear()
        if "&" in raw:
            raw = unescape(raw)
        key = "".join(raw.split())
        if key:
            length = len(key)
            if len(raw) - length > _MUCH_SPACE:
                raw = _LONG_GAP.sub(_shorter, raw)
            linked = self.link_length
            self.blocks.append(
                Block(
                    len(self.blocks), raw, key, length, self.owner, linked, linked * 2 > length, self.after_break,
                    self.hidden_in is not None,
                )
            )  # fmt: skip
            self.after_break = False
        self.link_length = 0

    def place(self, places: list[Placed], tag: str, markup: str) -> None:
        """A picture or player."""
        places.append(Placed(Element(tag, markup, self.owner, len(self.blocks)), self.hidden_in is not None))

    def state(self, tag: str, markup: str) -> None:
        """Keep what a meta or base says. A meta without content is a mark: <meta name="ContentStart"> in a text."""
        attributes = attributes_of(markup)
        if tag == "base":
            self.flat.stated_base = self.flat.stated_base or attributes.get("href", "").strip()
            return
        name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip()
        content = " ".join(attributes.get("content", "").split())
        if name and content:
            self.flat.metas.setdefault(name.lower(), content)
        elif name:
            self.flat.marks.append(Mark(name, len(self.blocks)))

    def raw(self, name: str, markup: str, content: str) -> None:
        """An element whose content is no text of the page."""
        if name == COMMENT:
            self.flat.marks.append(Mark(content, len(self.blocks)))
        elif name == "title":
            self.flat.title = self.flat.title or " ".join(unescape(content).split())
        elif name == "script":
            self.flat.scripts.append(Script(markup, content, len(self.blocks)))
            self.unseen = None  # what a script fills is shown by a script
            written = _written(content)
            if written:
                self.parts += (EDGE, written, EDGE)
        elif name in _PLAYERS:
            self.place(self.flat.players, name, markup)

    def finish(self) -> None:
        """Close what the page left open."""
        self.close_link()
        self.flush()
        while self.owner.parent is not None:
            self.close_owner()
        self.owner.end = len(self.blocks)
        self.flat.elements.append(self.owner)


def _shorter(gap: re.Match[str]) -> str:
    """An edge, with a wide gap if there was any white space."""
    return EDGE + "  " if gap.group().strip(EDGE) else EDGE


def _plain(parts: list[str]) -> str:
    """The text of a link on one line, without edges."""
    text = parts[0] if len(parts) == 1 else "".join(parts).replace(EDGE, "")
    if "&" in text:
        text = unescape(text)
    return " ".join(text.split())


def _written(script: str) -> str | None:
    """What a one-line script in the byline prints, read as text: `var d = '2026-07-01'; document.write(d);`."""
    if len(script) > _LONGEST_PRINTER or "document.write" not in script:
        return None
    literal = _LITERAL.search(script)
    return literal.group(2) if literal and _SAYS_SOMETHING.search(literal.group(2)) else None
