"""How long a crawl takes to begin where there is much already: an output directory with and without its ledger."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.records import fill
from benchmarks.report import Table
from devzone_crawler.storage.output import ARTICLES, LEDGER

RECORDS = 100_000
COLUMNS = ("ledger", "records", "GB", "seconds", "MB a second", "peak MiB")
_OPEN = """
import resource, sys, time
from pathlib import Path
from devzone_crawler.extraction.urls import own_number
from devzone_crawler.storage.output import Output
started = time.perf_counter()
output = Output(Path(sys.argv[1]), own_number)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
output.close()
"""


def run(records: int = RECORDS) -> Iterator[Table]:
    """Open a directory of so many records: with no ledger, then with the one that this has left."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        fill(directory / ARTICLES, records)
        size = (directory / ARTICLES).stat().st_size
        rows = []
        for name in ("missing", "current"):
            assert (directory / LEDGER).exists() == (name == "current")
            done = subprocess.run([sys.executable, "-c", _OPEN, folder], capture_output=True, text=True, check=True)
            seconds, peak = map(float, done.stdout.split())
            speed = f"{size / seconds / 1e6:.0f}" if name == "missing" else "–"
            rows.append((name, f"{records:,}", f"{size / 1e9:.1f}", f"{seconds:.3f}", speed, f"{peak:.0f}"))
    yield Table("opening", COLUMNS, rows)
