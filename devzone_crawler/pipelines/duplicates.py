"""Each article once; an article that changed, as a new revision."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.outcomes import Unchanged
from devzone_crawler.items import Article
from devzone_crawler.storage.output import Output


class Duplicates:
    """Drop what the output already holds, also when it holds it under another address.

    The same content under the same number of the CMS is the same article: `/plus/view.php?aid=17` and
    `/2026/0709/17.html`, or its pages in two columns. Under another number it is another article, a reprint perhaps.
    """

    def __init__(self, output: Output) -> None:
        self._output = output

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings: the memory knows what is there."""
        return cls(Memory.of(crawler).output)

    def process_item(self, item: Any) -> Any:
        """The record with its revision. Raises Unchanged when its content is already there."""
        if not isinstance(item, Article):
            return item
        held = self._output.holding(item.id, item.content_hash, item.url)
        if held is not None:
            raise Unchanged(item.id, held)
        item.revision = self._output.next_revision(item.id)
        return item
