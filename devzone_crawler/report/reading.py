"""An output directory as it is at one moment: its records one by one, its manifest, its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from devzone_crawler.manifest import MANIFEST_FILE, RunManifest
from devzone_crawler.runs import RUNS_FILE, Run
from devzone_crawler.schema import RULES
from devzone_crawler.storage.jsonl import end_of_lines
from devzone_crawler.storage.names import ARTICLES, REJECTS, VIEWS

_READ_AHEAD = 1 << 20
_LONGEST = 32 << 20
"""Bytes of a line. A crawl takes no page that is larger, so a longer line is none of ours; it is read in pieces."""
_Line = TypeVar("_Line")


class ReportError(Exception):
    """There is nothing to report on, with a sentence that says where."""


class UnfitError(ReportError):
    """A line does not fit the data format."""


def _formed(key: str) -> msgspec.Meta:
    """The form that a key has by the data format."""
    return msgspec.Meta(pattern=RULES[key]["pattern"])


_Id = Annotated[str, _formed("id")]
_Moment = Annotated[str, _formed("fetched_at")]
_Day = Annotated[str, _formed("publish_date")]
_Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
"""As large as what is reckoned with; no page was ever seen so often."""
_Revision = Annotated[int, msgspec.Meta(ge=1)]


class Record(msgspec.Struct):
    """What a report needs of a line of articles.jsonl. The rest of the line is passed over."""

    id: _Id
    url: str
    fetched_at: _Moment
    revision: _Revision = 1
    categories: list[str] | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    publish_date: _Day | None = None
    published_at: str | None = None
    view_count: _Count | None = None
    body_text: str = ""
    images: list[Any] = []
    attachments: list[Any] = []
    archive: str | None = None


class Revision(msgspec.Struct):
    """What is read of each line before all others: which revision is the present one, and what was counted when."""

    id: _Id
    revision: _Revision
    view_count: _Count | None
    fetched_at: _Moment


class Counted(msgspec.Struct):
    """A line of views.jsonl."""

    id: _Id
    view_count: _Count
    fetched_at: _Moment


class Rejected(msgspec.Struct):
    """What a report needs of a line of rejects.jsonl."""

    url: str
    reason: str
    title: str | None = None


@dataclass(frozen=True)
class Directory:
    """An output directory of devzone."""

    path: Path
    manifest: RunManifest | None
    """None if there is none, as in what was made without a crawl."""
    manifest_flaw: str | None
    """Why the manifest that is there could not be read."""
    runs: list[Run]
    """All runs that ended, the last one last."""
    ends: dict[str, int]
    """Of each file the bytes that were whole lines when it was looked at: a crawl may go on writing."""

    def records(self) -> Iterator[Record]:
        """Each line of articles.jsonl, whatever its revision. Raises UnfitError at a line that does not fit."""
        return self._lines(ARTICLES, Record)

    def revisions(self) -> Iterator[Revision]:
        """The same, with less of each."""
        return self._lines(ARTICLES, Revision)

    def counts(self) -> Iterator[Counted]:
        """Each line of views.jsonl."""
        return self._lines(VIEWS, Counted)

    def rejects(self) -> Iterator[Rejected]:
        """Each line of rejects.jsonl."""
        return self._lines(REJECTS, Rejected)

    def _lines(self, name: str, kind: type[_Line]) -> Iterator[_Line]:
        return _lines(self.path / name, kind, self.ends[name])


def open_directory(path: Path) -> Directory:
    """The directory, if it is one of ours. Raises ReportError if not, UnfitError for a history that does not fit."""
    if not path.is_dir():
        why = "is no directory" if path.exists() else "does not exist"
        raise ReportError(f"{path} {why}. Name an output directory of devzone.")
    articles, manifest = path / ARTICLES, path / MANIFEST_FILE
    if not articles.is_file() and not manifest.is_file():
        raise ReportError(f"{path} holds no {ARTICLES}. Name an output directory of devzone.")
    run, flaw = None, None
    if manifest.is_file():
        try:
            run = msgspec.json.decode(manifest.read_bytes(), type=RunManifest)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            flaw = str(error)
    ends = {name: _whole(path / name) for name in (ARTICLES, VIEWS, REJECTS, RUNS_FILE)}
    return Directory(path, run, flaw, list(_lines(path / RUNS_FILE, Run, ends[RUNS_FILE])), ends)


def _whole(path: Path) -> int:
    """Bytes of the lines that are whole; a last one that is torn is a crawl's, not ours. 0 if there is no file."""
    if not path.is_file():
        return 0
    with open(path, "rb") as file:
        return end_of_lines(file.fileno())


def _lines(path: Path, kind: type[_Line], end: int) -> Iterator[_Line]:
    """The lines up to a byte. Raises UnfitError at one that does not fit."""
    if not end:
        return
    decode = msgspec.json.Decoder(kind).decode
    with open(path, "rb", buffering=_READ_AHEAD) as lines:
        number = 0
        while end > 0 and (line := lines.readline(_LONGEST)):
            end -= len(line)
            number += 1
            try:
                yield decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise UnfitError(
                    f"{path}:{number} is no line of devzone ({error}). devzone check {path.parent} tells what is wrong."
                ) from error
