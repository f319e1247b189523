"""The log of a crawl."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.utils.log import get_scrapy_root_handler

from devzone_crawler.terminal import CleanFormatter


class CleanLog:
    """Write out in Scrapy's log what would steer the terminal that shows it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy has set up its log by now, by the settings LOG_..."""
        handler = get_scrapy_root_handler()
        if handler is not None and handler.formatter is not None:
            handler.setFormatter(CleanFormatter(handler.formatter))
        return cls()
