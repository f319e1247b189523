"""Histories of sites that are well: articles that come in bursts, with weekends, holidays and columns of all paces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from devzone_crawler.alarms.past import FIELDS, Past, Seen
from devzone_crawler.runs import CountersOfRun, ListingOfRun, Run
from devzone_crawler.verdicts import Verdict

BEGIN = date(2026, 1, 1)
"""Day of the first run; what is published before it, the first run finds."""
_HOLIDAYS = ((2, 14, 10), (10, 1, 8), (5, 1, 5))
"""Month, day and length: nothing is published then."""


@dataclass
class Column:
    """A column of a site."""

    name: str
    a_day: float
    """Articles on a working day."""
    shares: dict[str, float]
    """How often each field is filled."""
    is_alive: bool = True
    """False for one that was given up years ago."""


@dataclass
class Site:
    """A site with its history. `day` goes on; what is published stays."""

    random: Random
    columns: list[Column]
    counters: float = 0.98
    """Of the questions, those that are answered."""
    rejects: float = 0.03
    records: list[tuple[Seen, int]] = field(default_factory=list)
    """Record, and the run that wrote it."""
    runs: list[Run] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Fields that pages show no more."""
    silent: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    counter_is_broken: bool = False
    _number: int = 0
    _last: date = BEGIN

    @classmethod
    def healthy(cls, seed: int) -> Site:
        """Any site."""
        random = Random(seed)
        paces = [random.choice([0.02, 0.05, 0.1, 0.3, 1.0, 4.0]) for _ in range(random.randint(2, 12))]
        columns = [
            Column(
                f"栏目{number}",
                pace,
                {name: random.choice([0.0, 0.3, 0.7, 0.9, 0.97, 1.0]) for name in FIELDS},
                random.random() > 0.2,
            )
            for number, pace in enumerate(paces)
        ]
        return cls(random, columns, random.choice([0.0, 0.9, 0.99]), random.choice([0.0, 0.03, 0.1]))

    def crawl(self, day: date, since: date) -> tuple[Past, list[Run], Run]:
        """What is published from a day on, found by a run on another day: what alarms are given for it."""
        run, new = len(self.runs) + 1, 0
        at = since
        while at <= day:
            for column in self.columns:
                for record in self._published(column, at):
                    self.records.append((record, run))
                    new += 1
            at += timedelta(days=1)
        this = self._run(run, day, new)
        before, self.runs = list(self.runs), [*self.runs, this]
        return self._past(run), before, this

    def run_daily(self, runs: int, every: int = 1) -> Iterator[tuple[date, Past, list[Run], Run]]:
        """So many runs, the first over three years of articles."""
        since = BEGIN - timedelta(days=1_095) if not self.runs else self._last + timedelta(days=1)
        day = BEGIN if not self.runs else self._last + timedelta(days=every)
        for _ in range(runs):
            yield day, *self.crawl(day, since)
            self._last = day
            since, day = day + timedelta(days=1), day + timedelta(days=every)

    def _published(self, column: Column, day: date) -> Iterator[Seen]:
        ended = not column.is_alive and day > BEGIN - timedelta(days=400)
        free = day.weekday() >= 5 or any(
            0 <= (day - date(day.year, month, first)).days < length for month, first, length in _HOLIDAYS
        )
        if ended or free or column.name in self.silent or self.random.random() > min(column.a_day, 0.7):
            return
        lacks = {name for name in FIELDS if self.random.random() > column.shares[name]}  # of a day, for most of it
        for _ in range(max(round(self.random.expovariate(1 / max(column.a_day, 1.0))), 1)):
            self._number += 1
            filled = {
                name
                for name in FIELDS
                if (name not in lacks if self.random.random() < 0.5 else self.random.random() < column.shares[name])
            }
            yield Seen(
                column.name,
                f"http://zone.example/{self._number}.html",
                frozenset(filled - self.broken),
                day.toordinal(),
            )

    def _run(self, number: int, day: date, new: int) -> Run:
        asked = new if self.counters else 0
        well = 0 if self.counter_is_broken else sum(self.random.random() < self.counters for _ in range(asked))
        rejected = sum(self.random.random() < self.rejects for _ in range(new))
        return Run(
            run=number,
            run_id=f"{number}",
            started_at=f"{day}T03:00:00+00:00",
            ended_at=f"{day}T04:00:00+00:00",
            site="zone",
            spider="site",
            version="0.1.0",
            arguments={"url": "http://zone.example/"},
            full=False,
            verdict=Verdict.COMPLETE,
            exit_code=0,
            requests=10,
            new=new,
            revised=0,
            unchanged=0,
            views=0,
            rejected=rejected,
            failures=0,
            lines=len(self.records),
            counters=CountersOfRun(answered=well, failed=asked - well),
            listings={
                f"http://zone.example/{column.name}/": ListingOfRun(name=column.name, pages=1, entries=20, end="known")
                for column in self.columns
                if column.name not in self.gone
            },
        )

    def _past(self, run: int) -> Past:
        past = Past()
        for record, written in self.records:
            past.add(record, is_now=written == run, is_recent=written > 1)
        return past
