r"""Lines at the foot of a terminal that are drawn anew in place, while what others write goes above them.

Rich's Live loses its place when the window becomes narrower, since terminals break its lines anew, and writes from
outside tear it. Here each drawing is one write that knows how many rows the last one takes by now, and whatever is
written to this object in place of the stream is printed above, line by line.
"""

from __future__ import annotations

import contextlib
import io
import os
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from devzone_crawler.terminal import CleanConsole

_TOGETHER, _SHOWN = "\x1b[?2026h", "\x1b[?2026l"
"""Show what is between them at once: terminals that cannot pass over it."""
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"
"""A line that a font makes wider than it should be is cut, and takes no second row."""
_CLEAR_LINE, _CLEAR_BELOW = "\x1b[K", "\x1b[J"


class Panel(io.TextIOBase):
    """The foot of a terminal. What is written to it appears above, what is drawn stays where it is.

    A terminal that goes away is not missed: nothing here raises OSError.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._console: Console = CleanConsole(file=stream)
        self._width = self._console.width
        self._drawn: list[Text] = []
        """What stands there."""
        self._painted = ""
        self._begun = ""
        """Of a line that is not yet whole."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns that a line may take, and rows; asked of the terminal each time, since windows are resized."""
        width, height = self._console.size
        return max(width - 1, 1), max(height - 1, 1)

    def draw(self, lines: list[Text]) -> None:
        """Show these lines in place of the last ones; nothing is written when they are the same."""
        width = self._console.width
        if lines == self._drawn and width == self._width:
            return
        with self._console.capture() as painted:
            self._console.print(Text("\n").join(lines), no_wrap=True, overflow="ellipsis", crop=True)
        above = self._above(width)
        self._drawn, self._width = lines, width
        self._painted = f"{_CLEAR_LINE}\n".join(painted.get().split("\n")[:-1])
        self._put(f"{above}{self._painted}{_CLEAR_BELOW}")

    def forget(self) -> None:
        """Others have written since, and nobody knows where the cursor is: draw below it from now on."""
        self._drawn, self._painted = [], ""

    def write(self, text: str, /) -> int:
        """Print what is whole of it above the lines."""
        *whole, self._begun = (self._begun + text).split("\n")
        if whole:
            printed = "".join(f"{line}\n" for line in whole)
            above = self._above(self._console.width)
            self._put(f"{above}{_CLEAR_BELOW}{_WRAP}{printed}{_NO_WRAP}{self._painted}")
            self._width = self._console.width
        return len(text)

    def close(self) -> None:
        """Leave nothing of the lines, and print the rest of what was written."""
        self._put(f"{self._above(self._console.width)}{_CLEAR_BELOW}{self._begun}")
        self._drawn, self._painted, self._begun = [], "", ""

    def flush(self) -> None:
        """Nothing waits here but lines that are not yet whole."""

    def isatty(self) -> bool:
        """As the stream."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """As the stream."""
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As the stream."""
        return self._stream.encoding

    def _above(self, width: int) -> str:
        """The way from the end of what was drawn to its beginning."""
        rows = len(self._drawn)
        if width < self._width:  # the terminal has broken its lines anew
            rows = sum(_rows(line.plain, width) for line in self._drawn)
        return f"\x1b[{rows - 1}A\r" if rows > 1 else "\r"

    def _put(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(f"{_TOGETHER}{_NO_WRAP}{text}{_WRAP}{_SHOWN}")
            self._stream.flush()


def _rows(line: str, width: int) -> int:
    """Rows that a line takes on a terminal which has broken it anew: no character is divided between two."""
    rows, at = 1, 0
    for character in line:
        cells = cell_len(character)
        if at + cells > width:
            rows, at = rows + 1, 0
        at += cells
    return rows


def terminal_of(stream: TextIO) -> bool:
    """True for a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
