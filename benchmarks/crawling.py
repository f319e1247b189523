"""Articles a second and memory of a whole crawl, beside a bare Scrapy spider that walks the same site."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import peak_memory
from benchmarks.report import Table
from devzone_crawler.settings import CONCURRENT_ITEMS
from devzone_crawler.simulator import make_site, serve

ARTICLES = 4_000
ROUNDS = 3
SIZES = (2_000, 10_000)
"""Articles of the sites whose crawls are compared by their memory."""
OURS = "devzone_crawler"
BARE = "bare Scrapy"
TUNED = f"bare Scrapy, CONCURRENT_ITEMS={CONCURRENT_ITEMS}"
SPEED_COLUMNS = ("crawler", "articles a second", f"× {BARE}", "peak MiB")
MEMORY_COLUMNS = ("articles", "peak MiB", "× the first")
UNHURRIED = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "LOG_LEVEL=ERROR")
SPIDER = """
import re, scrapy
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        yield scrapy.Request(self.url)
    def parse(self, response):
        if "/detail/" in response.url:
            yield {"url": response.url}
        else:
            for href in response.css("a::attr(href)").getall():
                if re.search(r"/(News|Notice)/", href):
                    yield response.follow(href)
"""
_GLANCE = 0.05
"""Seconds between two looks at the memory of a crawl."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one crawl took."""

    rate: float
    """Articles a second of wall clock, from the start of the command to its end."""
    peak: int
    """Bytes that the command's main process held at most; 0 where the system does not say."""


def run(articles: int = ARTICLES, rounds: int = ROUNDS, sizes: Sequence[int] = SIZES) -> Iterator[Table]:
    """Crawl one site with each in turns, then sites of several sizes with ours.

    SystemExit if a crawl does not find every article.
    """
    yield _speed(articles, rounds)
    yield _memory(sizes)


def _speed(articles: int, rounds: int) -> Table:
    found: dict[str, list[Measured]] = {OURS: [], BARE: [], TUNED: []}
    with serve(make_site("thinkphp", articles=articles, seed=1)) as server:
        for _ in range(rounds):
            for name, crawls in found.items():
                crawls.append(_crawl(name, server.url, articles))
    rows = []
    for name, crawls in found.items():
        ratio = statistics.median(a.rate / b.rate for a, b in zip(crawls, found[BARE], strict=True))
        rate = statistics.median(crawl.rate for crawl in crawls)
        rows.append((name, f"{rate:.1f}", f"{ratio:.2f}", _mebibytes(max(crawl.peak for crawl in crawls))))
    return Table("crawling", SPEED_COLUMNS, rows, (f"A site of {articles:,} articles, {rounds} rounds in turns.",))


def _memory(sizes: Sequence[int]) -> Table:
    peaks = []
    for articles in sizes:
        with serve(make_site("thinkphp", articles=articles, seed=1)) as server:
            peaks.append(_crawl(OURS, server.url, articles).peak)
    ratios = [f"{peak / peaks[0]:.2f}" if peaks[0] else "–" for peak in peaks]
    rows = [(f"{size:,}", _mebibytes(peak), ratio) for size, peak, ratio in zip(sizes, peaks, ratios, strict=True)]
    return Table("crawling-memory", MEMORY_COLUMNS, rows)


def _crawl(name: str, url: str, articles: int) -> Measured:
    """Crawl once, away from the checkout: Scrapy would take the project's settings for the bare spider there."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "out", "articles.jsonl")
        settings = [part for setting in UNHURRIED for part in ("-s", setting)]
        if name == OURS:
            command = ["devzone_crawler", "crawl", url, "--output", str(written.parent)]
            settings += ["-s", "ALLOW_PRIVATE_ADDRESSES=True"]
        else:
            spider = Path(folder, "bare.py")
            spider.write_text(SPIDER)
            command = ["scrapy", "runspider", str(spider), "-O", str(written), "-a", f"url={url}"]
        if name == TUNED:
            settings += ["-s", f"CONCURRENT_ITEMS={CONCURRENT_ITEMS}"]
        measured = _measure([sys.executable, "-m", *command, *settings], folder, articles)
        lines = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    if len({line["url"] for line in lines}) != articles:
        raise SystemExit(f"{name} found {len(lines)} of {articles} articles: the figures would say nothing")
    return measured


def _measure(command: list[str], folder: str, articles: int) -> Measured:
    started = time.monotonic()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, peak_memory(process.pid))
            time.sleep(_GLANCE)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}")
    return Measured(articles / (time.monotonic() - started), peak)


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.0f}" if size else "–"
