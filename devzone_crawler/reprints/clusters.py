"""From many texts to the clusters of those that are one article."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from devzone_crawler.reprints.candidates import Candidates
from devzone_crawler.reprints.comparison import JUDGED_FROM, Reading, is_reprint
from devzone_crawler.reprints.letters import Units, clauses, letters
from devzone_crawler.reprints.sketches import Sketch, sketch

LONGEST = 32_768
"""Code units of a text that are looked at, of twice as many letters as they stand there."""
_SURELY_LONG = 4 * JUDGED_FROM
"""Code units: a letter has two at most, and may be a clause."""
_MOST_COMPARED = 8
"""Articles that a text is compared with, those that share most of its sketch first."""
_KEPT = 512
"""Texts that stay in memory while they are compared."""


class Text(NamedTuple):
    """An article as it may be printed elsewhere."""

    title: str | None
    body: str


def originals(texts: Iterable[Text], place: Path | None = None) -> list[int | None]:
    """For each text the number of the first one that it is a reprint of: its own if there is none before it.

    Give the texts in the order in which they were published; numbers count from 0. None: too short to be judged. A text
    is a reprint if it was compared with that first one and found the same, never because it resembles another reprint.
    `place`: a directory for what is too large for memory, that of temporary files if None. A text takes about half a
    kilobyte of memory for good and another two while its like is looked for.
    """
    with tempfile.TemporaryFile(dir=place) as file:
        shelf = _Shelf(file)
        sketches = [_shelved(shelf, text) for text in texts]
        file.flush()
        return _clustered(Candidates(sketches), shelf)


def _shelved(shelf: _Shelf, text: Text) -> Sketch:
    body = letters(text.body[: 2 * LONGEST])[:LONGEST]
    shelf.put(letters(text.title or ""), body)
    return sketch(body)


def _clustered(candidates: Candidates, shelf: _Shelf) -> list[int | None]:
    found: list[int | None] = []
    for number in range(len(shelf)):
        found.append(_original(number, candidates.before(number), found, shelf))
    return found


def _original(number: int, candidates: Sequence[int], found: Sequence[int | None], shelf: _Shelf) -> int | None:
    """The first of the cluster that a text belongs to, or its own number."""
    if shelf.size(number) < _SURELY_LONG and len(shelf.reading(number).body) < JUDGED_FROM:
        return None
    firsts = dict.fromkeys(first for one in candidates if (first := found[one]) is not None)
    for first in sorted(islice(firsts, _MOST_COMPARED)):
        if is_reprint(shelf.reading(first), shelf.reading(number)):
            return first
    return number


class _Shelf:
    """The letters of all texts in a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ends = [0]
        self._titles: list[int] = []
        self.reading = lru_cache(_KEPT)(self._reading)

    def __len__(self) -> int:
        return len(self._titles)

    def put(self, title: Units, body: Units) -> None:
        """Add a text behind the others."""
        content = title.tobytes() + body.tobytes()
        self._file.write(content)
        self._titles.append(len(title) * title.itemsize)
        self._ends.append(self._ends[-1] + len(content))

    def size(self, number: int) -> int:
        """Code units of a text, separators included."""
        return (self._ends[number + 1] - self._ends[number] - self._titles[number]) // 2

    def _reading(self, number: int) -> Reading:
        start, end = self._ends[number : number + 2]
        content = os.pread(self._file.fileno(), end - start, start)
        title = np.frombuffer(content[: self._titles[number]], np.uint16)
        body = np.frombuffer(content[self._titles[number] :], np.uint16)
        return Reading("".join(clauses(title)), clauses(body))
