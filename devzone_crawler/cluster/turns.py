"""Whose turn it is: the lines of a list in their order, none while another asks the same host."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from devzone_crawler.cluster.site_list import Listed


class Turns:
    """The lines that wait.

    `most_per_key` is how many lines may run at once that share a `key`. A line that must wait for another stands aside
    and comes back to its place when that one has ended, so that a turn costs the same however many wait.
    """

    def __init__(self, lines: Iterable[Listed], most_per_key: int = 1) -> None:
        self._lines = list(lines)
        self._most_per_key = most_per_key
        self._next = list(range(len(self._lines)))  # sorted, so it is a heap
        self._places = {line.line: place for place, line in enumerate(self._lines)}
        self._aside: defaultdict[str, list[int]] = defaultdict(list)
        self._taken: Counter[str] = Counter()
        self._resting: list[tuple[float, int]] = []

    def take(self, now: float) -> Listed | None:
        """The next line that may run; None while there is none."""
        while self._resting and self._resting[0][0] <= now:
            self._free(self._lines[heapq.heappop(self._resting)[1]])
        while self._next:
            place = heapq.heappop(self._next)
            line = self._lines[place]
            missing = next((name for name, most in self._needs(line) if self._taken[name] >= most), None)
            if missing is None:
                self._taken.update(name for name, _ in self._needs(line))
                return line
            self._aside[missing].append(place)
        return None

    def ended(self, line: Listed, until: float) -> None:
        """A line has ended; whom it asked is left alone until then."""
        heapq.heappush(self._resting, (until, self._places[line.line]))

    def waiting(self) -> int:
        """How many lines have not had their turn."""
        return len(self._next) + sum(map(len, self._aside.values()))

    def _free(self, line: Listed) -> None:
        for name, _ in self._needs(line):
            self._taken[name] -= 1
            for place in self._aside.pop(name, ()):
                heapq.heappush(self._next, place)

    def _needs(self, line: Listed) -> Iterator[tuple[str, int]]:
        """What a line takes while it runs, and how many lines may have that at once."""
        yield from ((f"host {host}", 1) for host in line.hosts)
        yield f"directory {line.directory}", 1
        if line.key is not None:
            yield f"key {line.key}", self._most_per_key


def in_order(lines: list[Listed], order: str, seconds: Callable[[Listed], float | None]) -> list[Listed]:
    """The lines as given, the shortest first or the longest first.

    `seconds` says what a line took the last time; otherwise its size goes for seconds. Those of which nothing is known
    come last of the short ones, and first of the long ones: they may be long.
    """
    if order == "given":
        return lines
    unknown = float("inf")

    def length(line: Listed) -> float:
        known = seconds(line)
        return known if known is not None else unknown if line.size is None else float(line.size)

    return sorted(lines, key=length, reverse=order == "longest")
