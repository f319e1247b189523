"""NAME=VALUE on the command line."""

from __future__ import annotations

import typer

from devzone_crawler.terminal import CleanConsole


def pairs(given: list[str], option: str) -> dict[str, str]:
    """NAME=VALUE pairs as a dict. Ends the program with a sentence when one is none."""
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            CleanConsole(stderr=True, highlight=False).print(f"{option} wants NAME=VALUE, not {pair!r}.", markup=False)
            raise typer.Exit(2)
        found[name] = value
    return found
