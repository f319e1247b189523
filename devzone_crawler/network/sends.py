"""When requests really went out, host by host: what was kept of a delay, measured where it can no longer change."""

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

    requests: int = 0
    last: float = 0.0
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

    def note(self, host: str) -> None:
        """A request goes out now."""
        now = time.monotonic()
        sent = self.hosts.get(host)
        if sent is None:
            if len(self.hosts) >= _MOST_HOSTS:
                return
            sent = self.hosts[host] = Sent()
        else:
            gap = now - sent.last
            sent.least_gap = gap if sent.least_gap is None else min(gap, sent.least_gap)
        sent.requests += 1
        sent.last = now
