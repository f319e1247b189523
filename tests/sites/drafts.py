"""What the articles of the small sites say: title, source, day, views and paragraphs, all from a seed and a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from devzone_crawler.simulator.sentences import Tone
from devzone_crawler.simulator.text import Section, drawing, headline, lead, pick
from devzone_crawler.simulator.words import PAPERS, PLACES

_FIRST = datetime(2021, 3, 2, 8, 30)

Item = TypeVar("Item")


@dataclass(frozen=True)
class Draft:
    """An article before it is set in a template."""

    number: int
    title: str
    source: str
    at: datetime
    views: int
    lines: Sequence[str]

    @property
    def day(self) -> str:
        """ISO date."""
        return f"{self.at:%Y-%m-%d}"


def draft(seed: int, number: int, tone: Tone = "news", days: int = 6) -> Draft:
    """Article `number` of a site; every number is published `days` days and some hours after the one before."""
    subject = headline(seed, number, tone)
    draw = drawing(seed, number, 3)
    source = f"{pick(draw, PLACES)}{pick(draw, PAPERS)}"
    views = int(10 ** (1.0 + 3.0 * draw()))
    section = Section(draw, subject.subject, int(draw() * 60))
    lines = [lead(draw, subject.subject, tone)]
    lines += [section.sentences(1 + int(draw() * 3)) for _ in range(1 + int(draw() * 5))]
    at = _FIRST + timedelta(days=days * number, minutes=(number * 97) % 560)
    return Draft(number, subject.text, source, at, views, lines)


def drafts(seed: int, count: int, tone: Tone = "news", first: int = 1, days: int = 6) -> list[Draft]:
    """So many articles, newest first, as listings have them."""
    return [draft(seed, number, tone, days) for number in range(first + count - 1, first - 1, -1)]


def sheets(items: Sequence[Item], size: int) -> Iterator[tuple[int, Sequence[Item]]]:
    """The pages of a listing: number from 1, rows."""
    for start in range(0, max(len(items), 1), size):
        yield start // size + 1, items[start : start + size]


def cut(title: str, length: int) -> str:
    """A title as a narrow listing prints it."""
    return title if len(title) <= length else title[: length - 1] + "..."
