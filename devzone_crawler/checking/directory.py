"""An output directory, or one file of it: which rules hold for which file, and whether the manifest tells the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from devzone_crawler.checking.finding import Finding, Flaw
from devzone_crawler.checking.invariants import Articles, flaws_of_reject, flaws_of_runs, flaws_of_views
from devzone_crawler.checking.lines import lines_of
from devzone_crawler.checking.typed import Reader, RunReader
from devzone_crawler.items import Article, Reject, ViewCount
from devzone_crawler.manifest import MANIFEST_FILE, RunManifest, WrittenFile
from devzone_crawler.runs import RUNS_FILE
from devzone_crawler.storage.archive import FOLDER
from devzone_crawler.storage.names import ARTICLES, REJECTS, VIEWS
from devzone_crawler.storage.whole import Digest, digest_of

_NO_END = "has no newline at its end: a crawl was killed while it wrote this. The next crawl cuts it off."


class CheckError(Exception):
    """There is nothing to check, with a sentence that says where."""


class Checked(NamedTuple):
    """A file that was read to its end."""

    file: Path
    lines: int
    is_being_written: bool = False
    """True if a last line was left out that a running crawl has not finished."""


Event = Finding | Checked
_Digests = Mapping[str, Future[Digest]]


def check(path: Path) -> Iterator[Event]:
    """Check an output directory, or one file of it: each finding as it is met, and each file when it was read.

    A file is taken for what its name says, and for records of articles if that says nothing. Memory grows with the
    number of articles, by 150 bytes each. Raises CheckError if there is nothing, OSError if a file cannot be read.
    """
    if path.is_dir():
        yield from _check_directory(path)
    elif not path.exists():
        raise CheckError(f"{path} does not exist. Name an output directory of devzone, or a file of one.")
    elif path.name == MANIFEST_FILE:
        yield from _check_manifest(path, None)
    else:
        yield from _check_lines(path, None)


def _check_directory(directory: Path) -> Iterator[Event]:
    names = [name for name in (ARTICLES, VIEWS, REJECTS, RUNS_FILE) if (directory / name).exists()]
    manifest = directory / MANIFEST_FILE
    if not names and not manifest.exists():
        raise CheckError(f"{directory} holds no {ARTICLES}. Name an output directory of devzone, or a file of one.")
    run = _read_manifest(manifest) if manifest.exists() else None
    articles = Articles()
    with ThreadPoolExecutor(1, "digests") as thread:  # hashing lets this thread go on
        digests = {}
        if isinstance(run, RunManifest) and run.state == "ended":
            named = (name for name in _archived(directory) if any(file.name == name for file in run.files))
            digests = {name: thread.submit(digest_of, directory / name) for name in (*names, *named)}
        is_running = isinstance(run, RunManifest) and run.state == "running"
        for name in names:
            yield from _check_lines(directory / name, articles, is_running=is_running)
        if run is not None:
            yield from _check_manifest(manifest, digests)


def _archived(directory: Path) -> list[str]:
    """Files of the archive. Those of earlier runs are there and not named."""
    return [f"{FOLDER}/{path.name}" for path in sorted((directory / FOLDER).glob("*.warc.gz"))]


def _check_lines(path: Path, articles: Articles | None, *, is_running: bool = False) -> Iterator[Event]:
    reader, invariants = _rules_for(path.name, articles)
    lines = 0
    for line in lines_of(path):
        if line.is_torn and is_running:
            yield Checked(path, lines, is_being_written=True)
            return
        lines = line.number
        record, flaws = reader.read(line.text)
        if line.is_torn:
            flaws = [Flaw("line", None, _NO_END), *(flaws if record is not None else [])]
        for flaw in (*line.flaws, *flaws):
            yield Finding(path, lines, *flaw)
        if record is not None:
            for flaw in invariants(record):
                yield Finding(path, lines, *flaw)
    yield Checked(path, lines)


def _rules_for(name: str, articles: Articles | None) -> tuple[Reader | RunReader, Callable[[Any], Iterator[Flaw]]]:
    if name == VIEWS:
        return Reader(ViewCount), lambda line: flaws_of_views(line, articles)
    if name == REJECTS:
        return Reader(Reject), flaws_of_reject
    if name == RUNS_FILE:
        return RunReader(), flaws_of_runs()
    return Reader(Article), (Articles() if articles is None else articles).flaws


def _read_manifest(path: Path) -> RunManifest | str:
    """The manifest; a sentence if it is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=RunManifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"does not fit its format: {error}."


def _check_manifest(path: Path, digests: _Digests | None) -> Iterator[Event]:
    """`digests`: of the files that are there; None if the manifest is looked at alone."""
    run = _read_manifest(path)
    if isinstance(run, str):
        yield Finding(path, None, "manifest", None, run)
    elif digests is not None and run.state == "ended":
        promised = {file.name: file for file in run.files}
        for name in sorted(promised.keys() | digests.keys()):
            why = _difference(promised.get(name), digests.get(name))
            if why is not None:
                yield Finding(path, None, "manifest", "files", f"{name} {why}")
    yield Checked(path, 1)


def _difference(promised: WrittenFile | None, found: Future[Digest] | None) -> str | None:
    if found is None:
        return "is named, and is not there."
    if promised is None:
        return "is there, and is not named."
    size, lines, sha256 = found.result()
    if size != promised.bytes:
        return f"has {size} bytes, not the {promised.bytes} that the last run left."
    if promised.lines not in (None, lines):
        return f"has {lines} lines, not {promised.lines}."
    if sha256 != promised.sha256:
        return f"is not what the last run left: its SHA-256 is {sha256}, not {promised.sha256}."
    return None
