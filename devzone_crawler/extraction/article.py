"""From the bytes of a page to its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from devzone_crawler.extraction.body_text import body_lines
from devzone_crawler.extraction.breadcrumb import read_breadcrumb
from devzone_crawler.extraction.counters import find_counter
from devzone_crawler.extraction.dates import Moment, as_utc
from devzone_crawler.extraction.document import Document, read_document
from devzone_crawler.extraction.fields import read_fields
from devzone_crawler.extraction.joining import join
from devzone_crawler.extraction.kind import page_kind
from devzone_crawler.extraction.layout import find_layout
from devzone_crawler.extraction.media import attachments, images
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.text import one_line
from devzone_crawler.extraction.urls import address_id, host_name
from devzone_crawler.items import Evidence, Extraction, Hints, ViewCounter
from devzone_crawler.version import __version__

_LARGEST_COUNTER = 10_000
"""Characters of a script that asks a counter. Larger ones are libraries."""


def extract_article(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    hints: Hints | None = None,
    parts: Sequence[bytes] = (),
) -> Extraction:
    """Read one page, or all pages of an article that is split.

    `body` is the decompressed response, `url` its final address, `content_type` the HTTP header verbatim, `fetched_at`
    the moment of the request (now if None; UTC is meant when it names no zone), `hints` what a crawl already knows,
    `parts` the bodies of the article's further pages in order.

    Returns the record with None for whatever the page does not say, `page_kind` for what kind of page it is, `reason`
    for why it is no article, and `evidence` for where each value was found. Never raises on the content of a page.
    """
    moment = as_utc(fetched_at)
    documents = (read_document(page, url or "", content_type) for page in (body, *parts))
    return join([read_page(open_page(document, moment, hints or Hints())) for document in documents])


def open_page(document: Document, fetched_at: datetime, hints: Hints) -> Page:
    """A document with its parts found: what the rungs of the ladders look at."""
    return Page(document, find_layout(document, hints, fetched_at), hints, fetched_at)


def read_page(page: Page) -> Extraction:
    """The record of one page. See `extract_article`."""
    document, layout = page.document, page.layout
    answers = read_fields(page)
    said = {field: answer.value for field, answer in answers.items()}
    date = answers.get("publish_date")
    moment: Moment | None = said.get("publish_date")
    title, views = said.get("title"), said.get("view_count")
    categories = read_breadcrumb(document, layout.breadcrumb, title) if layout.breadcrumb is not None else None
    kind, reason = page_kind(page, date.rung if date is not None else None)
    counter = _counter(document) if kind == "article" and not views else None
    if counter is not None:  # a 0 beside a counter only stands there until the script has asked
        views = None
        answers.pop("view_count", None)

    extraction = Extraction(
        id=address_id(document.url),
        url=document.url,
        site=host_name(document.url),
        found_on=page.hints.found_on,
        categories=categories or None,
        title=title,
        source=said.get("source"),
        author=said.get("author"),
        editor=said.get("editor"),
        publish_date=moment.publish_date if moment else None,
        published_at=moment.published_at if moment else None,
        publish_date_raw=moment.raw if moment else None,
        view_count=views,
        body_text="\n".join(body_lines(document, layout.body)) if layout.body else "",
        images=images(page),
        attachments=attachments(page),
        fetched_at=page.reference.replace(microsecond=0).isoformat(),
        encoding=document.encoding,
        extractor_version=__version__,
        page_kind=kind,
        reason=reason,
        evidence={field: Evidence(answer.rung, one_line(answer.raw)) for field, answer in answers.items()},
        counter=counter,
    )
    extraction.content_hash = extraction.hash_of_content()
    return extraction


def _counter(document: Document) -> ViewCounter | None:
    small = (script for script in document.scripts if len(script.text) <= _LARGEST_COUNTER)
    scripts = "\n".join(f"{script.markup} {script.text}" for script in small)
    return find_counter(document.source, document.url, scripts)
