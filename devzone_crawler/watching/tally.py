"""What a crawl has done so far, category by category."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from devzone_crawler.extraction.text import one_line
from devzone_crawler.terminal import escaped

_RATE_SECONDS = 30.0
"""The rate is that of so many seconds: shorter ones jump, longer ones lag behind a pause."""
_FEWEST_SAMPLES = 5.0
"""Seconds of a crawl before its rate says how long it will take."""

PageKey = tuple[str, bytes]
"""A page as it is asked for: its address, and the form that goes with it."""


@dataclass(slots=True)
class CategoryTally:
    """A category: its listings, and the records that say they belong there."""

    name: str
    pages: int = 0
    rows: int = 0
    records: int = 0
    failures: int = 0
    """Its pages and articles that could not be fetched."""
    pages_in_all: int | None = 0
    """By what its listings say; None if one of them does not say."""
    under_way: int = 0
    """Its listings of which another page was asked for."""
    ended: str = ""
    """How the last of them ended, in a word or two."""
    moved: int = 0
    """When something last happened here: a later category has a larger number."""

    @property
    def state(self) -> str:
        """Where it is, in a word or two."""
        return "walking" if self.under_way else self.ended


@dataclass(slots=True)
class Tally:
    """Counts, kept up to date by what is called here and by whoever sets the plain numbers."""

    records: int = 0
    pages: int = 0
    rejected: int = 0
    failed: int = 0
    queued: int = 0
    """Requests that wait or are under way."""
    pause: float = 0.0
    """Seconds that a pause will take yet; 0 while nobody waits."""
    title: str = ""
    """The last one, as its page has it."""
    categories: dict[str, CategoryTally] = field(default_factory=dict)
    _samples: deque[tuple[float, int]] = field(default_factory=deque)
    _category_of: dict[str, CategoryTally] = field(default_factory=dict)
    """By address of a listing's page."""
    _awaited: dict[PageKey, CategoryTally] = field(default_factory=dict)
    _moves: int = 0

    # --- what happened ------------------------------------------------------------------------------------------------

    def page_read(
        self,
        url: str,
        names: Iterable[str],
        rows: int,
        *,
        asked: PageKey,
        following: PageKey | None,
        ended: str,
        pages_in_all: int | None,
    ) -> None:
        """A page of a listing. `names`: where it stands; `following`: the page after it, which was asked for.

        `pages_in_all`: how many pages the listing has, if this is its first one and says so.
        """
        category = self._awaited.pop(asked, None)
        is_first = category is None
        if category is None:
            category = self._category("/".join(map(_shown, names)) or _shown(url))
        else:
            category.under_way -= 1
        self._category_of[url] = category
        category.pages += 1
        category.rows += rows
        if is_first and following is not None:
            known = category.pages_in_all is not None and pages_in_all is not None
            category.pages_in_all = (category.pages_in_all or 0) + (pages_in_all or 0) if known else None
        elif is_first and category.pages_in_all is not None:
            category.pages_in_all += 1
        if following is not None and following not in self._awaited:
            self._awaited[following] = category
            category.under_way += 1
        else:
            category.ended = ended
        self._move(category)

    def awaits(self, asked: PageKey) -> bool:
        """True for a page that another page of its listing has asked for: it is not the first one."""
        return asked in self._awaited

    def article_read(self, url: str) -> None:
        """A page that was taken for one of a listing, since it shows rows, is an article."""
        category = self._category_of.pop(url, None)
        if category is not None and category.pages == 1 and not category.under_way and not category.records:
            self.categories.pop(category.name, None)

    def record_written(self, title: str, names: Iterable[str], found_on: str | None) -> None:
        """A record: it counts where it says it belongs, else where it was found."""
        own = "/".join(map(_shown, names))
        found = self._category_of.get(found_on or "")
        if own or found is not None:
            category = self._category(own) if own else found
            assert category is not None
            category.records += 1
            self._move(category)
        self.title = title

    def request_failed(self, asked: PageKey, found_on: str | None) -> None:
        """A page could not be fetched."""
        self.failed += 1
        category = self._awaited.pop(asked, None)
        if category is not None:
            category.under_way -= 1
            category.ended = "broken"
        else:
            category = self._category_of.get(found_on or "")
        if category is not None:
            category.failures += 1
            self._move(category)

    def sample(self, now: float) -> None:
        """Take down how many pages there are at a moment (seconds of any clock that only goes forward)."""
        self._samples.append((now, self.pages))
        while len(self._samples) > 2 and now - self._samples[0][0] > _RATE_SECONDS:
            self._samples.popleft()

    # --- what follows from it -----------------------------------------------------------------------------------------

    @property
    def last_title(self) -> str:
        """The last title, as it may be shown."""
        return _shown(self.title)

    @property
    def rate(self) -> float:
        """Pages a second, of late."""
        if len(self._samples) < 2:
            return 0.0
        (began, before), (now, pages) = self._samples[0], self._samples[-1]
        return max(pages - before, 0) / (now - began) if now > began else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at this rate; None where a listing does not say how far it goes."""
        if not self._samples or self._samples[-1][0] - self._samples[0][0] < _FEWEST_SAMPLES or not self.rate:
            return None
        requests = float(self.queued)
        for category in self.categories.values():
            if category.under_way:
                if category.pages_in_all is None:
                    return None
                pages = max(category.pages_in_all - category.pages, 0)
                requests += pages * (1 + category.rows / category.pages)
        return requests / self.rate + self.pause

    def latest(self) -> list[CategoryTally]:
        """The categories, the one where something happened last first."""
        return sorted(self.categories.values(), key=lambda category: -category.moved)

    def _category(self, name: str) -> CategoryTally:
        category = self.categories.get(name)
        if category is None:
            category = self.categories[name] = CategoryTally(name)
        return category

    def _move(self, category: CategoryTally) -> None:
        self._moves += 1
        category.moved = self._moves


@lru_cache(1_000)
def _shown(text: str) -> str:
    """What a page says, on one line and harmless; before it is measured, since what is written out is longer."""
    return escaped(one_line(text))
