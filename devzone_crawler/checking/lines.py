"""A JSON Lines file, line by line: what can be wrong before anyone looks at what the line says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from devzone_crawler.checking.finding import Flaw

LONGEST = 64 << 20
"""Bytes. A longer line is no record: crawls take pages of 32 MiB at most."""
_BOM = b"\xef\xbb\xbf"
_READ_AHEAD = 1 << 20


class Line(NamedTuple):
    """A line of a file."""

    number: int
    text: bytes
    """Without the newline."""
    flaws: tuple[Flaw, ...] = ()
    is_torn: bool = False
    """True for a last line without its newline: a crawl is writing it, or was killed while it did."""


def lines_of(path: Path) -> Iterator[Line]:
    """Every line. Ends after one that is too long to be read. Raises OSError."""
    with open(path, "rb", buffering=_READ_AHEAD) as file:
        number = 0
        while text := file.readline(LONGEST):
            number += 1
            if text.endswith(b"\n"):
                text = text[:-1]
                if number == 1 and text.startswith(_BOM):
                    yield Line(number, text[len(_BOM) :], (Flaw("line", None, "The file begins with a BOM."),))
                else:
                    yield Line(number, text)
            elif len(text) == LONGEST:
                yield Line(number, b"", (Flaw("line", None, f"is longer than {LONGEST >> 20} MiB: no record."),))
                return
            else:
                yield Line(number, text, is_torn=True)
