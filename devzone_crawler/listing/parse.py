"""What a listing page offers: its entries, its next page, and every other link on it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from devzone_crawler.extraction.breadcrumb import find_breadcrumb, read_breadcrumb
from devzone_crawler.extraction.dates import date_in_url
from devzone_crawler.extraction.document import Document
from devzone_crawler.listing.datastore import next_group, records
from devzone_crawler.listing.endpoints import find_endpoint, next_of_endpoint
from devzone_crawler.listing.entry import Entry
from devzone_crawler.listing.feeds import feed_addresses
from devzone_crawler.listing.json_rows import JsonRow, markup_in, parsed, rows_in, rows_in_scripts, total_pages
from devzone_crawler.listing.other_ways import other_ways, sends_to
from devzone_crawler.listing.page_request import PageRequest
from devzone_crawler.listing.pager import find_next_page
from devzone_crawler.listing.rows import find_rows

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageLink:
    """Any link of a page."""

    url: str
    text: str
    date: str | None = None
    """ISO date that stands beside it in a list with dates."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page read as a listing."""

    url: str
    entries: tuple[Entry, ...]
    """In page order, each address once. Empty when the page is no listing."""
    next_request: PageRequest | None
    """How the page that follows is asked for, or None: most by their address alone, some by a form."""
    endpoint: PageRequest | None
    """How the rows are asked for, when the page has none and its script would get them; else None."""
    breadcrumb: tuple[str, ...]
    """Where the page stands in its site, without the home page."""
    links: tuple[PageLink, ...]
    """All http(s) links of the page, entries included, each address once, in page order; frames and the like last."""
    feeds: tuple[str, ...]
    """Addresses of the RSS and Atom feeds that the page names."""
    title: str
    """The page's <title>."""
    sends_to: str | None
    """Absolute address that the page sends its visitors on to, or None."""
    content: str
    """A digest of what it shows: its lines in any order, but for numbers. Pages of a calendar, and a list in another
    order or under another session id, show the same."""

    @property
    def next_page(self) -> str | None:
        """Absolute address of the page that follows, or None."""
        return self.next_request.url if self.next_request is not None else None


def read_listing(document: Document, reference: datetime, asked: PageRequest | None) -> Listing:
    """Read a page as a listing, or as what answered `asked`. No row was published after `reference`."""
    data = parsed(document)
    if data is not None:
        return _read_json(data, document, reference, asked)
    found: dict[str, str] = {}
    for link in document.links:
        address = document.absolute(link.href)
        if address is not None:
            found.setdefault(address, link.text or link.title)
    onward = sends_to(document)
    for address in (*other_ways(document), *([onward] if onward is not None else ())):
        found.setdefault(address, "")
    following = next_group(document, asked) or find_next_page(document)
    rows = find_rows(document, reference)
    main = find_rows(records(document), reference).main or rows.main
    entries = _entries(main, reference)
    dated = any(row.date for row in main)
    if not dated:
        entries = max(entries, _entries_of_json(rows_in_scripts(document, reference), document), key=len)
    index = find_breadcrumb(document)
    trail = read_breadcrumb(document, index, None) if index is not None else []
    return Listing(
        url=document.url,
        entries=entries,
        next_request=following,
        endpoint=find_endpoint(document) if not dated else None,
        breadcrumb=tuple(trail),
        links=tuple(PageLink(address, text, rows.days.get(address)) for address, text in found.items()),
        feeds=tuple(feed_addresses(document)),
        title=document.title,
        sends_to=onward,
        content=_digest(document),
    )


def _read_json(data: Any, document: Document, reference: datetime, asked: PageRequest | None) -> Listing:
    """An answer in JSON: rows as objects, or a piece of HTML with rows."""
    inner = markup_in(data, document)
    entries = _entries(find_rows(inner, reference).main, reference) if inner is not None else ()
    entries = entries or _entries_of_json(rows_in(data, reference), document)
    following = find_next_page(inner) if inner is not None else None
    if following is None and asked is not None and entries:
        following = next_of_endpoint(asked, total_pages(data))
    return Listing(
        url=document.url,
        entries=entries,
        next_request=following,
        endpoint=None,
        breadcrumb=(),
        links=tuple(PageLink(entry.url, entry.title) for entry in entries),
        feeds=(),
        title="",
        sends_to=None,
        content=_digest(document),
    )


def _digest(document: Document) -> str:
    lines = sorted({_DIGITS.sub("", block.key) for block in document.blocks})
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _entries_of_json(rows: list[JsonRow], document: Document) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for row in rows:
        address = document.absolute(row.url)
        if address is not None:
            found.setdefault(address, Entry(address, row.title, row.date))
    return tuple(found.values())


def _entries(rows: list[Entry], reference: datetime) -> tuple[Entry, ...]:
    """Each address once, with its longest title; a row without a date has the day that its address names."""
    entries: dict[str, Entry] = {}
    for row in rows:
        known = entries.get(row.url)
        if known is None or len(row.title) > len(known.title):
            named = date_in_url(row.url, reference) if row.date is None else None
            entries[row.url] = replace(row, date=named.publish_date) if named is not None else row
    return tuple(entries.values())
