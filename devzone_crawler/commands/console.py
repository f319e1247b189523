"""Where commands speak: what was asked for on standard output, what is said beside it on standard error."""

from __future__ import annotations

import typer
from rich.text import Text

from devzone_crawler.terminal import CleanConsole

OUT = CleanConsole(highlight=False)
ERR = CleanConsole(stderr=True, highlight=False)


def show(line: str | Text) -> None:
    """A line of what was asked for."""
    OUT.print(line, markup=False, soft_wrap=True)


def say(sentence: str | Text) -> None:
    """What people should know beside it."""
    ERR.print(sentence, markup=False, soft_wrap=True)


def end(sentence: str, code: int) -> typer.Exit:
    """The end of the program, to be raised: a sentence, and the exit code."""
    say(sentence)
    return typer.Exit(code)
