"""What it costs a crawl to show how far it is, on a terminal of its own, and to be held against its past."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.crawling import UNHURRIED
from benchmarks.records import fill
from benchmarks.report import Table
from devzone_crawler.alarms.past import read_past
from devzone_crawler.simulator import make_site, serve
from devzone_crawler.storage.names import ARTICLES as ARTICLES_FILE

ARTICLES = 2_000
RECORDS = 20_000
SIZES = ((80, 24), (200, 50))
"""Columns and rows."""
PROGRESS_COLUMNS = ("terminal", "CPU s of the crawl", "CPU s of progress", "share")
PAST_COLUMNS = ("records", "MB", "CPU s", "MB a second")
_CRAWL = """
import functools, inspect, os, resource, sys, time
from devzone_crawler.cli import main
from devzone_crawler.extensions.progress import Progress
spent, depth = 0.0, 0
def timed(method):
    takes = set(inspect.signature(method).parameters)
    def call(self, *args, **named):
        global spent, depth
        depth, began = depth + 1, time.process_time()
        try:
            return method(self, *args, **{name: value for name, value in named.items() if name in takes})
        finally:
            depth -= 1
            spent += (time.process_time() - began) * (depth == 0)
    return call
for name in ("_on_opened", "_on_listing", "_on_failed", "_on_scraped", "_on_closed", "_look", "_draw"):
    setattr(Progress, name, timed(getattr(Progress, name)))
try:
    main()
finally:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    with open(os.environ["FIGURES"], "w") as file:
        print(spent, sum(one.ru_utime + one.ru_stime for one in used), file=file)
"""


def run(articles: int = ARTICLES, records: int = RECORDS) -> Iterator[Table]:
    """Crawl as fast as it goes, on terminals of two sizes; then read a file of records as alarms do."""
    rows = []
    with serve(make_site("thinkphp", articles=articles, seed=1)) as server:
        for columns, lines in SIZES:
            spent, whole = _crawl(server.url, columns, lines)
            rows.append((f"{columns}x{lines}", f"{whole:.1f}", f"{spent:.3f}", f"{spent / whole:.2%}"))
    note = f"A site of {articles:,} articles without delays; all processes of the crawl."
    yield Table("watching", PROGRESS_COLUMNS, rows, (note,))
    yield _past(records)


def _crawl(url: str, columns: int, lines: int) -> tuple[float, float]:
    """CPU seconds of progress, and of the whole crawl."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures")
        settings = [part for one in (*UNHURRIED, "ALLOW_PRIVATE_ADDRESSES=True") for part in ("-s", one)]
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        reader = threading.Thread(target=_drain, args=(master,), daemon=True)
        reader.start()
        environment = os.environ | {"TERM": "xterm-256color", "FIGURES": str(figures)}
        command = [sys.executable, "-c", _CRAWL, "crawl", url, "--output", f"{folder}/out", *settings]
        done = subprocess.run(command, stdout=slave, stderr=slave, env=environment, check=False)
        os.close(slave)
        reader.join()
        os.close(master)
        if done.returncode:
            raise SystemExit(f"the crawl ended with exit code {done.returncode}: the figures would say nothing")
        spent, whole = map(float, figures.read_text().split())
    return spent, whole


def _drain(terminal: int) -> None:
    with contextlib.suppress(OSError):
        while os.read(terminal, 1 << 16):
            pass


def _past(records: int) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, ARTICLES_FILE)
        fill(path, records)
        size = path.stat().st_size
        began = time.process_time()
        read_past(path, size, records)
        spent = time.process_time() - began
    row = (f"{records:,}", f"{size / 1e6:.0f}", f"{spent:.2f}", f"{size / spent / 1e6:.0f}")
    return Table("watching-past", PAST_COLUMNS, [row])
