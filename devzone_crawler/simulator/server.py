"""A simulated site on a port of 127.0.0.1. `process.serve` runs this in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import stat
import struct
import sys
import time
from collections import deque
from contextlib import suppress
from typing import TextIO

from aiohttp import web

from devzone_crawler.simulator.site import Request, Response, Site, Wire

_MOST_UNSENT = 256 * 1024
"""Bytes that wait for a client that reads slowly."""


class Limit:
    """Whether a request comes too fast: `burst` requests were answered within the last second."""

    def __init__(self, burst: int) -> None:
        self._answered: deque[float] = deque(maxlen=burst)

    def exceeded(self, now: float) -> bool:
        """True if a request at `now` (monotonic seconds) must be refused; if not, it is counted."""
        full = len(self._answered) == self._answered.maxlen
        if full and now - self._answered[0] < 1.0:
            return True
        self._answered.append(now)
        return False


class Handler:
    """Carries requests to the site and its answers back, and keeps the request log."""

    def __init__(self, site: Site, log: TextIO | None) -> None:
        self._site = site
        self._log = log
        self._limit = Limit(site.options.burst) if site.options.burst is not None else None

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request, count it, log it."""
        answer = await self._answer(request)
        if self._log is not None:
            line = {"t": time.time(), "method": request.method, "path": request.raw_path, "status": answer.status}
            self._log.write(json.dumps(line) + "\n")
            self._log.flush()
        if answer.wire is not None:
            await _speak(request, answer.wire)
        response = web.Response(body=answer.body, status=answer.status)
        response.headers["Server"] = "nginx"
        response.headers["Content-Type"] = answer.content_type
        for name, value in answer.headers:
            if name == "Set-Cookie":
                response.headers.add(name, value)
            else:
                response.headers[name] = value
        return response

    async def _answer(self, request: web.BaseRequest) -> Response:
        if self._limit is not None and self._limit.exceeded(time.monotonic()):
            return self._site.refusal()
        return self._site.respond(
            Request(
                path=request.path,
                # To the site a HEAD is a GET; aiohttp sends no body for it.
                method="GET" if request.method == "HEAD" else request.method,
                query=request.query_string,
                cookies=request.cookies,
                body=await request.read(),
                referer=request.headers.get("Referer", ""),
            )
        )


async def _speak(request: web.BaseRequest, wire: Wire) -> None:
    """Send the pieces as they are, until the last one or until the client has gone, and end the connection."""
    transport = request.transport
    assert isinstance(transport, asyncio.Transport)
    for piece in wire.pieces():
        if transport.is_closing():
            return
        if isinstance(piece, float):
            await asyncio.sleep(piece)
            continue
        transport.write(piece)
        while transport.get_write_buffer_size() > _MOST_UNSENT and not transport.is_closing():
            await asyncio.sleep(0.001)
        await asyncio.sleep(0)
    if wire.reset:  # no good-bye, and what was sent last may be lost: a lingering time of zero
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    else:
        transport.close()


async def run(site: Site, *, port: int = 0, log: TextIO | None = None, max_seconds: float | None = None) -> None:
    """Serve the site until told to stop, and say on standard output, in one line of JSON, when and where it is ready.

    It stops at SIGTERM or SIGINT, after `max_seconds`, when the process that started it is gone, and, if standard
    input is a pipe, when that is closed: it cannot be left behind. OSError if the port is taken.
    """
    stop = asyncio.Event()
    _stop_at_signals(stop)
    _stop_when_input_closes(stop)
    runner = web.ServerRunner(web.Server(Handler(site, log)), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    orphan = asyncio.create_task(_stop_when_orphaned(stop))
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{site.home}"
        print(json.dumps({"url": url, "family": site.family, "articles": site.size}), flush=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), max_seconds)
    finally:
        orphan.cancel()
        await runner.cleanup()


def _stop_at_signals(stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows has no signal handlers in the event loop; there Ctrl-C raises KeyboardInterrupt.
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)


def _stop_when_input_closes(stop: asyncio.Event) -> None:
    """Only for pipes: a terminal is read by the shell too, and /dev/null is closed from the beginning."""
    descriptor = sys.stdin.fileno()
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        return
    loop = asyncio.get_running_loop()

    def read() -> None:
        if not os.read(descriptor, 4096):
            loop.remove_reader(descriptor)
            stop.set()

    loop.add_reader(descriptor, read)


async def _stop_when_orphaned(stop: asyncio.Event) -> None:
    """Look for the parent once a second: a pipe says nothing while some other child of the parent holds its end."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1.0)
    stop.set()
