"""How well `devzone export --reprints` tells reprints, on texts of which it is known, and what that takes.

The texts are those of `simulator.reprints`, from a seed that the rules were not made with. A pair of articles counts as
found if both have the same cluster; B-cubed is the mean over articles of the same two measures, in which a
large cluster weighs no more than its articles.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from benchmarks.report import Table
from devzone_crawler.extraction.urls import address_id
from devzone_crawler.items import Article
from devzone_crawler.simulator.reprints import Print, prints
from devzone_crawler.storage.jsonl import encode_line
from devzone_crawler.storage.names import ARTICLES

RECORDS = 100_000
SEED = 31
SITES = 40
QUALITY = ("articles", "reprints", "precision of pairs", "recall of pairs", "B-cubed precision", "B-cubed recall")
COST = ("to Parquet", "articles", "MB", "CPU seconds", "× without", "seconds", "peak MiB")
_EXPORT = """
import resource, sys, time
from pathlib import Path
from devzone_crawler.exporting import Choices, export
started = time.perf_counter()
export([Path(sys.argv[1])], Path(sys.argv[2]), Choices("parquet", reprints=sys.argv[3] == "True"))
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024)
"""


class Quality(NamedTuple):
    """Shares between 0 and 1."""

    precision: float
    recall: float
    b_cubed_precision: float
    b_cubed_recall: float


def run(records: int = RECORDS, seed: int = SEED) -> Iterator[Table]:
    """Export so many articles with and without the column."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ARTICLES
        stories = fill(path, prints(records, seed))
        size = path.stat().st_size
        plain, marked = (_cost(folder, reprints=reprints) for reprints in (False, True))
        with duckdb.connect() as connection:
            query = f"SELECT url, coalesce(reprint_cluster, id) FROM '{folder}/True/articles.parquet'"
            found = dict(connection.execute(query).fetchall())
        urls = list(stories)
        quality = measured([found[url] for url in urls], [stories[url] for url in urls])
    reprints = records - len(set(stories.values()))
    yield Table("reprints-quality", QUALITY, [(f"{records:,}", f"{reprints:,}", *(f"{one:.4f}" for one in quality))])
    rows = [
        (name, f"{records:,}", f"{size / 1e6:.0f}", f"{cpu:.1f}", f"{cpu / plain[0]:.1f}", f"{wall:.1f}", f"{peak:.0f}")
        for name, (cpu, wall, peak) in (("without", plain), ("with --reprints", marked))
    ]
    yield Table("reprints-cost", COST, rows)


def fill(path: Path, printed: Iterable[Print]) -> dict[str, int]:
    """Write articles of many sites; which story each url holds."""
    stories: dict[str, int] = {}
    with path.open("wb") as lines:
        for one in printed:
            article = _article(one)
            stories[article.url] = one.story
            lines.write(encode_line(article.to_record()))
    return stories


def measured(found: Sequence[str], true: Sequence[int]) -> Quality:
    """Two partitions of the same articles compared."""
    found_sizes, true_sizes, both = Counter(found), Counter(true), Counter(zip(found, true, strict=True))
    shared = _pairs(both)
    return Quality(
        shared / max(1, _pairs(found_sizes)),
        shared / max(1, _pairs(true_sizes)),
        sum(count * count / found_sizes[one] for (one, _), count in both.items()) / len(found),
        sum(count * count / true_sizes[story] for (_, story), count in both.items()) / len(found),
    )


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _cost(folder: str, *, reprints: bool) -> tuple[float, float, float]:
    """CPU seconds, seconds and MiB of one export."""
    command = [sys.executable, "-c", _EXPORT, folder, f"{folder}/{reprints}", str(reprints)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu, wall, peak = map(float, done.stdout.split())
    return cpu, wall, peak


def _article(one: Print) -> Article:
    host = f"zone{one.number % SITES}.example"
    url = f"http://{host}/news/{one.number}.html"
    article = Article(
        id=address_id(url),
        url=url,
        site=host,
        title=one.title,
        publish_date=f"{one.published:%Y-%m-%d}" if one.published else None,
        published_at=one.published.isoformat() if one.published else None,
        body_text=one.body,
        http_status=200,
        encoding="utf-8",
        fetched_at="2026-11-24T08:30:00+00:00",
        extractor_version="0.1.0",
    )
    article.content_hash = article.hash_of_content()
    return article
