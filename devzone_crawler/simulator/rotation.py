"""Which article belongs to which channel, and what a listing holds, without a table of articles.

The channels take turns in a fixed rotation. So the k-th article of any set of channels is arithmetic, and a listing of
100,000 articles is a sequence that holds nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import overload


class Rotation:
    """The channels in the order in which they receive articles 1, 2, 3, ..., over and over."""

    def __init__(self, turns: Sequence[str]) -> None:
        self.turns = tuple(turns)

    def channel(self, number: int) -> str:
        """The channel of article `number`."""
        return self.turns[(number - 1) % len(self.turns)]

    def listing(self, channels: Collection[str], size: int, *, pinned: bool = False) -> Listing:
        """The articles of these channels on a site of `size` articles. `pinned`: the oldest stands first."""
        return Listing(self, channels, size, pinned)


class Listing(Sequence[int]):
    """Article numbers, newest first. Length and item access take constant time."""

    def __init__(self, rotation: Rotation, channels: Collection[str], size: int, pinned: bool) -> None:
        self._period = len(rotation.turns)
        self._turns = [turn for turn, channel in enumerate(rotation.turns) if channel in channels]
        rounds, rest = divmod(size, self._period)
        self._length = rounds * len(self._turns) + sum(turn < rest for turn in self._turns)
        self._pinned = pinned

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if not 0 <= index < self._length:
            raise IndexError(f"the listing has {self._length} articles, there is none at {index}")
        age = self._length - 1 - index
        if self._pinned:
            age = 0 if index == 0 else age + 1
        rounds, turn = divmod(age, len(self._turns))
        return rounds * self._period + self._turns[turn] + 1
