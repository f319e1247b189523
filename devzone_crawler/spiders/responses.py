"""What a spider asks of an address or an answer before it reads it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import Response

_TAG = re.compile(rb"<(?:!doctype|html|head|meta|title|body)\b", re.I)
"""What no file that is not text begins with, whatever bytes have got into the page."""


def host_of(url: str) -> str:
    """Host and port, without www: what makes two addresses the same site."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return host if port in (None, 80, 443) else f"{host}:{port}"


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
    """True if the response may be a page: by its header, or by its first bytes when the header says nothing."""
    declared = (content_type(response) or "").lower()
    if declared and not any(kind in declared for kind in ("html", "text/plain", "octet-stream", "xml")):
        return False
    head = response.body[:512]
    return b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or _TAG.search(head) is not None
