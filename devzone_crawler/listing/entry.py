"""One row of a listing, wherever it was found: in a page, in an answer, in a feed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a listing."""

    url: str
    """Absolute, without fragment."""
    title: str
    """In full, when the page has it in full somewhere."""
    date: str | None
    """ISO date, when the row prints one."""
    pinned: bool = False
    """True for a row that the site keeps at the top whatever its date."""
    category: str | None = None
    """The column that the row names before its title."""
    has_year: bool = True
    """False when the row prints a day without its year: `date` is then the latest that it can be."""
