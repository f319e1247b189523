"""What only a spider knows of a run, told to those who give an account of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler

from devzone_crawler.extensions.manifest import Manifest
from devzone_crawler.extensions.verdict import Verdict


class TellingSpider(Spider):
    """A spider that says what it was asked for and what it could not do."""

    given: Mapping[str, Any]
    """The arguments that it was given, for the manifest."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As in Scrapy; the arguments are kept."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.given = kwargs
        return spider

    @property
    def manifest(self) -> Manifest:
        """The manifest of this run."""
        return Manifest.of(self.crawler)

    def note_incomplete(self, why: str) -> None:
        """Remember why the crawl is not whole."""
        Verdict.of(self.crawler).note("incomplete", why)
