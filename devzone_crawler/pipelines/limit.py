"""So many records as were asked for, and then the crawl ends."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler

from devzone_crawler.choice import Choice
from devzone_crawler.extensions.outcomes import NotWritten
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.items import Article
from devzone_crawler.pipelines.step import Step


class MostArticles(Step):
    """Let through as many records as were asked for. Scrapy's CLOSESPIDER_ITEMCOUNT lets pass what is under way."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most: int | None = getattr(crawler.spider, "choice", Choice()).most
        self._passed = 0

    def process_item(self, item: Any) -> Any:
        """The record. Raises NotWritten for those after the last; the last one ends the crawl."""
        if self._most is None or not isinstance(item, Article):
            return item
        if self._passed == self._most:
            raise NotWritten("as many as were asked for are written")
        self._passed += 1
        if self._passed == self._most:
            RunVerdict.of(self.crawler).finish(
                f"It was limited to {self._most} new records; there may be more. Run it again for the next."
            )
        return item
