"""The pages of one listing, from its first page on, and when they end."""

from __future__ import annotations

from dataclasses import dataclass, field

from devzone_crawler.listing import Listing


@dataclass(slots=True)
class Chain:
    """What the pages of a listing that were walked have shown."""

    pages: int = 0
    _shown: set[int] = field(default_factory=set)

    def take(self, listing: Listing) -> bool:
        """Count a page. False if it shows nothing that no page before it showed.

        Some sites show their last page for ever. What was found elsewhere does not count: all of a first page may be
        on the home page, and the pages behind it are not.
        """
        self.pages += 1
        shown = {hash(entry.url) for entry in listing.entries} or {hash(listing.content)}
        new = not shown <= self._shown
        self._shown |= shown
        return new
