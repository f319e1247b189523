"""NAME=VALUE on the command line."""

from __future__ import annotations

from devzone_crawler.commands.console import end


def pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """NAME=VALUE pairs as a dict. Ends the program with a sentence when one is none."""
    found = {}
    for pair in given or []:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise end(f"{option} wants NAME=VALUE, not {pair!r}.", 2)
        found[name] = value
    return found
