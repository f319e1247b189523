"""Requests to hosts that need no name server to be told from the internet."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from devzone_crawler.network.addresses import why_refused
from devzone_crawler.network.handler import proxy_hosts
from devzone_crawler.network.refusal import AddressRefusedError


class LiteralAddresses:
    """Refuse private addresses that a link, a redirect or a counter spells out.

    The resolver refuses them too, at the connection. Here it is done before robots.txt of such a host is asked for,
    and behind a proxy, which resolves for itself.
    """

    def __init__(self, allow_private: bool, proxies: frozenset[str]) -> None:
        self._allow_private = allow_private
        self._proxies = proxies

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: ALLOW_PRIVATE_ADDRESSES."""
        return cls(crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"), proxy_hosts())

    def process_request(self, request: Request) -> None:
        """Raises AddressRefusedError."""
        host = urlparse_cached(request).hostname or ""
        why = why_refused(host, allow_private=self._allow_private)
        if why is None and host in self._proxies and not self._allow_private:
            why = f"{host} is this machine's proxy"
        if why is not None:
            raise AddressRefusedError(why)
