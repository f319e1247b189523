"""Programs that show one article at every address, whichever is asked for."""

from __future__ import annotations

from devzone_crawler.extraction.text import squash
from devzone_crawler.items import Extraction

_WHY = "the page shows, in every word, the article of another address"
_SHORTEST = 6
"""Characters of a title that a listing prints, from which on it says something."""


class SamePages:
    """The contents that a run has met, in a few dozen bytes each."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def meet(self, item: Extraction) -> str | None:
        """Remember an article. Returns why it is not the one that a listing promised: it was met before, and the
        listing names another. None for all others; a reprint has the title under which it is listed.
        """
        key = hash(item.content_hash)
        met = key in self._met
        self._met.add(key)
        return _WHY if met and _is_of_another_title(item) else None


def _is_of_another_title(item: Extraction) -> bool:
    told = item.page.hints.title if item.promised and item.page is not None else None
    promised, shown = squash(told or "").rstrip(".…"), squash(item.title or "")
    return len(promised) >= _SHORTEST and promised not in shown and shown not in promised
