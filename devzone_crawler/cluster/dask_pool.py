"""A pool of other machines: the workers of a dask.distributed scheduler.

A site is a task. The scheduler says which worker takes it, notices when that one is lost, and gives it to another. No
more tasks are handed in than workers have threads: what waits, waits where its turn is known, and the scheduler holds
no more for a hundred thousand sites than for ten.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import secrets
import threading
import time
from asyncio import CancelledError

from distributed import Client, Future, get_worker

from devzone_crawler.cluster.pool import PoolError, broken_off
from devzone_crawler.cluster.site_run import Ended, Job, run_site

_CONNECT_SECONDS = 10.0
_LOOK_SECONDS = 2.0
"""Between two questions to the scheduler which workers there are."""
_LOST_SECONDS = 60.0
"""A scheduler that was not heard of for so long is lost."""
_stops: dict[str, threading.Event] = {}
"""In a worker: what tells the crawls of a run to stop."""


def connect(address: str) -> Client:
    """A client of the scheduler at an address. Raises PoolError if it does not answer."""
    _quieten()
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise _silent(address, error) from None


async def connect_from_loop(address: str) -> Client:
    """The same for a program that runs in an event loop."""
    _quieten()
    try:
        return await Client(address, timeout=_CONNECT_SECONDS, set_as_default=False, asynchronous=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise _silent(address, error) from None


def _quieten() -> None:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says of lost connections is told otherwise


def _silent(address: str, error: Exception) -> PoolError:
    return PoolError(
        f"No scheduler answers at {address} ({error}). Start one with `dask scheduler`, and name the address that it "
        "prints."
    )


class DaskPool:
    """The workers of a scheduler. Raises PoolError if it does not answer, or has none."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = connect(address)
        self._run = secrets.token_hex(6)
        self._done: queue.Queue[Future] = queue.Queue()
        self._jobs: dict[str, tuple[Job, Future]] = {}
        self._avoided: dict[int, set[str]] = {}
        """Workers on which an attempt at a line went wrong."""
        self._workers: dict[str, int] = {}
        """Threads by address."""
        self._looked = self._heard = 0.0
        if not self.size():
            self._client.close()
            raise PoolError(
                f"The scheduler at {address} has no workers. Start some with `dask worker {address}`, on machines that "
                "share the output directory."
            )

    def size(self) -> int:
        """How many sites may run at once: the threads of all workers, as of late."""
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            with contextlib.suppress(OSError, TimeoutError):
                ask = self._client.scheduler.ncores
                self._workers = dict(self._client.sync(ask, callback_timeout=_CONNECT_SECONDS))
                self._heard = time.monotonic()
            self._looked = time.monotonic()
        return sum(self._workers.values())

    def start(self, job: Job) -> None:
        """Crawl a site, if need be on another worker than before. Raises PoolError when the scheduler is lost."""
        self._check()
        key = f"devzone-{self._run}-{job.line}-{secrets.token_hex(3)}"
        others = sorted(set(self._workers) - self._avoided.get(job.line, set()))
        future = self._client.submit(
            _run_in_worker, job, self._run, key=key, pure=False, workers=others or None, allow_other_workers=True
        )
        self._jobs[key] = (job, future)  # a future that nobody holds is given up by the scheduler
        future.add_done_callback(self._done.put)

    def wait(self, seconds: float) -> Ended | None:
        """An attempt that has ended; None if none did in the time. Raises PoolError when the scheduler is lost."""
        try:
            future = self._done.get(timeout=seconds)
        except queue.Empty:
            self.size()
            self._check()
            return None
        job, _ = self._jobs.pop(future.key)
        try:
            ended, worker = future.result(timeout=_CONNECT_SECONDS)
        except (Exception, CancelledError) as error:  # whatever became of the worker
            return broken_off(job, error)
        if ended.again:
            self._avoided.setdefault(job.line, set()).add(worker)
        found: Ended = ended
        return found

    def stop(self) -> None:
        """End all crawls in order. A worker that does not answer is not waited for."""
        threading.Thread(target=self._tell_to_stop, name="stop", daemon=True).start()

    def close(self) -> None:
        """Leave the scheduler. Tasks that are left there are taken back."""
        with contextlib.suppress(Exception):
            self._client.cancel([future for _, future in self._jobs.values()], force=True)
        self._client.close(timeout=_CONNECT_SECONDS)

    def _check(self) -> None:
        if self._client.status == "closed" or time.monotonic() - self._heard > _LOST_SECONDS:
            raise PoolError(
                f"The scheduler at {self._address} is lost. What was written is whole; run it again to go on."
            )

    def _tell_to_stop(self) -> None:
        with contextlib.suppress(Exception):  # a worker that is lost by now has nothing to stop
            self._client.run(_stop, self._run, on_error="ignore")


def _run_in_worker(job: Job, run: str) -> tuple[Ended, str]:
    """In a worker: crawl a site, and say where."""
    return run_site(job, _stops.setdefault(run, threading.Event())), get_worker().address


def _stop(run: str) -> None:
    """In a worker: end the crawls of a run."""
    _stops.setdefault(run, threading.Event()).set()
