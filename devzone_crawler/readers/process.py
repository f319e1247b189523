"""What a process that reads pages does before its first."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import select
import signal
import sys
import threading
from multiprocessing.connection import Connection


def prepare_process(megabytes: int, crawl: int | None = None, beginning: Connection | None = None) -> None:
    """Make a worker die with the crawl's process, leave Ctrl-C to it, and keep its memory within bounds.

    `crawl` is the id of that process, which is told through `beginning` that this one has begun.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        _give_memory_back(ctypes.CDLL(None, use_errno=True))
        if crawl is not None:
            threading.Thread(target=_die_with, args=(crawl,), daemon=True).start()
    if megabytes > 0:
        limit = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    if beginning is not None:
        beginning.send(os.getpid())


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
