"""Who may write to an output directory that several machines share.

The lock of articles.jsonl keeps two crawls of one machine apart, and those of several machines where the file system
hands locks to its server. The lease is for the rest, and for telling who holds a directory: a small file that its
holder touches again and again. Whoever finds it untouched for longer than it says takes over, under the next number.

Its time is the file server's: both moments that are compared are times of files there. The holder goes by its own clock
since it last asked the server, so that it gives up before anybody else may begin, without seeing the other. A holder
that has lost its lease ends at once, as if killed: nothing is flushed, committed or closed in order, for all of that
would be writing.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import secrets
import socket
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple, NoReturn

import msgspec

from devzone_crawler.storage.jsonl import OutputBusyError, OutputError
from devzone_crawler.storage.names import ARTICLES
from devzone_crawler.verdicts import Verdict

_NAME = re.compile(r"\.lease-(\d{8})")
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_RENEWALS = 5
"""In the time of a lease. The last fifth is left for clocks that go at different speeds, and for slow servers."""
_GONE = (errno.ENOENT, errno.ESTALE)


class _Holder(msgspec.Struct, frozen=True):
    """What a lease says of who holds it."""

    host: str
    pid: int
    machine: str
    """The same for all processes of one running system, and for no others."""
    seconds: float
    """After so many without a sign of life it is up."""


class _Lease(NamedTuple):
    number: int
    path: Path


class Lease:
    """Take the lease of a directory whose lock is held, and renew it until it is released.

    Raises OutputBusyError while another machine holds it, OutputError when the directory cannot be written.
    """

    def __init__(self, directory: Path, seconds: float) -> None:
        self._directory = directory
        self._seconds = seconds
        try:
            self._descriptor = self._take()
            self._until = 0.0
            self._renew()
        except OSError as error:
            if error.errno in _GONE and directory.is_dir():
                raise _taken_over(directory) from error  # before the first sign of life
            raise OutputError(
                f"{directory} cannot be written ({error.strerror}). Choose another directory with --output."
            ) from error
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """End this process if it may not write any more."""
        if _clock() >= self._until:
            self._end()

    def release(self) -> None:
        """Give the directory back. The file stays, empty: numbers must never begin anew."""
        self.check()
        self._released.set()
        self._thread.join()
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)

    def _take(self) -> int:
        """The file of the lease, open. The link makes sure that one alone gets a number, on NFS too."""
        draft = self._directory / f".lease.{secrets.token_hex(6)}.new"
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        try:
            os.write(
                descriptor, msgspec.json.encode(_Holder(socket.gethostname(), os.getpid(), _MACHINE, self._seconds))
            )
            os.fsync(descriptor)
            before = _latest(self._directory)
            if before is not None and (busy := _busy(before.path, os.fstat(descriptor).st_mtime)) is not None:
                raise OutputBusyError(busy)
            number = before.number + 1 if before is not None else 1
            path = self._directory / f".lease-{number:08}"
            try:
                os.link(draft, path)
            except FileExistsError:
                raise _taken_over(self._directory) from None
            if _latest(self._directory) != (number, path):
                raise _taken_over(self._directory)
        except BaseException:
            os.close(descriptor)
            raise
        finally:
            draft.unlink(missing_ok=True)
        for old in _leases(self._directory):
            if old.number < number:
                old.path.unlink(missing_ok=True)
        return descriptor

    def _renew(self) -> None:
        asked = _clock()
        os.utime(self._descriptor)
        if os.fstat(self._descriptor).st_nlink == 0:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._until = asked + self._seconds * (1 - 1 / _RENEWALS)

    def _keep(self) -> None:
        while not self._released.wait(self._seconds / _RENEWALS):
            self.check()
            try:
                self._renew()
            except OSError as error:
                if error.errno in _GONE:
                    self._end()  # any other trouble may pass before the time is up

    def _end(self) -> NoReturn:
        """End the process, and nothing else: whatever ran here went on in another place since."""
        sentence = (
            f"{self._directory} may be in other hands: this crawl held it, and gave no sign of life for too long.\n"
        )
        with contextlib.suppress(OSError):
            os.write(sys.__stderr__.fileno() if sys.__stderr__ is not None else 2, sentence.encode())
        os._exit(Verdict.OUTPUT.exit_code)


def _taken_over(directory: Path) -> OutputBusyError:
    return OutputBusyError(f"{directory} was taken over by another crawl just now.")


def why_busy(directory: Path) -> str | None:
    """Why a crawl cannot begin in a directory now, as a sentence; None if it can. Changes nothing."""
    articles = directory / ARTICLES
    try:
        descriptor = os.open(articles, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        descriptor = -1
    try:
        if descriptor >= 0:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return f"{articles} is being written by another crawl."
    finally:
        if descriptor >= 0:
            os.close(descriptor)
    return held_elsewhere(directory)


def held_elsewhere(directory: Path) -> str | None:
    """The sentence that another machine holds the lease of a directory; None if none does.

    For who has the lock: a crawl of this machine would hold that.
    """
    try:
        lease = _latest(directory)
        return _busy(lease.path, _now_at(directory)) if lease is not None else None
    except OSError:
        return None


def _busy(path: Path, now: float) -> str | None:
    try:
        with open(path, "rb") as file:  # opening asks the server, a stat alone may be answered from a cache
            holder = msgspec.json.decode(file.read(), type=_Holder)
            silent = now - os.fstat(file.fileno()).st_mtime
    except (FileNotFoundError, msgspec.DecodeError):
        return None  # released, or none of ours
    if holder.machine == _MACHINE or silent > holder.seconds:
        return None
    return (
        f"{path.parent} is being written by another crawl: process {holder.pid} on {holder.host}, "
        f"{max(silent, 0):.0f} seconds ago. Wait for it, or choose another directory with --output."
    )


def _now_at(directory: Path) -> float:
    """What time it is for who keeps the files."""
    draft = directory / f".lease.{secrets.token_hex(6)}.new"
    try:
        with open(draft, "xb") as file:
            os.utime(file.fileno())
            return os.fstat(file.fileno()).st_mtime
    finally:
        draft.unlink(missing_ok=True)


def _leases(directory: Path) -> list[_Lease]:
    found = ((_NAME.fullmatch(name), name) for name in os.listdir(directory))
    return sorted(_Lease(int(match[1]), directory / name) for match, name in found if match is not None)


def _latest(directory: Path) -> _Lease | None:
    leases = _leases(directory)
    return leases[-1] if leases else None


def _clock() -> float:
    """Seconds that go on while the process is stopped or the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _machine() -> str:
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return secrets.token_hex(16)  # none is taken for ours, so that all are waited for


_MACHINE = _machine()
