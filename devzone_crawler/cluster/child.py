"""`python -m devzone_crawler.cluster.child crawl ...`: the `devzone` command, for as long as somebody looks after it.

Its standard input is a pipe whose other end is in the hands of a worker. When that is closed the worker is gone, and
the crawl ends in order: it would otherwise go on asking a site of which another worker may take care.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading

GRACE = 30.0
"""Seconds in which a crawl that shall end in order does so, or is ended."""


def main() -> None:
    """Watch standard input, and be the command."""
    threading.Thread(target=_end_with_input, name="end-with-input", daemon=True).start()
    runpy.run_module("devzone_crawler.cli", run_name="__main__")


def _end_with_input() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE)
    os._exit(130)


if __name__ == "__main__":
    sys.argv[0] = "devzone"
    main()
