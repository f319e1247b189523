"""How fast `devzone export` writes each format, and what memory that takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.records import fill
from benchmarks.report import Table
from devzone_crawler.storage.names import ARTICLES

RECORDS = 100_000
COLUMNS = ("to", "records", "MB", "seconds", "MB a second", "MB written", "peak MiB")
_EXPORT = """
import resource, sys, time
from pathlib import Path
from devzone_crawler.exporting import Choices, export
started = time.perf_counter()
(written,) = export([Path(sys.argv[1])], Path(sys.argv[2]), Choices(sys.argv[3]))
seconds = time.perf_counter() - started
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, written.path.stat().st_size)
"""


def run(records: int = RECORDS) -> Iterator[Table]:
    """Export a file of so many records, the latest revision of each."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ARTICLES
        fill(path, records)
        size = path.stat().st_size
        for to in ("parquet", "csv", "duckdb"):
            command = [sys.executable, "-c", _EXPORT, folder, f"{folder}/{to}", to]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, peak, written = map(float, done.stdout.split())
            figures = (f"{size / 1e6:.0f}", f"{seconds:.2f}", f"{size / 1e6 / seconds:.0f}", f"{written / 1e6:.0f}")
            rows.append((to, f"{records:,}", *figures, f"{peak:.0f}"))
    yield Table("exports", COLUMNS, rows)
