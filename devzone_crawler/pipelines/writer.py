"""One durable line in articles.jsonl."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from devzone_crawler.extensions.verdict import Verdict
from devzone_crawler.items import Article
from devzone_crawler.settings import output_dir
from devzone_crawler.storage.jsonl import JsonLinesFile, OutputError


class JsonLinesWriter:
    """Append each record to articles.jsonl. A file that cannot be written ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._file = JsonLinesFile(output_dir(crawler.settings, crawler.spider) / "articles.jsonl")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: OUTPUT_DIR. Raises OutputError before the first request if it cannot be written."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Write the record and pass it on. Raises DropItem when it could not be written."""
        if not isinstance(item, Article):
            return item
        try:
            self._file.append(item.to_record())
        except OutputError as error:
            Verdict.of(self._crawler).stop("output", str(error))
            raise DropItem(str(error), log_level="DEBUG") from error
        self._crawler.stats.inc_value("records")
        return item

    def close_spider(self) -> None:
        """Give the file to the disk."""
        self._file.close()
