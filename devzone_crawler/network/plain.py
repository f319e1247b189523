"""One page without a crawl, by the standard library's client and the rules of this room."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from devzone_crawler.network.addresses import why_refused
from devzone_crawler.network.refusal import AddressRefusedError, BodyRefusedError

_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a page is fetched; each is the setting of the same name."""

    user_agent: str
    download_timeout: float
    """Seconds, from the first packet to the last."""
    download_maxsize: int
    """Bytes."""
    allow_private_addresses: bool = False
    download_verify_certificates: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer."""

    body: bytes
    url: str
    """Where redirects led."""
    content_type: str | None
    status: int


def fetch(address: str, rules: Rules) -> Fetched:
    """The page at an http(s) address. Raises RefusedError, OSError (HTTPError among them) and HTTPException."""
    request = urllib.request.Request(address, headers={"User-Agent": rules.user_agent})
    links = _Links(rules)
    opener = urllib.request.OpenerDirector()  # the usual one knows files and ftp as well
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.UnknownHandler(),
        _Http(links),
        _Https(links),
    ):
        opener.add_handler(handler)
    with _deadline(links, rules.download_timeout), opener.open(request, timeout=rules.download_timeout) as response:
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > rules.download_maxsize:
                raise BodyRefusedError(f"is larger than {rules.download_maxsize >> 20} MiB")
        if response.length:
            raise http.client.IncompleteRead(bytes(body), response.length)
        return Fetched(bytes(body), response.url, response.headers.get("Content-Type"), response.status)


class _Links:
    """Makes connections, and breaks them when their time is over."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._open: list[socket.socket] = []
        self.is_late = False

    def check(self, address: str) -> None:
        """Raises AddressRefusedError for a host that spells out what is refused; a proxy would resolve it unseen."""
        self._refuse(why_refused(urlsplit(address).hostname or "", allow_private=self.rules.allow_private_addresses))

    def connect(self, passed: bool, target: tuple[str, int], timeout: Any = None, source: Any = None) -> socket.socket:
        """As socket.create_connection. What is checked is what is connected to; `passed` is the user's own proxy."""
        host, port = target
        failed: OSError | None = None
        for family, kind, protocol, _, found in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
            if not passed:
                self._refuse(why_refused(str(found[0]), allow_private=self.rules.allow_private_addresses), host)
            link = socket.socket(family, kind, protocol)
            try:
                link.settimeout(self.rules.download_timeout)
                link.connect(found)
            except OSError as error:
                link.close()
                failed = error
                continue
            self._open.append(link.dup())
            return link
        raise failed or OSError(f"{host} has no address")

    def break_off(self) -> None:
        """End what is under way, whoever is speaking."""
        self.is_late = True
        for link in self._open:
            try:
                link.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def close(self) -> None:
        """Let go of what is left."""
        for link in self._open:
            link.close()

    def _refuse(self, why: str | None, host: str = "") -> None:
        if why is not None:
            raise AddressRefusedError(why if not host or why.startswith(host) else f"{host} resolves to {why}")


class _Http(urllib.request.HTTPHandler):
    def __init__(self, links: _Links) -> None:
        super().__init__()
        self._links = links

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Also what a redirect leads to."""
        self._links.check(request.full_url)
        connection = partial(_connection, http.client.HTTPConnection, self._links, request.has_proxy())
        return self.do_open(connection, request)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, links: _Links) -> None:
        super().__init__()
        self._links = links

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """Also what a redirect leads to."""
        self._links.check(request.full_url)
        context = ssl.create_default_context()
        if not self._links.rules.download_verify_certificates:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        tunneled = bool(getattr(request, "_tunnel_host", None))
        connection = partial(_connection, http.client.HTTPSConnection, self._links, tunneled, context=context)
        return self.do_open(connection, request)


def _connection(kind: type[Any], links: _Links, passed: bool, host: str, **options: Any) -> Any:
    connection = kind(host, **options)
    connection._create_connection = partial(links.connect, passed)
    return connection


@contextmanager
def _deadline(links: _Links, seconds: float) -> Iterator[None]:
    """A timeout of sockets is one of silence: a server that says a byte now and then would be listened to for ever."""
    timer = threading.Timer(seconds, links.break_off)
    timer.daemon = True
    timer.start()
    too_long = f"it took longer than {seconds:g} seconds"
    try:
        yield
        if links.is_late:  # a connection that we broke looks like a page that has ended
            raise TimeoutError(too_long)
    except (OSError, http.client.HTTPException) as error:
        if links.is_late:
            raise TimeoutError(too_long) from error
        raise
    finally:
        timer.cancel()
        links.close()
