"""One part for each WARC file: what was read from it, kept until all is. A run that was interrupted goes on there."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from io import BufferedWriter
from pathlib import Path

import msgspec

from devzone_crawler.extraction.article import __version__
from devzone_crawler.reextraction.sources import WarcFile
from devzone_crawler.storage.jsonl import OutputError


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
        status = file.path.stat()
        self._made = _Made(file.name, status.st_size, status.st_mtime_ns, __version__)
        digest = hashlib.sha256(os.fsencode(file.path.resolve())).hexdigest()[:8]
        self._path = folder / f"{file.path.name}.{digest}.jsonl"
        self._draft: BufferedWriter | None = None

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

    def add(self, lines: Iterable[bytes]) -> None:
        """Write what was read."""
        with self._told():
            if self._draft is None:
                self._draft = open(self._draft_path, "wb")  # noqa: SIM115 -- closed by finish
                self._draft.write(msgspec.json.encode(self._made) + b"\n")
            self._draft.writelines(lines)

    def finish(self, total: Sum) -> None:
        """Nothing more comes: from now on the part is whole."""
        self.add([msgspec.json.encode(total) + b"\n"])
        assert self._draft is not None
        with self._told():
            self._draft.flush()
            os.fsync(self._draft.fileno())
            self._draft.close()
            os.replace(self._draft_path, self._path)

    @property
    def _draft_path(self) -> Path:
        return self._path.with_name(f".{self._path.name}.new")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self._path} cannot be written ({error.strerror}). Choose another directory with --output."
            ) from error
