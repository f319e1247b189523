"""A field is a ladder: rungs from the most specific to the most general, each a named function.

A rung looks at the page and returns a Found, or None when it has nothing to say. The first rung that speaks wins, and
its name travels with the value, so that every field can say where it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from devzone_crawler.extraction.page import Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the text it was read from."""

    value: T
    raw: str


Rung = Callable[["Page"], Found[T] | None]
Ladder = tuple[Rung[T], ...]


def climb(ladder: Ladder[T], page: Page) -> tuple[str, Found[T]] | None:
    """Name and finding of the first rung that speaks."""
    return next(answers(ladder, page), None)


def answers(ladder: Ladder[T], page: Page) -> Iterator[tuple[str, Found[T]]]:
    """Name and finding of each rung that speaks, best first."""
    for rung in ladder:
        found = rung(page)
        if found is not None:
            yield rung.__name__, found
