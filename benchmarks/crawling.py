"""Pages a second of a whole crawl, beside a bare Scrapy spider that walks the same site and only writes addresses."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import Table
from devzone_crawler.simulator import make_site, serve

ARTICLES = 2_000
ROUNDS = 3
COLUMNS = ("crawler", "articles a second", "× bare Scrapy")
UNHURRIED = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "LOG_LEVEL=ERROR")
BARE = """
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


def run(articles: int = ARTICLES, rounds: int = ROUNDS) -> Iterator[Table]:
    """Crawl the same site with both, in turns. SystemExit if one of them does not find every article."""
    rates: dict[str, list[float]] = {"devzone_crawler": [], "bare Scrapy": []}
    site = make_site("thinkphp", articles=articles, seed=1)
    settings = [part for setting in UNHURRIED for part in ("-s", setting)]
    with serve(site) as server, tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE)
        for number in range(rounds):
            ours = Path(folder, f"ours{number}")
            command = [sys.executable, "-m", "devzone_crawler.cli", "crawl", server.url, "--output", str(ours)]
            rates["devzone_crawler"].append(_rate([*command, *settings], ours / "articles.jsonl", articles))
            feed = Path(folder, f"bare{number}.jsonl")
            command = [sys.executable, "-m", "scrapy", "runspider", str(bare), "-O", str(feed)]
            rates["bare Scrapy"].append(_rate([*command, *settings, "-a", f"url={server.url}"], feed, articles))
    rows = []
    for name, found in rates.items():
        ratio = statistics.median(a / b for a, b in zip(found, rates["bare Scrapy"], strict=True))
        rows.append((name, f"{statistics.median(found):.1f}", f"{ratio:.2f}"))
    yield Table("crawling", COLUMNS, rows, (f"A site of {articles:,} articles, {rounds} rounds in turns.",))


def _rate(command: list[str], written: Path, articles: int) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    lines = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    if len({line["url"] for line in lines}) != articles:
        raise SystemExit(f"{command[2]} found {len(lines)} of {articles} articles: the figures would say nothing")
    return articles / seconds
