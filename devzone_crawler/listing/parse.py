"""What a listing page offers: its entries, its next page, and every other link on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devzone_crawler.extraction.breadcrumb import find_breadcrumb, read_breadcrumb
from devzone_crawler.extraction.dates import as_utc
from devzone_crawler.extraction.document import Document, read_document
from devzone_crawler.listing.datastore import records_in_scripts
from devzone_crawler.listing.pager import find_next_page
from devzone_crawler.listing.rows import Row, find_rows


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


@dataclass(frozen=True, slots=True)
class PageLink:
    """Any link of a page."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page read as a listing."""

    url: str
    entries: tuple[Entry, ...]
    """In page order, each address once. Empty when the page is no listing."""
    next_page: str | None
    """Absolute address of the page that follows, or None."""
    breadcrumb: tuple[str, ...]
    """Where the page stands in its site, without the home page."""
    links: tuple[PageLink, ...]
    """All http(s) links of the page, entries included, each address once, in page order."""
    title: str
    """The page's <title>."""


def parse_listing(
    body: bytes, url: str, *, content_type: str | None = None, fetched_at: datetime | None = None
) -> Listing:
    """Read one page as a listing. Never raises on its content.

    `body` is the decompressed response, `url` its final address; `fetched_at` (now if None) decides which year a date
    without a year has. A page that is no listing gives one without entries.
    """
    return read_listing(read_document(body, url or "", content_type), as_utc(fetched_at))


def read_listing(document: Document, reference: datetime) -> Listing:
    """Read a page that is already a Document. See `parse_listing`."""
    found: dict[str, str] = {}
    for link in document.links:
        address = document.absolute(link.href)
        if address is not None:
            found.setdefault(address.partition("#")[0], link.text or link.title)
    index = find_breadcrumb(document)
    trail = read_breadcrumb(document, index, None) if index is not None else []
    return Listing(
        url=document.url,
        entries=tuple(_entries(find_rows(records_in_scripts(document), reference) or find_rows(document, reference))),
        next_page=find_next_page(document),
        breadcrumb=tuple(trail),
        links=tuple(PageLink(address, text) for address, text in found.items()),
        title=document.title,
    )


def _entries(rows: list[Row]) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for row in rows:
        entry = Entry(row.url, row.title, row.date, row.pinned, row.category, row.has_year)
        known = entries.setdefault(row.url, entry)
        if known is not entry and len(entry.title) > len(known.title):
            entries[row.url] = entry
    return list(entries.values())
