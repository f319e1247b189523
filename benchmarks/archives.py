"""What an archive costs a crawl, and how fast its pages are read again beside the extractor alone."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path

from benchmarks.crawling import UNHURRIED
from benchmarks.report import Table
from devzone_crawler.extraction.reading import read_page
from devzone_crawler.items import ArticlePage
from devzone_crawler.reextraction.pieces import pages_of, pieces_of
from devzone_crawler.reextraction.sources import find_warcs
from devzone_crawler.simulator import make_site, serve

ARTICLES = 4_000
ROUNDS = 5
PAGES = 40_000
"""Read again: the archives of the crawls, as often as it takes."""
CRAWL_COLUMNS = ("crawl", "articles a second", "× without", "KiB an article")
READ_COLUMNS = ("reader", "pages a second", "× alone")


def run(articles: int = ARTICLES, rounds: int = ROUNDS, pages: int = PAGES) -> Iterator[Table]:
    """Crawl one site with and without an archive in turns; then read the archives, with and without what is around it.

    SystemExit if a crawl or a reading does not find every article.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield _crawls(Path(folder), articles, rounds)
        yield _readings(Path(folder), articles, rounds, pages)


def _crawls(folder: Path, articles: int, rounds: int) -> Table:
    rates: dict[str, list[float]] = {"": [], "--archive": []}
    with serve(make_site("thinkphp", articles=articles, seed=1)) as server:
        settings = [part for setting in (*UNHURRIED, "ALLOW_PRIVATE_ADDRESSES=True") for part in ("-s", setting)]
        for number in range(rounds):
            for option, found in rates.items():
                output = folder / f"crawl{option}{number}"
                seconds = _timed("crawl", server.url, "--output", str(output), *filter(None, [option]), *settings)
                found.append(_lines(output, articles) / seconds)
    size = sum(path.stat().st_size for path in (folder / "crawl--archive0" / "warc").iterdir()) / articles / 1024
    ratio = statistics.median(kept / bare for bare, kept in zip(rates[""], rates["--archive"], strict=True))
    rows = [
        ("without an archive", f"{statistics.median(rates['']):.0f}", "1.00", "–"),
        ("--archive", f"{statistics.median(rates['--archive']):.0f}", f"{ratio:.2f}", f"{size:.1f}"),
    ]
    return Table(
        "archives-crawl", CRAWL_COLUMNS, rows, (f"A site of {articles:,} articles, {rounds} rounds in turns.",)
    )


def _readings(folder: Path, articles: int, rounds: int, most: int) -> Table:
    """The archives of all rounds: the same pages, of which only those of the first give records."""
    crawls = _copies(folder, sorted(folder.glob("crawl--archive*")), -(-most // (articles * rounds)))
    cores = cpu_count() or 1
    alone: list[float] = []
    whole: list[float] = []
    for number in range(rounds):
        with ProcessPoolExecutor(cores) as pool:
            read = list(pool.map(_alone, [crawls] * cores, range(cores), [cores] * cores))
        pages = sum(count for count, _ in read)
        alone.append(pages / max(seconds for _, seconds in read))
        output = folder / f"again{number}"
        whole.append(pages / _timed("reextract", *crawls, "--output", str(output)))
        _lines(output, articles)
    ratio = statistics.median(ours / bare for bare, ours in zip(alone, whole, strict=True))
    rows = [
        (f"extract_article, {cores} processes", f"{statistics.median(alone):.0f}", "1.00"),
        ("devzone reextract", f"{statistics.median(whole):.0f}", f"{ratio:.2f}"),
    ]
    note = f"{pages:,} pages, {rounds} rounds in turns. The command's time is that from its start to its end."
    return Table("archives-reading", READ_COLUMNS, rows, (note,))


def _copies(folder: Path, crawls: list[Path], count: int) -> list[str]:
    """Crawls whose WARC files are those of the given ones, so many times over."""
    copies = []
    for number in range(count):
        for crawl in crawls:
            warcs = folder / f"copy{number}-{crawl.name}" / "warc"
            warcs.mkdir(parents=True)
            for path in (crawl / "warc").iterdir():
                os.link(path, warcs / path.name)
            copies.append(str(warcs.parent))
    return copies


def _alone(crawls: list[str], number: int, cores: int) -> tuple[int, float]:
    """Read every so manieth page, all in memory already; how many, and the seconds that took."""
    pages = _pages(crawls)[number::cores]
    for page in pages[:100]:
        read_page(page)
    started = time.perf_counter()
    for page in pages:
        read_page(page)
    return len(pages), time.perf_counter() - started


def _pages(crawls: list[str]) -> list[ArticlePage]:
    files = find_warcs(map(Path, crawls), Path())
    return [page for file in files for piece in pieces_of(file.folder, file.name) for page in pages_of(piece)]


def _timed(*command: str) -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "devzone_crawler", *command], check=True, capture_output=True)
    return time.monotonic() - started


def _lines(output: Path, articles: int) -> int:
    lines = (output / "articles.jsonl").read_bytes().count(b"\n")
    if lines != articles:
        raise SystemExit(f"{output} holds {lines} of {articles} articles: the figures would say nothing")
    return articles
