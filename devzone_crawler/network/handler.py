"""The download handler of all requests: Scrapy's own, held to the rules of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from OpenSSL import SSL
from scrapy import Request, exceptions
from scrapy.core.downloader import Downloader
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import default_settings
from scrapy.utils.httpobj import urlparse_cached
from service_identity import VerificationError
from twisted.internet.defer import CancelledError
from twisted.internet.error import DNSLookupError
from twisted.web.client import BrowserLikePolicyForHTTPS

from devzone_crawler.network.connection import bounded
from devzone_crawler.network.refusal import (
    AddressRefusedError,
    BodyRefusedError,
    CertificateError,
    HeadersTooLargeError,
)
from devzone_crawler.network.resolver import CheckedResolver
from devzone_crawler.network.sends import Sends

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase
    from twisted.web.iweb import IPolicyForHTTPS

_CANCELLED: tuple[type[BaseException], ...] = (
    CancelledError,
    getattr(exceptions, "DownloadCancelledError", CancelledError),
)
_NO_ADDRESS: tuple[type[Exception], ...] = (
    DNSLookupError,
    getattr(exceptions, "CannotResolveHostError", DNSLookupError),  # what newer releases of Scrapy make of it
)


class SafeDownloadHandler(HTTP11DownloadHandler):
    """HTTP/1.1 to addresses that may be connected to, with certificates that are verified and headers that end.

    What is refused is no failure that passes, so it is told with its reason and not tried again.
    """

    lazy = True  # begins with the first request: the reactor has its resolver by then

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415 -- importing it chooses one; Scrapy has chosen by now

        settings = crawler.settings
        self._crawler = crawler
        self._sends = Sends.of(crawler)
        self._resolver = CheckedResolver.on(
            cast("ReactorBase", reactor),
            allow_private=settings.getbool("ALLOW_PRIVATE_ADDRESSES"),
            passed=proxy_hosts(),
        )
        self._pool._factory = bounded(self._pool._factory, self._sends)
        knows_how = hasattr(default_settings, "DOWNLOAD_VERIFY_CERTIFICATES")  # not every release that we support
        if settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES") and not knows_how:
            self._contextFactory = cast("IPolicyForHTTPS", BrowserLikePolicyForHTTPS())  # type: ignore[no-untyped-call]

    async def download_request(self, request: Request) -> Response:
        """The response. Raises RefusedError, or what Scrapy raises."""
        assert self._crawler.engine is not None
        slot = self._crawler.engine.downloader.slots[request.meta[Downloader.DOWNLOAD_SLOT]]
        self._sends.keep(host_and_port(request), slot)
        try:
            return await super().download_request(request)
        except _NO_ADDRESS as error:
            why = self._resolver.why(urlparse_cached(request).hostname or "")
            if why is None:
                raise
            raise AddressRefusedError(why) from error
        except _CANCELLED as error:  # Scrapy's way to say it; what takes too long has another
            raise BodyRefusedError("is larger than DOWNLOAD_MAXSIZE") from error
        except Exception as error:
            for reason in _reasons(error):
                if isinstance(reason, HeadersTooLargeError):
                    raise reason from error
                if isinstance(reason, VerificationError):
                    raise CertificateError("it is that of another host") from error
                if isinstance(reason, SSL.Error) and "certificate verify failed" in str(reason):
                    raise CertificateError("expired, or of nobody whom this machine trusts") from error
            raise


def host_and_port(request: Request) -> str:
    """The host that a request goes to, as its Host header names it (RFC 9110, 7.2)."""
    url = urlparse_cached(request)
    host = url.netloc.rpartition("@")[2].lower()
    return host.removesuffix({"http": ":80", "https": ":443"}[url.scheme])


def proxy_hosts() -> frozenset[str]:
    """Hosts of the proxies that the environment names: what a user has set up may stand in one's own network."""
    hosts = set()
    for address in getproxies().values():
        try:
            hosts.add(urlsplit(address if "://" in address else f"http://{address}").hostname or "")
        except ValueError:
            continue
    return frozenset(hosts - {""})


def _reasons(error: BaseException) -> list[BaseException]:
    """What Twisted says of a response that failed; Scrapy may have wrapped it."""
    for failed in (error, error.__cause__):
        if failures := getattr(failed, "reasons", None):
            return [failure.value for failure in failures]
    return []
