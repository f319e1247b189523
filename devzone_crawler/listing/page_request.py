"""How a page of a listing is asked for: mostly by its address, sometimes by a form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A request for a page of a listing."""

    url: str
    """Absolute, without fragment."""
    form: tuple[tuple[str, str], ...] | None = None
    """Names and values to be sent by POST; None: the page is asked for by GET."""
    scripted: bool = False
    """True if a script of the page would ask, as scripts do: with X-Requested-With."""
