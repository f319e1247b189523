"""Which addresses of a site were met: each page once, however its address is written."""

from __future__ import annotations

from collections.abc import Iterable

from devzone_crawler.extraction.urls import canonical_url, without_edition


class Addresses:
    """The addresses that were met, in a few dozen bytes each.

    Kept are hashes of 64 bits: among a million addresses the chance that any two are taken for one is 1 to 30 million.
    Most links of a page are menus, met a thousand times in the same spelling, and need no canonical form again.
    """

    def __init__(self) -> None:
        self._pages: set[int] = set()
        self._spellings: set[int] = set()
        self.editions = 0
        """How many were left out as the mobile, print or Big5 edition of a page that was met."""

    def is_new(self, url: str) -> bool:
        """True the first time that a page is met."""
        spelling = hash(url)
        if spelling in self._spellings:
            return False
        self._spellings.add(spelling)
        key = canonical_url(url)
        if not self.is_new_key(key):
            return False
        plain = without_edition(key)
        if plain is not None and hash(plain) in self._pages:
            self.editions += 1
            return False
        return True

    def is_new_key(self, key: str) -> bool:
        """True the first time that a key of any kind is met: a canonical address, a form that was sent."""
        known = hash(key) in self._pages
        self._pages.add(hash(key))
        return not known

    def add(self, urls: Iterable[str]) -> None:
        """Take pages for met."""
        self._pages.update(hash(canonical_url(url)) for url in urls)
