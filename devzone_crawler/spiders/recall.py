"""What a spider asks of the memory of earlier runs: what it need not ask the site again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Self

import msgspec
from scrapy.crawler import Crawler

from devzone_crawler.checked_settings import refresh_days
from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extraction.dates import CHINA
from devzone_crawler.extraction.urls import address_id
from devzone_crawler.items import Hints
from devzone_crawler.listing import Listing
from devzone_crawler.request_meta import Role
from devzone_crawler.spiders.bounds import shape_of
from devzone_crawler.storage.knowledge import Seen, What
from devzone_crawler.storage.ledger import Ledger

_MISPLACED = 0.2
"""Of the rows of a listing that is sorted by day: pinned ones, and those that came late."""

_MOST_EMPTY = 10
"""Pages of one shape of address that are asked for again although they showed nothing: of columns there are few, of
profiles thousands.
"""


class Recall:
    """The ledger as a spider sees it. In a dry run, and with FULL_CRAWL, nothing is known."""

    def __init__(self, ledger: Ledger | None, refresh_days: int) -> None:
        self._ledger = ledger
        today = datetime.now(CHINA).date().toordinal()
        self._oldest = today - refresh_days if refresh_days else None
        """Day since which articles are young."""
        self._looked_into: Counter[str] = Counter()
        """How many pages were asked for again although they had shown nothing, by shape of address."""

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """Settings: FULL_CRAWL, REFRESH_DAYS."""
        memory = crawler.get_extension(Memory)
        known = memory is not None and not crawler.settings.getbool("FULL_CRAWL")
        return cls(memory.output.ledger if memory is not None and known else None, refresh_days(crawler.settings))

    def pass_over(self, url: str, *, dated: bool = False) -> bool:
        """True for an address that need not be asked for again. Those that are looked at once more are counted.

        `dated`: a listing names it with a day. So a page that was looked at in vain is an article after all.
        """
        seen = self._seen(url)
        if seen is None or seen.what is What.LISTING:
            return False
        if seen.what is What.OTHER:
            return not dated and not self._look_again(url)
        return not self._is_young(seen)

    def conditions(self, url: str) -> dict[str, str]:
        """Headers that ask for a page only if it has changed (RFC 9110, section 13.1)."""
        validators = self._ledger.validators(address_id(url)) if self._ledger is not None else None
        if validators is None:
            return {}
        named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
        return {name: value for name, value in named.items() if value is not None}

    def walked(self, url: str) -> int | None:
        """Number of the run that last walked the listing with this first page to its end."""
        return self._ledger.walked(address_id(url)) if self._ledger is not None else None

    def knows_rest(self, listing: Listing, walked: int | None) -> bool:
        """True if what follows a page was known when its listing was last walked to its end.

        All of the page was: it shows nothing that is new since, nor anything young that is to be asked for again, and
        the newest rows of the listing come first.
        """
        rows = [entry for entry in listing.entries if not entry.pinned]
        if walked is None or not rows:
            return False
        days = []
        for entry in rows:
            seen = self._seen(entry.url)
            if seen is None or seen.run > walked or self._is_young(seen):
                return False
            days.append(date.fromisoformat(entry.date).toordinal() if entry.date is not None else seen.published)
        return is_newest_first(days)

    def listings(self) -> list[str]:
        """First pages of the listings that earlier runs walked."""
        return self._ledger.listings() if self._ledger is not None else []

    def owed(self) -> list[tuple[str, Role, Hints]]:
        """What earlier runs found and did not get: address, role, hints."""
        if self._ledger is None:
            return []
        return [(url, Role(role), msgspec.json.decode(hints, type=Hints)) for url, role, hints in self._ledger.owed()]

    def _seen(self, url: str) -> Seen | None:
        return self._ledger.seen(address_id(url)) if self._ledger is not None else None

    def _look_again(self, url: str) -> bool:
        """True for the first pages of a shape that showed nothing: columns get their first article one day."""
        shape = shape_of(url)
        self._looked_into[shape] += 1
        return self._looked_into[shape] <= _MOST_EMPTY

    def _is_young(self, seen: Seen) -> bool:
        return self._oldest is not None and seen.published is not None and seen.published >= self._oldest


def is_newest_first(days: Iterable[int | None]) -> bool:
    """True unless the days say otherwise: a listing without days is taken to be sorted as most are."""
    steps = [later - earlier for earlier, later in pairwise(day for day in days if day is not None)]
    rising = sum(step > 0 for step in steps)
    return rising <= 1 or rising <= _MISPLACED * len(steps)
