"""Chinese text from a seed: fills the patterns of `sentences.py` with the words of `words.py`.

Everything is a function of its arguments, on every machine and every version of Python: only
`random.Random(int).random()` is used, the one method whose sequence the standard library promises to keep.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from string import Formatter
from typing import TypeVar

from devzone_crawler.simulator.sentences import LEADS, TITLES, TOPICS, Tone, Topic
from devzone_crawler.simulator.words import TABLES

Draw = Callable[[], float]
"""The next random number of an article's own sequence, 0 <= x < 1."""

T = TypeVar("T")

_SHUFFLE = 1_000_003
"""A prime that divides no capacity of a title pattern, so that multiplying by it permutes the titles."""


def drawing(seed: int, number: int, stream: int) -> Draw:
    """The sequence of article `number`. Streams are independent, so that a headline can be had without its body."""
    return random.Random((seed * 1_000_003 + number) * 8 + stream).random


def pick(draw: Draw, table: Sequence[T]) -> T:
    """One entry of the table, all equally likely."""
    return table[int(draw() * len(table))]


class Pattern:
    """A sentence with words left open, taken apart once so that filling it costs well below a microsecond per word."""

    __slots__ = ("_format", "_slots")

    def __init__(self, text: str) -> None:
        fixed: list[str] = []
        slots: list[str | tuple[str, ...]] = []
        for literal, name, _, _ in Formatter().parse(text):
            fixed.append(literal.replace("%", "%%"))
            if name is not None:
                fixed.append("%s")
                slots.append(name if name in ("zone", "place", "industry") else TABLES[name])
        self._format = "".join(fixed)
        self._slots = tuple(slots)

    def fill(self, draw: Draw, subject: Mapping[str, str]) -> str:
        """The sentence, with the subject's words where the pattern names them and drawn words elsewhere."""
        words = [subject[s] if isinstance(s, str) else s[int(draw() * len(s))] for s in self._slots]
        return self._format % tuple(words)


def patterns(texts: Sequence[str]) -> tuple[Pattern, ...]:
    """Every text as a Pattern."""
    return tuple(Pattern(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Headline:
    """A title, and the words that the text below it must share with it."""

    text: str
    subject: Mapping[str, str]
    """Values for `zone`, `place` and `industry`."""


def headline(seed: int, number: int, tone: Tone) -> Headline:
    """The title of article `number`. No two numbers below `titles_without_repeat()` have the same.

    The number is spelled in the mixed base that the sizes of the pattern's tables make, so that distinct numbers
    give distinct words: no record of the titles used is needed.
    """
    texts = TITLES[tone]
    round_, turn = divmod(number, len(texts))
    text = texts[(turn + seed) % len(texts)]
    rest = (round_ * _SHUFFLE + seed) % _capacity(text)
    words: dict[str, str] = {}
    for name in _SLOTS[text]:
        rest, digit = divmod(rest, len(TABLES[name]))
        words[name] = TABLES[name][digit]
    words["zone"] = words["place"] + words["kind"]
    return Headline(text.format_map(words), words)


def titles_without_repeat() -> int:
    """How many articles a site can have before a title would come twice."""
    return min(len(texts) * min(map(_capacity, texts)) for texts in TITLES.values())


def _capacity(text: str) -> int:
    return prod(len(TABLES[name]) for name in _SLOTS[text])


_SLOTS: dict[str, tuple[str, ...]] = {
    text: tuple(name for _, name, _, _ in Formatter().parse(text) if name)
    for texts in TITLES.values()
    for text in texts
}


@dataclass(frozen=True, slots=True)
class _CompiledTopic:
    subheads: tuple[Pattern, ...]
    leads: tuple[str, ...]
    sentences: tuple[Pattern, ...]


def _compiled(topic: Topic) -> _CompiledTopic:
    return _CompiledTopic(patterns(topic.subheads), topic.leads, patterns(topic.sentences))


_TOPICS = tuple(map(_compiled, TOPICS))
_LEADS: dict[Tone, tuple[Pattern, ...]] = {tone: patterns(texts) for tone, texts in LEADS.items()}


def lead(draw: Draw, subject: Mapping[str, str], tone: Tone) -> str:
    """The paragraph that opens an article."""
    return pick(draw, _LEADS[tone]).fill(draw, subject)


class Section:
    """The text of one topic. Its sentences come in turn from a drawn start: none repeats before all were used."""

    def __init__(self, draw: Draw, subject: Mapping[str, str], topic: int) -> None:
        self._draw = draw
        self._subject = subject
        self._topic = _TOPICS[topic % len(_TOPICS)]
        self._next = int(draw() * len(self._topic.sentences))
        self._next_lead = int(draw() * len(self._topic.leads))

    def subhead(self) -> str:
        """The line above the section."""
        return pick(self._draw, self._topic.subheads).fill(self._draw, self._subject)

    def run_in_head(self) -> str:
        """Words in bold that open a paragraph."""
        self._next_lead += 1
        return self._topic.leads[self._next_lead % len(self._topic.leads)]

    def sentences(self, count: int) -> str:
        """So many sentences, one after the other."""
        sentences = self._topic.sentences
        start, self._next = self._next, self._next + count
        draw, subject = self._draw, self._subject
        return "".join([sentences[i % len(sentences)].fill(draw, subject) for i in range(start, start + count)])
