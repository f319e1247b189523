"""What a process that reads pages does."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import select
import signal
import socket
import sys
import threading

from devzone_crawler.readers.messages import LENGTH, framed, packed, unpacked

_NICENESS = 5
"""The crawl goes first: where both want a core, three quarters of it are the crawl's. What it waits for costs more."""


def work(connection: socket.socket, megabytes: int, crawl: int) -> None:
    """Do one task after the other, until nobody is there to ask for more.

    `megabytes` is how much memory the process may take (0: any amount), `crawl` the id of the process that started it.
    """
    _prepare(megabytes, crawl)
    with connection, connection.makefile("rb") as tasks:
        connection.sendall(framed(b""))
        while header := tasks.read(LENGTH.size):
            (length,) = LENGTH.unpack(header)
            connection.sendall(framed(_done(tasks.read(length))))


def _done(task: bytes) -> bytes:
    """A task, done: the message that says what came of it."""
    try:
        function, given = unpacked(task)
        return packed((function(given), None))
    except Exception as error:  # whatever it is, it is for who asked
        return packed((None, error))


def _prepare(megabytes: int, crawl: int) -> None:
    """Die with the crawl's process, leave Ctrl-C to it, give way to it, and keep memory within bounds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(_NICENESS)
    if sys.platform == "linux":
        _give_memory_back(ctypes.CDLL(None, use_errno=True))
        threading.Thread(target=_die_with, args=(crawl,), daemon=True).start()
    if megabytes > 0:
        limit = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


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
