"""One line of progress on the terminal, on standard error."""

from __future__ import annotations

import time
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from devzone_crawler.extraction.text import one_line
from devzone_crawler.items import Article
from devzone_crawler.terminal import CleanConsole

_EVERY = 0.25
"""Seconds."""


class Progress:
    """Records, pages, rate and the last title, while a person watches."""

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._stats = crawler.stats
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._last_title = ""
        self._started = time.monotonic()
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: PROGRESS. Raises NotConfigured when standard error is no terminal."""
        console = CleanConsole(stderr=True)
        if not crawler.settings.getbool("PROGRESS") or not console.is_terminal:
            raise NotConfigured
        return cls(crawler, console)

    def _opened(self, spider: Spider) -> None:
        self._started = time.monotonic()
        self._live.start()
        self._loop = create_looping_call(self._draw)
        self._loop.start(_EVERY, now=False)

    def _scraped(self, item: object, spider: Spider) -> None:
        if isinstance(item, Article) and item.title:
            self._last_title = item.title

    def _closed(self, spider: Spider, reason: str) -> None:
        self._loop.stop()
        self._live.stop()

    def _draw(self) -> None:
        seconds = max(time.monotonic() - self._started, 0.001)
        pages = self._stats.get_value("response_received_count", 0) - self._stats.get_value("counters/responses", 0)
        records = self._stats.get_value("records", 0)
        pause = self._stats.get_value("politeness/pause_left", 0.0)
        line = Text.assemble(
            (f"{records} records", "bold green"),
            f"  {pages} pages  {pages / seconds:.1f} pages/s  ",
            (f"the site refuses: {pause:.0f} s of pause  " if pause else "", "bold yellow"),
            (one_line(self._last_title), "dim"),
            no_wrap=True,
            overflow="ellipsis",
        )
        self._live.update(line, refresh=True)
