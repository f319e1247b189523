"""`python -m benchmarks`: which benchmark, on what, and where the tables go."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks import (
    alarms,
    archives,
    checking,
    clusters,
    coverage,
    crashes,
    crawling,
    exports,
    fuzzing,
    growth,
    mutants,
    reading,
    reports,
    reprints,
    scale,
    stages,
    storing,
    watching,
    zones,
)
from benchmarks.report import DOCUMENT, Table, machine, write


class Benchmark(NamedTuple):
    """What can be measured."""

    run: Callable[..., Iterator[Table]]
    help: str
    options: Mapping[str, tuple[int, str]] = {}
    """Numbers that may be chosen: the default, and what it is."""
    is_long: bool = False
    """True if it runs only when it is named: it takes more than some minutes."""


BENCHMARKS: dict[str, Benchmark] = {
    "reading": Benchmark(reading.run, "CPU, memory and quality beside the peers"),
    "stages": Benchmark(stages.run, "where the time of one page goes, beside lxml's parse"),
    "growth": Benchmark(growth.run, "CPU per KiB of pages up to 20 MB and 100,000 levels"),
    "crawling": Benchmark(
        crawling.run,
        "a whole crawl beside a bare Scrapy spider",
        {"articles": (crawling.ARTICLES, "of the site"), "rounds": (crawling.ROUNDS, "of crawls in turns")},
    ),
    "fuzzing": Benchmark(
        fuzzing.run,
        "spoilt pages; exit code 1 if one raises or is slow",
        {"pages": (fuzzing.PAGES, "how many"), "seed": (fuzzing.SEED, "which ones")},
    ),
    "storing": Benchmark(
        storing.run,
        "what writing costs, and how soon a crawl begins",
        {"records": (storing.RECORDS, "that are there")},
    ),
    "archives": Benchmark(
        archives.run,
        "what an archive costs, and reading it again",
        {
            "articles": (archives.ARTICLES, "of the site"),
            "rounds": (archives.ROUNDS, "of each in turns"),
            "pages": (archives.PAGES, "read again"),
        },
    ),
    "checking": Benchmark(
        checking.run, "how fast devzone check reads a large file", {"records": (checking.RECORDS, "in it")}
    ),
    "exports": Benchmark(
        exports.run, "how fast devzone export writes a large file", {"records": (exports.RECORDS, "in it")}
    ),
    "zones": Benchmark(
        zones.run,
        "how well zones are found in articles, and how fast",
        {"records": (zones.RECORDS, "looked through")},
    ),
    "report": Benchmark(
        reports.run, "what devzone report costs on a large file", {"records": (reports.RECORDS, "in it")}
    ),
    "reprints": Benchmark(
        reprints.run,
        "how well and how fast reprints are told",
        {"records": (reprints.RECORDS, "articles"), "seed": (reprints.SEED, "which ones")},
        is_long=True,
    ),
    "watching": Benchmark(
        watching.run,
        "what progress costs a crawl, and reading its past",
        {"articles": (watching.ARTICLES, "of the site"), "records": (watching.RECORDS, "that are there")},
    ),
    "alarms": Benchmark(
        alarms.run,
        "histories of sites; exit code 1 if a healthy one alarms",
        {"sites": (alarms.SITES, "of each kind")},
        is_long=True,
    ),
    "crashes": Benchmark(
        crashes.run,
        "crawls that are killed; exit code 1 if one loses anything",
        {
            "crawls": (crashes.CRAWLS, "how many"),
            "kills": (crashes.KILLS, "of each"),
            "seed": (crashes.SEED, "which moments"),
        },
        is_long=True,
    ),
    "mutants": Benchmark(
        mutants.run,
        "faults in extraction and listing that their tests notice",
        {
            "mutants": (mutants.MUTANTS, "faults of each room"),
            "seed": (mutants.SEED, "which ones"),
            "processes": (mutants.PROCESSES, "at once"),
        },
        is_long=True,
    ),
    "cluster": Benchmark(
        clusters.run,
        "many sites on machines that are lost, and what that costs",
        {
            "sites": (clusters.SITES, "how many"),
            "articles": (clusters.ARTICLES, "of each site"),
            "pages": (clusters.PAGES, "that are read again"),
            "warcs": (clusters.WARCS, "that hold them"),
            "rounds": (clusters.ROUNDS, "of each in turns"),
            "seed": (clusters.SEED, "which moments"),
        },
        is_long=True,
    ),
    "coverage": Benchmark(
        coverage.run,
        "what `make coverage` has measured; exit code 1 if the core's branches are too few",
        is_long=True,
    ),
    "scale": Benchmark(scale.run, "5,000 sites on 1 to 100 machines: a model beside real runs", is_long=True),
}


def arguments() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--write", action="store_true", help=f"put the tables into docs/{DOCUMENT.name} too")
    long = ", ".join(name for name, one in BENCHMARKS.items() if one.is_long)
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"Measure devzone_crawler. Without a name: all benchmarks but those that take long ({long}).",
        parents=[common],
    )
    names = parser.add_subparsers(title="benchmarks", dest="name", metavar="NAME")
    parsers = {name: names.add_parser(name, parents=[common], help=one.help) for name, one in BENCHMARKS.items()}
    for name, one in BENCHMARKS.items():
        for option, (default, what) in one.options.items():
            parsers[name].add_argument(f"--{option}", type=int, default=default, help=f"{what} (default %(default)s)")
    for name in ("reading", "stages"):
        parsers[name].add_argument("folder", nargs="?", type=_folder, help="saved pages to read in place of our own")
    parsers["crawling"].add_argument(
        "--sizes", type=int, nargs="+", metavar="ARTICLES", default=crawling.SIZES, help="whose memory is compared"
    )
    parsers["fuzzing"].add_argument(
        "--save", type=Path, metavar="FOLDER", help="keep the pages on which something was found"
    )
    parsers["scale"].add_argument(
        "--no-points", dest="points", action="store_false", help="without the real runs of a small list"
    )
    return parser


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text}: no such folder")
    return path


def main() -> int:
    """Run what was asked for; the exit code."""
    parser = arguments()
    asked = parser.parse_args()
    folder, to_document = getattr(asked, "folder", None), getattr(asked, "write", False)
    if folder and to_document:
        parser.error(f"docs/{DOCUMENT.name} shows the project's own pages: give a folder or --write, not both")
    print(machine())
    alarmed = 0
    for table in _tables(asked):
        print(f"\n{table}", flush=True)
        alarmed += table.alarm
        if to_document:
            write(table)
    return min(alarmed, 1)


def _tables(asked: argparse.Namespace) -> Iterator[Table]:
    """Those of one benchmark with its options, or of all that are not long without any."""
    options = {name: value for name, value in vars(asked).items() if name not in {"name", "write"}}
    for name, one in BENCHMARKS.items():
        if asked.name == name or (asked.name is None and not one.is_long):
            yield from one.run(**options)


if __name__ == "__main__":
    raise SystemExit(main())
