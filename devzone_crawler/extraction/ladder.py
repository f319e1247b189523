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


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What a rung found, with its name."""

    rung: str
    value: T
    raw: str


Rung = Callable[["Page"], Found[T] | None]
Ladder = tuple[Rung[T], ...]


def climb(ladder: Ladder[T], page: Page) -> Answer[T] | None:
    """What the first rung says that speaks."""
    return next(answers(ladder, page), None)


def answers(ladder: Ladder[T], page: Page) -> Iterator[Answer[T]]:
    """What each rung says that speaks, best first."""
    for rung in ladder:
        found = rung(page)
        if found is not None:
            yield Answer(rung.__name__, found.value, found.raw)
