"""One part for each WARC file: what was read from it, kept until all is. A run that was interrupted goes on there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BufferedWriter
from pathlib import Path

import msgspec

from devzone_crawler.reextraction.pieces import Read
from devzone_crawler.reextraction.sources import WarcFile
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.version import __version__


class _Made(msgspec.Struct, frozen=True):
    """What a part was made of, its first line."""

    warc: str
    size: int
    modified: int
    extractor: str


class Sum(msgspec.Struct):
    """What else is to be said of a part, its last line."""

    pages: dict[str, int] = {}
    """By what they turned out to be."""
    problems: list[str] = []
    """What could not be read."""


class Part:
    """The part of a WARC file, in a folder. Raises OSError if the WARC file is not there, OutputError when writing."""

    def __init__(self, folder: Path, file: WarcFile) -> None:
        self._made = _Made(file.name, *file.state(), __version__)
        digest = hashlib.sha256(os.fsencode(file.path.resolve())).hexdigest()[:8]
        self._path = folder / f"{file.path.name}.{digest}.jsonl"
        # Another machine may be at the same part, given up for lost: both write the same, each a draft of its own.
        self._draft_path = folder / f".{self._path.name}.{secrets.token_hex(4)}.new"
        self._draft: BufferedWriter | None = None
        self._total = Sum()

    def is_whole(self) -> bool:
        """True if an earlier run finished it, with the same file and the same extractor."""
        try:
            with open(self._path, "rb") as lines:
                return msgspec.json.decode(lines.readline(), type=_Made) == self._made
        except (OSError, msgspec.DecodeError):
            return False

    def lines(self) -> Iterator[bytes]:
        """The lines of a part that is whole, as they were added."""
        with open(self._path, "rb") as lines:
            lines.readline()
            before = lines.readline()
            for line in lines:
                yield before
                before = line

    def sum(self) -> Sum:
        """What else is to be said of a part that is whole."""
        with open(self._path, "rb") as lines:
            *_, last = lines
        return msgspec.json.decode(last, type=Sum)

    def add(self, read: Read) -> None:
        """Write what was read."""
        self._total.pages = dict(Counter(self._total.pages) + read.pages)
        self._total.problems += read.problems
        self._write(read.lines)

    def finish(self) -> Sum:
        """Nothing more comes: from now on the part is whole. What else is to be said of it."""
        self._write([msgspec.json.encode(self._total) + b"\n"])
        assert self._draft is not None
        with self._told():
            self._draft.flush()
            os.fsync(self._draft.fileno())
            self._draft.close()
            os.replace(self._draft_path, self._path)
        return self._total

    def _write(self, lines: Iterable[bytes]) -> None:
        with self._told():
            if self._draft is None:
                self._draft = open(self._draft_path, "wb")  # noqa: SIM115 -- closed by finish
                self._draft.write(msgspec.json.encode(self._made) + b"\n")
            self._draft.writelines(lines)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self._path} cannot be written ({error.strerror}). Choose another directory with --output."
            ) from error
