"""Between the spider and the memory: what a page leads to is noted before the page itself counts as dealt with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from devzone_crawler.extensions.memory import Memory, address_of
from devzone_crawler.extensions.outcomes import NotModifiedError
from devzone_crawler.items import ArticlePage
from devzone_crawler.request_meta import OWED, ROLE, Role
from devzone_crawler.storage.knowledge import What

_GOOD = range(200, 300)
"""Statuses of answers that a spider gets to see; all others are failures, and remain owed."""
_NOT_MODIFIED = 304
_LedTo = Role | type | None
"""What a page leads to: a request by its role, an item by its class."""


class Remembering:
    """Tells the memory of every request for a page, and of every page whose requests it was told of."""

    def __init__(self, crawler: Crawler, memory: Memory) -> None:
        self._crawler = crawler
        self._memory = memory

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings. Must stand before HttpErrorMiddleware, which takes 304 for an error."""
        if crawler.get_extension(Memory) is None:
            raise NotConfigured
        return cls(crawler, Memory.of(crawler))

    def process_spider_input(self, response: Response) -> None:
        """Raises NotModifiedError for an answer that says so."""
        if response.status == _NOT_MODIFIED and (address := address_of(response)) is not None:
            self._memory.note_not_modified(address)
            raise NotModifiedError("the article has not changed")

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What the spider begins with, each request noted: it may ask for what earlier runs owe."""
        async for output in start:
            self._note(output)
            yield output

    def process_spider_output(self, response: Response, result: Iterable[Any]) -> Iterator[Any]:
        """What the spider makes of a page, each request noted."""
        led_to = set()
        for output in result:
            led_to.add(self._note(output))
            yield output
        self._note_end(response, led_to)

    async def process_spider_output_async(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The same for a spider that is a coroutine."""
        led_to = set()
        async for output in result:
            led_to.add(self._note(output))
            yield output
        self._note_end(response, led_to)

    def _note(self, output: Any) -> _LedTo:
        """Tell the memory of a request for a page. Returns what the output is."""
        if not isinstance(output, Request):
            return type(output)
        role: Role | None = output.meta.get(ROLE)
        if role is not None and role.is_owed:
            output.meta[OWED] = output.url
            self._memory.owe(output.url, role, output.cb_kwargs["hints"])
        return role

    def _note_end(self, response: Response, led_to: set[_LedTo]) -> None:
        address, role = address_of(response), response.meta.get(ROLE, Role.PAGE)
        if address is not None and role.is_owed and response.status in _GOOD:
            awaited = not led_to.isdisjoint((ArticlePage, Role.PART))
            self._memory.exhausted(address, awaited=awaited, what=self._what(role, led_to))

    def _what(self, role: Role, led_to: set[_LedTo]) -> What | None:
        """What a page is that gives no item."""
        if Role.FIRST_PART in led_to:
            return What.LATER
        if role.is_promised:
            return What.REJECT
        return What.OTHER if getattr(self._crawler.spider, "takes_all", True) else None
