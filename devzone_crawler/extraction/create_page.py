"""createPageHTML, the call by which TRS WCM and 开普 print a pager: in scripts as text, never run.

| who | arguments |
| --- | --- |
| TRS WCM | pages, number of this page from 0, stem, suffix |
| 开普 | element, pages, number of this page from 1, stem, suffix, records |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from devzone_crawler.extraction.numbers import whole_number

_QUOTE = r"\\?[\"']"
_COMMA = r"\s*+,\s*+"
_CALL = re.compile(
    rf"createPageHTML\s*+\(\s*+(?P<element>[^(),]*+,\s*+)?(?:{_QUOTE})?(?P<pages>[0-9]{{1,6}})(?:{_QUOTE})?{_COMMA}"
    rf"(?:{_QUOTE})?(?P<number>\w*+)(?:{_QUOTE})?{_COMMA}"
    rf"{_QUOTE}(?P<stem>[^\"'(),\\]++){_QUOTE}{_COMMA}{_QUOTE}(?P<suffix>\w++){_QUOTE}\s*+(?(element),[^(),]*+)\)",
    re.I,
)
"""Quantifiers are possessive: nothing backtracks."""


@dataclass(frozen=True, slots=True)
class PagerCall:
    """What a call says. Positions count from 1."""

    pages: int
    position: int | None
    """Of the page that it stands in; None if a variable says so."""
    offset: int
    """Position less the number in a name: 1 in TRS WCM, 0 in 开普. The first page has no number."""
    stem: str
    suffix: str

    def next_file(self) -> str | None:
        """Name of the next page's file; None on the last page, or where the call does not say which page this is."""
        if self.position is None or self.position >= self.pages:
            return None
        return f"{self.stem}_{self.position + 1 - self.offset}.{self.suffix}"


def pager_calls(script: str) -> Iterator[PagerCall]:
    """The calls in a script, in order."""
    for call in _CALL.finditer(script):
        offset = 0 if call["element"] else 1
        number = whole_number(call["number"])
        position = number + offset if number is not None else None
        yield PagerCall(int(call["pages"]), position, offset, call["stem"], call["suffix"])
