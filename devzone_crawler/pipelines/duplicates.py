"""Each article once; an article that changed, as a new revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from scrapy.crawler import Crawler

from devzone_crawler.extensions.manifest import Unchanged
from devzone_crawler.extraction.urls import own_number
from devzone_crawler.items import Article
from devzone_crawler.settings import output_dir
from devzone_crawler.storage.jsonl import Known, known_records

_HASH_BITS = 80
"""Of an id and of a content hash: 20 hex digits."""


class Duplicates:
    """Drop what the output already holds, also when it holds it under another address.

    The same content under the same number of the CMS is the same article: `/plus/view.php?aid=17` and
    `/2026/0709/17.html`, or its pages in two columns. Under another number it is another article, a reprint perhaps.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self._known: dict[int, int] = {}
        """Revision and content hash by id, each as one number: half the memory of the texts."""
        self._contents: set[int] = set()
        for record in known:
            self._note(record)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: OUTPUT_DIR. Reads the ids of what is there."""
        path = output_dir(crawler.settings, crawler.spider) / "articles.jsonl"
        return cls(known_records(path) if path.exists() else ())

    def process_item(self, item: Any) -> Any:
        """The record with its revision. Raises Unchanged when its content is already there."""
        if not isinstance(item, Article):
            return item
        revision = self._known.get(int(item.id, 16), 0) >> _HASH_BITS
        if self._known.get(int(item.id, 16)) == _state(revision, item.content_hash):
            raise Unchanged("already in the output", log_level="DEBUG")
        if revision == 0 and _content(item) in self._contents:
            raise Unchanged("already in the output under another address", log_level="DEBUG")
        item.revision = revision + 1
        self._note(item)
        return item

    def _note(self, record: Article | Known) -> None:
        self._known[int(record.id, 16)] = _state(record.revision, record.content_hash)
        content = _content(record)
        if content is not None:
            self._contents.add(content)


def _state(revision: int, content_hash: str) -> int:
    """Revision and content hash as one number."""
    return revision << _HASH_BITS | int(content_hash, 16)


def _content(record: Article | Known) -> int | None:
    """What stands for a content under a number; None for an address without one."""
    number = own_number(record.url)
    return hash((record.content_hash, number)) if number is not None else None
