"""Archives read by the workers of a scheduler: one task for each WARC file."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Self

from distributed import Client
from distributed.scheduler import KilledWorker

from devzone_crawler.cluster.dask_pool import connect_from_loop
from devzone_crawler.cluster.pool import PoolError
from devzone_crawler.reextraction import single
from devzone_crawler.reextraction.run import Pace
from devzone_crawler.reextraction.sources import WarcFile
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.warc import WarcError

_ATTEMPTS = 3
"""How often a file is begun whose process is killed; workers that are lost do not count."""


class DaskParts:
    """The workers of a scheduler, each of whose threads makes one part at a time."""

    def __init__(self, address: str, pace: Pace) -> None:
        self._address = address
        self._pace = pace
        self._threads = 0

    async def __aenter__(self) -> Self:
        """Connect. Raises PoolError if the scheduler does not answer, or has no workers."""
        self._client: Client = await connect_from_loop(self._address)
        self._threads = sum((await self._client.scheduler.ncores()).values())
        if not self._threads:
            await self._client.close()
            raise PoolError(
                f"The scheduler at {self._address} has no workers. Start some with `dask worker {self._address}`, on "
                "machines that share the archives and the output directory."
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave the scheduler, which then lets go of what is left to do."""
        await self._client.close()

    def size(self) -> int:
        """Threads of all workers."""
        return self._threads

    async def make(self, file: WarcFile, folder: Path) -> None:
        """Have a part made, if need be by one worker after another."""
        there = replace(file, folder=file.folder.absolute())
        task = self._client.submit(
            _make, there, folder.absolute(), self._pace, retries=_ATTEMPTS - 1, pure=False, key=None
        )
        try:
            why = await task
        except _LostError as error:
            raise PoolError(f"{file.path} could not be read ({error}). Run it again to go on.") from None
        except KilledWorker:
            raise PoolError(
                f"{file.path} could not be read: the workers that tried were lost. Run it again to go on."
            ) from None
        if why is not None:
            raise WarcError(why)


class _LostError(Exception):
    """A process that came to no end of its own."""


def _make(file: WarcFile, folder: Path, pace: Pace) -> str | None:
    """In a worker: make a part, in a process of its own. Why the file cannot be read; None if it could be."""
    if not folder.is_dir():
        raise OutputError(f"{folder} is not there on {socket.gethostname()}: all machines must share it.")
    command = [sys.executable, "-m", "devzone_crawler.cluster.child", "devzone_crawler.reextraction.single"]
    with subprocess.Popen(
        [*command, *single.command(file, folder, pace)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode("utf-8", "replace").strip()
    if process.returncode == single.UNREADABLE:
        return said
    if process.returncode == single.UNWRITABLE:
        raise OutputError(said)
    if process.returncode:
        raise _LostError(f"its process on {socket.gethostname()} ended with {process.returncode}: {said[-500:]}")
    return None
