"""CPU, memory and quality of reading articles: ours, a bare parse and the peers, in one run."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.pages import Page, saved_pages, simulated_pages
from benchmarks.peers import OURS, READERS, Reader
from benchmarks.process import LeftOut, ReaderProcess
from benchmarks.report import Table
from benchmarks.scores import MEASURES, Found, mean_scores

ROUNDS = 7
SPEED_COLUMNS = ("reader", "version", "ms a page", "CPU, × ours", "peak MiB", "of it for reading")
QUALITY_COLUMNS = ("reader", *MEASURES, "raised")


def run(folder: Path | None = None, rounds: int = ROUNDS) -> Iterator[Table]:
    """Measure on the pages of a folder; on the project's own if there is none. Ours must run, peers may be missing."""
    made, saved = ([], saved_pages(folder)) if folder else (simulated_pages(), saved_pages())
    pages = [*made, *saved]
    if not pages:
        raise SystemExit(f"{folder}: no .html or .htm file in there or below")
    with ExitStack() as stack:
        processes = list(_started(pages, stack))
        records = {process.reader: process.records() for process in processes}
        yield _speed(processes, pages, rounds)
    yield from _quality("reading-made", made, {reader: found[: len(made)] for reader, found in records.items()})
    yield from _quality("reading-saved", saved, {reader: found[len(made) :] for reader, found in records.items()})


def _started(pages: list[Page], stack: ExitStack) -> Iterator[ReaderProcess]:
    raw = [(page.body, page.text, page.url) for page in pages]
    for reader in READERS:
        try:
            yield stack.enter_context(ReaderProcess(reader, raw))
        except LeftOut as reason:
            if reader.name == OURS:
                raise SystemExit(str(reason)) from None
            print(f"left out: {reason}", file=sys.stderr)


def _speed(processes: list[ReaderProcess], pages: list[Page], rounds: int) -> Table:
    """Time all in turns: what else happens on the machine meets all of them alike."""
    spent: dict[ReaderProcess, list[float]] = {process: [] for process in processes}
    for _ in range(rounds):
        for process, seconds in spent.items():
            seconds.append(process.seconds())
    ours = spent[processes[0]]
    rows = []
    for process, seconds in spent.items():
        before, peak = process.memory()
        rows.append(
            (
                process.reader.name,
                process.version,
                f"{statistics.median(seconds) / len(pages) * 1000:.2f}",
                f"{statistics.median(theirs / own for theirs, own in zip(seconds, ours, strict=True)):.2f}",
                f"{peak / 2**20:.0f}",
                f"{(peak - before) / 2**20:.0f}",
            )
        )
    size = statistics.mean(len(page.body) for page in pages) / 1024
    note = f"{len(pages)} pages of {size:.0f} KiB on average, {rounds} rounds in turns."
    return Table("reading", SPEED_COLUMNS, rows, (note,))


def _quality(name: str, pages: list[Page], records: dict[Reader, list[Found]]) -> Iterator[Table]:
    """One table, unless nothing is known of any page."""
    known = [number for number, page in enumerate(pages) if page.truth]
    if not known:
        return
    truths = [page.truth for page in pages if page.truth]
    rows = []
    for reader, found in records.items():
        if not reader.fields:
            continue
        own = [found[number] for number in known]
        means = mean_scores(truths, own, reader.fields)
        rows.append((reader.name, *("–" if m is None else f"{m:.2f}" for m in means), str(own.count(None))))
    yield Table(name, QUALITY_COLUMNS, rows, (f"{len(known)} pages.",))
