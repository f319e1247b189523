"""What of a site a crawl takes: articles of which days, and how many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles that are wanted. Days are ISO dates, which compare as text; None sets no limit."""

    since: str | None = None
    until: str | None = None
    most: int | None = None
    """How many records a run writes at most."""

    @property
    def by_day(self) -> bool:
        """True if days are chosen."""
        return self.since is not None or self.until is not None

    def takes(self, day: str | None) -> bool:
        """True for an article of that day. One of an unknown day cannot be said to be of the days that are wanted."""
        if not self.by_day:
            return True
        return day is not None and not self.is_before(day) and not self.is_after(day)

    def is_before(self, day: str) -> bool:
        """True for a day that is earlier than all that are wanted."""
        return self.since is not None and day < self.since

    def is_after(self, day: str) -> bool:
        """True for a day that is later than all that are wanted."""
        return self.until is not None and day > self.until

    @property
    def days(self) -> str:
        """The days in words: `since 2026-01-01 until 2026-06-30`."""
        named = (("since", self.since), ("until", self.until))
        return " ".join(f"{word} {day}" for word, day in named if day is not None)
