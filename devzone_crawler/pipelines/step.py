"""What all pipelines have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Self

from scrapy.crawler import Crawler

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.outcomes import NotWritten
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.output import Output
from devzone_crawler.verdicts import Verdict


class Step:
    """A pipeline that knows its crawl and what the crawl writes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes pipelines."""
        return cls(crawler)

    @cached_property
    def output(self) -> Output:
        """Where the records go, and what is there."""
        return Memory.of(self.crawler).output

    @contextmanager
    def using_output(self) -> Iterator[None]:
        """Output that cannot be read or written ends the crawl. Raises NotWritten: the page stays owed."""
        try:
            yield
        except OutputError as error:
            RunVerdict.of(self.crawler).stop(Verdict.OUTPUT, str(error))
            raise NotWritten(str(error)) from error
