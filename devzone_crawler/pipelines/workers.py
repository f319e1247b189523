"""Reading pages in other processes, so that all cores work and a page that kills its reader costs only itself."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import multiprocessing
import os
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from devzone_crawler.items import ArticlePage, Extraction

_ATTEMPTS = 3
_IN_HAND = 2
"""Pages given to the pool for each process: one being read, one ready to be."""
_GRACE = 60.0
"""Seconds beyond what the pages in hand may take, after which the pool is taken to be stuck."""
_GLANCE = 0.05
"""Seconds between two looks at the processes that have not begun yet."""
_NO_WARNING = "ignore::UserWarning:multiprocessing.resource_tracker"
"""What multiprocessing's own helper says of a process that was killed means nothing to people."""
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
_PRELOADED = ["devzone_crawler.extraction.article"]


class UnreadError(Exception):
    """A page that could not be read, with the reason."""


class Readers:
    """A pool of processes that read pages.

    `count` is how many, `seconds` how long a page may take, `megabytes` how much memory a process may take.
    """

    def __init__(self, count: int, seconds: float, megabytes: int) -> None:
        self._count = count
        self._seconds = seconds
        self._megabytes = megabytes
        self._in_hand = asyncio.Semaphore(_IN_HAND * count)
        sys.warnoptions.append(_NO_WARNING)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)
        self._beginnings, self._beginning = self._context.Pipe(duplex=False)
        self._pool = self._new_pool()

    async def read(self, page: ArticlePage) -> Extraction:
        """The page, read. A page that kills or stalls its process gives a record that says so, of kind "other"."""
        try:
            return await self.call(read_page, page)
        except UnreadError as error:
            return unread(page, str(error))

    async def call(self, function: Callable[[_Given], _Made], given: _Given, attempts: int = _ATTEMPTS) -> _Made:
        """What a function makes of what it is given, in one of the processes; it takes as long as a page may take.

        `attempts`: how often it may kill its process. Raises UnreadError, and what the function raises.
        """
        async with self._in_hand:  # pages wait here, where no clock runs against them
            return await self._call(function, given, attempts)

    async def _call(self, function: Callable[[_Given], _Made], given: _Given, attempts: int) -> _Made:
        why = "the processes that read pages keep dying"
        for _ in range(attempts):
            pool = self._pool
            try:
                reading = asyncio.wrap_future(pool.schedule(function, args=(given,), timeout=self._seconds))
                done, _ = await asyncio.wait((reading,), timeout=_IN_HAND * self._seconds + _GRACE)
                if done:
                    made: _Made = reading.result()
                    return made
                self._renew(pool)  # a process killed while it took a page leaves the pool's pipe stuck
            except ProcessExpired:
                # The page may be to blame, or whoever killed the process: the system does when memory is short.
                why = f"reading the page killed the process that read it, {attempts} times"
            except (TimeoutError, FutureTimeoutError) as error:
                raise UnreadError(f"reading the page took longer than {self._seconds:g} seconds") from error
            except MemoryError as error:
                raise UnreadError("reading the page took too much memory") from error
            except (BrokenProcessPool, RuntimeError):
                # Somebody killed a process that was idle: the pool gives up, and no page is to blame.
                self._renew(pool)
        raise UnreadError(why)

    def _renew(self, broken: ProcessPool) -> None:
        if self._pool is broken:
            self._pool = self._new_pool()
            broken.close()  # type: ignore[no-untyped-call]  # what it is still reading may finish

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            self._count,
            initializer=prepare_process,
            initargs=(self._megabytes, os.getpid(), self._beginning),
            context=self._context,
        )

    def close(self) -> None:
        """End the processes. Pages still being read are given up."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._wait_for_beginners()
        self._pool.join()

    def _wait_for_beginners(self) -> None:
        """Wait until each process has begun: the pool, as it ends, takes away locks that a beginner needs."""
        begun: set[int | None] = set()
        until = time.monotonic() + _GRACE
        while {child.pid for child in multiprocessing.active_children()} - begun and time.monotonic() < until:
            if self._beginnings.poll(_GLANCE):
                begun.add(self._beginnings.recv())


def read_page(page: ArticlePage) -> Extraction:
    """Read one page in this process, with its further parts if it has any."""
    from devzone_crawler.extraction.article import extract_article  # noqa: PLC0415 -- a crawl's own process reads none

    extraction = extract_article(
        page.body,
        page.url,
        content_type=page.content_type,
        fetched_at=page.fetched_at,
        hints=page.hints,
        parts=page.parts,
    )
    extraction.http_status = page.http_status
    extraction.site = page.site or extraction.site
    extraction.archive = page.archive
    return extraction


def unread(page: ArticlePage, reason: str) -> Extraction:
    """The record of a page that could not be read: an empty page's, with the reason."""
    from devzone_crawler.extraction.article import extract_article  # noqa: PLC0415

    extraction = extract_article(b"", page.url, fetched_at=page.fetched_at, hints=page.hints)
    extraction.http_status = page.http_status
    extraction.archive = page.archive
    extraction.reason = reason
    return extraction


def prepare_process(megabytes: int, crawl: int | None = None, beginning: Connection | None = None) -> None:
    """Make a worker die with the crawl's process, leave Ctrl-C to it, and keep its memory within bounds.

    `crawl` is the id of that process, which is told through `beginning` that this one has begun.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        _give_memory_back(ctypes.CDLL(None, use_errno=True))
        if crawl is not None:
            threading.Thread(target=_die_with, args=(crawl,), daemon=True).start()
    if megabytes > 0:
        limit = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if beginning is not None:
        beginning.send(os.getpid())


def _die_with(crawl: int) -> None:
    """End this process when the crawl's has ended, however it did. The fork server outlives it as long as we do."""
    with contextlib.suppress(ProcessLookupError):
        watched = select.poll()
        watched.register(os.pidfd_open(crawl), select.POLLIN)
        watched.poll()
    os.kill(os.getpid(), signal.SIGKILL)


def _give_memory_back(libc: ctypes.CDLL) -> None:
    """mallopt(M_MMAP_THRESHOLD, 128 KiB): the text of a large page goes back to the system once it is read.

    glibc begins with this threshold but raises it with each large block that is freed; the heap then grows with holes.
    """
    m_mmap_threshold = -3
    if hasattr(libc, "mallopt"):  # musl has none, and needs none
        libc.mallopt(m_mmap_threshold, 128 * 1024)
