"""How long a crawl takes to begin where there is much already: an output directory with and without its ledger."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.report import Table
from devzone_crawler.items import Article, article_id
from devzone_crawler.storage.jsonl import encode_line
from devzone_crawler.storage.output import ARTICLES, LEDGER

RECORDS = 100_000
COLUMNS = ("ledger", "records", "GB", "seconds", "MB a second", "peak MiB")
_BODY = "第一批货物今天从园区发车，经铁路口岸出境，全程运行十二天，比海运缩短二十天。\n" * 38
"""Makes a record of five kilobytes."""
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
        _fill(directory / ARTICLES, records)
        size = (directory / ARTICLES).stat().st_size
        rows = []
        for name in ("missing", "current"):
            assert (directory / LEDGER).exists() == (name == "current")
            done = subprocess.run([sys.executable, "-c", _OPEN, folder], capture_output=True, text=True, check=True)
            seconds, peak = map(float, done.stdout.split())
            speed = f"{size / seconds / 1e6:.0f}" if name == "missing" else "–"
            rows.append((name, f"{records:,}", f"{size / 1e9:.1f}", f"{seconds:.3f}", speed, f"{peak:.0f}"))
    yield Table("opening", COLUMNS, rows)


def _fill(path: Path, records: int) -> None:
    first = Article(
        id="",
        url="",
        site="zone",
        found_on="http://zone.example/news/",
        title="临江开发区开通跨境班列",
        source="临江日报",
        publish_date="2018-07-09",
        publish_date_raw="2018-07-09",
        view_count=806,
        body_text=_BODY,
        http_status=200,
        encoding="utf-8",
        fetched_at="2026-11-24T08:30:00+00:00",
        extractor_version="0.1.0",
    )
    with path.open("wb") as lines:
        for number in range(records):
            url = f"http://zone.example/news/{number}.html"
            article = replace(first, id=article_id(url), url=url, content_hash=article_id(str(number)))
            lines.write(encode_line(article.to_record()))
