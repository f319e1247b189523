"""What is no article is not written; what was promised as one and is none is kept, with the reason."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from devzone_crawler.extensions.verdict import Verdict
from devzone_crawler.items import Article, Extraction
from devzone_crawler.settings import output_dir
from devzone_crawler.storage.jsonl import JsonLinesFile, OutputError


def why_not(extraction: Extraction) -> str | None:
    """The reason why a page gives no record; None if it gives one."""
    if extraction.page_kind != "article":
        return extraction.reason or f"the page is of kind {extraction.page_kind}"
    if extraction.title is None:
        return "no title was found"
    return None


class RequiredFields:
    """Extraction → Article, or a line in rejects.jsonl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._path = output_dir(crawler.settings, crawler.spider) / "rejects.jsonl"
        self._rejects: JsonLinesFile | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: OUTPUT_DIR."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """A record, bare. Raises DropItem for what is none."""
        if not isinstance(item, Extraction):
            return item
        stats = self._crawler.stats
        stats.inc_value(f"pages/{item.page_kind}")
        reason = why_not(item)
        if reason is None:
            return item.article()
        if item.page_kind == "blocked":
            Verdict.of(self._crawler).note("blocked", f"{item.url}: {reason}.")
        if item.promised:
            stats.inc_value("rejects")
            self._keep(item, reason)
        raise DropItem(reason, log_level="DEBUG")

    def close_spider(self) -> None:
        """Close rejects.jsonl if there were any."""
        if self._rejects is not None:
            self._rejects.close()

    def _keep(self, item: Extraction, reason: str) -> None:
        try:
            if self._rejects is None:
                self._rejects = JsonLinesFile(self._path)
            self._rejects.append(reject_of(item, reason))
        except OutputError as error:
            Verdict.of(self._crawler).stop("output", str(error))


def reject_of(item: Article | Extraction, reason: str) -> dict[str, Any]:
    """One line of rejects.jsonl."""
    return {
        "url": item.url,
        "reason": reason,
        "page_kind": getattr(item, "page_kind", None),
        "title": item.title,
        "fetched_at": item.fetched_at,
        "found_on": item.found_on,
        "http_status": item.http_status,
    }
