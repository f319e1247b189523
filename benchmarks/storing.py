"""What writing and remembering cost: the beginning of a crawl where there is much already, and each article of it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.crawling import UNHURRIED
from benchmarks.records import fill
from benchmarks.report import Table
from devzone_crawler.extraction.urls import address_id, own_number
from devzone_crawler.simulator import make_site, serve
from devzone_crawler.storage.knowledge import What
from devzone_crawler.storage.names import ARTICLES as ARTICLES_FILE
from devzone_crawler.storage.names import LEDGER
from devzone_crawler.storage.output import Output

RECORDS = 100_000
ARTICLES = 2_000
"""Of the crawl whose CPU is compared."""
OPENING_COLUMNS = ("ledger", "records", "GB", "seconds", "MB a second", "peak MiB")
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


WRITING_COLUMNS = ("", "ms CPU an article", "of the crawl")


def run(records: int = RECORDS) -> Iterator[Table]:
    """Open a directory of so many records; then hold what each article costs to write against a whole crawl."""
    yield _opening(records)
    yield _writing()


def _opening(records: int) -> Table:
    """With no ledger, then with the one that this has left."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        fill(directory / ARTICLES_FILE, records)
        size = (directory / ARTICLES_FILE).stat().st_size
        rows = []
        for name in ("missing", "current"):
            assert (directory / LEDGER).exists() == (name == "current")
            done = subprocess.run([sys.executable, "-c", _OPEN, folder], capture_output=True, text=True, check=True)
            seconds, peak = map(float, done.stdout.split())
            speed = f"{size / seconds / 1e6:.0f}" if name == "missing" else "–"
            rows.append((name, f"{records:,}", f"{size / 1e9:.1f}", f"{seconds:.3f}", speed, f"{peak:.0f}"))
    return Table("storing-opening", OPENING_COLUMNS, rows)


def _writing() -> Table:
    """CPU of what storage does for an article, and of the crawl's main process for all of it."""
    with tempfile.TemporaryDirectory() as folder, serve(make_site("thinkphp", articles=ARTICLES, seed=1)) as server:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        settings = [part for setting in (*UNHURRIED, "ALLOW_PRIVATE_ADDRESSES=True") for part in ("-s", setting)]
        command = [sys.executable, "-m", "devzone_crawler", "crawl", server.url, "--output", f"{folder}/crawl"]
        subprocess.run([*command, *settings], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        lines = Path(folder, "crawl", ARTICLES_FILE).read_bytes().splitlines()
        started = time.process_time()
        _write(Path(folder, "again"), [msgspec.json.decode(line) for line in lines])
        written = time.process_time() - started
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rows = [
        ("whole crawl, main process", f"{whole / ARTICLES * 1000:.2f}", "1.00"),
        ("writing and ledger", f"{written / ARTICLES * 1000:.2f}", f"{written / whole:.2f}"),
    ]
    return Table("storing-writing", WRITING_COLUMNS, rows)


def _write(directory: Path, records: list[dict[str, Any]]) -> None:
    """What a crawl does to its output directory for each article, in the same order, a commit each."""
    output = Output(directory, own_number)
    for record in records:
        address, ledger = address_id(record["url"]), output.ledger
        ledger.seen(address)
        ledger.validators(address)
        ledger.owe(address, record["url"], "article", json.dumps({"title": record["title"]}))
        ledger.written(address)
        output.holding(address, record["content_hash"], record["url"])
        output.next_revision(address)
        output.append(record)
        ledger.note_checked(address)
        ledger.settle(address, What.ARTICLE, address)
        output.commit()
    output.close()
