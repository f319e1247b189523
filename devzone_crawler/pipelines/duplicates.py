"""Each article once; an article that changed, as a new revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from devzone_crawler.items import Article
from devzone_crawler.settings import output_dir
from devzone_crawler.storage.jsonl import Known, known_records

_HASH_BITS = 160
"""Of a content hash, which is 20 characters."""


class Duplicates:
    """Drop what the output already holds."""

    def __init__(self, known: Iterable[Known]) -> None:
        # A number for each id, and one for revision and hash: half the memory of the texts.
        self._known = {_number(record.id): _state(record.revision, record.content_hash) for record in known}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: OUTPUT_DIR. Reads the ids of what is there."""
        path = output_dir(crawler.settings, crawler.spider) / "articles.jsonl"
        return cls(known_records(path) if path.exists() else ())

    def process_item(self, item: Any) -> Any:
        """The record with its revision. Raises DropItem when its content is already there."""
        if not isinstance(item, Article):
            return item
        key = _number(item.id)
        known = self._known.get(key)
        revision = 0 if known is None else known >> _HASH_BITS
        state = _state(revision, item.content_hash)
        if known == state:
            raise DropItem("already in the output", log_level="DEBUG")
        item.revision = revision + 1
        self._known[key] = _state(item.revision, item.content_hash)
        return item


def _state(revision: int, content_hash: str) -> int:
    """Revision and content hash as one number."""
    return revision << _HASH_BITS | _number(content_hash)


def _number(text: str) -> int:
    return int.from_bytes(text.encode(), "big")
