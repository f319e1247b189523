"""ArticlePage → Extraction."""

from __future__ import annotations

import os
from typing import Any, Self

from scrapy.crawler import Crawler

from devzone_crawler.items import ArticlePage
from devzone_crawler.readers.pool import Readers

_A_CORE = 2
"""Processes for each core: one reads while the other's page is on its way. Started when there is something to read."""


class ArticleExtraction:
    """Read each page in a worker process."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: EXTRACTION_PROCESSES (0: two a core), EXTRACTION_SECONDS, EXTRACTION_MEGABYTES."""
        settings = crawler.settings
        return cls(
            Readers(
                count=settings.getint("EXTRACTION_PROCESSES") or _A_CORE * (os.cpu_count() or 1),
                seconds=settings.getfloat("EXTRACTION_SECONDS"),
                megabytes=settings.getint("EXTRACTION_MEGABYTES"),
            )
        )

    async def process_item(self, item: Any) -> Any:
        """A page becomes an Extraction with `certain` kept in mind; other items pass."""
        if not isinstance(item, ArticlePage):
            return item
        extraction = await self._readers.read(item)
        extraction.page = item
        extraction.promised = item.certain
        extraction.listed = item.certain and item.hints.date is not None
        return extraction

    def close_spider(self) -> None:
        """End the worker processes."""
        self._readers.close()
