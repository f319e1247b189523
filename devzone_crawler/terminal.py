"""What pages say, printed so that it is seen and not obeyed: no byte of theirs may steer a terminal."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # direction, breaks, what takes no place
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"  # what is no character, and tags that show as none
)


def escaped(text: str) -> str:
    r"""Text with `\x1b` written out where it stood, and so for all that steers a terminal or turns a line around."""
    return _STEERS.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)


class CleanConsole(Console):
    """Rich's console: colours of ours, and what pages say as text."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """All that is printed passes here."""
        for segment in super().render(renderable, options):
            if segment.control is None and _STEERS.search(segment.text):
                yield Segment(escaped(segment.text), segment.style)
            else:
                yield segment


class CleanFormatter(logging.Formatter):
    """Another formatter, given lines that are safe to show: they hold addresses, headers and what errors quote."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self._formatter = formatter

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the lines of its exception."""
        clean: Any = copy.copy(record)
        clean.msg, clean.args = escaped(record.getMessage()), None
        if record.exc_info:
            clean.exc_text = escaped(self._formatter.formatException(record.exc_info))
        return self._formatter.format(clean)
