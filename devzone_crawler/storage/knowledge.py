"""What the ledger knows, and the keys by which it knows it.

Addresses stand in the ledger as ids (`items.article_id` of their canonical form), by their first 64 bits: among a
million the chance that any two are taken for one is 1 to 30 million.
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import IntEnum
from typing import Annotated, NamedTuple

import msgspec

from devzone_crawler.storage.jsonl import End

_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{20}$")]


class What(IntEnum):
    """What an address turned out to be."""

    ARTICLE = 1
    OTHER = 2
    """No article, and no listing promised one."""
    REJECT = 3
    """Promised as an article, and none."""
    GONE = 4
    """Missing in several runs."""
    LISTING = 5
    """The first page of a listing."""
    LATER = 6
    """A further page of a listing."""
    EXTERNAL = 7
    """A page of another site, named by a listing."""


class Seen(NamedTuple):
    """An address that was looked at."""

    what: What
    run: int
    """Number of the run that found it to be that."""
    published: int | None
    """Day of publication (proleptic ordinal) of the article that is there."""


class Written(NamedTuple):
    """An article in the output."""

    revision: int
    content_hash: str
    view_count: int | None
    """The last that was written, of whichever revision."""
    checked: int
    """Number of the run that last read its page."""


class Owed(NamedTuple):
    """An address that was found and has not been dealt with."""

    url: str
    role: str
    hints: str
    """JSON."""


class Validators(NamedTuple):
    """What a server said of an article's page, to be sent back with the next question (RFC 9110, section 8.8)."""

    etag: str | None
    modified: str | None


class Extent(NamedTuple):
    """How much of the files a ledger knows."""

    articles: End
    modified: int
    """When the file of articles was last written to, in nanoseconds since 1970."""
    views: int
    """Bytes of views.jsonl."""


class Known(msgspec.Struct):
    """What the ledger needs of a record."""

    id: _Hash
    revision: int
    url: str
    content_hash: _Hash
    publish_date: date | None = None
    view_count: int | None = None


def key_of(address: str) -> int:
    """The first 64 bits of an id, as SQLite's signed integer."""
    return int.from_bytes(bytes.fromhex(address[:16]), signed=True)


def content_key(content_hash: str, number: str) -> int:
    """What stands for a content under the number that its CMS gave it."""
    return int.from_bytes(hashlib.sha256(f"{content_hash} {number}".encode()).digest()[:8], signed=True)
