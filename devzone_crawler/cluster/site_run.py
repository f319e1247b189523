"""The crawl of one site, in a process of its own, wherever this is called."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from devzone_crawler.cluster.child import GRACE
from devzone_crawler.extraction.text import one_line
from devzone_crawler.manifest import MANIFEST_FILE, RunManifest
from devzone_crawler.storage.lease import why_busy
from devzone_crawler.verdicts import Verdict, of_exit_code

_GLANCE = 0.1
"""Seconds between two looks at a crawl."""
_KEPT = 2_000
"""Bytes of what a crawl said last."""
_NO_REASON = "what was walked, left out and failed:"
"""Where a crawl says more of itself, which its manifest does."""


@dataclass(frozen=True, slots=True)
class Job:
    """What must be known to crawl a site, on any machine that has the directory."""

    line: int
    site: str
    directory: Path
    """Of the site."""
    arguments: tuple[str, ...]
    """Of `devzone crawl`, after the site."""
    attempts: Path
    """Directory of the run's attempts, one file each."""
    most_attempts: int
    seconds: float
    """How long an attempt may take."""
    rest: float
    """Seconds for which the site is left alone after an attempt that was broken off."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended."""

    line: int
    verdict: Verdict
    why: str
    attempt: int
    machine: str
    started_at: str
    seconds: float
    again: bool = False
    """True if another attempt may help."""
    manifest: RunManifest | None = None


def run_site(job: Job, stop: threading.Event) -> Ended:
    """Crawl a site to its end, to the end of its time, or until told to stop: then it ends in order.

    Each call is an attempt, counted in the directory that all machines share: who makes it and whether anybody hears of
    its end does not matter.
    """
    attempt = _Attempt(job, _number_of_attempt(job))
    if attempt.number > job.most_attempts:
        return attempt.ended(
            Verdict.FAILED, f"It was begun {job.most_attempts} times; who ran it was lost, or its crawl never ended."
        )
    busy = why_busy(job.directory)
    while busy is not None and not stop.is_set() and time.monotonic() < attempt.until:
        stop.wait(1.0)
        busy = why_busy(job.directory)
    if attempt.number > 1:
        stop.wait(job.rest)
    if stop.is_set():
        return attempt.ended(Verdict.INTERRUPTED, "Interrupted before this site had its turn.")
    if busy is not None:
        return attempt.ended(Verdict.OUTPUT, busy, again=True)
    return _crawl(job, stop, attempt)


class _Attempt:
    """One attempt, from its beginning on."""

    def __init__(self, job: Job, number: int) -> None:
        self._job = job
        self.number = number
        self._started = datetime.now(UTC)
        self._begun = time.monotonic()
        self.until = self._begun + job.seconds

    def ended(self, verdict: Verdict, why: str, *, again: bool = False) -> Ended:
        """How it ended, with what its crawl wrote of itself."""
        return Ended(
            self._job.line,
            verdict,
            why,
            min(self.number, self._job.most_attempts),
            socket.gethostname(),
            self._started.isoformat(timespec="seconds"),
            round(time.monotonic() - self._begun, 3),
            again,
            self.manifest(),
        )

    def manifest(self) -> RunManifest | None:
        """What the crawl of this attempt did; None if it did not get so far."""
        try:
            manifest = msgspec.json.decode((self._job.directory / MANIFEST_FILE).read_bytes(), type=RunManifest)
        except (OSError, msgspec.DecodeError):
            return None
        is_ours = datetime.fromisoformat(manifest.started_at) >= self._started.replace(microsecond=0)
        return manifest if is_ours and manifest.state == "ended" else None


def _crawl(job: Job, stop: threading.Event, attempt: _Attempt) -> Ended:
    command = [sys.executable, "-m", "devzone_crawler.cluster.child", "devzone_crawler", "crawl", job.site]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            [*command, "--output", str(job.directory), *job.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,  # Ctrl-C is for whoever runs all of them
        ) as process:
            in_time = _wait(process, stop, attempt.until)
            if not in_time:
                _end(process)
        last_words = _last_words(said)
    if not in_time and not stop.is_set():
        why = f"It took longer than {job.seconds / 3600:g} hours and was interrupted."
        return attempt.ended(Verdict.INCOMPLETE, why, again=True)
    if process.returncode < 0:
        return attempt.ended(Verdict.FAILED, f"Its crawl was killed by signal {-process.returncode}.", again=True)
    verdict = of_exit_code(process.returncode)
    may_pass = verdict in (Verdict.OUTPUT, Verdict.INTERRUPTED) and not stop.is_set()
    is_early = verdict is Verdict.FAILED and attempt.manifest() is None  # another machine may be in better health
    return attempt.ended(verdict, last_words, again=may_pass or is_early)


def _wait(process: subprocess.Popen[bytes], stop: threading.Event, until: float) -> bool:
    """Wait for the end of a crawl. False if it must be ended first."""
    while process.poll() is None:
        if stop.wait(_GLANCE) or time.monotonic() > until:
            return process.poll() is not None
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a crawl in order: it reads and writes what has come. One that does not is killed with all that it started."""
    _signal(process, signal.SIGINT)
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        if number == signal.SIGKILL:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)


def _last_words(said: BinaryIO) -> str:
    """What a crawl said in the end."""
    said.seek(max(0, said.seek(0, os.SEEK_END) - _KEPT))
    lines = said.read().decode("utf-8", "replace").splitlines()
    return one_line(" ".join(line for line in lines[-3:] if not line.startswith(_NO_REASON)))


def _number_of_attempt(job: Job) -> int:
    """Which attempt this is; one more than there may be if there were enough. Exclusive creation counts, on NFS too."""
    job.attempts.mkdir(parents=True, exist_ok=True)
    for number in range(1, job.most_attempts + 1):
        try:
            with open(job.attempts / f"{job.line}-{number}", "x", encoding="utf-8") as file:
                file.write(socket.gethostname())
            return number
        except FileExistsError:
            continue
    return job.most_attempts + 1
