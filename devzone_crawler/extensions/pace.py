"""How fast a host is asked: never faster than it wants, and not at all while it is held.

Scrapy's downloader has a slot for each host. AutoThrottle sets the slot's delay anew after every response, and a slot
that was idle for a minute is thrown away; so what a host wants is set again after every response and before every
request, by the signals that the downloader sends at the right moments.
"""

from __future__ import annotations

import asyncio
import math
from typing import Self

from scrapy import Request, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from devzone_crawler.extensions.extension import Extension
from devzone_crawler.manifest import HostPace, Politeness, RefusalKind
from devzone_crawler.network.sends import Sends

SLOT = Downloader.DOWNLOAD_SLOT
"""Key of a request's meta: the slot, and so the host, that it goes to."""
REFUSALS: tuple[RefusalKind, ...] = ("overload", "challenge", "forbidden")
CHALLENGED: RefusalKind = "challenge"
"""Flag of a response that is a challenge, for those who tell of it."""
_ASIDE = " (aside)"
_MOST_HOSTS = 20
"""Of which the manifest says how fast they were asked."""
_LOOK_EVERY = 0.25
"""Seconds between two looks whether the crawl is to end."""
_FIRST_DELAY = 0.1
"""Seconds. What a delay of nothing becomes when a host is to be asked more slowly."""


class Pace(Extension):
    """The delays of all hosts, and the pauses."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._least: dict[str, float] = {}
        self._held: dict[str, int] = {}
        """Hosts that are asked nothing, with the concurrency that their slots will have again."""
        self._longest = crawler.settings.getfloat("LONGEST_CRAWL_DELAY")
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._jitter = crawler.settings.getfloat("DOWNLOAD_DELAY_JITTER")
        crawler.signals.connect(self._before_request, signal=signals.request_reached_downloader)
        crawler.signals.connect(self._before_request, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: DOWNLOAD_DELAY, DOWNLOAD_DELAY_JITTER, LONGEST_CRAWL_DELAY. Must stand after AutoThrottle."""
        return cls(crawler)

    # --- delays -------------------------------------------------------------------------------------------------------

    def keep(self, host: str, seconds: float) -> float:
        """Let at least so many seconds lie between two requests to a host. Returns what is kept: LONGEST_CRAWL_DELAY
        at most.
        """
        kept = min(seconds, self._longest)
        self._least[host] = max(self._least.get(host, 0.0), kept)
        self._set(host)
        return kept

    def slow_down(self, host: str) -> None:
        """Let twice as much time lie between two requests as had to before."""
        self.keep(host, max(2 * self._least.get(host, self._delay), _FIRST_DELAY))

    def politeness(self) -> Politeness:
        """What was kept so far."""
        stats = self._crawler.stats
        refusals = {kind: stats.get_value(f"politeness/refusals/{kind}", 0) for kind in REFUSALS}
        return Politeness(
            robots=stats.get_value("robotstxt/forbidden", 0),
            refusals={kind: count for kind, count in refusals.items() if count},
            pauses=stats.get_value("politeness/pauses", 0),
            pause_seconds=round(stats.get_value("politeness/pause_seconds", 0.0), 3),
            delays={host: round(least, 3) for host, least in sorted(self._least.items()) if least > self._delay},
            hosts=self._measured(),
        )

    def _measured(self) -> dict[str, HostPace]:
        """How fast hosts were asked; fractions of a second are cut, not rounded: what is said was kept."""
        busiest = sorted(Sends.of(self._crawler).hosts.items(), key=lambda one: -one[1].requests)[:_MOST_HOSTS]
        return {
            host: HostPace(
                requests=sent.requests,
                least_gap=None if sent.least_gap is None else math.floor(sent.least_gap * 1000) / 1000,
            )
            for host, sent in busiest
        }

    # --- pauses -------------------------------------------------------------------------------------------------------

    def hold(self, host: str) -> str:
        """Send a host nothing more until `release`. What is under way comes in.

        Returns the name of a slot for questions that must reach the host meanwhile, with the same delay.
        """
        slot = self._slot(host)
        self._held.setdefault(host, slot.concurrency if slot is not None else 0)
        self._set(host)
        return host + _ASIDE

    def release(self, host: str) -> None:
        """Ask a held host again."""
        concurrency, slot, aside = self._held.pop(host, 0), self._slot(host), self._slot(host + _ASIDE)
        if slot is None:
            return
        slot.concurrency = concurrency or slot.concurrency
        if aside is not None:
            slot.lastseen = max(slot.lastseen, aside.lastseen)
        self._downloader._process_queue(slot)  # nobody else would look at it when no further request comes

    def drop(self, host: str) -> None:
        """Give up what waits for a held host, and hold it no longer."""
        slot = self._slot(host)
        while slot is not None and slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(IgnoreRequest("the host is not asked any more"))
        self.release(host)

    async def pause(self, seconds: float) -> bool:
        """Wait, and count the pause. Returns False, early, when the crawl is to end."""
        stats = self._crawler.stats
        stats.inc_value("politeness/pauses")
        left = seconds
        while left > 0:
            if self._is_ending():
                return False
            stats.set_value("politeness/pause_left", left)
            waited = min(left, _LOOK_EVERY)
            await asyncio.sleep(waited)
            stats.set_value("politeness/pause_seconds", stats.get_value("politeness/pause_seconds", 0.0) + waited)
            left -= waited
        stats.set_value("politeness/pause_left", 0.0)
        return not self._is_ending()

    def _is_ending(self) -> bool:
        """Scrapy sends no signal when it begins to end: it waits for the requests under way, and they for us."""
        slot = getattr(self._crawler.engine, "_slot", None)
        return slot is None or slot.closing is not None

    # --- slots --------------------------------------------------------------------------------------------------------

    @property
    def _downloader(self) -> Downloader:
        assert self._crawler.engine is not None
        return self._crawler.engine.downloader

    def _slot(self, host: str) -> Slot | None:
        return self._downloader.slots.get(host)

    def _before_request(self, request: Request) -> None:
        host = request.meta.get(SLOT)
        if host is not None:
            self._set(host)

    def _set(self, host: str) -> None:
        """Make the host's slot what it should be; it may be a new one."""
        slot = self._slot(host)
        if slot is None:
            return
        main = self._slot(host.removesuffix(_ASIDE))
        if main is not None and main is not slot:
            slot.delay, slot.lastseen = main.delay, max(slot.lastseen, main.lastseen)
        if not hasattr(slot, "jitter"):  # Scrapy before 2.19
            slot.randomize_delay = bool(self._jitter)
        if host in self._least:
            slot.delay = max(slot.delay, self._least[host])
            if hasattr(slot, "jitter"):
                slot.jitter = 0.0
        if host in self._held and slot.concurrency:
            self._held[host], slot.concurrency = slot.concurrency, 0
