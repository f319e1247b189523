"""How far a crawl is, for whoever watches: the foot of a terminal, a line now and then elsewhere, JSON for programs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import Any, Self

from rich.text import Text
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call

from devzone_crawler.checked_settings import seconds
from devzone_crawler.choice import Choice
from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.signals import listing_read, request_failed
from devzone_crawler.extensions.walked import Stop, offers_pages
from devzone_crawler.extraction.urls import address_id
from devzone_crawler.items import Article, Hints
from devzone_crawler.listing import Listing, open_listing
from devzone_crawler.listing.extent import pages_of
from devzone_crawler.request_meta import ROLE, Role
from devzone_crawler.terminal import CleanConsole
from devzone_crawler.watching.panel import Panel, terminal_of
from devzone_crawler.watching.screen import foot, plain_line
from devzone_crawler.watching.tally import PageKey, Tally

_EVERY = 1.0
"""Seconds between two looks at a crawl that is shown on a terminal. Nothing is drawn when nothing has changed."""
_ENDS = {"known": "nothing new", "chosen": "far enough", "page_limit": "page limit"}

_log = logging.getLogger("devzone_crawler.progress")


class Progress:
    """Counts what happens, and shows it in the way that suits where standard error goes."""

    def __init__(self, crawler: Crawler, every: float) -> None:
        self._crawler = crawler
        self._every = every
        """Seconds between two lines where there is no terminal."""
        self._tally = Tally()
        self._started = time.monotonic()
        self._panel: Panel | None = None
        self._undo: list[Callable[[], object]] = []
        """What puts everything back that a terminal's foot has taken over."""
        self._loop = create_looping_call(self._look)
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._on_listing, signal=listing_read)
        crawler.signals.connect(self._on_failed, signal=request_failed)
        crawler.signals.connect(self._on_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._on_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: PROGRESS, PROGRESS_SECONDS, LOG_LEVEL, LOG_ENABLED, LOG_JSON.

        Raises SettingError for a PROGRESS_SECONDS that means nothing.
        """
        every = seconds(crawler.settings, "PROGRESS_SECONDS")
        if not crawler.settings.getbool("PROGRESS"):
            raise NotConfigured
        return cls(crawler, every)

    # --- what happens -------------------------------------------------------------------------------------------------

    def _on_opened(self, spider: Spider) -> None:
        self._started = time.monotonic()
        self._tally.sample(self._started)
        settings = self._crawler.settings
        if not settings.getbool("LOG_JSON") and terminal_of(sys.stderr):
            self._take_the_foot()
            self._loop.start(_EVERY, now=False)
        elif self._every:
            self._loop.start(self._every, now=False)

    def _on_listing(self, response: Response, listing: Listing, following: Request | None, stop: Stop | None) -> None:
        asked = response.request
        if asked is None or not offers_pages(listing):
            return
        self._tally.page_read(
            listing.url,
            listing.breadcrumb or (listing.title,),
            len(listing.entries),
            asked=_key(asked),
            following=_key(following) if following is not None else None,
            ended=_ENDS.get(stop[0], "done") if stop is not None else "done",
            pages_in_all=None if self._tally.awaits(_key(asked)) else self._pages_in_all(response, listing, following),
        )

    def _on_failed(self, request: Request, why: str) -> None:
        hints = request.cb_kwargs.get("hints")
        self._tally.request_failed(_key(request), hints.found_on if isinstance(hints, Hints) else None)

    def _on_scraped(self, item: Any, response: Response | None, spider: Spider) -> None:
        if isinstance(item, Article):
            if response is None or response.meta.get(ROLE) is not Role.ARTICLE:
                self._tally.article_read(item.url)
            self._tally.record_written(item.title or "", item.categories or (), item.found_on)

    def _on_closed(self, spider: Spider, reason: str) -> None:
        if self._loop.running:
            self._loop.stop()
        while self._undo:
            self._undo.pop()()
        self._panel = None

    def _pages_in_all(self, response: Response, listing: Listing, following: Request | None) -> int | None:
        """How many pages the listing has that begins here; None where it does not say, or need not be walked so far."""
        memory, choice = self._crawler.get_extension(Memory), getattr(self._crawler.spider, "choice", Choice())
        is_known = memory is not None and memory.output.ledger.walked(address_id(listing.url)) is not None
        if following is None or is_known or choice != Choice():
            return None
        extent = open_listing(response.body, response.url).extent
        return pages_of(extent, len(listing.entries), listing.next_page).most

    # --- how it is shown ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        tally, stats = self._tally, self._crawler.stats
        tally.records = stats.get_value("records", 0)
        tally.pages = stats.get_value("response_received_count", 0) - stats.get_value("counters/responses", 0)
        tally.rejected = stats.get_value("rejects", 0)
        tally.pause = stats.get_value("politeness/pause_left", 0.0)
        tally.queued = self._queued()
        tally.sample(time.monotonic())
        if self._panel is not None:
            self._draw()
        elif self._is_logged():
            _log.info(plain_line(tally), extra=_numbers(tally) | {"event": "progress"})
        else:
            line = Text(f"{datetime.now():%H:%M:%S}  {plain_line(tally)}")
            with contextlib.suppress(OSError):  # whoever read it is gone: no reason to end a crawl
                CleanConsole(stderr=True, highlight=False).print(line, soft_wrap=True)

    def _draw(self) -> None:
        if self._panel is not None:
            width, height = self._panel.size
            self._panel.draw(foot(self._tally, time.monotonic() - self._started, width, height))

    def _queued(self) -> int:
        """Requests that wait, and those under way."""
        slot = getattr(self._crawler.engine, "_slot", None)
        return len(slot.scheduler) + len(slot.inprogress) if slot is not None else 0

    def _is_logged(self) -> bool:
        """True if records of this kind are shown: then a line of progress is one of them."""
        settings = self._crawler.settings
        level = logging.getLevelName(str(settings.get("LOG_LEVEL")).upper())
        is_on = settings.getbool("LOG_ENABLED") or settings.getbool("LOG_JSON")
        return is_on and isinstance(level, int) and level <= logging.INFO

    # --- the foot of a terminal ---------------------------------------------------------------------------------------

    def _take_the_foot(self) -> None:
        """Let all that is written to standard error appear above the foot, and draw it anew when the window changes."""
        stream = sys.stderr
        self._panel = panel = Panel(stream)
        self._undo.append(panel.close)
        sys.stderr = panel
        self._undo.append(lambda: setattr(sys, "stderr", stream))
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is stream:
                handler.setStream(panel)
                self._undo.append(lambda handler=handler: handler.setStream(stream))  # type: ignore[misc]
        for number, then in ((signal.SIGWINCH, self._draw), (signal.SIGCONT, self._draw_below)):
            with contextlib.suppress(ValueError):  # only the main thread hears signals
                self._undo.append(_on_signal(number, then))

    def _draw_below(self) -> None:
        """Go on after Ctrl-Z: the shell has written meanwhile."""
        if self._panel is not None:
            self._panel.forget()
            self._draw()


def _on_signal(number: int, then: Callable[[], None]) -> Callable[[], object]:
    """Do something soon after each signal of a kind, outside of what it interrupts. Returns what ends that."""
    loop = asyncio.get_running_loop()

    def heard(_: int, __: FrameType | None) -> None:
        loop.call_soon_threadsafe(then)

    before = signal.signal(number, heard)
    return lambda: signal.signal(number, before)


def _key(request: Request) -> PageKey:
    return request.url, request.body


def _numbers(tally: Tally) -> dict[str, Any]:
    left = tally.seconds_left
    return {
        "records": tally.records,
        "pages": tally.pages,
        "pages_per_second": round(tally.rate, 3),
        "rejected": tally.rejected,
        "failed": tally.failed,
        "pause_seconds": round(tally.pause, 1),
        "seconds_left": round(left) if left is not None else None,
    }
