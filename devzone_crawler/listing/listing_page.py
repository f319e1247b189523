"""A page that is opened once and asked what it is as a listing: its rows, their number in all, its menus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from devzone_crawler.extraction.dates import as_utc
from devzone_crawler.extraction.document import Document, read_document
from devzone_crawler.listing.extent import Extent, read_extent
from devzone_crawler.listing.navigation import Category, read_navigation
from devzone_crawler.listing.page_request import PageRequest
from devzone_crawler.listing.parse import Listing, read_listing


@dataclass
class ListingPage:
    """A page with all that it may be asked as a listing; what nobody asks for is not read."""

    document: Document
    reference: datetime
    """No row was published after this moment."""
    asked: PageRequest | None = None
    """The request that it answers, if that was no plain address."""

    @cached_property
    def listing(self) -> Listing:
        """Its entries, its next page and its other links; without entries when it is no listing."""
        return read_listing(self.document, self.reference, self.asked)

    @cached_property
    def extent(self) -> Extent:
        """How much the whole listing holds, as far as this page says."""
        return read_extent(self.document, self.listing.next_page)

    @cached_property
    def navigation(self) -> list[Category]:
        """The categories that it names."""
        return read_navigation(self.document)


def open_listing(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    asked: PageRequest | None = None,
) -> ListingPage:
    """Open one page. Arguments as for `parse_listing`. Never raises on its content, nor does what it is asked then."""
    return ListingPage(read_document(body, url or "", content_type), as_utc(fetched_at), asked)


def parse_listing(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    asked: PageRequest | None = None,
) -> Listing:
    """Read one page as a listing, or what answered a request for rows. Never raises on its content.

    `body` is the decompressed response, `url` its final address; `fetched_at` (now if None) decides which year a date
    without a year has; `asked` is the request that it answers, if that was no plain address. A page that is no listing
    gives one without entries.
    """
    return open_listing(body, url, content_type=content_type, fetched_at=fetched_at, asked=asked).listing
