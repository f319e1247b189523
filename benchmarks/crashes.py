"""Crawls that are killed at random moments until one comes to its end: what is lost, written twice, torn.

The killing is real: SIGKILL to the crawl's main process, or to one of the processes that read pages for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.report import Table
from devzone_crawler.simulator import Server, Site, make_site, serve

CRAWLS = 20
KILLS = 4
"""Of the main process, in each crawl; a process that reads pages is killed as often."""
SEED = 1
ARTICLES = 400
FAMILIES = ("thinkphp", "trs", "vsb", "phpcms", "siteserver")
COLUMNS = ("site", "crawls", "main killed", "readers killed", "lost", "twice", "torn", "last exit")
AGAIN_COLUMNS = ("site", "in flight a kill", "written and fetched again a kill")
SECONDS = 120
_UNHURRIED = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
_SETTINGS = (*_UNHURRIED, "ALLOW_PRIVATE_ADDRESSES=True", "VIEW_COUNTERS=off")
_COUNTS = ("killed", "readers_killed", "lost", "twice", "torn", "in_flight", "fetched_again")
_GLANCE = 0.005
_LONGEST_WAIT = 0.1
"""Seconds between the record that decides and the kill."""


@dataclass(slots=True)
class Crashed:
    """What became of one crawl."""

    killed: int = 0
    """How often the main process was killed."""
    readers_killed: int = 0
    lost: int = 0
    """Articles of the site that have no record in the end."""
    twice: int = 0
    """Records that were written before."""
    torn: int = 0
    """Lines that are no whole record, in the end."""
    in_flight: int = 0
    """Article pages that had come when the main process was killed, and were not written yet."""
    fetched_again: int = 0
    """Article pages that were written when the main process was killed, and asked for again."""
    codes: list[int] = field(default_factory=list)
    """How each run ended."""
    said: str = ""
    """What the last run said."""


def run(crawls: int = CRAWLS, kills: int = KILLS, seed: int = SEED, articles: int = ARTICLES) -> Iterator[Table]:
    """Kill so many crawls so many times. An alarm if anything was lost, written twice or torn."""
    rows, again, alarm = [], [], False
    for at, family in enumerate(FAMILIES):
        share = crawls // len(FAMILIES) + (at < crawls % len(FAMILIES))
        ended = [
            crash(make_site(family, articles=articles, seed=seed + number), kills, Random(f"{seed}/{family}/{number}"))
            for number in range(share)
        ]
        if not ended:
            continue
        total = {name: sum(getattr(one, name) for one in ended) for name in _COUNTS}
        last = Counter(one.codes[-1] for one in ended)
        alarm |= bool(total["lost"] or total["twice"] or total["torn"] or set(last) != {0})
        codes = ", ".join(map(str, sorted(last)))
        rows.append((family, *map(str, (share, *(total[name] for name in _COUNTS[:5]))), codes))
        again.append((family, *(f"{total[name] / max(1, total['killed']):.1f}" for name in _COUNTS[5:])))
    notes = (f"Sites of {articles} articles; killed at random moments of seed {seed}.",)
    yield Table("crashes", COLUMNS, rows, notes, alarm)
    yield Table("crashes-again", AGAIN_COLUMNS, again)


def crash(site: Site, kills: int, chance: Random, settings: tuple[str, ...] = ()) -> Crashed:
    """Crawl a site, killing the crawl `kills` times at moments that chance decides; then let it end."""
    found = Crashed()
    with tempfile.TemporaryDirectory() as folder, serve(site, log=Path(folder, "requests.jsonl")) as server:
        output = Path(folder, "out")
        written: set[str] = set()
        asked = 0
        for number in range(kills):
            left = site.size - _size(output)
            _run_and_kill(server, output, chance, max(1, left // (kills - number + 1)), settings, found)
            fetched = _articles_fetched(site, server, since=asked)
            asked = len(server.requests())
            found.fetched_again += len(fetched & written)
            written = _articles_written(output)
            found.in_flight += len(fetched - written)
        done = subprocess.run(_command(server, output, settings), capture_output=True, timeout=SECONDS, check=False)
        found.codes.append(done.returncode)
        found.said = done.stderr.decode()
        found.fetched_again += len(_articles_fetched(site, server, since=asked) & written)
        _judge(site, server, output, found)
    return found


def _run_and_kill(
    server: Server, output: Path, chance: Random, most: int, settings: tuple[str, ...], found: Crashed
) -> None:
    """One run: a reader is killed after some records, the main process after some more."""
    first, second = sorted(chance.randint(0, most) for _ in range(2))
    process = subprocess.Popen(_command(server, output, settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with process:
        before = _size(output)
        if _wait(lambda: _size(output) >= before + first, process, chance):
            readers = readers_of(process.pid)
            if readers:
                found.readers_killed += 1
                _kill(chance.choice(readers))
        if _wait(lambda: _size(output) >= before + second, process, chance):
            found.killed += 1
            _kill(process.pid)
        found.codes.append(process.wait(SECONDS))


def _wait(reached: Callable[[], bool], process: subprocess.Popen[bytes], chance: Random) -> bool:
    """Wait until something is reached and a little longer. False if the process ended before."""
    until = time.monotonic() + SECONDS
    while not reached():
        if process.poll() is not None or time.monotonic() > until:
            return False
        time.sleep(_GLANCE)
    time.sleep(chance.uniform(0, _LONGEST_WAIT))
    return process.poll() is None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def readers_of(pid: int) -> list[int]:
    """The processes that read pages: those that the fork server has started, which the crawl has."""
    children = children_of(pid)
    return [grandchild for child in children for grandchild in children_of(child)]


def children_of(pid: int) -> list[int]:
    """The processes that one has started, whichever of its threads did."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, listed.read_text("ascii").split())
    return found


def _command(server: Server, output: Path, settings: tuple[str, ...]) -> list[str]:
    chosen = [part for setting in (*_SETTINGS, *settings) for part in ("-s", setting)]
    return [sys.executable, "-m", "devzone_crawler", "crawl", server.url, "--output", str(output), *chosen]


def _size(output: Path) -> int:
    """Whole lines of articles.jsonl."""
    try:
        return (output / "articles.jsonl").read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def _articles_fetched(site: Site, server: Server, since: int) -> set[str]:
    """Addresses of the articles that the server was asked for, from a request on."""
    true = {article.url for article in site.articles(server.url)}
    return true & {server.address(request.path) for request in server.requests()[since:]}


def _articles_written(output: Path) -> set[str]:
    lines = (output / "articles.jsonl").read_bytes().split(b"\n")[:-1] if _size(output) else []
    return {json.loads(line)["url"] for line in lines}


def _judge(site: Site, server: Server, output: Path, found: Crashed) -> None:
    """Hold the file against what the site knows of itself."""
    urls: Counter[str] = Counter()
    for line in (output / "articles.jsonl").read_bytes().splitlines():
        try:
            urls[json.loads(line)["url"]] += 1
        except (ValueError, KeyError):
            found.torn += 1
    found.twice = urls.total() - len(urls)
    found.lost = len({article.url for article in site.articles(server.url)} - urls.keys())
