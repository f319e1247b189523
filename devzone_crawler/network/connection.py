"""What a server may do with one connection, and when a request goes out on it."""

from __future__ import annotations

from typing import Any, NoReturn

from twisted.internet import task
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.error import ConnectionLost
from twisted.internet.interfaces import IHandshakeListener, ISSLTransport
from twisted.python import failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, ResponseNeverReceived
from twisted.web.http import _DataLoss, _IdentityTransferDecoder
from zope.interface import alsoProvides

from devzone_crawler.network.refusal import HeadersTooLargeError
from devzone_crawler.network.sends import Sends

_failure: Any = failure.Failure
_never_received: Any = ResponseNeverReceived

MOST_HEADER_BYTES = 256 * 1024
"""As much as Chrome takes. Twisted bounds each line and not their number: a server could go on for ever."""


def bounded(factory: type[Any], sends: Sends) -> type[Any]:
    """A factory of HTTP connections, each held to the rules of this file; `sends` says when a request may go out."""

    class BoundedFactory(factory):  # type: ignore[misc]
        noisy = False

        def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:  # noqa: N802 -- Twisted's name
            protocol: HTTP11ClientProtocol = super().buildProtocol(addr)
            _Rules(protocol, sends)
            return protocol

    return BoundedFactory


class _Rules:
    """Stands before a connection's protocol; Scrapy's tunnels through proxies are put there in the same way."""

    def __init__(self, protocol: Any, sends: Sends) -> None:
        self._protocol = protocol
        self._sends = sends
        self._request = protocol.request
        self._receive = protocol.dataReceived
        self._lose = protocol.connectionLost
        self._handshake: Deferred[None] = Deferred()
        """Fires when TLS is agreed upon, or never will be. Twisted takes requests before that."""
        self._lost: Any = None
        self._parser: Any = None
        self._header_bytes = 0
        self._protocol.request = lambda request: Deferred.fromCoroutine(self._send(request))
        self._protocol.handshakeCompleted = self._handshake_completed
        alsoProvides(protocol, IHandshakeListener)
        self._protocol.dataReceived = self._data_received
        self._protocol.connectionLost = self._connection_lost

    async def _send(self, request: Any) -> Any:
        """Write a request when the connection is one, and the one before it to the same host was long enough ago."""
        host = request.headers.getRawHeaders(b"host")[0].decode("latin-1")
        try:
            if ISSLTransport.providedBy(self._protocol.transport):
                await self._handshake
                if self._lost is not None:
                    raise _never_received([self._lost])
            while seconds := self._sends.wait(host):
                await task.deferLater(_reactor(), seconds)
        except CancelledError:
            self._protocol.abort()
            raise
        answer = self._request(request)
        _reactor().callLater(0, self._sends.gone, host)  # Twisted writes when it has seen that it can
        return await answer

    def _handshake_completed(self) -> None:
        if not self._handshake.called:
            self._handshake.callback(None)

    def _data_received(self, data: bytes) -> None:
        parser = self._protocol._parser
        if parser is not self._parser:  # the next response on this connection
            self._parser, self._header_bytes = parser, 0
        if parser is not None and parser.state in (STATUS, HEADER):
            self._header_bytes += len(data)
            if self._header_bytes > MOST_HEADER_BYTES:
                why = f"answers with more than {MOST_HEADER_BYTES >> 10} KiB of headers"
                self._protocol._giveUp(_failure(HeadersTooLargeError(why)))
                return
        self._receive(data)

    def _connection_lost(self, reason: Any) -> None:
        """A body that ends with its connection is whole when the server closed it, and not when the connection broke.

        RFC 9112, section 8: Twisted takes both for the end.
        """
        parser = self._protocol._parser
        decoder = getattr(parser, "bodyDecoder", None)
        to_the_end = isinstance(decoder, _IdentityTransferDecoder) and decoder.contentLength is None
        if to_the_end and reason.check(ConnectionLost):
            parser.bodyDecoder = _BrokenOff()
        self._lost = reason
        self._handshake_completed()  # whoever waits for it learns why there is none
        self._lose(reason)


def _reactor() -> Any:
    from twisted.internet import reactor  # noqa: PLC0415 -- importing it chooses one; Scrapy has chosen by now

    return reactor


class _BrokenOff:
    """What a parser is told of a body without a length whose connection broke."""

    def noMoreData(self) -> NoReturn:  # noqa: N802 -- Twisted's name
        raise _DataLoss("the connection broke")
