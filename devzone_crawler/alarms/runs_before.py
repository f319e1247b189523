"""What the lines of runs.jsonl let one expect of a run: listings, counters, pages that are articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from devzone_crawler.alarms.chance import at_most
from devzone_crawler.alarms.past import WINDOW
from devzone_crawler.runs import MOST_NAMED, Run
from devzone_crawler.verdicts import Verdict

_STEADY = 3
"""Runs in a row that walked a listing before one that does not says anything."""
_FALLEN = 0.5
_TOGETHER = 2
"""What goes wrong goes wrong in groups (an hour in which the counter was down), so that one says less than it seems:
two count as one.
"""
_OF_A_PART = frozenset({"category", "since", "until", "max_articles"})
_WHOLE = frozenset({Verdict.COMPLETE, Verdict.QUALITY})


class Share(NamedTuple):
    """Of some things, those that went well."""

    well: int
    all: int

    def __add__(self, other: tuple[object, ...]) -> Share:
        assert isinstance(other, Share)
        return Share(self.well + other.well, self.all + other.all)


class Drop(NamedTuple):
    """A share that has dropped against all chance."""

    now: Share
    expected: float
    """Of those of now, so many should have gone well."""
    chance: float


def is_whole(run: Run) -> bool:
    """True for a run that looked at the whole site and came to its end."""
    return run.verdict in _WHOLE and not _OF_A_PART & run.arguments.keys()


def comparable(before: Sequence[Run], this: Run) -> list[Run]:
    """The runs that went the same way: the same spider with the same arguments, the whole site."""
    return [run for run in before if is_whole(run) and (run.spider, run.arguments) == (this.spider, this.arguments)]


def counters_of(run: Run) -> Share:
    """Of the questions for view counts, those that were answered."""
    return Share(run.counters.answered, run.counters.answered + run.counters.failed)


def articles_of(run: Run) -> Share:
    """Of the pages that listings promised as articles, those that are."""
    read = run.new + run.revised + run.unchanged
    return Share(read, read + run.rejected)


def dropped(before: Sequence[Run], this: Run, share_of: Callable[[Run], Share], rate: float) -> Drop | None:
    """A share that this run has less than half of what the runs before had.

    A run with few of them is judged a second time together with the last ones before it, but for the first run, which
    is the measure.
    """
    now = share_of(this)
    reference, window = list(before), now
    while len(reference) > 1 and window.all < WINDOW:
        window += share_of(reference.pop())
    known = sum(map(share_of, reference), Share(0, 0))
    if not known.all or not now.all:
        return None
    usual = known.well / known.all
    judged = [share for share in (now, window) if share.well < _FALLEN * usual * share.all]
    if now not in judged:
        return None
    chance = min(at_most(*(count / _TOGETHER for count in (*share, *known))) for share in judged)
    return Drop(now, usual * now.all, chance) if chance < rate / 2 else None


def lost_listings(before: Sequence[Run], this: Run) -> dict[str, str]:
    """Listings that the runs before walked time and again, and that are gone, by name with the address they had.

    `before`: comparable ones. One that came and went before is nothing to rely on.
    """
    if not is_whole(this) or any(len(run.listings) >= MOST_NAMED for run in (*before, this)):
        return {}
    walked = [_names(run) for run in before]
    there = _names(this).keys()
    lost = {}
    for name, url in {name: url for names in walked for name, url in names.items()}.items():
        seen = [name in names for names in walked]
        first = seen.index(True)
        last = len(seen) - seen[::-1].index(True)
        if name not in there and last - first >= _STEADY and all(seen[first:last]):
            lost[name] = url
    return lost


def steady_listings(before: Sequence[Run]) -> int:
    """How many different listings a run before walked at most."""
    return max((len(_names(run)) for run in before), default=0)


def _names(run: Run) -> dict[str, str]:
    """Listings with rows by what they are called, with the first address of each."""
    names: dict[str, str] = {}
    for url, listing in run.listings.items():
        if listing.entries:
            names.setdefault(listing.name or url, url)
    return names
