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
from devzone_crawler.reprints.comparison import JUDGED_FROM, Reading, is_judged, is_reprint
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
    place: int | None = None
    """In the order of publication, from 0 on. None: the texts come in that order."""


def originals(texts: Iterable[Text], place: Path | None = None) -> list[int | None]:
    """For each text, in the order of publication, the place of the first one that it is a reprint of.

    That is its own place if there is none before it, and None if the text is too short to be judged or only repeats the
    headline. A text is a reprint if it was compared with that first one and found the same, never because it resembles
    another reprint. `place`: a directory for what is too large for memory, that of temporary files if None. A text
    takes about two kilobytes of memory.
    """
    with tempfile.TemporaryFile(dir=place) as file:
        shelf = _Shelf(file)
        sketches: dict[int, Sketch] = {}
        for number, text in enumerate(texts):
            body = letters(text.body[: 2 * LONGEST])[:LONGEST]
            at = number if text.place is None else text.place
            shelf.put(at, letters(text.title or ""), body)
            sketches[at] = sketch(body)
        file.flush()
        return _clustered(Candidates([sketches.pop(at) for at in range(len(sketches))]), shelf)


def _clustered(candidates: Candidates, shelf: _Shelf) -> list[int | None]:
    found: list[int | None] = []
    for number in range(len(shelf)):
        found.append(_original(number, candidates.before(number), found, shelf))
    return found


def _original(number: int, candidates: Sequence[int], found: Sequence[int | None], shelf: _Shelf) -> int | None:
    """The first of the cluster that a text belongs to, or its own number."""
    if shelf.size(number) < _SURELY_LONG and not is_judged(shelf.reading(number)):
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
        self._end = 0
        self._spans: dict[int, tuple[int, int, int]] = {}
        """Where a title begins, where its text does, and where that ends: bytes."""
        self.reading = lru_cache(_KEPT)(self._reading)

    def __len__(self) -> int:
        return len(self._spans)

    def put(self, number: int, title: Units, body: Units) -> None:
        """Add a text."""
        self._file.write(title.tobytes())
        self._file.write(body.tobytes())
        start = self._end
        self._end = start + title.nbytes + body.nbytes
        self._spans[number] = start, start + title.nbytes, self._end

    def size(self, number: int) -> int:
        """Code units of a text, separators included."""
        _, begin, end = self._spans[number]
        return (end - begin) // 2

    def _reading(self, number: int) -> Reading:
        start, begin, end = self._spans[number]
        content = np.frombuffer(os.pread(self._file.fileno(), end - start, start), np.uint16)
        title, body = np.split(content, [(begin - start) // 2])
        return Reading("".join(clauses(title)), clauses(body))
