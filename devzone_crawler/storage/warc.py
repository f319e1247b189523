"""Reading WARC files (ISO 28500): gzipped record by record, as all crawlers write them, or plain.

Ours and not warcio's, since two of three records are passed over: a record's first bytes say what it is, and the next
one is found by the bytes that a gzip member begins with. So a file can be read from any byte on, by many processes.
ISA-L inflates the same format as zlib in half of the time, and deflates it in a sixth.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from isal import isal_zlib

_MEMBER = b"\x1f\x8b\x08"
_BEGINNING = b"WARC/"
_GZIP = isal_zlib.MAX_WBITS | 16
_DAMAGED: type[Exception] = isal_zlib.error  # type: ignore[assignment]  # its stub takes the class for an error
_FIRST_LOOK = 1_024
"""Bytes in which the header of a record mostly ends."""
_LONGEST_HEADER = 65_536
_CHUNK = 65_536
_LARGEST = 256 * 1024 * 1024
"""Bytes of a record that is read: videos and disk images are archived too."""


class WarcError(Exception):
    """A WARC file or record that cannot be read: the rest of a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a record."""

    offset: int
    """Of the record (its gzip member) in the file."""
    kind: str
    """warcinfo, response, request, metadata, revisit, resource, ..."""
    headers: Mapping[str, str]
    """By their names in small letters."""
    size: int
    """Bytes of the header itself."""
    length: int
    """Bytes of the block that follows it."""

    @property
    def url(self) -> str:
        """What was asked for; wget once wrote it in angle brackets."""
        return self.headers.get("warc-target-uri", "").strip("<>")


class Warc:
    """A WARC file, opened for reading. Raises OSError, and WarcError for what is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with open(path, "rb") as file:
            beginning = file.read(len(_BEGINNING))
            self.is_gzipped = beginning.startswith(_MEMBER)
            if not self.is_gzipped and beginning != _BEGINNING:
                raise WarcError("is no WARC file" if beginning else "is empty")
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.size = len(self._data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._data.close()

    def heads(self, start: int = 0, stop: int | None = None, kind: str | None = None) -> Iterator[Head]:
        """The records, or those of one kind, that begin from one byte on, before another.

        In a plain file a record must begin at `start`.
        """
        stop = self.size if stop is None else stop
        if not self.is_gzipped:
            yield from (head for head in self._plain_heads(start, stop) if kind in (None, head.kind))
            return
        of_kind = re.compile(rb"^WARC-Type:[ \t]*%s" % kind.encode(), re.I | re.M) if kind is not None else None
        at = self._data.find(_MEMBER, start, stop + len(_MEMBER) - 1)
        while at >= 0:
            head = self.head(at, of_kind)
            if head is not None:  # else these bytes stood in the middle of a member, or it is of another kind
                yield head
            at = self._data.find(_MEMBER, at + 1, stop + len(_MEMBER) - 1)

    def head(self, offset: int, pattern: re.Pattern[bytes] | None = None) -> Head | None:
        """The header of the record at a byte; None if none begins there, or if the pattern is not in it."""
        look = _FIRST_LOOK
        while look <= _LONGEST_HEADER:
            raw = self._data[offset : offset + look]
            if self.is_gzipped:
                try:
                    raw = isal_zlib.decompressobj(_GZIP).decompress(raw, look)
                except _DAMAGED:
                    return None
            if not raw.startswith(_BEGINNING):
                return None
            end = raw.find(b"\r\n\r\n")
            if end >= 0:
                wanted = pattern is None or pattern.search(raw, 0, end) is not None
                return _head(offset, raw[:end]) if wanted else None
            look *= 4
        return None

    def block(self, head: Head) -> bytes:
        """What follows the header of a record. Raises WarcError if it is torn, damaged, or too large."""
        if head.length > _LARGEST:
            raise WarcError(f"has a record of {head.length >> 20} MiB at byte {head.offset}")
        if self.is_gzipped:
            block = self._inflated(head.offset, head.size + head.length)[head.size :]
        else:
            block = self._data[head.offset + head.size : head.offset + head.size + head.length]
        if len(block) < head.length:
            raise WarcError(f"breaks off in the record at byte {head.offset}")
        return block

    def ranges(self, step: int) -> list[tuple[int, int]]:
        """The file cut into pieces of about `step` bytes, each to be given to `heads`.

        Raises WarcError for a file that can only be read from its beginning.
        """
        if not self.is_gzipped:
            starts = [0]
            starts += [head.offset for head in self.heads() if head.offset // step > starts[-1] // step]
        elif self._is_one_piece():
            raise WarcError(f"is compressed as one piece. Make it readable: warcio recompress {self.path} NEW.warc.gz")
        else:
            starts = list(range(0, self.size, step))
        return list(zip(starts, [*starts[1:], self.size], strict=True))

    def whole_size(self) -> int:
        """Bytes up to the end of the last record that is whole; only for gzipped files."""
        at = self.size
        while (at := self._data.rfind(_MEMBER, 0, at)) >= 0:
            if self.head(at) is not None and (end := self._end(at)) is not None:
                return end
        return 0

    def _plain_heads(self, start: int, stop: int) -> Iterator[Head]:
        while start < stop:
            head = self.head(start)
            if head is None:
                raise WarcError(f"has no record at byte {start}, where one should begin")
            yield head
            start += head.size + head.length
            while self._data[start : start + 1] in (b"\r", b"\n"):
                start += 1

    def _inflated(self, offset: int, most: int) -> bytes:
        """What a member holds, from its beginning and not more than so many bytes."""
        stream = isal_zlib.decompressobj(_GZIP)
        next_member = self._data.find(_MEMBER, offset + 1, offset + _CHUNK)  # it ends there, unless by chance
        at = next_member if next_member >= 0 else offset + _CHUNK
        try:
            found = stream.decompress(self._data[offset:at], most)
            while len(found) < most and not stream.eof:
                raw = stream.unconsumed_tail or self._data[at : (at := at + _CHUNK)]
                if not raw:
                    break
                found += stream.decompress(raw, most - len(found))
        except _DAMAGED as error:
            raise WarcError(f"is damaged in the record at byte {offset}") from error
        return found

    def _is_one_piece(self) -> bool:
        """True if further records follow the first within its gzip member."""
        first = self.head(0)
        if first is None:
            raise WarcError("is no WARC file")
        if first.length > _LARGEST:
            return False
        more = self._inflated(0, first.size + first.length + 64)[first.size + first.length :]
        return more.lstrip(b"\r\n").startswith(_BEGINNING)

    def _end(self, offset: int) -> int | None:
        """Where the member at a byte ends; None if it is torn or damaged."""
        stream = isal_zlib.decompressobj(_GZIP)
        try:
            while not stream.eof:
                raw = stream.unconsumed_tail or self._data[offset : (offset := offset + _CHUNK)]
                if not raw:
                    return None
                stream.decompress(raw, _CHUNK * 16)
        except _DAMAGED:
            return None
        return min(offset, self.size) - len(stream.unused_data)


def _head(offset: int, raw: bytes) -> Head | None:
    headers: dict[str, str] = {}
    name = ""
    for line in raw.decode("utf-8", "replace").split("\r\n")[1:]:
        if line[:1] in (" ", "\t") and name:  # folded, as old crawlers did
            headers[name] += f" {line.strip()}"
            continue
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = value.strip()
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return None
    return Head(offset, headers.get("warc-type", "").lower(), headers, len(raw) + 4, int(length))
