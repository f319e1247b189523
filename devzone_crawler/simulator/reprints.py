"""Articles of many sites that print each other's, with the truth of who printed whose.

What is printed once is not made easy to tell apart: all texts are made of the same sentences, notices are filled-in
forms, some events have two writers, some texts quote a paragraph of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from devzone_crawler.simulator import truth
from devzone_crawler.simulator.editing import Draft, edited
from devzone_crawler.simulator.forms import FORMS, notice
from devzone_crawler.simulator.text import Draw, drawing, headline, pick

_BODY = 2  # a stream of random numbers that no other part of an article uses
_WITHOUT_DAY = 0.05
_DAYS = 30
"""Between the first print and the last."""


class Print(NamedTuple):
    """An article as one site has it."""

    story: int
    """Two prints of the same story are reprints."""
    number: int
    title: str
    body: str
    published: datetime | None


def prints(count: int, seed: int = 1) -> Iterator[Print]:
    """So many prints, those of a story one after another, the first one first."""
    number = story = 0
    for begin in range(count):
        draw = drawing(seed, begin, _BODY)
        for draft, copies in _stories(draw, seed, 2 * begin):
            story += 1
            first = truth.published(begin + 1)
            for copy in range(copies):
                shown = edited(draw, draft) if copy else draft
                later = timedelta(minutes=int(draw() * _DAYS * 24 * 60)) if copy else timedelta()
                published = None if copy and draw() < _WITHOUT_DAY else first + later
                yield Print(story, number, shown.title, "\n".join(shown.paragraphs), published)
                number += 1
                if number == count:
                    return


def _stories(draw: Draw, seed: int, number: int) -> list[tuple[Draft, int]]:
    """One text, or two that resemble each other, and how many sites print each."""
    kind = draw()
    if kind < 0.45:
        return [(_report(seed, number), 1)]
    if kind < 0.6:
        return [(_report(seed, number), _copies(draw))]
    if kind < 0.85:
        title, paragraphs = notice(draw, pick(draw, FORMS))
        return [(Draft(title, tuple(paragraphs)), _copies(draw) if draw() < 0.2 else 1)]
    pair: Callable[[Draft, Draft], Draft] = pick(draw, (_second_writer, _follow_up, _next_part))
    first = _report(seed, number)
    return [(first, 1), (pair(first, _report(seed, number + 1)), 1)]


def _copies(draw: Draw) -> int:
    """Two to fifty: few articles go everywhere."""
    return min(50, 1 + int(1 / (1 - draw() + 0.02)) + int(draw() * 2) or 2)


def _report(seed: int, number: int) -> Draft:
    blocks = truth.body(seed, number + 1, "news")
    title = headline(seed, number + 1, "news").text
    return Draft(title, tuple(block.text for block in blocks if block.text))


def _second_writer(first: Draft, other: Draft) -> Draft:
    """The same headline, the same first paragraph from the organiser, the rest of the writer's own."""
    return Draft(first.title, (first.paragraphs[0], *other.paragraphs[1:]))


def _follow_up(first: Draft, other: Draft) -> Draft:
    """A later report that repeats a quarter of the first one as background."""
    quoted = first.paragraphs[: max(1, len(first.paragraphs) // 4)]
    return Draft(other.title, (*other.paragraphs, "此前报道：", *quoted))


def _next_part(first: Draft, other: Draft) -> Draft:
    """The next part of a series, with the same introduction."""
    return Draft(f"{first.title}（二）", (first.paragraphs[0], *other.paragraphs))
