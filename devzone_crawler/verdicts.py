"""How a run may end: the words, in the one order from the worst to the best, with what goes with each."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum


class Verdict(StrEnum):
    """How a run ended."""

    OUTPUT = "output"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    USAGE = "usage"
    BLOCKED = "blocked"
    INCOMPLETE = "incomplete"
    QUALITY = "quality"
    COMPLETE = "complete"

    @property
    def exit_code(self) -> int:
        """What `devzone crawl` ends with. Scrapy alone ends with 0 whatever happened."""
        return _EXIT_CODES[self]

    @property
    def style(self) -> str:
        """Its colour on a terminal."""
        return _STYLES.get(self, "red")

    @property
    def has_seen_the_end(self) -> bool:
        """True for a run that went on until nothing was left to ask for."""
        return self in (Verdict.INCOMPLETE, Verdict.QUALITY, Verdict.COMPLETE)


_EXIT_CODES = {
    Verdict.COMPLETE: 0,
    Verdict.FAILED: 1,
    Verdict.USAGE: 2,
    Verdict.OUTPUT: 3,
    Verdict.BLOCKED: 4,
    Verdict.INCOMPLETE: 5,
    Verdict.QUALITY: 6,
    Verdict.INTERRUPTED: 130,
}
_STYLES = {
    Verdict.COMPLETE: "green",
    Verdict.QUALITY: "yellow",
    Verdict.INCOMPLETE: "yellow",
    Verdict.INTERRUPTED: "yellow",
}


def of_exit_code(code: int) -> Verdict:
    """The verdict of a crawl that ended with a code: `failed` for what is no code of ours."""
    return next((verdict for verdict in Verdict if verdict.exit_code == code), Verdict.FAILED)


def worst_of(verdicts: Container[Verdict | None]) -> Verdict:
    """The one that decides; `complete` for none."""
    return next((verdict for verdict in Verdict if verdict in verdicts), Verdict.COMPLETE)
