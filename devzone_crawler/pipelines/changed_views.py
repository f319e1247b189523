"""The view count of an article that is unchanged otherwise: one line in views.jsonl."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.items import Article, ViewCount
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.verdicts import Verdict


class ChangedViews:
    """Write down a count that is not the one written last. An article that changed gives a whole record instead."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._output = Memory.of(crawler).output

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings: the memory knows the counts."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """The item, as it came."""
        if not isinstance(item, Article) or item.view_count is None:
            return item
        written = self._output.ledger.written(item.id)
        if written is None or written.content_hash != item.content_hash or written.view_count == item.view_count:
            return item
        try:
            self._output.append_views(ViewCount.of(item).to_record())
        except OutputError as error:
            RunVerdict.of(self._crawler).stop(Verdict.OUTPUT, str(error))
        else:
            self._crawler.stats.inc_value("views")
        return item
