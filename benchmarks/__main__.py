"""`python -m benchmarks`: which benchmark, on what, and where the tables go."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks import crawling, fuzzing, growth, reading
from benchmarks.report import DOCUMENT, Table, machine, write


def arguments() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure devzone_crawler. Without a name: reading, growth and crawling.",
    )
    parser.add_argument("--write", action="store_true", help=f"put the tables into docs/{DOCUMENT.name} too")
    names = parser.add_subparsers(title="benchmarks", dest="name", metavar="NAME")
    one = names.add_parser("reading", help="CPU, memory and quality beside the peers that are installed")
    one.add_argument("folder", nargs="?", type=_folder, help="saved pages to read in place of the project's own")
    names.add_parser("growth", help="CPU per KiB of pages up to 20 MB and 100,000 levels")
    names.add_parser("crawling", help="a whole crawl beside a bare Scrapy spider")
    one = names.add_parser("fuzzing", help="spoilt pages; exit code 1 if one raises, is slow or keeps memory")
    one.add_argument("--pages", type=int, default=fuzzing.PAGES, help="how many (default %(default)s)")
    one.add_argument("--seed", type=int, default=fuzzing.SEED, help="which ones (default %(default)s)")
    one.add_argument("--save", type=Path, metavar="FOLDER", help="keep the pages on which something was found")
    return parser


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text}: no such folder")
    return path


def main() -> int:
    """Run what was asked for; the exit code."""
    asked = arguments().parse_args()
    found = False
    print(machine())
    if asked.name == "fuzzing":
        table, found = fuzzing.run(asked.pages, asked.seed, asked.save)
        tables: Iterator[Table] = iter([table])
    else:
        tables = _tables(asked.name, getattr(asked, "folder", None))
    for table in tables:
        print(f"\n{table}", flush=True)
        if asked.write:
            write(table)
    return int(found)


def _tables(name: str | None, folder: Path | None) -> Iterator[Table]:
    if name in (None, "reading"):
        yield from reading.run(folder)
    if name in (None, "growth"):
        yield from growth.run()
    if name in (None, "crawling"):
        yield from crawling.run()


if __name__ == "__main__":
    raise SystemExit(main())
