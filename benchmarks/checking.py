"""How fast `devzone check` reads a large file, beside a JSON Schema validator that knows of no ids and dates."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from jsonschema import Draft202012Validator

from benchmarks.records import fill
from benchmarks.report import Table
from devzone_crawler.schema import json_schema
from devzone_crawler.storage.names import ARTICLES

RECORDS = 100_000
COLUMNS = ("what reads", "records", "MB", "seconds", "MB a second", "peak MiB")
_FOR_THE_VALIDATOR = 1_000
"""Records; it would take minutes for all."""
_CHECK = """
import resource, sys, time
from pathlib import Path
from devzone_crawler.checking import Checked, check
started = time.perf_counter()
assert all(isinstance(event, Checked) for event in check(Path(sys.argv[1])))
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def run(records: int = RECORDS) -> Iterator[Table]:
    """Check a file of so many records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ARTICLES
        fill(path, records)
        done = subprocess.run([sys.executable, "-c", _CHECK, folder], capture_output=True, text=True, check=True)
        seconds, peak = map(float, done.stdout.split())
        rows = [_row("devzone check", records, path.stat().st_size, seconds, f"{peak:.0f}")]
        with path.open("rb") as lines:
            some = list(islice(lines, _FOR_THE_VALIDATOR))
    validator = Draft202012Validator(json_schema())
    started = time.perf_counter()
    assert all(validator.is_valid(json.loads(line)) for line in some)
    rows.append(_row("jsonschema", len(some), sum(map(len, some)), time.perf_counter() - started, "–"))
    yield Table("checking", COLUMNS, rows)


def _row(name: str, records: int, size: int, seconds: float, peak: str) -> tuple[str, ...]:
    return name, f"{records:,}", f"{size / 1e6:.0f}", f"{seconds:.2f}", f"{size / 1e6 / seconds:.0f}", peak
