"""Each article once; an article that changed, as a new revision."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from devzone_crawler.extensions.manifest import Unchanged
from devzone_crawler.items import Article
from devzone_crawler.settings import output_dir
from devzone_crawler.storage.jsonl import known_records


class Duplicates:
    """Drop what the output already holds."""

    def __init__(self, known: dict[str, tuple[int, str]]) -> None:
        self._known = known

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: OUTPUT_DIR. Reads the ids of what is there."""
        path = output_dir(crawler.settings, crawler.spider) / "articles.jsonl"
        records = known_records(path) if path.exists() else iter(())
        return cls({known.id: (known.revision, known.content_hash) for known in records})

    def process_item(self, item: Any) -> Any:
        """The record with its revision. Raises Unchanged when its content is already there."""
        if not isinstance(item, Article):
            return item
        revision, content_hash = self._known.get(item.id, (0, ""))
        if content_hash == item.content_hash:
            raise Unchanged("already in the output", log_level="DEBUG")
        item.revision = revision + 1
        self._known[item.id] = item.revision, item.content_hash
        return item
