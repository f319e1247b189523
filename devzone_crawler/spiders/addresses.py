"""Which addresses of a site were met: each page once, however its address is written."""

from __future__ import annotations

from collections.abc import Iterable

from devzone_crawler.extraction.urls import canonical_url, may_repeat, own_number, without_edition


class Addresses:
    """The addresses that were met, in a few dozen bytes each.

    Kept are hashes of 64 bits: among a million addresses the chance that any two are taken for one is 1 to 30 million.
    Most links of a page are menus, met a thousand times in the same spelling, and need no canonical form again.
    """

    def __init__(self) -> None:
        self._met: set[int] = set()
        """Pages by their canonical addresses, and spellings that differ from those."""
        self.editions = 0
        """How many were left out as the mobile, print or Big5 edition of a page that was met."""
        self._numbers: set[str] | None = None
        """Of articles, on sites where a program shows them too; None: no such address was met."""

    def meet(self, url: str) -> bool:
        """Remember a page. True the first time that it is met."""
        if hash(url) in self._met:
            return False
        key = canonical_url(url)
        is_new = self.meet_key(key)
        self._met.add(hash(url))
        if not is_new:
            return False
        plain = without_edition(key)
        if plain is not None and hash(plain) in self._met:
            self.editions += 1
            return False
        return True

    def meet_key(self, key: str) -> bool:
        """The same for a key of any kind: a canonical address, a form that was sent."""
        known = hash(key) in self._met
        self._met.add(hash(key))
        return not known

    def meet_all(self, urls: Iterable[str]) -> None:
        """Take pages for met."""
        self._met.update(hash(canonical_url(url)) for url in urls)

    def note_article(self, url: str) -> None:
        """Remember an article by its number, once the site has named it by an address of the other kind."""
        if may_repeat(url):
            self._numbers = self._numbers or set()
        elif self._numbers is not None and (number := own_number(url)) is not None:
            self._numbers.add(number)

    def is_repetition(self, url: str) -> bool:
        """True for a program's address of an article that has an address of its own."""
        return self._numbers is not None and may_repeat(url) and own_number(url) in self._numbers
