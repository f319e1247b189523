"""Scrapy's downloader, held to its own limits."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.http import Response
from twisted.internet.defer import Deferred


class PoliteDownloader(Downloader):
    """Never more requests to a host at once than CONCURRENT_REQUESTS_PER_DOMAIN.

    Scrapy's own (2.14 to 2.19) counts a request when its task begins to run, and hands over all that wait before that:
    where there is no delay, a queue of sixteen goes out at once.
    """

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)
