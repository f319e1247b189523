"""`python -m devzone_crawler.cluster.child MODULE ...`: a program of ours, for as long as somebody looks after it.

Its standard input is a pipe whose other end is in the hands of a worker. When that is closed the worker is gone, and
the program ends in order: a crawl would otherwise go on asking a site of which another worker may take care.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading

from devzone_crawler.verdicts import Verdict

GRACE = 30.0
"""Seconds in which a program that shall end in order does so, or is ended."""


def main() -> None:
    """Watch standard input, and be the program."""
    threading.Thread(target=_end_with_input, name="end-with-input", daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_input() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE)
    os._exit(Verdict.INTERRUPTED.exit_code)


if __name__ == "__main__":
    main()
