"""Numbers and days put into bins that people read easily."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

MOST_DAYS = 62
"""Days that are shown one by one; more are shown by month."""
MOST_MONTHS = 72
"""Months that are shown one by one; more are shown by year. Bars keep a width that can be seen."""
_STEPS = (1, 2, 5)
_LARGEST = 10**12


class Bin(NamedTuple):
    """So many of something, under a name."""

    name: str
    size: int


def spread(values: Iterable[int], least: int = 1) -> list[Bin]:
    """How many of the values lie where, in steps of 1, 2, 5, 10, 20, ... from `least` on; below it in one bin.

    Only bins from the first to the last that hold something.
    """
    edges = [0, *(edge for edge in _edges() if edge >= least)]
    found = Counter(bisect_right(edges, value) - 1 for value in values)
    if not found:
        return []
    named = [*(_between(low, high - 1) for low, high in pairwise(edges)), f"{edges[-1]:,}+"]
    return [Bin(named[at], found[at]) for at in range(min(found), max(found) + 1)]


def over_time(days: Mapping[str, int]) -> list[Bin]:
    """Counts by ISO day as counts by day, month or year, the empty ones between them too."""
    if not days:
        return []
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if (last - first).days < MOST_DAYS:
        names = [str(first + timedelta(days=at)) for at in range((last - first).days + 1)]
    elif months <= MOST_MONTHS:
        start = first.year * 12 + first.month - 1
        names = [f"{at // 12}-{at % 12 + 1:02}" for at in range(start, start + months)]
    else:
        names = [str(year) for year in range(first.year, last.year + 1)]
    length = len(names[0])
    found: Counter[str] = Counter()
    for day, count in days.items():
        found[day[:length]] += count
    return [Bin(name, found[name]) for name in names]


def _edges() -> Iterable[int]:
    ten = 1
    while ten < _LARGEST:
        yield from (step * ten for step in _STEPS)
        ten *= 10


def _between(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
