"""The figures of a report, gathered record by record. Memory grows with what is told, not with the bodies."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import itemgetter
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from devzone_crawler.report.growth import Growth, Reading
from devzone_crawler.report.lacking import Coverage, Page, page_of
from devzone_crawler.report.reading import Record, Rejected
from devzone_crawler.report.shown import LONGEST_EXCERPT, link, shown

MOST_VIEWED = 10
MOST_SAMPLES = 12
"""Records that are shown: as many as one checks by hand in a quarter of an hour."""
_MOST_GROUPS = 10_000
"""Categories or sources that are counted one by one: some sites print the headline where a category stands."""
_MOST_REASONS = 100
OTHERS = "…"
"""Stands for all that is beyond."""
_MOST_REJECTS = 3
"""Pages that are named for each reason of rejection."""


@dataclass
class Group:
    """The articles of a category, or of a source."""

    articles: int = 0
    newest: str = ""
    """The latest day of publication; empty if none is known."""


@dataclass
class Sample:
    """A record as it is shown."""

    page: Page
    source: str
    day: str
    views: int | None
    excerpt: str
    characters: int
    archive: str | None
    """The place of the page in the archive, as `file:offset`."""
    directory: Path | None
    """Where the record stands."""


@dataclass
class Rejection:
    """The pages that are no articles for one reason."""

    count: int = 0
    pages: list[Page] = field(default_factory=list)


class Quartiles(NamedTuple):
    """A quarter, half, three quarters of some numbers lie below these, rounded; and the largest."""

    low: int
    median: int
    high: int
    largest: int


class Tally:
    """What is counted over records and rejects."""

    def __init__(self, directory: Path | None = None, *, asks_counters: bool = True) -> None:
        self._directory = directory
        self.articles = 0
        self.days: Counter[str] = Counter()
        """Articles by day of publication."""
        self.categories: dict[str, Group] = {}
        """By breadcrumb; "" for none."""
        self.sources: dict[str, Group] = {}
        """By source; "" for none."""
        self.views = array("q")
        self.lengths = array("q")
        """Characters of each body."""
        self.coverage = Coverage(asks_counters=asks_counters)
        self.growth = Growth()
        self.rejects: dict[str, Rejection] = {}
        self.fetched: tuple[str, str] | None = None
        """The first and the last moment at which a record was fetched."""
        self.archived = 0
        self._most_viewed: list[tuple[int, str, Page]] = []
        self._samples: list[tuple[int, Sample]] = []
        self._rejected: set[int] = set()

    def add(self, record: Record, readings: list[Reading]) -> None:
        """Count an article as it is now, with all counts of its views."""
        self.articles += 1
        if record.publish_date is not None and (record.publish_date in self.days or _is_day(record.publish_date)):
            self.days[record.publish_date] += 1
        self._add_to(self.categories, " / ".join(record.categories or []), record.publish_date)
        self._add_to(self.sources, record.source or "", record.publish_date)
        views = readings[-1].views if readings else None
        if views is not None:
            self.views.append(views)
            if len(self._most_viewed) < MOST_VIEWED or views > self._most_viewed[0][0]:
                _keep(self._most_viewed, (views, record.id, page_of(record)), MOST_VIEWED)
        self.lengths.append(len(record.body_text))
        self.coverage.add(record)
        self.growth.add(record, readings)
        first, last = self.fetched or (record.fetched_at, record.fetched_at)
        self.fetched = min(first, record.fetched_at), max(last, record.fetched_at)
        self.archived += record.archive is not None
        self._sample(record, views)

    def reject(self, rejected: Rejected) -> None:
        """Count a page that is no article, once however many runs met it."""
        key = hash((rejected.url, rejected.reason))
        if key in self._rejected:
            return
        self._rejected.add(key)
        reason = shown(rejected.reason)
        if reason not in self.rejects and len(self.rejects) >= _MOST_REASONS:
            reason = OTHERS
        found = self.rejects.setdefault(reason, Rejection())
        found.count += 1
        if len(found.pages) < _MOST_REJECTS:
            found.pages.append(Page("", shown(rejected.url), link(rejected.url), shown(rejected.title or "")))

    def add_all(self, other: Tally) -> None:
        """Count what another has counted."""
        self.articles += other.articles
        self.days.update(other.days)
        for ours, theirs in ((self.categories, other.categories), (self.sources, other.sources)):
            for name, group in theirs.items():
                _merge(ours.setdefault(name, Group()), group)
        self.views.extend(other.views)
        self.lengths.extend(other.lengths)
        self.coverage.add_all(other.coverage)
        self.growth.add_all(other.growth)
        for reason, rejection in other.rejects.items():
            found = self.rejects.setdefault(reason, Rejection())
            found.count += rejection.count
            found.pages += rejection.pages[: _MOST_REJECTS - len(found.pages)]
        moments = list(chain(self.fetched or (), other.fetched or ()))
        self.fetched = (min(moments), max(moments)) if moments else None
        self.archived += other.archived
        self._most_viewed = heapq.nlargest(MOST_VIEWED, [*self._most_viewed, *other._most_viewed])
        self._samples = heapq.nlargest(MOST_SAMPLES, [*self._samples, *other._samples], key=itemgetter(0))

    @property
    def most_viewed(self) -> list[tuple[int, Page]]:
        """Articles with most views, the first most of all."""
        return [(views, page) for views, _, page in sorted(self._most_viewed, key=itemgetter(0, 1), reverse=True)]

    @property
    def samples(self) -> list[Sample]:
        """Records chosen by chance, the same for the same records: ids are hashes, so the least of them are a draw."""
        return [sample for _, sample in sorted(self._samples, key=itemgetter(0), reverse=True)]

    @property
    def span(self) -> tuple[str, str] | None:
        """The first and the last day of publication."""
        return (min(self.days), max(self.days)) if self.days else None

    def _add_to(self, groups: dict[str, Group], name: str, day: str | None) -> None:
        name = shown(name)
        if name not in groups and len(groups) >= _MOST_GROUPS:
            name = OTHERS
        _merge(groups.setdefault(name, Group()), Group(1, day or ""))

    def _sample(self, record: Record, views: int | None) -> None:
        order = -int(record.id, 16)
        if len(self._samples) >= MOST_SAMPLES and order <= self._samples[0][0]:
            return
        sample = Sample(
            page=page_of(record),
            source=shown(record.source or ""),
            day=record.publish_date or "",
            views=views,
            excerpt=shown(record.body_text, LONGEST_EXCERPT),
            characters=len(record.body_text),
            archive=record.archive,
            directory=self._directory,
        )
        self._samples = heapq.nlargest(MOST_SAMPLES, [*self._samples, (order, sample)], key=itemgetter(0))
        self._samples.reverse()


def quartiles(numbers: array[int]) -> Quartiles | None:
    """How numbers are spread; None for none."""
    if not numbers:
        return None
    cuts = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else [float(numbers[0])] * 3
    low, middle, high = map(round, cuts)
    return Quartiles(low, middle, high, max(numbers))


def largest(groups: dict[str, Group]) -> list[tuple[str, Group]]:
    """The groups, the largest first."""
    return sorted(groups.items(), key=lambda one: (-one[1].articles, one[0]))


def _is_day(text: str) -> bool:
    """False for the thirtieth of February, which only an edited file can hold."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _merge(ours: Group, theirs: Group) -> None:
    ours.articles += theirs.articles
    ours.newest = max(ours.newest, theirs.newest)


def _keep(heap: list[tuple[int, str, Page]], entry: tuple[int, str, Page], most: int) -> None:
    """Push onto a heap that holds the largest."""
    if len(heap) < most:
        heapq.heappush(heap, entry)
    else:
        heapq.heappushpop(heap, entry)
