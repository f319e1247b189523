"""What may be another address of an article is asked for when everything else has come in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from devzone_crawler.request_meta import AFTERWARDS


class Afterwards:
    """Holds such requests back until the crawl has nothing else to do. By then the article itself has been met, if it
    has an address of its own. A low priority would not do: the queue is empty whenever listings are on their way.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._held: list[Request] = []
        crawler.signals.connect(self._on_idle, signal=signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings. Must stand outside Remembering, which notes what is held back too."""
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What the spider begins with, without what is for later."""
        async for output in start:
            if not self._holds(output):
                yield output

    def process_spider_output(self, response: Response, result: Iterable[Any]) -> Iterator[Any]:
        """What the spider makes of a page, without what is for later."""
        return (output for output in result if not self._holds(output))

    async def process_spider_output_async(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The same for a spider that is a coroutine."""
        async for output in result:
            if not self._holds(output):
                yield output

    def _holds(self, output: Any) -> bool:
        if not isinstance(output, Request) or not output.meta.get(AFTERWARDS):
            return False
        self._held.append(output)
        return True

    def _on_idle(self) -> None:
        """Raises DontCloseSpider when there was something left to ask for."""
        held, self._held = self._held, []
        for request in held:
            self._crawler.engine.crawl(request)
        if held:
            raise DontCloseSpider
