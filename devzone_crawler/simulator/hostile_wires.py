"""What goes over the wire when a server does not keep to HTTP, or never comes to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from devzone_crawler.simulator.site import Piece, Request, Response, Wire

_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_PAUSE = 0.2
"""Seconds between two signs of life."""
_BLOCK = b"<p>" + b"x" * 65_000 + b"</p>\n"


def endless_body(request: Request, page: bytes) -> Response:
    """A page without a length that goes on and on."""
    return _wire(lambda: _for_ever(_OK + b"\r\n" + page, _BLOCK))


def announced_size(request: Request, page: bytes) -> Response:
    """Ten gigabytes, by its header."""
    return _wire(lambda: _for_ever(_OK + b"Content-Length: 10000000000\r\n\r\n" + page, _BLOCK))


def dripping_body(request: Request, page: bytes) -> Response:
    """A byte now and then, so that nobody can say that it is silent."""
    return _wire(lambda: _for_ever(_OK + b"\r\n" + page[:1000], b" ", _PAUSE))


def dripping_headers(request: Request, page: bytes) -> Response:
    """The same before the page begins."""
    return _wire(lambda: _for_ever(_OK, b"X-Wait: 1\r\n", _PAUSE))


def silence(request: Request, page: bytes) -> Response:
    """Nothing at all."""
    return _wire(lambda: _for_ever(b"", b"", _PAUSE))


def endless_headers(request: Request, page: bytes) -> Response:
    """Headers and no end of them."""
    return _wire(lambda: _for_ever(_OK, b"X-More: " + b"x" * 1000 + b"\r\n"))


def endless_continue(request: Request, page: bytes) -> Response:
    """Always about to answer."""
    return _wire(lambda: _for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100))


def endless_line(request: Request, page: bytes) -> Response:
    """A header of one line without an end."""
    return _wire(lambda: _for_ever(_OK + b"X-Long: ", b"x" * 65_536))


def too_little(request: Request, page: bytes) -> Response:
    """Half of the page that was announced, then a proper good-bye."""
    return _wire(lambda: iter([_OK + b"Content-Length: %d\r\n\r\n" % len(page), page[: len(page) // 2]]))


def too_much(request: Request, page: bytes) -> Response:
    """More than was announced: what follows looks like the answer to another request."""
    told = _OK + b"Content-Length: %d\r\n\r\n" % len(page)
    other = page.replace(b"<h1>", b"<h1>SMUGGLED ")
    return _wire(lambda: iter([told + page + _OK + b"Content-Length: %d\r\n\r\n" % len(other) + other]))


def reset(request: Request, page: bytes) -> Response:
    """A connection that breaks in the middle of a page."""
    told = _OK + b"Content-Length: %d\r\n\r\n" % len(page)
    return _wire(lambda: iter([told + page[: len(page) // 2], _PAUSE]), reset=True)


def reset_without_length(request: Request, page: bytes) -> Response:
    """The same when only the end of the connection says where the page ends."""
    return _wire(lambda: iter([_OK + b"Connection: close\r\n\r\n" + page[: len(page) // 2], _PAUSE]), reset=True)


def broken_chunks(request: Request, page: bytes) -> Response:
    """Chunks whose sizes are no numbers."""
    return _wire(lambda: iter([_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + page + b"\r\n0\r\n\r\n"]))


def no_http(request: Request, page: bytes) -> Response:
    """Another protocol altogether."""
    return _wire(lambda: iter([b"SSH-2.0-OpenSSH_9.6\r\n\x00\x00\x01\x1b[31m\r\n\r\n"]))


def steering_status(request: Request, page: bytes) -> Response:
    """A refusal in escape codes, in the status line and in a header."""
    said = b"HTTP/1.1 404 \x1b[31mGone\x1b]0;owned\x07\r\nX-Note: \x1b[2J\r\nContent-Length: 0\r\n\r\n"
    return _wire(lambda: iter([said]))


def redirect_with_escapes(request: Request, page: bytes) -> Response:
    """A redirect to an address of escape codes."""
    target = b"gopher://zone.example/\x1b]8;;http://zone.example/\x07\xe2\x80\xae\x1b[31m"
    return _wire(lambda: iter([b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\n\r\n"]))


def _wire(pieces: Callable[[], Iterator[Piece]], reset: bool = False) -> Response:
    return Response(b"", wire=Wire(pieces, reset))


def _for_ever(first: bytes, then: bytes, pause: float | None = None) -> Iterator[Piece]:
    yield first
    while True:
        yield then
        if pause is not None:
            yield pause
