"""What a spider asks of an answer before it reads it."""

from __future__ import annotations

from scrapy.http import Response

from devzone_crawler.extraction.sniffing import may_be_page


def address_asked(response: Response) -> str:
    """The address as it was asked for, before redirects."""
    asked = response.request
    first: list[str] = response.meta.get("redirect_urls") or [asked.url if asked is not None else response.url]
    return first[0]


def content_type(response: Response) -> str | None:
    """The header, verbatim."""
    raw = response.headers.get("Content-Type")
    return raw.decode("latin-1") if raw else None


def is_html(response: Response) -> bool:
    """True if the response may be a page."""
    return may_be_page(response.body, content_type(response))
