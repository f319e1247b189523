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


class Duplicates:
    """Drop what the output already holds, also when it holds it under another address.

    The same content under the same number of the CMS is the same article: `/plus/view.php?aid=17` and
    `/2026/0709/17.html`, or its pages in two columns. Under another number it is another article, a reprint perhaps.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self._known: dict[str, tuple[int, str]] = {}
        self._contents: set[int] = set()
        for record in known:
            self._note(record.id, record.revision, record.content_hash, record.url)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: OUTPUT_DIR. Reads the ids of what is there."""
        path = output_dir(crawler.settings, crawler.spider) / "articles.jsonl"
        return cls(known_records(path) if path.exists() else ())

    def process_item(self, item: Any) -> Any:
        """The record with its revision. Raises Unchanged when its content is already there."""
        if not isinstance(item, Article):
            return item
        revision, content_hash = self._known.get(item.id, (0, ""))
        if content_hash == item.content_hash:
            raise Unchanged("already in the output", log_level="DEBUG")
        if revision == 0 and _content(item.content_hash, item.url) in self._contents:
            raise Unchanged("already in the output under another address", log_level="DEBUG")
        item.revision = revision + 1
        self._note(item.id, item.revision, item.content_hash, item.url)
        return item

    def _note(self, identity: str, revision: int, content_hash: str, url: str) -> None:
        self._known[identity] = revision, content_hash
        content = _content(content_hash, url)
        if content is not None:
            self._contents.add(content)


def _content(content_hash: str, url: str) -> int | None:
    """What stands for a content under a number; None for an address without one."""
    number = own_number(url)
    return hash((content_hash, number)) if number is not None else None
