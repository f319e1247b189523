"""Reading pages in other processes, so that all cores work and a page that kills its reader costs only itself."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing.forkserver import ensure_running
from typing import TypeVar

from devzone_crawler.extraction.reading import read_page, unread
from devzone_crawler.items import ArticlePage, Extraction
from devzone_crawler.readers.worker import DeadWorkerError, Worker

_ATTEMPTS = 3
_GRACE = 5.0
"""Seconds that a process which has nothing to do may take to end."""
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
_PRELOADED = ["devzone_crawler.extraction.article"]
# multiprocessing's own helper warns of processes that were killed. It is a program that takes its filters from here.
sys.warnoptions.append("ignore::UserWarning:multiprocessing.resource_tracker")


class UnreadError(Exception):
    """A page that could not be read, with the reason."""


class Readers:
    """A pool of processes that read pages. They are started when there is something to read.

    `count` is how many, `seconds` how long a page may take, `megabytes` how much memory a process may take.
    """

    def __init__(self, count: int, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._turns = asyncio.Semaphore(count)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)
        ensure_running()  # it loads what it preloads while the first page is on its way
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._is_closed = False

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
        why = ""
        async with self._turns:  # pages wait here, where no clock runs against them
            for _ in range(attempts):
                try:
                    return await self._ask(function, given)
                except DeadWorkerError as death:
                    # The page may be to blame, or whoever killed the process: the system does when memory is short.
                    why = f"{death}, {attempts} times"
                    if self._is_closed:
                        raise asyncio.CancelledError from death
        raise UnreadError(why)

    async def _ask(self, function: Callable[[_Given], _Made], given: _Given) -> _Made:
        """The same in one attempt. Raises DeadWorkerError too."""
        try:
            async with self._worker() as worker, asyncio.timeout(self._seconds):
                made, raised = await worker.do(function, given)
        except TimeoutError as error:
            raise UnreadError(f"reading the page took longer than {self._seconds:g} seconds") from error
        if isinstance(raised, MemoryError):
            raise UnreadError("reading the page took too much memory") from raised
        if raised is not None:
            raise raised
        finished: _Made = made
        return finished

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        """A process for one task. It is ended when the task is left before it is done."""
        while self._idle and not self._idle[-1].is_alive():
            self._idle.pop().end()
        worker = self._idle.pop() if self._idle else Worker(self._context, self._megabytes)
        self._busy.add(worker)
        try:
            await worker.begin()
            yield worker
        except BaseException:
            worker.end()
            raise
        else:
            self._idle.append(worker)
        finally:
            self._busy.remove(worker)

    def close(self) -> None:
        """End the processes. Whoever still waits for a page is cancelled."""
        self._is_closed = True
        for worker in self._busy:
            worker.kill()
        for worker in self._idle:
            worker.dismiss()
        while self._idle:
            self._idle.pop().end(_GRACE)
