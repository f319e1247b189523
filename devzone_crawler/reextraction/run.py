"""One re-extraction, from the sources to a whole output directory."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, Self

import msgspec

from devzone_crawler.extraction.article import __version__
from devzone_crawler.pipelines.workers import Readers, UnreadError
from devzone_crawler.reextraction.changes import Changes, compare
from devzone_crawler.reextraction.merging import REJECTS, Merger
from devzone_crawler.reextraction.parts import Part
from devzone_crawler.reextraction.pieces import Piece, Read, pieces_of, read_piece, said, set_aside, single_pieces
from devzone_crawler.reextraction.sources import WarcFile, find_warcs
from devzone_crawler.storage.jsonl import ForeignOutputError, JsonLinesFile, OutputError
from devzone_crawler.storage.output import ARTICLES, VIEWS
from devzone_crawler.storage.warc import WarcError
from devzone_crawler.storage.whole import replace_file

REPORT = "reextraction.json"
UNFINISHED = "unfinished"
_AHEAD = 4
"""Pieces for each process that are read or wait to be merged: the next is there when one is done."""
_MOST_PROBLEMS = 100


class Reextraction(msgspec.Struct, kw_only=True):
    """What a re-extraction did: the content of reextraction.json."""

    schema_version: int = 1
    sources: list[str]
    """Folders in which the places of the archive (`archive` of a record) begin."""
    extractor_version: str = __version__
    warcs: int = 0
    pages: dict[str, int] = {}
    """By what they turned out to be."""
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: int = 0
    unread: int = 0
    """Files and records that could not be read."""
    problems: list[str] = []
    """Why, of the first hundred."""
    changes: Changes | None = None
    """Beside what the crawl had written; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much of the machine is taken."""

    processes: int = 0
    """0: one a core."""
    seconds: float = 30.0
    """How long a page may take."""
    megabytes: int = 4096
    """Memory of a process."""


class Elsewhere(Protocol):
    """Other machines, which make parts. Entered before the first and left after the last."""

    async def __aenter__(self) -> Self:
        """Reach them."""

    async def __aexit__(self, *_: object) -> None:
        """Leave them. What they are at is given up."""

    def size(self) -> int:
        """How many parts they make at once."""

    async def make(self, file: WarcFile, folder: Path) -> None:
        """Have the part of a file made. Raises WarcError when the file cannot be read."""


def reextract(
    sources: Sequence[Path],
    output: Path,
    pace: Pace,
    tell: Callable[[str], None] = lambda _: None,
    elsewhere: Elsewhere | None = None,
) -> Reextraction:
    """Read archived pages again and write an output directory from them, as a crawl would.

    `tell` hears a line for each WARC file. With `elsewhere` the files are read there, and this process puts together
    what comes of it. Interrupted at any moment and called again, it goes on with the WARC files
    that are left. Raises SourceError when there is nothing to read, OutputError when the directory cannot be written or
    holds records already, KeyboardInterrupt.
    """
    files = find_warcs(sources)
    if (output / ARTICLES).exists():
        raise ForeignOutputError(f"{output / ARTICLES} is there already. Choose another directory with --output.")
    unfinished = output / UNFINISHED
    with JsonLinesFile(unfinished / "lock"):
        shutil.rmtree(unfinished / "merged", ignore_errors=True)
        run = _Run(files, unfinished, tell)
        found = asyncio.run(run.read_here(pace) if elsewhere is None else run.read_elsewhere(elsewhere))
        found.sources = list(dict.fromkeys(str(file.folder.resolve()) for file in files))
        found.changes = compare((file for file in map(Path, found.sources)), unfinished / "merged")
        replace_file(output / REPORT, msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
        _move(unfinished / "merged", output)
    shutil.rmtree(unfinished, ignore_errors=True)
    return found


def _move(merged: Path, output: Path) -> None:
    """The files to where they belong; that of the articles last, since it says that all is done."""
    try:
        for name in (VIEWS, REJECTS, ARTICLES):
            if (merged / name).exists():
                os.replace(merged / name, output / name)
    except OSError as error:
        raise OutputError(f"{output} cannot be written ({error.strerror}).") from error


class _Step(NamedTuple):
    """Something to be merged when its turn comes."""

    file: WarcFile
    part: Part
    reading: asyncio.Task[Read] | asyncio.Task[None] | None
    """None, also as what it gives: somebody else has finished the part."""
    is_last: bool
    """True if the part is whole with it."""


class _Run:
    """The reading of some WARC files."""

    def __init__(self, files: list[WarcFile], folder: Path, tell: Callable[[str], None]) -> None:
        self._files = files
        self._folder = folder
        self._tell = tell
        self._pages: Counter[str] = Counter()
        self._unread = 0
        self._problems: list[str] = []

    async def read_here(self, pace: Pace) -> Reextraction:
        """Read all files with the processes of this machine, and merge what is read, in order."""
        count = pace.processes or os.cpu_count() or 1
        readers = Readers(count, pace.seconds, pace.megabytes)
        try:
            return await self._merge_all(self._steps(lambda file, part: _pieces(readers, file, part)), _AHEAD * count)
        finally:
            readers.close()

    async def read_elsewhere(self, elsewhere: Elsewhere) -> Reextraction:
        """Have all files read by other machines, and merge what is read, in order."""
        async with elsewhere:
            steps = self._steps(lambda file, part: self._whole(elsewhere, file, part))
            return await self._merge_all(steps, _AHEAD * max(1, elsewhere.size()))

    async def _merge_all(self, steps: Iterator[_Step], most: int) -> Reextraction:
        """Take steps, `most` of which are under way at once, and merge what comes of them."""
        merger = Merger(self._folder / "merged")
        waiting: deque[_Step] = deque()
        try:
            for step in steps:
                waiting.append(step)
                if len(waiting) >= most:
                    await self._merge(waiting.popleft(), merger)
            while waiting:
                await self._merge(waiting.popleft(), merger)
        finally:
            for step in waiting:
                if step.reading is not None:
                    step.reading.cancel()
            merger.close()
        return Reextraction(
            sources=[],
            warcs=len(self._files),
            pages=dict(sorted(self._pages.items())),
            new=merger.new,
            revised=merger.revised,
            unchanged=merger.unchanged,
            rejected=merger.rejected,
            unread=self._unread,
            problems=self._problems,
        )

    def _steps(self, steps_of: Callable[[WarcFile, Part], Iterator[_Step]]) -> Iterator[_Step]:
        """What there is to do for the files; it begins when it is taken."""
        for file in self._files:
            try:
                part = Part(self._folder, file)
                if part.is_whole():
                    yield _Step(file, part, None, is_last=True)
                else:
                    yield from steps_of(file, part)
            except (OSError, WarcError) as error:
                self._note_problems([f"{file.path}: {said(error)}"])

    def _whole(self, elsewhere: Elsewhere, file: WarcFile, part: Part) -> Iterator[_Step]:
        yield _Step(file, part, asyncio.create_task(elsewhere.make(file, self._folder)), is_last=True)

    async def _merge(self, step: _Step, merger: Merger) -> None:
        """Wait for a step, and write what came of it."""
        try:
            read = await step.reading if step.reading is not None else None
        except (OSError, WarcError) as error:  # the file was taken away, or is no archive from here on
            read = Read(problems=[f"{step.file.path}: {said(error)}"])
        if read is None:
            merger.take(step.part.lines())
        else:
            step.part.add(read)
            merger.take(read.lines)
        if step.is_last:
            total = step.part.sum() if read is None else step.part.finish()
            merger.commit()
            pages = Counter(total.pages)
            self._tell(f"{step.file.name}: {pages.total():,} pages, {pages['article']:,} articles")
            self._pages += pages
            self._note_problems(total.problems)

    def _note_problems(self, problems: list[str]) -> None:
        self._unread += len(problems)
        self._problems += problems[: _MOST_PROBLEMS - len(self._problems)]
        if problems:
            more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
            self._tell(f"not read: {problems[0]}{more}")


def _pieces(readers: Readers, file: WarcFile, part: Part) -> Iterator[_Step]:
    pieces = pieces_of(file.folder, file.name)
    for piece in pieces:
        yield _Step(file, part, asyncio.create_task(read_safely(readers, piece)), is_last=piece is pieces[-1])


async def read_safely(readers: Readers, piece: Piece) -> Read:
    """A piece, read; when that goes wrong, page by page, and the page that is to blame set aside."""
    try:
        return await readers.call(read_piece, piece, attempts=1)
    except UnreadError:
        read = Read()
    for single in single_pieces(piece):
        try:
            read.add(await readers.call(read_piece, single))
        except UnreadError as error:
            read.add(set_aside(single, str(error)))
    return read
