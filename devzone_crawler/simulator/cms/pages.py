"""The pages of a listing, as its pager knows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_REACH = 10


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands among those of its listing. Pages are counted from 1."""

    current: int
    last: int
    items: int
    """Rows on all pages."""
    link: Callable[[int], str]
    """How this page links to another."""

    @property
    def numbers(self) -> range:
        """The pages that a pager names: all, or some around this one."""
        first = max(1, min(self.current - _REACH // 2, self.last - _REACH + 1))
        return range(first, min(first + _REACH, self.last + 1))

    def can_turn_to(self, page: int) -> bool:
        """True for pages that there are, this one excepted."""
        return 1 <= page <= self.last and page != self.current
