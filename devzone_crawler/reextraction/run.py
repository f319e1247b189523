"""One re-extraction, from the sources to a whole output directory."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, Self

import msgspec

from devzone_crawler.objects.failure import BucketError, MissingLibraryError
from devzone_crawler.readers.pool import Readers, UnreadError
from devzone_crawler.reextraction.changes import Changes, compare
from devzone_crawler.reextraction.destination import Destination
from devzone_crawler.reextraction.fetching import Fetched, fetch_records
from devzone_crawler.reextraction.merging import Merger
from devzone_crawler.reextraction.parts import Part
from devzone_crawler.reextraction.pieces import Piece, Read, pieces_of, read_piece, said, set_aside, single_pieces
from devzone_crawler.reextraction.sources import SourceError, WarcFile, find_warcs
from devzone_crawler.storage.jsonl import JsonLinesFile
from devzone_crawler.storage.warc import WarcError
from devzone_crawler.version import __version__

_AHEAD = 4
"""Pieces for each process that are read or wait to be merged: the next is there when one is done."""
_MOST_PROBLEMS = 100


class Reextraction(msgspec.Struct, kw_only=True):
    """What a re-extraction did: the content of reextraction.json."""

    schema_version: int = 1
    sources: list[str]
    """Folders and addresses in which the places of the archive (`archive` of a record) begin."""
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
    sources: Sequence[Path | str],
    destination: Destination,
    pace: Pace,
    tell: Callable[[str], None] = lambda _: None,
    elsewhere: Elsewhere | None = None,
) -> Reextraction:
    """Read archived pages again and write the output of a crawl from them.

    Sources are paths, and addresses `s3://bucket/prefix`. `tell` hears a line for each WARC file. With `elsewhere` the
    files are read there, and this process puts together what comes of it. Interrupted at any moment and called again,
    it goes on with the WARC files that are left. Raises SourceError if there is nothing to read, OutputError if the
    destination cannot be written or holds records already, BucketError when a store is lost, KeyboardInterrupt.
    """
    unfinished = destination.work
    fetched = unfinished / "fetched"
    try:
        files = find_warcs(sources, fetched)
    except MissingLibraryError:
        raise
    except BucketError as error:
        raise SourceError(str(error)) from None
    destination.check()
    with JsonLinesFile(unfinished / "lock"):
        try:
            shutil.rmtree(fetched, ignore_errors=True)
            shutil.rmtree(unfinished / "merged", ignore_errors=True)
            run = _Run(files, unfinished, tell)
            found = asyncio.run(run.read_here(pace) if elsewhere is None else run.read_elsewhere(elsewhere))
            found.sources = list(dict.fromkeys(file.beginning or str(file.folder.resolve()) for file in files))
            asyncio.run(fetch_records(files))
            found.changes = compare(dict.fromkeys(file.folder.resolve() for file in files), unfinished / "merged")
            report = msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
            destination.publish(report, unfinished / "merged")
        finally:
            shutil.rmtree(fetched, ignore_errors=True)
    shutil.rmtree(unfinished, ignore_errors=True)
    return found


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
        self._fetched = Fetched()

    async def read_here(self, pace: Pace) -> Reextraction:
        """Read all files with the processes of this machine, and merge what is read, in order."""
        count = pace.processes or os.cpu_count() or 1
        readers = Readers(count, pace.seconds, pace.megabytes)
        try:
            return await self._merge_all(
                self._steps(lambda file, part: self._pieces(readers, file, part)), _AHEAD * count
            )
        finally:
            readers.close()

    async def read_elsewhere(self, elsewhere: Elsewhere) -> Reextraction:
        """Have all files read by other machines, and merge what is read, in order."""
        async with elsewhere:
            steps = self._steps(lambda file, part: self._whole(elsewhere, file, part))
            return await self._merge_all(steps, _AHEAD * max(1, elsewhere.size()))

    async def _merge_all(self, steps: AsyncIterator[_Step], most: int) -> Reextraction:
        """Take steps, `most` of which are under way at once, and merge what comes of them."""
        merger = Merger(self._folder / "merged")
        waiting: deque[_Step] = deque()
        try:
            async for step in steps:
                waiting.append(step)
                if len(waiting) >= most:
                    await self._merge(waiting.popleft(), merger)
            while waiting:
                await self._merge(waiting.popleft(), merger)
        finally:
            left = [step.reading for step in waiting if step.reading is not None]
            for reading in left:
                reading.cancel()
            await asyncio.gather(*left, return_exceptions=True)  # several may have failed for the same reason
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

    async def _steps(self, steps_of: Callable[[WarcFile, Part], Iterator[_Step]]) -> AsyncIterator[_Step]:
        """What there is to do for the files; it begins when it is taken."""
        for file in self._files:
            try:
                part = Part(self._folder, file)
                if part.is_whole():
                    yield _Step(file, part, None, is_last=True)
                    continue
                await self._fetched.take(file)
            except OSError as error:
                self._note_problems([f"{file.shown}: {said(error)}"])
                continue
            try:
                steps = iter(steps_of(file, part))
                first = next(steps, None)
            except (OSError, WarcError) as error:
                self._fetched.give_back(file)
                self._note_problems([f"{file.shown}: {_at_home(said(error), file)}"])
                continue
            if first is None:
                self._fetched.give_back(file)
                continue
            yield first
            for step in steps:
                yield step

    def _whole(self, elsewhere: Elsewhere, file: WarcFile, part: Part) -> Iterator[_Step]:
        yield _Step(file, part, asyncio.create_task(elsewhere.make(file, self._folder)), is_last=True)

    def _pieces(self, readers: Readers, file: WarcFile, part: Part) -> Iterator[_Step]:
        pieces = pieces_of(file.folder, file.name)
        for piece in pieces:
            reading = asyncio.create_task(self._read(readers, piece, file))
            yield _Step(file, part, reading, is_last=piece is pieces[-1])

    async def _read(self, readers: Readers, piece: Piece, file: WarcFile) -> Read:
        """A piece, read; of a stored file once more when it refers to files that had to be fetched first."""
        if file.stored is None:
            return await read_safely(readers, piece)
        others: dict[str, WarcFile | None] = {}
        try:
            while True:
                read = await read_safely(readers, piece)
                wanted = sorted(read.missing - others.keys())
                for name in wanted:
                    others[name] = await self._fetched.take_other(file, name)
                if not any(others[name] for name in wanted):
                    read.problems = [_at_home(problem, file) for problem in read.problems]
                    return read
        finally:
            for other in others.values():
                if other is not None:
                    self._fetched.give_back(other)

    async def _merge(self, step: _Step, merger: Merger) -> None:
        """Wait for a step, and write what came of it."""
        try:
            read = await step.reading if step.reading is not None else None
        except (OSError, WarcError) as error:  # the file was taken away, or is no archive from here on
            read = Read(problems=[f"{step.file.shown}: {_at_home(said(error), step.file)}"])
        if read is None:
            merger.take(step.part.lines())
        else:
            step.part.add(read)
            merger.take(read.lines)
        if step.is_last:
            if step.reading is not None:
                self._fetched.give_back(step.file)
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


def _at_home(said: str, file: WarcFile) -> str:
    """What is said of a fetched file, with its address in place of the passing one on this disk."""
    return said.replace(str(file.folder), file.beginning) if file.stored is not None else said


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
