"""A run ends with a verdict: one word, a sentence, an exit code."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from devzone_crawler.extensions.extension import Extension
from devzone_crawler.manifest import Reason
from devzone_crawler.verdicts import Verdict, worst_of

_FOUND = ("records", "item_dropped_reasons_count/Unchanged", "not_modified", "skipped/known", "skipped/other_days")
"""What counts the articles of a crawl: written, in the output already, of days that were not asked for."""
_NO_ARTICLE = "No article was found. Is the address a site's home page or a listing?"
_NONE_OF_THEM = "No article was found: listings promised {}, and none of them is one. rejects.jsonl says why."


class RunVerdict(Extension):
    """Collects what went wrong in a crawl and says in the end how it went."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._is_dry = crawler.settings.getbool("DRY_RUN")  # it finds no article
        self._reasons: dict[Verdict, dict[str, None]] = {}
        self._remarks: dict[str, None] = {}
        if not crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            self.remark("Certificates were not verified: DOWNLOAD_VERIFY_CERTIFICATES is off.")
        self._closing: asyncio.Future[None] | None = None
        crawler.signals.connect(self._on_spider_error, signal=signals.spider_error)
        crawler.signals.connect(self._on_item_error, signal=signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: DRY_RUN, DOWNLOAD_VERIFY_CERTIFICATES."""
        return cls(crawler)

    def note(self, verdict: Verdict, why: str) -> None:
        """Remember a reason; the crawl goes on."""
        self._reasons.setdefault(verdict, {})[why] = None

    def remark(self, sentence: str) -> None:
        """Remember what people should know of a crawl that does not make it less whole."""
        self._remarks[sentence] = None

    def stop(self, verdict: Verdict, why: str) -> None:
        """Remember a reason and end the crawl: nothing more is asked for."""
        self.note(verdict, why)
        if self._closing is None:
            self._close(verdict.value)

    def finish(self, sentence: str) -> None:
        """End the crawl because it has what was wanted. Nothing is wrong with it; the sentence says why it ends."""
        first = sentence not in self._remarks
        self.remark(sentence)
        if first:
            self._close("limited")

    def note_end(self, reason: str) -> None:
        """The crawl has come to its end, `reason` being Scrapy's word for why."""
        if reason == "shutdown":
            self.note(
                Verdict.INTERRUPTED, "The crawl was interrupted; what was written is whole. Run it again to go on."
            )
        stats = self._crawler.stats
        if self.word is Verdict.COMPLETE and not self._is_dry and not any(map(stats.get_value, _FOUND)):
            promised = stats.get_value("rejects", 0)
            self.note(Verdict.INCOMPLETE, _NONE_OF_THEM.format(promised) if promised else _NO_ARTICLE)

    @property
    def word(self) -> Verdict:
        """That of the worst reason; complete when there is none."""
        return worst_of(self._reasons)

    @property
    def why(self) -> str:
        """The sentences; empty for a complete crawl of which nothing is to be said."""
        reasons = list(self._reasons.get(self.word, ()))
        more = [f"(and {len(reasons) - 3} more)"] if len(reasons) > 3 else []
        return " ".join([*reasons[:3], *more, *self._remarks])

    @property
    def reasons(self) -> list[Reason]:
        """All reasons, the worst first."""
        return [Reason(verdict=word, why=why) for word in Verdict for why in self._reasons.get(word, ())]

    @property
    def remarks(self) -> list[str]:
        """What is to be said beside the reasons."""
        return list(self._remarks)

    def _close(self, reason: str) -> None:
        if self._crawler.engine is not None:
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=reason))

    def _on_spider_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        self.note(Verdict.FAILED, f"{response.url} could not be processed: {failure.value!r}.")

    def _on_item_error(self, item: Any, response: Response, spider: Spider, failure: Failure) -> None:
        self.note(Verdict.FAILED, f"{getattr(item, 'url', 'an item')} could not be processed: {failure.value!r}.")
