"""When requests really go out, host by host: what is kept of a delay, and measured, where it can no longer change.

Scrapy's downloader counts a delay from when it hands a request over. A name that is looked up, a connection that is
made, a reactor that is busy come after that: two requests that it parted would meet at the host.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import ClassVar
from weakref import WeakKeyDictionary

from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler

_MOST_HOSTS = 1_000
"""Redirects can lead to any number of hosts; what lies beyond is not measured."""


@dataclass(slots=True)
class Sent:
    """The requests that went to a host."""

    slot: Slot | None = None
    """Scrapy's, which says how many seconds must lie between two of them."""
    skew: float = 0.0
    """Seconds that the clock of its `lastseen` is ahead of ours: not every release of Scrapy has the same."""
    requests: int = 0
    last: float = -1e9
    """Seconds on the monotonic clock."""
    least_gap: float | None = None
    """Seconds between the two that followed each other most closely; None for a single request."""


class Sends:
    """All requests of a crawl, whatever their scheme and whoever made them."""

    _of: ClassVar[WeakKeyDictionary[Crawler, Sends]] = WeakKeyDictionary()

    def __init__(self) -> None:
        self.hosts: dict[str, Sent] = {}
        """By host and port."""

    @classmethod
    def of(cls, crawler: Crawler) -> Sends:
        """Those of a crawl, the same for each of its download handlers."""
        return cls._of.setdefault(crawler, cls())

    def keep(self, host: str, slot: Slot) -> None:
        """Keep the delay of a slot that has just handed over a request, and let it count from when requests go out."""
        if (sent := self._sent(host)) is not None:
            sent.slot, sent.skew = slot, slot.lastseen - time.monotonic()

    def wait(self, host: str) -> float:
        """Seconds that a request to a host has to wait before it asks again; 0.0 if it may go, and is counted."""
        sent = self._sent(host)
        if sent is None:
            return 0.0
        now = time.monotonic()
        gap = now - sent.last
        delay = least_delay(sent.slot) if sent.slot is not None else 0.0
        if gap < delay:
            return delay - gap
        if sent.requests:
            sent.least_gap = gap if sent.least_gap is None else min(gap, sent.least_gap)
        sent.requests += 1
        sent.last = now
        return 0.0

    def gone(self, host: str) -> None:
        """The request that was counted last has been written to its connection by now."""
        sent = self._sent(host)
        if sent is None:
            return
        sent.last = time.monotonic()
        if sent.slot is not None:
            sent.slot.lastseen = max(sent.slot.lastseen, sent.last + sent.skew)

    def _sent(self, host: str) -> Sent | None:
        sent = self.hosts.get(host)
        if sent is None and len(self.hosts) < _MOST_HOSTS:
            sent = self.hosts[host] = Sent()
        return sent


def least_delay(slot: Slot) -> float:
    """Seconds that a slot keeps at least between two requests."""
    jitter = slot.jitter if hasattr(slot, "jitter") else 0.5 * slot.randomize_delay  # Scrapy before 2.19
    return slot.delay * max(0.0, 1.0 - jitter)
