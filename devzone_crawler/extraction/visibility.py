"""Which elements of a page nobody sees, by what their attributes say. Style sheets are not read."""

from __future__ import annotations

import re

from devzone_crawler.extraction.blocks import EDGE
from devzone_crawler.extraction.markup import attributes_of

_GONE = re.compile(r"display\s*:\s*none", re.I)
"""The style of an element that takes no place. `visibility` is not asked: WeChat hides its texts until a script ran."""
UNSEEN = re.compile(rf"{_GONE.pattern}|visibility\s*:\s*hidden|font-size\s*:\s*0(?:p[xt])?\s*(?:;|$)", re.I)
"""The style of an element within a line that nobody sees."""
_JAMMER = "jammer"
"""Class of the meaningless characters that Discuz sprinkles into texts against copying."""
_OPENING_TAG = re.compile(r"<([a-zA-Z]+)(\s[^<>]*)>")


def is_hidden(markup: str, styles: re.Pattern[str] = _GONE) -> bool:
    """True for the attributes of an element that is not shown."""
    if "style" not in markup and "hidden" not in markup and _JAMMER not in markup:
        return False
    if "none" not in markup and "hidden" not in markup and _JAMMER not in markup and "size" not in markup:
        return False
    attributes = attributes_of(markup)
    hidden = "hidden" in attributes or attributes.get("class") == _JAMMER
    return hidden or styles.search(attributes.get("style", "")) is not None


def without_hidden(content: str) -> str:
    """Inline content with an edge in place of each hidden element. One that is not closed here hides nothing."""
    if "style" not in content and "hidden" not in content and _JAMMER not in content:
        return content
    kept: list[str] = []
    position = 0
    never_closed: set[str] = set()
    for tag in _OPENING_TAG.finditer(content):
        name = tag[1].lower()
        if tag.start() < position or name in never_closed or not is_hidden(tag[2], UNSEEN):
            continue
        stop = _end_of(content, name, tag.end())
        if stop is None:
            never_closed.add(name)
            continue
        kept += (content[position : tag.start()], EDGE)
        position = stop
    return "".join((*kept, content[position:]))


def _end_of(content: str, name: str, start: int) -> int | None:
    """Where the element that opened before `start` ends, elements of its name within it counted."""
    depth = 1
    for tag in re.finditer(rf"<(/?){name}(?![^\s/<>])[^<>]*>", content[start:], re.I):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return start + tag.end()
    return None
