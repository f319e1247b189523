"""Reading pages in other processes, so that all cores work and a page that kills its reader costs only itself."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from devzone_crawler.extraction.reading import read_page, unread
from devzone_crawler.items import ArticlePage, Extraction
from devzone_crawler.readers.process import prepare_process

_ATTEMPTS = 3
_IN_HAND = 2
"""Pages given to the pool for each process: one being read, one ready to be."""
_GRACE = 60.0
"""Seconds beyond what the pages in hand may take, after which the pool is taken to be stuck."""
_GLANCE = 0.05
"""Seconds between two looks at the processes that have not begun yet."""
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
_PRELOADED = ["devzone_crawler.extraction.article"]
# multiprocessing's own helper warns of processes that were killed. It is a program that takes its filters from here.
sys.warnoptions.append("ignore::UserWarning:multiprocessing.resource_tracker")


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
