"""How long many sites take on many machines: a model, run for 5,000 sites, and real runs of a small list beside it.

The model. A site of n articles is asked r·n times, one request every d seconds, after b seconds in which its crawl
begins; an article costs c seconds of CPU. A machine crawls k sites at once on its cores; if these do not suffice, all
its crawls slow down alike. Sites are handed out in the order of the list, one as soon as a place is free. Sizes follow
a power law, as Huberman and Adamic found for the web (Nature 401, 131, 1999); its exponent here, 1.8, and its bounds
are assumptions, and so is that every site bears one request a second.
b, r and c are measured first, by single crawls; the real runs that the model is held against come after.
"""

from __future__ import annotations

import heapq
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.clusters import crawl_command, serve_all
from benchmarks.crawling import UNHURRIED
from benchmarks.machines import cluster
from benchmarks.plot import Panel, Series, svg
from benchmarks.process import peak_memory
from benchmarks.report import DOCUMENT, Table
from devzone_crawler.simulator import make_site, serve

PLOT = DOCUMENT.parent / "scale.svg"
SITES = 5_000
SMALLEST, LARGEST = 300, 200_000
"""Articles of a site."""
EXPONENT = 1.8
DELAY = 1.0
CORES, AT_ONCE = 4, 32
"""Of a machine of the model: what 8 GB of memory hold."""
MACHINES = (1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100)
ORDERS = ("given", "longest")
SMALL_SITES, SMALL_AT_ONCE, SMALL_DELAY = 24, 4, 0.5
SMALL_MACHINES = (1, 2, 4)
SCALE_COLUMNS = ("machines", "given order, hours", "longest first, hours", "× the bound", "busy, given order")
POINTS_COLUMNS = ("machines", "model, s", "measured, s", "measured ÷ model", "scheduler, peak MiB")
MEMORY_COLUMNS = ("", "MiB", "seconds")
_SETTINGS = ("ALLOW_PRIVATE_ADDRESSES=True", "VIEW_COUNTERS=off", "EXTRACTION_PROCESSES=1")
_LIST = """
import resource, sys, time
from pathlib import Path
from devzone_crawler.cluster.many import Choices, Run
from devzone_crawler.cluster.site_list import read_list
from devzone_crawler.storage.index import write_index
started = time.process_time()
run = Run(read_list(Path(sys.argv[1]), {}), Path(sys.argv[2]), Choices())
write_index(run.output, run.index)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time() - started)
"""


@dataclass(frozen=True)
class Crawl:
    """What the crawl of a site takes."""

    begin: float
    """Seconds before its first request."""
    requests: float
    """For each article."""
    cpu: float
    """Seconds for each article."""


@dataclass(frozen=True)
class Fleet:
    """The machines, and how they crawl."""

    machines: int
    at_once: int
    cores: float
    delay: float


class _Point(NamedTuple):
    machines: int
    model: float
    """Seconds."""
    measured: float
    memory: float
    """Of the scheduler, in MiB, at its peak."""


def run(points: bool = True) -> Iterator[Table]:
    """Measure single crawls and a small list, run the model, draw it. `points`: False leaves the small list out."""
    with tempfile.TemporaryDirectory() as folder:
        crawl = _calibrated(Path(folder))
        measured = _points(Path(folder), crawl) if points else []
        memory = _memory(Path(folder))
    sizes = site_sizes(SITES)
    bound = politeness_bound(sizes, crawl, DELAY) / 3600
    hours = {
        order: [
            makespan(_ordered(sizes, order), crawl, Fleet(count, AT_ONCE, CORES, DELAY)) / 3600 for count in MACHINES
        ]
        for order in ORDERS
    }
    work = sum(crawl.begin + crawl.requests * size * DELAY for size in sizes) / 3600
    rows = [
        (
            f"{count}",
            f"{given:.1f}",
            f"{longest:.1f}",
            f"{longest / bound:.2f}",
            f"{work / (given * count * AT_ONCE):.0%}",
        )
        for count, given, longest in zip(MACHINES, hours["given"], hours["longest"], strict=True)
    ]
    notes = (
        f"{SITES:,} sites, {sum(sizes):,} articles, one request every {DELAY:g} s; {AT_ONCE} sites at once and {CORES} "
        f"cores a machine; b = {crawl.begin:.1f} s, r = {crawl.requests:.2f}, c = {crawl.cpu * 1000:.1f} ms. "
        f"Politeness bound: the largest site takes {bound:.1f} hours.",
    )
    yield Table("scale", SCALE_COLUMNS, rows, notes)
    if measured:
        points_rows = [
            (f"{at}", f"{model:.1f}", f"{real:.1f}", f"{real / model:.2f}", f"{held:.0f}")
            for at, model, real, held in measured
        ]
        note = (
            f"{SMALL_SITES} sites, {sum(_small_sizes()):,} articles, one request every {SMALL_DELAY:g} s, "
            f"{SMALL_AT_ONCE} sites at once on a machine."
        )
        yield Table("scale-points", POINTS_COLUMNS, points_rows, (note,))
        _draw(hours, bound, measured, crawl)
    yield memory


def site_sizes(count: int, smallest: int = SMALLEST, largest: int = LARGEST, seed: int = 1) -> list[int]:
    """Sizes of sites: evenly spaced quantiles of a power law between two bounds, in an order of no meaning."""
    tail = EXPONENT - 1
    low, high = smallest**-tail, largest**-tail
    sizes = [round((low - (low - high) * (number + 0.5) / count) ** (-1 / tail)) for number in range(count)]
    Random(seed).shuffle(sizes)
    return sizes


def politeness_bound(sizes: Sequence[int], crawl: Crawl, delay: float) -> float:
    """Seconds that the largest site takes alone: no number of machines is faster."""
    return crawl.begin + crawl.requests * max(sizes) * delay


def makespan(sizes: Sequence[int], crawl: Crawl, fleet: Fleet) -> float:
    """Seconds until the last site has ended.

    All crawls of a machine go on at one rate, so each has a clock of its own that counts requests: a crawl ends when
    that has gone on by as much as it needs.
    """
    waiting = list(reversed(sizes))
    clocks = [0.0] * fleet.machines
    seen = [0.0] * fleet.machines
    running: list[list[float]] = [[] for _ in range(fleet.machines)]
    ends: list[tuple[float, int, int]] = []
    versions = [0] * fleet.machines

    def rate(machine: int) -> float:
        busy = len(running[machine])
        share = fleet.cores * crawl.requests / (crawl.cpu * busy) if crawl.cpu else float("inf")
        return min(1 / fleet.delay, share)

    def advance(machine: int, now: float) -> None:
        if running[machine]:
            clocks[machine] += (now - seen[machine]) * rate(machine)
        seen[machine] = now

    def plan(machine: int) -> None:
        versions[machine] += 1
        if running[machine]:
            left = running[machine][0] - clocks[machine]
            heapq.heappush(ends, (seen[machine] + left / rate(machine), machine, versions[machine]))

    def begin(machine: int) -> None:
        work = crawl.requests * waiting.pop() + crawl.begin / fleet.delay
        heapq.heappush(running[machine], clocks[machine] + work)

    for _ in range(fleet.at_once):
        for machine in range(fleet.machines):
            if waiting:
                begin(machine)
    for machine in range(fleet.machines):
        plan(machine)
    now = 0.0
    while ends:
        at, machine, version = heapq.heappop(ends)
        if version != versions[machine]:
            continue
        now = at
        advance(machine, now)
        heapq.heappop(running[machine])
        if waiting:
            begin(machine)
        plan(machine)
    return now


def _ordered(sizes: list[int], order: str) -> list[int]:
    return sorted(sizes, reverse=True) if order == "longest" else sizes


def _calibrated(folder: Path) -> Crawl:
    """Single crawls: two of them at a delay, of which the small one says what beginning takes, one without delays."""
    with serve(make_site("thinkphp", articles=60, seed=1), log=folder / "log") as server:
        took = _single(server.url, folder / "slow", (f"DOWNLOAD_DELAY={SMALL_DELAY}", *_POLITE))
        asked = len(server.requests())
    with serve(make_site("thinkphp", articles=1_000, seed=1)) as server:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _single(server.url, folder / "fast", UNHURRIED)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Crawl(took - asked * SMALL_DELAY, asked / 60, cpu / 1_000)


_POLITE = ("AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=1")


def _single(url: str, output: Path, settings: Sequence[str]) -> float:
    chosen = [part for setting in (*_SETTINGS, *settings) for part in ("-s", setting)]
    started = time.monotonic()
    command = [sys.executable, "-m", "devzone_crawler", "crawl", url, "--output", str(output), *chosen]
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - started


def _small_sizes() -> list[int]:
    return site_sizes(SMALL_SITES, 15, 240)


def _points(folder: Path, crawl: Crawl) -> list[_Point]:
    """Real workers, crawls and sites, and what the model says of them."""
    found = []
    sizes = _small_sizes()
    with ExitStack() as stack:
        made = [make_site("thinkphp", articles=size, seed=number + 1) for number, size in enumerate(sizes)]
        servers = serve_all(stack, made, None)
        settings = (*_SETTINGS, *_POLITE, f"DOWNLOAD_DELAY={SMALL_DELAY}")
        for count in SMALL_MACHINES:
            output = folder / f"points-{count}"
            place = folder / f"machines-{count}"
            place.mkdir()
            with cluster(count, SMALL_AT_ONCE, place) as machines:
                started = time.monotonic()
                command = crawl_command(folder, servers, output, settings, "--scheduler", machines.address)
                subprocess.run(command, check=True, capture_output=True)
                took = time.monotonic() - started
                held = peak_memory(machines.scheduler) / 2**20
            model = makespan(sizes, crawl, Fleet(count, SMALL_AT_ONCE, os.cpu_count() or 1, SMALL_DELAY))
            found.append(_Point(count, model, took, held))
    return found


def _memory(folder: Path) -> Table:
    """Of the scheduler, by workers; of the run that hands out sites, by lines of its list."""
    rows = []
    held = {}
    for count in (1, 8):
        place = folder / f"memory-{count}"
        place.mkdir()
        with cluster(count, 1, place) as machines:
            held[count] = peak_memory(machines.scheduler) / 2**20
            rows.append((f"scheduler, {count} worker{'s' * (count > 1)}", f"{held[count]:.0f}", "–"))
    each = (held[8] - held[1]) / 7
    rows.append(("scheduler, 100 workers, drawn out from these", f"{held[1] + 99 * each:.0f}", "–"))
    for lines in (10, 5_000, 100_000):
        sites = folder / f"{lines}.txt"
        sites.write_text("".join(f"https://zone{number}.example/\n" for number in range(lines)))
        command = [sys.executable, "-c", _LIST, str(sites), str(folder / f"run-{lines}")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        megabytes, seconds = map(float, done.stdout.split())
        rows.append(
            (f"a list of {lines:,} sites, read, put in order, its index written", f"{megabytes:.0f}", f"{seconds:.2f}")
        )
    return Table("scale-memory", MEMORY_COLUMNS, rows, ("Seconds are of CPU.",))


def _draw(hours: dict[str, list[float]], bound: float, measured: list[_Point], crawl: Crawl) -> None:
    """docs/scale.svg."""
    large = [
        Series("given order", list(zip(MACHINES, hours["given"], strict=True))),
        Series("longest first", list(zip(MACHINES, hours["longest"], strict=True))),
        Series("politeness bound", [(MACHINES[0], bound), (MACHINES[-1], bound)]),
    ]
    machines = range(1, 9)
    fleets = [Fleet(count, SMALL_AT_ONCE, os.cpu_count() or 1, SMALL_DELAY) for count in machines]
    line = [(fleet.machines, makespan(_small_sizes(), crawl, fleet)) for fleet in fleets]
    small = [
        Series("model", line),
        Series("measured", [(point.machines, point.measured) for point in measured], measured=True),
    ]
    panels = [
        Panel(f"{SITES:,} sites, power law (model)", "machines", "hours", large),
        Panel(f"{SMALL_SITES} sites, {sum(_small_sizes()):,} articles", "machines", "seconds", small),
    ]
    PLOT.write_text(svg(panels), "utf-8")
