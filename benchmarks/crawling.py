"""Pages a second of a whole crawl, beside a bare Scrapy spider that walks the same site and only writes addresses."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from devzone_crawler.simulator import make_site, serve

ARTICLES = 2_000
ROUNDS = 3
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


def main() -> None:
    """Crawl the same site with both, in turns, and print pages a second and their ratio."""
    rates: dict[str, list[float]] = {"devzone_crawler": [], "bare Scrapy": []}
    site = make_site("thinkphp", articles=ARTICLES, seed=1)
    settings = [part for setting in UNHURRIED for part in ("-s", setting)]
    with serve(site) as server, tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(BARE)
        for number in range(ROUNDS):
            ours = Path(folder, f"ours{number}")
            command = [sys.executable, "-m", "devzone_crawler.cli", "crawl", server.url, "--output", str(ours)]
            rates["devzone_crawler"].append(_rate([*command, *settings], ours / "articles.jsonl"))
            feed = Path(folder, f"bare{number}.jsonl")
            command = [sys.executable, "-m", "scrapy", "runspider", str(bare), "-O", str(feed)]
            rates["bare Scrapy"].append(_rate([*command, *settings, "-a", f"url={server.url}"], feed))
    print(f"crawling a site of {ARTICLES} articles, {ROUNDS} rounds in turns")
    for name, found in rates.items():
        print(f"  {name:18s} {statistics.median(found):7.1f} articles a second")
    ratio = statistics.median(a / b for a, b in zip(rates["devzone_crawler"], rates["bare Scrapy"], strict=True))
    print(f"  devzone_crawler is {ratio:.2f} x bare Scrapy")


def _rate(command: list[str], written: Path) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    lines = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    if len({line["url"] for line in lines}) != ARTICLES:
        raise SystemExit(f"{command[3]} found {len(lines)} of {ARTICLES} articles: the figures would say nothing")
    return ARTICLES / seconds


if __name__ == "__main__":
    main()
