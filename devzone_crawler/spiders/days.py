"""Which entries may be of the days that are wanted, and when a listing is past them."""

from __future__ import annotations

from itertools import pairwise

from devzone_crawler.choice import Choice
from devzone_crawler.listing import Entry, Listing


def may_be_wanted(entry: Entry, choice: Choice) -> bool:
    """False if the listing says that the article is of another day. Without its year a day may be earlier."""
    if entry.date is None:
        return True
    return not choice.is_before(entry.date) and not (entry.has_year and choice.is_after(entry.date))


def is_past(listing: Listing, choice: Choice) -> bool:
    """True if all that follows a page is too old: the page itself is, whole, and the newest comes first.

    Rows that the site pins to the top say nothing of the order, and one without a date may be new.
    """
    days = [entry.date for entry in listing.entries if not entry.pinned]
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days):
        return False
    rising = sum((later > earlier) - (later < earlier) for earlier, later in pairwise(known))
    return rising <= 0 and all(map(choice.is_before, known))
