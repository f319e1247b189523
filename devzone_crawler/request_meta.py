"""What a request says of itself to all whom it and its answer pass: its role, and the other keys of its meta."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

ROLE: Final = "role"
"""Its part in the crawl."""
OWED: Final = "owed"
"""The address as it was found, before redirects; there if a run that fails to get it owes it to the next."""
ARCHIVED: Final = "archived"
"""Where the archive holds the answer, as `file:offset`."""
AFTERWARDS: Final = "afterwards"
"""True for what is to be asked for when everything else has come in."""


class Role(StrEnum):
    """The part of a request in the crawl. Users read these words in manifest, metrics and ledger."""

    START = "start"
    """A page that the crawl begins with."""
    LISTING = "listing"
    """A page of a listing, or what a script would put into one."""
    PAGE = "page"
    """A page of which nothing is known."""
    ARTICLE = "article"
    """A page that was promised as an article."""
    FIRST_PART = "first_part"
    """The first page of a split article of which a later one was met before."""
    PART = "part"
    """A further page of a split article."""
    FEED = "feed"
    """A sitemap or a feed."""
    COUNTER = "counter"
    """The number of views of an article."""
    ROBOTS = "robots"
    """A robots.txt."""
    PROBE = "probe"
    """A page that was given before, asked for again: does the host still answer?"""

    @property
    def is_owed(self) -> bool:
        """True for what listings and pages lead to. The pages of listings are found again by walking the listing."""
        return self in (Role.ARTICLE, Role.PAGE, Role.FIRST_PART)

    @property
    def is_promised(self) -> bool:
        """True for what was said to be an article, or belongs to one."""
        return self in (Role.ARTICLE, Role.FIRST_PART, Role.PART)
