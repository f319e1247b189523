"""View counts that were read more than once: which grew, by how much, in which time."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from devzone_crawler.report.lacking import Page, page_of
from devzone_crawler.report.reading import Counted, Record, Revision

MOST_GROWN = 10
"""Articles that are named."""
_DAY = 86_400
_LEAST_SECONDS = 3_600
"""Two counts that were read within an hour say nothing of a day."""


class Reading(NamedTuple):
    """A count as it was read. Moments are ISO 8601 in UTC, so they sort as text."""

    moment: str
    views: int


class Grown(NamedTuple):
    """An article whose count was read more than once."""

    page: Page
    first: Reading
    last: Reading

    @property
    def gain(self) -> int:
        """Views that came in between."""
        return self.last.views - self.first.views


@dataclass
class Growth:
    """All articles whose counts were read more than once."""

    articles: int = 0
    gains: Counter[str] = field(default_factory=Counter)
    """By the day on which the later count was read: views that had come since the one before."""
    fallen: int = 0
    """Articles whose last count is below the first: the site's counter began anew."""
    per_day: list[float] = field(default_factory=list)
    """Of each article: views that came in a day, where an hour or more lies between the counts."""
    top: list[tuple[int, str, Grown]] = field(default_factory=list)
    """A heap: those that grew most."""

    @property
    def total(self) -> int:
        """Views that came in all."""
        return sum(self.gains.values())

    @property
    def median_per_day(self) -> float | None:
        """Of the articles' views a day; None if no counts lie an hour apart."""
        return median(self.per_day) if self.per_day else None

    @property
    def most_grown(self) -> list[Grown]:
        """Those that grew most, the first most of all."""
        return [grown for *_, grown in sorted(self.top, reverse=True) if grown.gain > 0]

    def add(self, record: Record, readings: list[Reading]) -> None:
        """Count an article by its present record and all counts of it."""
        if len(readings) < 2:
            return
        grown = Grown(page_of(record), readings[0], readings[-1])
        self.articles += 1
        self.fallen += grown.gain < 0
        for before, after in pairwise(readings):
            self.gains[after.moment[:10]] += max(after.views - before.views, 0)
        seconds = (_moment(grown.last) - _moment(grown.first)).total_seconds()
        if seconds >= _LEAST_SECONDS:
            self.per_day.append(max(grown.gain, 0) / seconds * _DAY)
        heapq.heappush(self.top, (grown.gain, record.id, grown))
        if len(self.top) > MOST_GROWN:
            heapq.heappop(self.top)

    def add_all(self, other: Growth) -> None:
        """Count what another has counted."""
        self.articles += other.articles
        self.gains.update(other.gains)
        self.fallen += other.fallen
        self.per_day += other.per_day
        self.top = heapq.nlargest(MOST_GROWN, [*self.top, *other.top])
        heapq.heapify(self.top)


class Known:
    """What must be known of a file before its records are counted: present revisions, and repeated counts.

    Holds only articles that have changed, or whose views have: most have not.
    """

    def __init__(self, counts: Iterable[Counted], revisions: Iterable[Revision]) -> None:
        self._last: dict[str, int] = {}
        self._readings: defaultdict[str, set[Reading]] = defaultdict(set)
        for counted in counts:
            self._readings[counted.id].add(Reading(counted.fetched_at, counted.view_count))
        for record in revisions:
            if record.revision > 1:
                self._last[record.id] = max(record.revision, self._last.get(record.id, 0))
            if record.view_count is not None and (record.revision > 1 or record.id in self._readings):
                self._readings[record.id].add(Reading(record.fetched_at, record.view_count))

    def present(self, records: Iterable[Record]) -> Iterator[tuple[Record, list[Reading]]]:
        """Each article once, as it is now, with its counts in the order of their moments."""
        for record in records:
            last = self._last.get(record.id, 1)
            if record.revision < last:
                if record.view_count is not None:
                    self._readings[record.id].add(Reading(record.fetched_at, record.view_count))
                continue
            readings = self._readings.get(record.id, set())
            if record.view_count is not None:
                readings = readings | {Reading(record.fetched_at, record.view_count)}
            yield record, sorted(readings)


def _moment(reading: Reading) -> datetime:
    return datetime.fromisoformat(reading.moment)
