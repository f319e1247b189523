"""A scheduler and workers as processes of this machine, that can be killed and stopped as machines are lost.

A worker with the crawls it has started, and what those have started, is a machine here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from distributed import Client

from benchmarks.crashes import children_of

_SECONDS = 60.0


@dataclass(frozen=True)
class Machine:
    """One worker."""

    pid: int

    def processes(self) -> list[int]:
        """The worker and all that it has started, itself first."""
        found = [self.pid]
        for pid in found:
            found += children_of(pid)
        return found

    def crawls(self) -> list[int]:
        """The crawls that it runs."""
        return children_of(self.pid)

    def send(self, number: int, *, with_crawls: bool = True) -> None:
        """A signal to all of it at once, or to the worker alone."""
        for pid in self.processes() if with_crawls else [self.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers."""

    address: str
    scheduler: int
    machines: list[Machine]
    start_machine: Callable[[], Machine]

    def add(self) -> None:
        """One more machine."""
        self.machines.append(self.start_machine())


@contextmanager
def cluster(
    machines: int, sites_each: int, folder: Path, *, lost_after: float = 5.0, worker_options: tuple[str, ...] = ()
) -> Iterator[Cluster]:
    """A cluster for the block. `lost_after`: seconds after which a worker that says nothing is given up."""
    environment = os.environ | {
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": f"{lost_after}s",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "10",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH")))),
    }
    dask = [sys.executable, "-m", "dask"]
    known = folder / "scheduler.json"
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> int:
        log = open(folder / f"{command[0]}-{len(started)}.log", "wb")  # noqa: SIM115 -- for as long as the process
        with log:
            process = subprocess.Popen(
                [*dask, *command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=folder
            )
        started.append(process)
        return process.pid

    try:
        scheduler = start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", f"--scheduler-file={known}"
        )
        _wait_for(known.exists)
        options = ("--nthreads", str(sites_each), "--no-nanny", "--no-dashboard", *worker_options)

        def start_machine() -> Machine:
            return Machine(start("worker", f"--scheduler-file={known}", *options))

        found = [start_machine() for _ in range(machines)]
        with Client(scheduler_file=str(known), set_as_default=False) as client:
            if machines:
                client.wait_for_workers(machines, timeout=_SECONDS)
            address = client.scheduler.address
        yield Cluster(address, scheduler, found, start_machine)
    finally:
        for process in reversed(started):
            Machine(process.pid).send(signal.SIGKILL)
        for process in started:
            process.wait()


def _wait_for(reached: Callable[[], bool]) -> None:
    until = time.monotonic() + _SECONDS
    while not reached():
        if time.monotonic() > until:
            raise TimeoutError("the scheduler did not start; its log says why")
        time.sleep(0.05)
