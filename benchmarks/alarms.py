"""How often a site that is well is suspected, and how soon a change is found out: made-up histories, day by day."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.histories import Column, Site
from benchmarks.report import Table
from devzone_crawler.alarms.judge import findings_of
from devzone_crawler.settings import ALARM_FALSE_RATE

SITES = 20
RUNS = 50
EVERY = (1, 3, 7)
"""Days between two runs."""
HEALTHY_COLUMNS = ("a run each", "sites", "runs", "suspected")
CHANGED_COLUMNS = ("what changes", "sites", "found", "runs until then, median", "at most")
_PATIENCE = 200
"""Runs in which a change must be found."""
_SHARES = {
    **{"categories": 1.0, "source": 0.95, "author": 0.2, "editor": 0.6, "publish_date": 1.0},
    **{"published_at": 0.9, "view_count": 0.97, "body_text": 0.98},
}


def busy_site(seed: int) -> Site:
    """A site with four articles a day in three columns."""
    return Site(
        Random(seed),
        [Column("要闻", 3.0, {**_SHARES}), Column("公告", 1.0, {**_SHARES}), Column("招商", 0.5, {**_SHARES})],
    )


def codes(site: Site, runs: int, every: int = 1) -> Iterator[list[str]]:
    """The findings of each of the next runs, by their codes."""
    for day, past, before, this in site.run_daily(runs, every):
        yield [finding.code for finding in findings_of(past, before, this, day, ALARM_FALSE_RATE)]


def _source_is_gone(site: Site) -> None:
    site.broken = {"source"}


def _three_fields_are_gone(site: Site) -> None:
    site.broken = {"source", "published_at", "editor"}


def _counter_stops(site: Site) -> None:
    site.broken, site.counter_is_broken = {"view_count"}, True


def _column_falls_silent(site: Site) -> None:
    site.silent = {"公告"}


def _listing_is_gone(site: Site) -> None:
    site.gone = {"招商"}


CHANGES: dict[str, tuple[str, Callable[[Site], None]]] = {
    "the source is no longer printed": ("field_fell", _source_is_gone),
    "three fields are no longer found": ("redesign", _three_fields_are_gone),
    "the counter answers no more": ("counter_stopped", _counter_stops),
    "a column falls silent": ("silent_category", _column_falls_silent),
    "a listing is gone": ("lost_listing", _listing_is_gone),
}


def run(sites: int = SITES) -> Iterator[Table]:
    """Run through the histories of so many sites of all kinds; the first table alarms if one is suspected."""
    rows, suspected = [], 0
    for every in EVERY:
        found: Counter[str] = Counter()
        for seed in range(sites):
            for names in codes(Site.healthy(1_000 * every + seed), RUNS, every):
                found.update(names)
        suspected += found.total()
        days = "day" if every == 1 else f"{every} days"
        rows.append((days, f"{sites}", f"{sites * RUNS:,}", f"{found.total()}"))
    yield Table("alarms-healthy", HEALTHY_COLUMNS, rows, alarm=suspected > 0)
    yield Table("alarms-changed", CHANGED_COLUMNS, [_row(what, *change, sites) for what, change in CHANGES.items()])


def _row(what: str, code: str, change: Callable[[Site], None], sites: int) -> tuple[str, ...]:
    delays = []
    for seed in range(sites):
        site = busy_site(seed)
        for _ in codes(site, 20):
            pass
        change(site)
        found = (number for number, names in enumerate(codes(site, _PATIENCE), 1) if code in names)
        delays += [number for number in [next(found, None)] if number is not None]
    median = f"{statistics.median(delays):.0f}" if delays else "–"
    return what, f"{sites}", f"{len(delays)}", median, f"{max(delays, default=0)}"
