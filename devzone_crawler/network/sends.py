"""When requests really go out, host by host: what is kept of a delay, and measured, where it can no longer change.

Scrapy's downloader counts a delay from when it hands a request over. A name that is looked up, a connection that is
made, a reactor that is busy come after that: two requests that it parted would meet at the host.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import ClassVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

_MOST_HOSTS = 1_000
"""Redirects can lead to any number of hosts; what lies beyond is not measured."""


@dataclass(slots=True)
class Sent:
    """The requests that went to a host."""

    delay: float = 0.0
    """Seconds that must lie between two of them."""
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

    def keep(self, host: str, delay: float) -> None:
        """Let so many seconds lie between two requests to a host, until another number is given."""
        if (sent := self._sent(host)) is not None:
            sent.delay = delay

    def wait(self, host: str) -> float:
        """Seconds that a request to a host has to wait before it asks again; 0.0 if it goes out now, and is counted."""
        sent = self._sent(host)
        if sent is None:
            return 0.0
        now = time.monotonic()
        gap = now - sent.last
        if gap < sent.delay:
            return sent.delay - gap
        if sent.requests:
            sent.least_gap = gap if sent.least_gap is None else min(gap, sent.least_gap)
        sent.requests += 1
        sent.last = now
        return 0.0

    def _sent(self, host: str) -> Sent | None:
        sent = self.hosts.get(host)
        if sent is None and len(self.hosts) < _MOST_HOSTS:
            sent = self.hosts[host] = Sent()
        return sent
