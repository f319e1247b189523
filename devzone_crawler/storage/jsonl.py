"""A JSON Lines file that is appended to by one writer, one `write(2)` a record.

POSIX makes a single write to a file opened with O_APPEND land whole or short, never interleaved. A short write, as on
a full disk, leaves a torn last line; it is cut off at once, and again at the next open should the process have died in
between. So the file always ends on a whole line for whoever opens it next.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import msgspec

_CHUNK = 1 << 16
_READ_AHEAD = 1 << 20
_LAST = 4 << 20
_encoder = msgspec.json.Encoder()
_Line = TypeVar("_Line")


class OutputError(Exception):
    """The output cannot be written, with a sentence that says where and what to do.

    OutputBusyError     another crawl writes there
    ForeignOutputError  the file is not one of ours
    """


class OutputBusyError(OutputError):
    """Another process holds the file."""


class ForeignOutputError(OutputError):
    """The file holds something else than records."""


class End(NamedTuple):
    """Where a file ended, and what its last line was: enough to tell later whether it only grew since."""

    offset: int = 0
    """Bytes."""
    length: int = 0
    """Bytes of the last line."""
    checksum: int = 0
    """CRC-32 of the last line."""


class JsonLinesFile:
    """Append records to a file. Opening it takes the lock, checks that the file is ours and repairs its end.

    `beginning` is how every line begins; `check` is called before each write, and does not come back if this process
    may not write any more. Raises OutputError when the file cannot be written, is in use, or holds something else.
    """

    def __init__(
        self, path: Path, beginning: bytes = b'{"schema_version":', check: Callable[[], None] = lambda: None
    ) -> None:
        self.path = path
        self._check = check
        self._beginning = beginning
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
            self.end = End(self._cut_torn_tail())
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
        self.append_line(encode_line(record))

    def append_line(self, line: bytes) -> None:
        """The same for a record that is a line already."""
        if os.fstat(self._descriptor).st_nlink == 0:
            raise OutputError(f"{self.path} was removed while the crawl wrote to it. Run the crawl again.")
        self._check()
        try:
            written = os.write(self._descriptor, line)
        except OSError as error:
            self._restore()
            raise OutputError(f"{self.path} cannot be written any more ({error.strerror}).") from error
        if written != len(line):
            self._restore()
            raise OutputError(f"{self.path} cannot be written any more (the disk is full).")
        self.end = End(self.end.offset + written, written, zlib.crc32(line))

    @property
    def modified(self) -> int:
        """When the file was last written to, in nanoseconds since 1970."""
        return os.fstat(self._descriptor).st_mtime_ns

    def sync(self) -> None:
        """Give what was written to the disk. May be called from another thread. Raises OutputError if that fails."""
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise OutputError(f"{self.path} cannot be written any more ({error.strerror}).") from error

    def close(self) -> None:
        """Give the data to the disk and the lock to others."""
        try:
            with contextlib.suppress(OSError):
                os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)

    def went_on_from(self, end: End) -> bool:
        """True if the file ended there once, and since then only grew."""
        line = os.pread(self._descriptor, end.length, end.offset - end.length)
        return end.offset <= self.end.offset and len(line) == end.length and zlib.crc32(line) == end.checksum

    def records(self, kind: type[_Line], start: int = 0) -> Iterator[tuple[_Line, End]]:
        """Each record from a byte on, and where its line ends. Raises ForeignOutputError at a line that is none."""
        decode = msgspec.json.Decoder(kind).decode
        offset = start
        with open(self.path, "rb", buffering=_READ_AHEAD) as lines:
            lines.seek(start)
            for line in lines:
                try:
                    record = decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise ForeignOutputError(
                        f"Line {self._line_at(offset)} of {self.path} is no record of devzone ({error}). Move the file "
                        "away, or choose another directory with --output."
                    ) from error
                offset += len(line)
                yield record, End(offset, len(line), zlib.crc32(line))

    def _lock(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputBusyError(
                f"{self.path} is being written by another crawl. Wait for it, or choose another directory "
                "with --output."
            ) from error

    def _check_first_line(self) -> None:
        if not self._may_begin_at(0):
            raise self._foreign()

    def _may_begin_at(self, offset: int) -> bool:
        """True if a line of ours may begin at a byte, perhaps a torn one."""
        head = os.pread(self._descriptor, len(self._beginning), offset)
        return self._beginning.startswith(head)

    def _foreign(self) -> ForeignOutputError:
        return ForeignOutputError(
            f"{self.path} holds something that devzone did not write. Move it away, or choose another directory with "
            "--output."
        )

    def _cut_torn_tail(self) -> int:
        """Truncate to the end of the last whole line; the size that is left."""
        end = end_of_lines(self._descriptor)
        if not self._may_begin_at(end):
            raise self._foreign()
        if end != os.fstat(self._descriptor).st_size:
            os.ftruncate(self._descriptor, end)
        return end

    def last(self, count: int) -> list[dict[str, Any]]:
        """The last records of the file, as many as there are in its last megabytes, `count` at most."""
        start = max(0, self.end.offset - _LAST)
        lines = os.pread(self._descriptor, self.end.offset - start, start).splitlines()
        whole = lines if start == 0 else lines[1:]
        return [msgspec.json.decode(line) for line in whole[-count:]]

    def _line_at(self, offset: int) -> int:
        """Number of the line that begins at a byte, counted from 1."""
        return 1 + lines_of(self.path, 0, offset)

    def _restore(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, self.end.offset)


def end_of_lines(descriptor: int, most: int | None = None) -> int:
    """Where the last whole line of an open file ends, in bytes; of its first `most` bytes if that is said.

    What follows in the file is being written, or torn.
    """
    size = os.fstat(descriptor).st_size
    end = size if most is None else min(most, size)
    while end > 0:
        start = max(0, end - _CHUNK)
        newline = os.pread(descriptor, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0


def lines_of(path: Path, start: int = 0, end: int | None = None) -> int:
    """How many lines end between two bytes of a file, `end` excluded; None is the file's own. Raises OSError."""
    with open(path, "rb") as file:
        left = file.seek(0, os.SEEK_END) - start if end is None else end - start
        file.seek(start)
        lines = 0
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            lines += chunk.count(b"\n")
            left -= len(chunk)
        return lines


def encode_line(record: dict[str, Any]) -> bytes:
    """A record as one line of UTF-8 JSON."""
    return _encoder.encode(record) + b"\n"
