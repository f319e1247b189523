"""A pool of this machine: so many sites at once, each looked after by a thread."""

from __future__ import annotations

import queue
import threading
from concurrent.futures import ThreadPoolExecutor

from devzone_crawler.cluster.pool import broken_off
from devzone_crawler.cluster.site_run import Ended, Job, run_site


class LocalPool:
    """Crawls `count` sites at once."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._threads = ThreadPoolExecutor(count, "site")
        self._stop = threading.Event()
        self._ended: queue.Queue[Ended] = queue.Queue()

    def size(self) -> int:
        """How many sites may run at once."""
        return self._count

    def start(self, job: Job) -> None:
        """Crawl a site."""
        self._threads.submit(self._run, job)

    def wait(self, seconds: float) -> Ended | None:
        """An attempt that has ended; None if none did in the time."""
        try:
            return self._ended.get(timeout=seconds)
        except queue.Empty:
            return None

    def stop(self) -> None:
        """End all crawls in order."""
        self._stop.set()

    def close(self) -> None:
        """Nothing runs any more."""
        self._stop.set()
        self._threads.shutdown()

    def _run(self, job: Job) -> None:
        try:
            self._ended.put(run_site(job, self._stop))
        except BaseException as error:
            self._ended.put(broken_off(job, error))
            raise
