"""`python -m benchmarks`: which benchmark, on what, and where the tables go."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    archives,
    checking,
    clusters,
    crashes,
    crawling,
    exports,
    fuzzing,
    growth,
    reading,
    scale,
    stages,
    storing,
)
from benchmarks.report import DOCUMENT, Table, machine, write

BENCHMARKS: dict[str, Callable[..., Iterator[Table]]] = {
    "reading": reading.run,
    "stages": stages.run,
    "growth": growth.run,
    "crawling": crawling.run,
    "fuzzing": fuzzing.run,
    "storing": storing.run,
    "archives": archives.run,
    "checking": checking.run,
    "exports": exports.run,
    "crashes": crashes.run,
    "cluster": clusters.run,
    "scale": scale.run,
}


def arguments() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--write", action="store_true", help=f"put the tables into docs/{DOCUMENT.name} too")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure devzone_crawler. Without a name: all benchmarks, one after another.",
        parents=[common],
    )
    names = parser.add_subparsers(title="benchmarks", dest="name", metavar="NAME")
    one = names.add_parser("reading", parents=[common], help="CPU, memory and quality beside the peers")
    one.add_argument("folder", nargs="?", type=_folder, help="saved pages to read in place of the project's own")
    one = names.add_parser("stages", parents=[common], help="where the time of one page goes, beside lxml's parse")
    one.add_argument("folder", nargs="?", type=_folder, help="saved pages to read in place of the project's own")
    names.add_parser("growth", parents=[common], help="CPU per KiB of pages up to 20 MB and 100,000 levels")
    one = names.add_parser("crawling", parents=[common], help="a whole crawl beside a bare Scrapy spider")
    one.add_argument("--articles", type=int, default=crawling.ARTICLES, help="of the site (default %(default)s)")
    one.add_argument("--rounds", type=int, default=crawling.ROUNDS, help="of crawls in turns (default %(default)s)")
    one.add_argument(
        "--sizes", type=int, nargs="+", metavar="ARTICLES", default=crawling.SIZES, help="whose memory is compared"
    )
    one = names.add_parser("fuzzing", parents=[common], help="spoilt pages; exit code 1 if one raises or is slow")
    one.add_argument("--pages", type=int, default=fuzzing.PAGES, help="how many (default %(default)s)")
    one.add_argument("--seed", type=int, default=fuzzing.SEED, help="which ones (default %(default)s)")
    one.add_argument("--save", type=Path, metavar="FOLDER", help="keep the pages on which something was found")
    one = names.add_parser("checking", parents=[common], help="how fast devzone check reads a large file")
    one.add_argument("--records", type=int, default=checking.RECORDS, help="in it (default %(default)s)")
    one = names.add_parser("exports", parents=[common], help="how fast devzone export writes a large file")
    one.add_argument("--records", type=int, default=exports.RECORDS, help="in it (default %(default)s)")
    one = names.add_parser("storing", parents=[common], help="what writing costs, and how soon a crawl begins")
    one.add_argument("--records", type=int, default=storing.RECORDS, help="that are there (default %(default)s)")
    one = names.add_parser("archives", parents=[common], help="what an archive costs, and reading it again")
    one.add_argument("--articles", type=int, default=archives.ARTICLES, help="of the site (default %(default)s)")
    one.add_argument("--rounds", type=int, default=archives.ROUNDS, help="of each in turns (default %(default)s)")
    one = names.add_parser(
        "crashes", parents=[common], help="crawls that are killed; exit code 1 if one loses anything"
    )
    one.add_argument("--crawls", type=int, default=crashes.CRAWLS, help="how many (default %(default)s)")
    one.add_argument("--kills", type=int, default=crashes.KILLS, help="of each (default %(default)s)")
    one.add_argument("--seed", type=int, default=crashes.SEED, help="which moments (default %(default)s)")
    one = names.add_parser(
        "cluster", parents=[common], help="many sites on machines that are lost, and what that costs"
    )
    one.add_argument("--sites", type=int, default=clusters.SITES, help="how many (default %(default)s)")
    one.add_argument("--articles", type=int, default=clusters.ARTICLES, help="of each site (default %(default)s)")
    one.add_argument("--pages", type=int, default=clusters.PAGES, help="that are read again (default %(default)s)")
    one.add_argument("--warcs", type=int, default=clusters.WARCS, help="that hold them (default %(default)s)")
    one.add_argument("--rounds", type=int, default=clusters.ROUNDS, help="of each in turns (default %(default)s)")
    one.add_argument("--seed", type=int, default=clusters.SEED, help="which moments (default %(default)s)")
    one = names.add_parser("scale", parents=[common], help="5,000 sites on 1 to 100 machines: a model beside real runs")
    one.add_argument("--no-points", dest="points", action="store_false", help="without the real runs of a small list")
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
    alarms = 0
    for table in _tables(asked):
        print(f"\n{table}", flush=True)
        alarms += table.alarm
        if to_document:
            write(table)
    return min(alarms, 1)


def _tables(asked: argparse.Namespace) -> Iterator[Table]:
    """Those of one benchmark with its options, or of all without any."""
    options = {name: value for name, value in vars(asked).items() if name not in {"name", "write"}}
    for name, run in BENCHMARKS.items():
        if asked.name in (None, name):
            yield from run(**options)


if __name__ == "__main__":
    raise SystemExit(main())
