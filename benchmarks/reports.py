"""What `devzone report` costs, beside reading the same lines and doing nothing with them."""

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
COLUMNS = ("records", "MB read", "CPU seconds", "times reading", "KB written", "peak MiB")
_REPORT = """
import resource, sys, time
from pathlib import Path
import msgspec
from devzone_crawler.report import read, render
directory = Path(sys.argv[1])
began = time.process_time()
page = render(read([directory]), "auto", directory)
seconds = time.process_time() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
decode = msgspec.json.Decoder().decode
began = time.process_time()
with open(directory / "articles.jsonl", "rb") as lines:
    for line in lines:
        decode(line)
print(seconds, seconds / (time.process_time() - began), len(page.encode()), peak)
"""


def run(records: int = RECORDS) -> Iterator[Table]:
    """Report on a file of a tenth of so many records, and of all."""
    rows = []
    for count in (records // 10, records):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ARTICLES
            fill(path, count)
            command = [sys.executable, "-c", _REPORT, folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            seconds, ratio, written, peak = map(float, done.stdout.split())
            size = f"{path.stat().st_size / 1e6:.0f}"
            rows.append((f"{count:,}", size, f"{seconds:.1f}", f"{ratio:.1f}", f"{written / 1e3:.0f}", f"{peak:.0f}"))
    yield Table("report", COLUMNS, rows)
