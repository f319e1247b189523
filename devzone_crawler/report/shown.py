"""What pages say, as a report may show it: short, on one line, and nothing in it that acts."""

from __future__ import annotations

from urllib.parse import urlsplit

from devzone_crawler.extraction.text import one_line
from devzone_crawler.terminal import escaped

LONGEST = 160
"""Characters of a title or an address."""
LONGEST_EXCERPT = 220
"""Characters of a text."""
_LONGEST_LINK = 1_000
"""Characters of an address that is still a link."""


def shown(text: str, most: int = LONGEST) -> str:
    """The text as it is shown. What steers a terminal, or turns a line around, is written out."""
    cut = text[: 2 * most + 1]
    line = escaped(one_line(cut))
    return line if len(line) <= most and len(cut) == len(text) else line[:most].rstrip() + "…"


def link(url: str) -> str | None:
    """The address if it is one of the web, which may be linked; None for any other."""
    if len(url) > _LONGEST_LINK or escaped(url) != url:
        return None
    try:
        scheme, host = urlsplit(url).scheme, urlsplit(url).hostname
    except ValueError:
        return None
    return url if scheme in ("http", "https") and host else None
