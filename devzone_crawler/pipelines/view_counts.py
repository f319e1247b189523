"""The number of views that is not in the HTML: the page's own counter, asked once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from devzone_crawler.checked_settings import one_of
from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extraction.counter_answers import answer_text, read_answer
from devzone_crawler.extraction.text import one_line
from devzone_crawler.items import Evidence, Extraction, ViewCounter
from devzone_crawler.pipelines.step import Step
from devzone_crawler.request_meta import ARCHIVED, ROLE, Role

_LONGEST_EVIDENCE = 200
_PATIENCE = 20
"""Failures in a row after which a site's counter is taken to be out of order: it would cost each article its time."""

Asks = Literal["off", "safe", "all"]
_ASKS: dict[str, Asks] = {"off": "off", "safe": "safe", "all": "all"}


class ViewCounts(Step):
    """Ask the counter of each article whose page leaves its view count to one.

    The request goes the way of all others: robots.txt, delays, cookies and AutoThrottle hold for it. It is made once,
    without retries and redirects, since the site may count it. Whatever goes wrong costs the number and nothing else.

    Scrapy waits for pages in the pipelines before it ends, also when it is interrupted. So a counter that is due is
    asked even then: a record written without its number would never be completed.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises SettingError for a VIEW_COUNTERS that means nothing."""
        super().__init__(crawler)
        self._asks = one_of(crawler.settings, "VIEW_COUNTERS", _ASKS)
        self._seconds = min(map(crawler.settings.getfloat, ("VIEW_COUNTER_SECONDS", "DOWNLOAD_TIMEOUT")))
        self._pending: dict[str, asyncio.Future[_Said | None]] = {}
        self._failures: defaultdict[tuple[str, str], int] = defaultdict(int)
        """How often the counter of a host and family has failed since it last answered."""

    async def process_item(self, item: Any) -> Any:
        """The page, with the number if its counter knows one; other items pass. NotWritten when the output fails."""
        if not isinstance(item, Extraction) or item.page_kind != "article":
            return item
        if item.counter is None or item.view_count is not None:
            return item
        Memory.of(self.crawler).note_counter(item.id)
        if self._asks == "off" or (self._asks == "safe" and item.counter.counts):
            self._count("off")
        elif self._is_written(item):
            self._count("known")
        elif self._failures[_kind(item.counter)] >= _PATIENCE:
            self._count("given_up")
        else:
            self._fill(item, item.counter, await self._answer(item.id, item.counter, item.url))
        return item

    async def _answer(self, article: str, counter: ViewCounter, url: str) -> _Said | None:
        """What the counter says; when two copies of an article are under way at once, both get the one answer."""
        if article not in self._pending:
            self._pending[article] = asyncio.ensure_future(self._ask(counter, url))
            self._pending[article].add_done_callback(lambda _: self._pending.pop(article))
        return await self._pending[article]

    async def _ask(self, counter: ViewCounter, url: str) -> _Said | None:
        """The answer; None if none came."""
        self._count("asked")
        headers = {"Referer": url}
        if counter.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        request = Request(
            counter.url,
            method="GET" if counter.form is None else "POST",
            body=counter.form or "",
            headers=headers,
            callback=NO_CALLBACK,
            meta={ROLE: Role.COUNTER, "dont_retry": True, "dont_redirect": True, "download_timeout": self._seconds},
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception:  # robots.txt, a refused address, a lost connection, a time-out: the same to the article
            return None
        self._count("responses")
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        text = answer_text(response.status, response.body, content_type)
        return _Said(text, request.meta.get(ARCHIVED)) if text is not None else None

    def _fill(self, item: Extraction, counter: ViewCounter, answer: _Said | None) -> None:
        number = read_answer(answer.text) if answer is not None else None
        if answer is None or number is None:
            self._count("failed")
            self._failures[_kind(counter)] += 1
            return
        self._count("answered")
        self._failures[_kind(counter)] = 0
        item.view_count = number
        item.archived_counter = answer.archived
        item.evidence = {**item.evidence, "view_count": Evidence("counter", one_line(answer.text)[:_LONGEST_EVIDENCE])}

    def _is_written(self, item: Extraction) -> bool:
        """True if this run has asked already: the article was met under another address."""
        with self.using_output():
            written = self.output.ledger.written(item.id)
        return written is not None and written.checked == self.output.ledger.run

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"counters/{what}")


class _Said(NamedTuple):
    """What a counter answered."""

    text: str
    archived: str | None
    """Where the archive holds it."""


def _kind(counter: ViewCounter) -> tuple[str, str]:
    """What breaks down as one: host and family."""
    return urlsplit(counter.url).netloc, counter.family
