"""How probable it is to see what was seen, if nothing has changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, exp, isqrt, lgamma

_FEWEST_GAPS = 10
"""Pauses between two days with articles; fewer say nothing of a column's pace."""
_MOST_GAPS = 1_000
"""The last ones: of a column with news every day those of three years, with the holidays in them."""
_FEWEST_LONG = 5
_TAIL = 0.1
"""How slowly the tail of the pauses thins out (the shape of a generalised Pareto distribution): 0 would be the
memoryless one, which holidays and summers contradict; at 0.5 no pause would ever be long enough to speak of.
"""
_LONGER_THAN_EVER = 2
"""Times the longest pause that there was: what is shorter is nobody's alarm, however improbable."""


def at_most(found: float, trials: float, before: float, trials_before: float) -> float:
    """Chance of `found` successes or fewer, given those of before (beta-binomial, Jeffreys' prior).

    Numbers are of what is independent: things that come together, and go wrong together, are one.
    """
    a, b = before + 0.5, trials_before - before + 0.5
    n, most = int(trials), ceil(found)
    if most >= n:
        return 1.0
    return min(sum(exp(_log_chance(count, n, a, b)) for count in range(most + 1)), 1.0)


def of_silence(days: Sequence[int], today: int, watched_since: int) -> float | None:
    """Chance of a pause as long as the present one in a column with articles on these days (ordinals, ascending).

    A column that was silent already when it was first looked at is held to that: given up long ago, it alarms nobody.
    None if the days say too little, or if the pause is none to speak of.
    """
    gaps = pauses(days)
    if len(gaps) < _FEWEST_GAPS:
        return None
    silence, before_watch = today - days[-1], max(watched_since - days[-1], 0)
    if silence <= _LONGER_THAN_EVER * gaps[0]:
        return None
    return min(_exceeds(silence, gaps) / _exceeds(before_watch, gaps), 1.0)


def pauses(days: Sequence[int]) -> list[int]:
    """The pauses between days, of late, the longest first."""
    return sorted((later - earlier for earlier, later in pairwise(days[-_MOST_GAPS - 1 :])), reverse=True)


def _exceeds(pause: float, gaps: list[int]) -> float:
    """Chance of a pause longer than so many days, by the longest of those that there were (the longest first)."""
    longest = max(_FEWEST_LONG, isqrt(len(gaps)))
    least = gaps[longest]
    if pause <= least:
        return 1.0
    excess = sum(gap - least for gap in gaps[:longest]) / longest
    scale = max(excess, sum(gaps) / len(gaps), 1.0)
    return longest / len(gaps) * float((1 + _TAIL * (pause - least) / scale) ** (-1 / _TAIL))


def _log_chance(successes: int, trials: int, a: float, b: float) -> float:
    """Logarithm of the chance of exactly so many."""
    ways = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1)
    return ways + _log_beta(successes + a, trials - successes + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
