"""Which elements of a page nobody sees, by what their attributes say. Style sheets are not read."""

from __future__ import annotations

import re

from devzone_crawler.extraction.markup import attributes_of

_GONE = re.compile(r"display\s*:\s*none", re.I)
"""The style of an element that takes no place. `visibility` is not asked: WeChat hides its texts until a script ran."""
UNSEEN = re.compile(rf"{_GONE.pattern}|visibility\s*:\s*hidden|font-size\s*:\s*0(?:p[xt])?\s*(?:;|$)", re.I)
"""The style of an element within a line that nobody sees."""
_JAMMER = "jammer"
"""Class of the meaningless characters that Discuz sprinkles into texts against copying."""


def is_hidden(markup: str, styles: re.Pattern[str] = _GONE) -> bool:
    """True for the attributes of an element that is not shown."""
    if "style" not in markup and "hidden" not in markup and _JAMMER not in markup:
        return False
    if "none" not in markup and "hidden" not in markup and _JAMMER not in markup and "size" not in markup:
        return False
    attributes = attributes_of(markup)
    hidden = "hidden" in attributes or attributes.get("class") == _JAMMER
    return hidden or styles.search(attributes.get("style", "")) is not None
