"""What a server may do with one connection."""

from __future__ import annotations

from typing import Any, NoReturn

from twisted.internet.error import ConnectionLost
from twisted.python import failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol
from twisted.web.http import _DataLoss, _IdentityTransferDecoder

from devzone_crawler.network.refusal import HeadersTooLargeError

_failure: Any = failure.Failure

MOST_HEADER_BYTES = 256 * 1024
"""As much as Chrome takes. Twisted bounds each line and not their number: a server could go on for ever."""


def bounded(factory: type[Any]) -> type[Any]:
    """A factory of HTTP connections, each held to the rules of this file."""

    class BoundedFactory(factory):  # type: ignore[misc]
        noisy = False

        def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:  # noqa: N802 -- Twisted's name
            protocol: HTTP11ClientProtocol = super().buildProtocol(addr)
            _Rules(protocol)
            return protocol

    return BoundedFactory


class _Rules:
    """Stands before a connection's protocol; Scrapy's tunnels through proxies are put there in the same way."""

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._receive = protocol.dataReceived
        self._lose = protocol.connectionLost
        self._parser: Any = None
        self._header_bytes = 0
        self._protocol.dataReceived = self._data_received
        self._protocol.connectionLost = self._connection_lost

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
        self._lose(reason)


class _BrokenOff:
    """What a parser is told of a body without a length whose connection broke."""

    def noMoreData(self) -> NoReturn:  # noqa: N802 -- Twisted's name
        raise _DataLoss("the connection broke")
