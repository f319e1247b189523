"""What a site offers to programs: sitemaps (sitemaps.org, gzipped too), RSS 2.0 and 1.0, Atom (RFC 4287)."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml import etree

from devzone_crawler.extraction.dates import first_moment, parsed_moment
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.markup import attributes_of
from devzone_crawler.extraction.text import one_line
from devzone_crawler.extraction.urls import absolute
from devzone_crawler.listing.entry import Entry

_LINK = re.compile(r"<link\b([^<>]*\balternate\b[^<>]*)>", re.I)
_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))
_LARGEST = 64 * 1024 * 1024
"""Bytes of XML; sitemaps.org allows 50 MB."""
_MOST_TAGS = 800_000
"""sitemaps.org allows 50,000 addresses, each with up to five elements."""
_GZIP = b"\x1f\x8b"
_WITH_HEADER = 31
"""zlib's word for gzip."""
_DATES = ("pubDate", "published", "updated", "date", "lastmod")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a sitemap or feed holds."""

    entries: tuple[Entry, ...] = ()
    """Of an RSS or Atom feed: articles with their titles."""
    pages: tuple[str, ...] = ()
    """Of a sitemap: addresses of pages of any kind."""
    sitemaps: tuple[str, ...] = ()
    """Of an index of sitemaps: addresses of sitemaps."""


def feed_addresses(document: Document) -> list[str]:
    """Addresses of the feeds that a page names in its head, each once."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(document.source):
        attributes = attributes_of(match[1])
        address = document.absolute(attributes.get("href", ""))
        if address is not None and attributes.get("type", "").strip().lower() in _FEED_TYPES:
            found[address] = None
    return list(found)


def read_feed(body: bytes, url: str, reference: datetime) -> Feed:
    """Read a sitemap or feed at `url`. What is none gives an empty one. Never raises on its content."""
    root = _parsed(_unzipped(body))
    try:
        return _read(root, url, reference) if root is not None else Feed()
    except UnicodeDecodeError:  # libxml2 lets bytes through that are no UTF-8, and lxml meets them when it is asked
        return Feed()


def _read(root: etree._Element, url: str, reference: datetime) -> Feed:
    kind = _name(root)
    if kind == "sitemapindex":
        return Feed(sitemaps=_addresses(root, url))
    if kind == "urlset":
        return Feed(pages=_addresses(root, url))
    items = [element for element in root.iter() if _name(element) in ("item", "entry")]
    entries = (entry for item in items if (entry := _entry(item, url, reference)) is not None)
    return Feed(entries=tuple({entry.url: entry for entry in entries}.values()))


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body[:_LARGEST]
    try:
        return zlib.decompressobj(_WITH_HEADER).decompress(body, _LARGEST)
    except zlib.error:
        return b""


def _parsed(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(_bounded(body.strip()), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _bounded(body: bytes) -> bytes:
    """As much as may be meant for a sitemap; the tree of a bomb would take all memory."""
    if body.count(b"<") <= _MOST_TAGS:
        return body
    return body[: next(islice(re.finditer(b"<", body), _MOST_TAGS, None)).start()]


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _addresses(root: etree._Element, url: str) -> tuple[str, ...]:
    texts = (element.text or "" for element in root.iter() if _name(element) == "loc")
    found = (absolute(url, text) for text in texts)
    return tuple(dict.fromkeys(address for address in found if address is not None))


def _entry(item: etree._Element, url: str, reference: datetime) -> Entry | None:
    texts: dict[str, str] = {}
    address = None
    for child in item:
        name = _name(child)
        texts.setdefault(name, "".join(child.itertext()).strip())
        if name == "link" and child.get("rel", "alternate") == "alternate":
            address = address or absolute(url, child.get("href") or child.text or "")
    title = one_line(texts.get("title", ""))
    if address is None or not title:
        return None
    stated = next((texts[name] for name in _DATES if texts.get(name)), "")
    moment = first_moment(stated, reference) or parsed_moment(stated, reference)
    return Entry(address, title, moment.publish_date if moment is not None else None)
