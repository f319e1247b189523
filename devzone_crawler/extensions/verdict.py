"""A run ends with a verdict: one word, a sentence, an exit code. Scrapy alone exits 0 whatever happened."""

from __future__ import annotations

import asyncio
from typing import Any, Literal, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from devzone_crawler.manifest import Reason

VerdictName = Literal["complete", "failed", "usage", "output", "blocked", "incomplete", "interrupted"]

EXIT_CODES: dict[VerdictName, int] = {
    "complete": 0,
    "failed": 1,
    "usage": 2,
    "output": 3,
    "blocked": 4,
    "incomplete": 5,
    "interrupted": 130,
}
_WORST_FIRST: tuple[VerdictName, ...] = ("output", "interrupted", "failed", "blocked", "incomplete")

_NO_ARTICLE = "No article was found. Is the address a site's home page or a listing?"
_NONE_OF_THEM = "No article was found: listings promised {}, and none of them is one. rejects.jsonl says why."


class Verdict:
    """Collects what went wrong in a crawl and says in the end how it went."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._reasons: dict[VerdictName, dict[str, None]] = {}
        crawler.signals.connect(self._on_spider_error, signal=signals.spider_error)
        crawler.signals.connect(self._on_item_error, signal=signals.item_error)
        crawler.signals.connect(self._on_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Needs no settings."""
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> Verdict:
        """The verdict of a running crawl."""
        found = crawler.get_extension(cls)
        assert found is not None, "the Verdict extension is always on"
        return found

    def note(self, name: VerdictName, why: str) -> None:
        """Remember a reason; the crawl goes on."""
        self._reasons.setdefault(name, {})[why] = None

    def stop(self, name: VerdictName, why: str) -> None:
        """Remember a reason and end the crawl: nothing more is asked for."""
        first = name not in self._reasons
        self.note(name, why)
        if first and self._crawler.engine is not None:
            self._stopping = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=name))

    @property
    def name(self) -> VerdictName:
        """The word."""
        return next((name for name in _WORST_FIRST if name in self._reasons), "complete")

    @property
    def why(self) -> str:
        """The sentence; empty for a complete crawl."""
        reasons = list(self._reasons.get(self.name, ()))
        more = f" (and {len(reasons) - 3} more)" if len(reasons) > 3 else ""
        return " ".join(reasons[:3]) + more

    @property
    def reasons(self) -> list[Reason]:
        """All reasons, the worst first."""
        return [Reason(verdict=name, why=why) for name in _WORST_FIRST for why in self._reasons.get(name, ())]

    @property
    def exit_code(self) -> int:
        """See EXIT_CODES."""
        return EXIT_CODES[self.name]

    def _on_spider_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        self.note("failed", f"{response.url} could not be processed: {failure.value!r}.")

    def _on_item_error(self, item: Any, response: Response, spider: Spider, failure: Failure) -> None:
        self.note("failed", f"{getattr(item, 'url', 'an item')} could not be processed: {failure.value!r}.")

    def _on_closed(self, spider: Spider, reason: str) -> None:
        if reason == "shutdown":
            self.note("interrupted", "The crawl was interrupted; what was written is whole. Run it again to go on.")
        stats = self._crawler.stats
        found = stats.get_value("records", 0) + stats.get_value("item_dropped_reasons_count/Unchanged", 0)
        if self.name == "complete" and not found:
            promised = stats.get_value("rejects", 0)
            self.note("incomplete", _NONE_OF_THEM.format(promised) if promised else _NO_ARTICLE)
