"""Requests that wait in the queue and are not wanted any more."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from devzone_crawler.extensions.outcomes import GivenUpError
from devzone_crawler.request_meta import ROLE, Role


class GivenUp:
    """Leave out what the spider has given up since it asked for it: thousands of links may wait when it learns that
    they all show the same.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises GivenUpError for what is given up."""
        gives_up = getattr(self._crawler.spider, "gives_up", None)
        if gives_up is not None and request.meta.get(ROLE) is not Role.PROBE and gives_up(request):
            self._crawler.stats.inc_value("skipped/given_up")
            raise GivenUpError("given up by the spider")
