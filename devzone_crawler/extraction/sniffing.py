"""Whether an answer is a page at all, before it is read."""

from __future__ import annotations

import re

_TAG = re.compile(rb"<(?:!doctype|html|head|meta|title|body)\b", re.I)
"""What only pages begin with, whatever other bytes have got into them."""


_LONGEST_BEGINNING = 2_048
"""Bytes; comments of those who saved a page may stand first."""


def begins_like_page(body: bytes) -> bool:
    """True for the first bytes of a file if a page begins so: for files of which nothing else is known."""
    return _TAG.search(body[:_LONGEST_BEGINNING]) is not None


def may_be_page(body: bytes, content_type: str | None) -> bool:
    """True for what may be a page: by its HTTP header, or by its first bytes when the header says nothing."""
    declared = (content_type or "").lower()
    if declared and not any(kind in declared for kind in ("html", "text/plain", "octet-stream", "xml")):
        return False
    head = body[:512]
    return b"\x00" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or _TAG.search(head) is not None
