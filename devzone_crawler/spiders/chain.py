"""The pages of one listing, from its first page on, and when they end."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from devzone_crawler.listing import Listing

_REMEMBERED = 3
"""Pages that the one in hand is held against, beside the first: past the end, sites show one of these again."""


@dataclass(slots=True)
class Chain:
    """What the pages of a listing that were walked have shown."""

    pages: int = 0
    walked: int | None = None
    """Number of the run that last walked this listing to its end."""
    _first: frozenset[int] = frozenset()
    _latest: deque[frozenset[int]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def add(self, listing: Listing) -> bool:
        """Remember a page. False if it shows nothing that the pages before it did not show.

        Some sites show their last page for ever. What was found elsewhere does not count: all of a first page may be
        on the home page, and the pages behind it are not. The rows of all dated lists count: a hot list beside the rows
        may be longer than they are.
        """
        rows = {entry.url for entry in listing.entries} | {link.url for link in listing.links if link.date is not None}
        shown = frozenset(map(hash, rows or (listing.content,)))
        new = not shown <= self._first.union(*self._latest)
        self.pages += 1
        if self.pages == 1:
            self._first = shown
        self._latest.append(shown)
        return new
