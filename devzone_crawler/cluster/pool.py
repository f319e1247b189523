"""What runs sites: the machine at hand, or a scheduler's workers."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Protocol

from devzone_crawler.cluster.site_run import Ended, Job
from devzone_crawler.verdicts import Verdict


class PoolError(Exception):
    """The pool cannot be had, or is lost, with a sentence that says what to do."""


class Pool(Protocol):
    """Runs `run_site` somewhere."""

    def size(self) -> int:
        """How many sites may run at once."""

    def start(self, job: Job) -> None:
        """Crawl a site."""

    def wait(self, seconds: float) -> Ended | None:
        """An attempt that has ended; None if none did in the time. Raises PoolError when the pool is lost."""

    def stop(self) -> None:
        """End all crawls in order. They are waited for as before."""

    def close(self) -> None:
        """Let go of everything."""


def broken_off(job: Job, error: BaseException) -> Ended:
    """The end of an attempt that could not even be looked after."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Ended(
        job.line, Verdict.FAILED, f"It could not be run: {error!r}.", 0, socket.gethostname(), now, 0.0, again=True
    )
