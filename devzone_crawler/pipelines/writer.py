"""One durable line in articles.jsonl."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.outcomes import NotWritten
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.items import Article
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.verdicts import Verdict


class JsonLinesWriter:
    """Append each record to articles.jsonl. A file that cannot be written ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._output = Memory.of(crawler).output

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings: the memory has the file open."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Write the record and pass it on. Raises NotWritten when it could not be written."""
        if not isinstance(item, Article):
            return item
        try:
            self._output.append(item.to_record())
        except OutputError as error:
            RunVerdict.of(self._crawler).stop(Verdict.OUTPUT, str(error))
            raise NotWritten(str(error)) from error
        self._crawler.stats.inc_value("records")
        return item
