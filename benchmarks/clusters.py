"""Many sites and many archives on a scheduler's workers: what a lost machine costs, and what the scheduler does.

The machines are processes of this one (`benchmarks/machines.py`), the killing and stopping is real.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.crawling import UNHURRIED
from benchmarks.machines import Cluster, cluster
from benchmarks.report import Table
from devzone_crawler.simulator import Server, Site, make_site, serve

SITES = 40
ARTICLES = 200
MACHINES = 2
AT_ONCE = 10
"""Sites at once on each machine, where they are crawled politely."""
CORES_EACH = 1
PAGES = 200_000
WARCS = 40
ROUNDS = 1
DELAY = 0.5
"""Seconds between two requests to a host, where machines are lost."""
SEED = 1
LOSS_COLUMNS = ("machines", "sites", "articles", "attempts", "lost", "twice", "exit", "seconds")
PACE_COLUMNS = ("seconds between two requests to a host", "set", "shortest", "median", "shortest as the crawls saw it")
OVERHEAD_COLUMNS = ("", "local pool", "scheduler", "× local")
_LEASE = 5.0
_LOST_AFTER = 6.0
_SETTINGS = ("ALLOW_PRIVATE_ADDRESSES=True", "VIEW_COUNTERS=off", f"LEASE_SECONDS={_LEASE:g}")


def run(
    sites: int = SITES,
    articles: int = ARTICLES,
    pages: int = PAGES,
    warcs: int = WARCS,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> Iterator[Table]:
    """Lose machines; then hold the scheduler against the local pool. An alarm if anything was lost or came twice."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _losses(Path(folder), sites, articles, Random(seed))
        yield _overhead(Path(folder), sites, articles, pages, warcs, rounds)


def _losses(folder: Path, count: int, articles: int, chance: Random) -> Iterator[Table]:
    """One machine is killed at a random moment and another takes its place; the other is stopped and goes on."""
    made = [make_site("thinkphp", articles=articles, seed=number + 1) for number in range(count)]
    output, logs = folder / "lost", folder / "logs"
    logs.mkdir()
    pace = (f"DOWNLOAD_DELAY={DELAY}", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    settings = (*_SETTINGS, *pace, f"LONGEST_CRAWL_DELAY={2 * DELAY}")
    with ExitStack() as stack:
        servers = serve_all(stack, made, logs)
        for server in servers:
            with suppress(PermissionError):  # a server that waits for a processor logs late
                os.setpriority(os.PRIO_PROCESS, server.pid, -10)
        machines = stack.enter_context(cluster(MACHINES, AT_ONCE, logs, lost_after=_LOST_AFTER))
        command = crawl_command(folder, servers, output, settings, "--scheduler", machines.address)
        started = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            _lose(machines, process, output, count * articles, chance)
            process.wait()
        seconds = time.monotonic() - started
        lost, twice = _judge(made, servers, output)
        times = [[request.t for request in server.requests()] for server in servers]
    index = json.loads((output / "index.json").read_bytes())
    attempts = sum(site["attempts"] for site in index["sites"])
    row = (f"{MACHINES}, one killed and replaced, one stopped and continued", f"{count}", f"{count * articles:,}")
    figures = (f"{attempts}", f"{lost}", f"{twice}", f"{process.returncode}", f"{seconds:.0f}")
    alarm = bool(lost or twice or process.returncode)
    yield Table("cluster-losses", LOSS_COLUMNS, [(*row, *figures)], (_of_machines(AT_ONCE),), alarm)
    gaps = [after - before for asked in times for before, after in pairwise(asked)]
    manifests = [json.loads(path.read_bytes()) for path in output.glob("*/manifest.json")]
    told = [host["least_gap"] for one in manifests for host in one["politeness"]["hosts"].values()]
    paces = [f"{pause:.3f}" for pause in (min(gaps), statistics.median(gaps), min(told))]
    notes = (
        "By the servers' own logs, and by the manifests. A server that gets no processor for a moment logs a request "
        "late, and the next in time.",
    )
    alarm = statistics.quantiles(gaps, n=1000)[0] < 0.95 * DELAY or min(told) < DELAY
    yield Table("cluster-pace", PACE_COLUMNS, [(f"{len(gaps):,} pauses", f"{DELAY:g}", *paces)], notes, alarm)


def _lose(machines: Cluster, process: subprocess.Popen[bytes], output: Path, most: int, chance: Random) -> None:
    first, second = machines.machines
    kill_at, stop_at = sorted(chance.uniform(0.05, 0.6) for _ in range(2))
    _wait_for(lambda: _written(output) >= kill_at * most, process)
    first.send(signal.SIGKILL)
    machines.add()
    _wait_for(lambda: _written(output) >= stop_at * most, process)
    second.send(signal.SIGSTOP)
    time.sleep(_LOST_AFTER + 2 * _LEASE)  # by now it is given up, and what it had begun was begun elsewhere
    second.send(signal.SIGCONT)


def _overhead(folder: Path, count: int, articles: int, pages: int, warcs: int, rounds: int) -> Table:
    """The same work by the local pool and by as many processes on the workers, in turns."""
    times: dict[tuple[str, str], list[float]] = {}
    at_once = MACHINES * CORES_EACH
    crawls, readings = f"{count} sites of {articles} articles", f"{pages:,} pages in {warcs} WARC files"
    with ExitStack() as stack:
        made = [make_site("thinkphp", articles=articles, seed=number + 1) for number in range(count)]
        servers = serve_all(stack, made, None)
        machines = stack.enter_context(cluster(MACHINES, CORES_EACH, folder))
        ways = {"local": ("--jobs", str(at_once)), "scheduler": ("--scheduler", machines.address)}
        for number in range(rounds):
            for way, options in ways.items():
                output = folder / f"{way}-{number}"
                seconds = _timed(crawl_command(folder, servers, output, (*_SETTINGS, *UNHURRIED), *options))
                times.setdefault((crawls, way), []).append(seconds)
                if any(_judge(made, servers, output)):
                    raise SystemExit(f"{output} does not hold every article once: the figures would say nothing")
        archives = _archives(folder, pages // warcs, warcs)
        ways = {"local": ("-s", f"EXTRACTION_PROCESSES={at_once}"), "scheduler": ways["scheduler"]}
        for number in range(rounds):
            for way, options in ways.items():
                output = folder / f"again-{way}-{number}"
                command = [
                    sys.executable,
                    "-m",
                    "devzone_crawler",
                    "reextract",
                    str(archives),
                    "--output",
                    str(output),
                ]
                times.setdefault((readings, way), []).append(_timed([*command, *options]))
    rows = []
    for what in (crawls, readings):
        local, there = times[what, "local"], times[what, "scheduler"]
        ratio = statistics.median(ours / bare for bare, ours in zip(local, there, strict=True))
        rows.append((what, f"{statistics.median(local):.1f} s", f"{statistics.median(there):.1f} s", f"{ratio:.2f}"))
    note = (
        f"{at_once} processes either way; {rounds} round{'s' * (rounds > 1)} in turns, without delays between requests."
    )
    return Table("cluster-overhead", OVERHEAD_COLUMNS, rows, (note,))


def _archives(folder: Path, pages: int, warcs: int) -> Path:
    """So many WARC files of the same pages: one crawl with --archive, linked under other names."""
    crawl = folder / "archived"
    with serve(make_site("thinkphp", articles=pages, seed=1)) as server:
        settings = [part for setting in (*UNHURRIED, *_SETTINGS) for part in ("-s", setting)]
        command = ["crawl", server.url, "--output", str(crawl), "--archive", *settings]
        subprocess.run([sys.executable, "-m", "devzone_crawler", *command], check=True, capture_output=True)
    (warc,) = (crawl / "warc").iterdir()
    archives = folder / "archives"
    for number in range(warcs):
        place = archives / f"{number:03}" / "warc"
        place.mkdir(parents=True)
        os.link(warc, place / warc.name)
    return archives


def serve_all(stack: ExitStack, sites: Sequence[Site], logs: Path | None) -> list[Server]:
    """Serve sites, each in a process of its own; `logs` is the folder of their request logs."""
    return [
        stack.enter_context(serve(site, log=logs / f"requests-{number}" if logs is not None else None))
        for number, site in enumerate(sites)
    ]


def crawl_command(
    folder: Path, servers: list[Server], output: Path, settings: tuple[str, ...], *options: str
) -> list[str]:
    """The arguments that crawl the sites into a directory."""
    sites = folder / "sites.txt"
    sites.write_text("".join(f"{server.url}\n" for server in servers))
    chosen = [part for setting in settings for part in ("-s", setting)]
    command = [sys.executable, "-m", "devzone_crawler", "crawl", "--sites", str(sites), "--output", str(output)]
    return [*command, *options, *chosen]


def _timed(command: list[str]) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - started


def _judge(sites: Sequence[Site], servers: list[Server], output: Path) -> tuple[int, int]:
    """Articles that have no record, and records that are there already."""
    lost = twice = 0
    for site, server in zip(sites, servers, strict=True):
        path = output / server.url.removeprefix("http://").strip("/").replace(":", "_") / "articles.jsonl"
        urls = (
            Counter(json.loads(line)["url"] for line in path.read_bytes().splitlines()) if path.exists() else Counter()
        )
        lost += len({article.url for article in site.articles(server.url)} - urls.keys())
        twice += urls.total() - len(urls)
    return lost, twice


def _written(output: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in output.glob("*/articles.jsonl"))


def _attempts(output: Path) -> Iterator[Path]:
    return (output / "unfinished").glob("*/*")


def _wait_for(reached: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    while not reached() and process.poll() is None:
        time.sleep(0.2)


def _of_machines(at_once: int) -> str:
    return (
        f"{at_once} sites at once on a machine; a worker that says nothing is given up after {_LOST_AFTER:g} s, a "
        f"lease after {_LEASE:g} s."
    )
