"""Pages that were linked without a day, and what listings say of them."""

from __future__ import annotations

import re

from devzone_crawler.items import Hints

_DAY = re.compile(rb"(?:19|20)\d\d(?:[-/.]|\xe5\xb9\xb4|\xc4\xea)\d{1,2}(?!\d)")
"""Year and month in UTF-8 or GBK; not the 2011-2021 of a footer."""


class Waiting:
    """Pages that a slider or a picture led to, on sites that may date their articles in listings only.

    The listing's word counts, whichever of the two came first: a page that waits is told it, and one that was looked at
    and has no day in all of its bytes is asked for again. Kept is a hash of each address as it was written.
    """

    def __init__(self) -> None:
        self._told: dict[int, Hints | None] = {}
        self._undated: set[int] = set()

    def add(self, url: str) -> None:
        """A page begins to wait."""
        self._told[hash(url)] = None

    def tell(self, url: str, hints: Hints) -> bool:
        """What a listing says of a page that was met. Returns True if the page must be looked at once more for it."""
        key = hash(url)
        if key in self._told:
            self._told[key] = hints
        if key not in self._undated:
            return False
        self._undated.remove(key)
        return True

    def take(self, url: str, body: bytes, hints: Hints) -> Hints:
        """A page waits no more. Returns what was told of it, or what was known before."""
        told = self._told.pop(hash(url), None)
        if told is None and hints.date is None and _DAY.search(body) is None:
            self._undated.add(hash(url))
        return told or hints
