"""A JSON Lines file that is appended to by one writer, one `write(2)` a record.

POSIX makes a single write to a file opened with O_APPEND land whole or short, never interleaved. A short write, as on
a full disk, leaves a torn last line; it is cut off at once, and again at the next open should the process have died in
between. So the file always ends on a whole line for whoever opens it next.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

_CHUNK = 1 << 16
_BEGINNING = b'{"schema_version":'
"""How every line of articles.jsonl begins."""
_encoder = msgspec.json.Encoder()


class OutputError(Exception):
    """The output cannot be written, with a sentence that says where and what to do.

    OutputBusyError     another crawl writes there
    ForeignOutputError  the file is not one of ours
    """


class OutputBusyError(OutputError):
    """Another process holds the file."""


class ForeignOutputError(OutputError):
    """The file holds something else than records."""


class Known(msgspec.Struct):
    """What the memory needs of a record that is already in the file."""

    id: str
    revision: int
    url: str
    content_hash: str


class JsonLinesFile:
    """Append records to a file. Opening it takes the lock, checks that the file is ours and repairs its end.

    Raises OutputError when the file cannot be written, is in use, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise OutputError(
                f"{path} cannot be written ({error.strerror}). Choose another directory with --output."
            ) from error
        try:
            self._lock()
            self._check_first_line()
            self._size = self._cut_torn_tail()
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, record: dict[str, Any]) -> None:
        """Write one line. Raises OutputError, with the file as it was before, when it cannot be written whole."""
        line = encode_line(record)
        try:
            written = os.write(self._descriptor, line)
        except OSError as error:
            self._restore()
            raise OutputError(f"{self.path} cannot be written any more ({error.strerror}).") from error
        if written != len(line):
            self._restore()
            raise OutputError(f"{self.path} cannot be written any more (the disk is full).")
        self._size += written

    def close(self) -> None:
        """Give the data to the disk and the lock to others."""
        try:
            with contextlib.suppress(OSError):
                os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)

    def _lock(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputBusyError(
                f"{self.path} is being written by another crawl. Wait for it, or choose another directory "
                "with --output."
            ) from error

    def _check_first_line(self) -> None:
        head = os.pread(self._descriptor, _CHUNK, 0)
        if head and not head.startswith(b"{"):
            raise ForeignOutputError(
                f"{self.path} holds something that devzone did not write. Move it away, or choose another directory "
                "with --output."
            )

    def _cut_torn_tail(self) -> int:
        """Truncate to the end of the last whole line; the size that is left."""
        size = os.fstat(self._descriptor).st_size
        end = size
        while end > 0:
            start = max(0, end - _CHUNK)
            newline = os.pread(self._descriptor, end - start, start).rfind(b"\n")
            if newline >= 0:
                end = start + newline + 1
                break
            end = start
        if end != size:
            os.ftruncate(self._descriptor, end)
        return end

    def _restore(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, self._size)


def encode_line(record: dict[str, Any]) -> bytes:
    """A record as one line of UTF-8 JSON."""
    return _encoder.encode(record) + b"\n"


def known_records(path: Path) -> Iterator[Known]:
    """What the memory needs of every record in a file, in file order.

    A torn last line of ours counts as not written. Raises ForeignOutputError at the first line that is no record.
    """
    decode = msgspec.json.Decoder(Known).decode
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n") and line[: len(_BEGINNING)] == _BEGINNING[: len(line)]:
                return
            try:
                yield decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise ForeignOutputError(
                    f"line {number} of {path} is no record of devzone ({error}). Move the file away, or choose another "
                    "directory with --output."
                ) from error
