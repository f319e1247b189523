"""The archive of a crawl: every request with its answer, in WARC files (ISO 28500) that only grow.

Each record is a gzip member of its own. A request and its answer go to the file with one write, before anything is made
of the answer. A process that is killed in the middle leaves a torn member, which is cut off at the next open.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import uuid
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from isal import isal_zlib

from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.ledger import Ledger
from devzone_crawler.storage.warc import Warc, WarcError

FOLDER = "warc"
PAGE_NOTE = "application/vnd.devzone.page+json"
"""Content type of the records that say what a crawl knew of a page."""
_CONTENT_TYPES = {
    "warcinfo": "application/warc-fields",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "request": "application/http; msgtype=request",
    "metadata": PAGE_NOTE,
}
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_LEVEL = 2
"""Of 0 to 3: a page takes .04 ms, and a twelfth more room than with zlib at its level 6, which takes .25 ms."""
_SMALLEST_REVISIT = 1_024
"""Bytes of a payload for which a reference is shorter than the payload."""
_OURS = re.compile(r".+-\d{8}T\d{6}Z-[0-9a-f]{6}-\d{5}\.warc\.gz")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what the server answered, as they went over the wire."""

    url: str
    method: str
    target: str
    """Path and query."""
    asked: Headers
    form: bytes
    """Body of the request."""
    status: str
    """As `200 OK`."""
    answered: Headers
    body: bytes
    """Not decompressed."""
    address: str | None = None
    """The server's IP address."""
    truncated: bool = False
    """True if more would have come."""


class Archive:
    """The WARC files of an output directory, for one writer: who holds the lock of articles.jsonl.

    `most_bytes` is the size at which the next file begins; `check` is called before each write. Opening it cuts off
    what a killed crawl left torn. Raises OutputError when the files cannot be written.
    """

    def __init__(
        self, directory: Path, most_bytes: int, ledger: Ledger, check: Callable[[], None] = lambda: None
    ) -> None:
        self._check = check
        self._folder = directory / FOLDER
        self._most_bytes = most_bytes
        self._ledger = ledger
        self._name = ""
        self._info: Mapping[str, str] = {}
        self._serial = 0
        self._descriptor: int | None = None
        self._path = self._folder
        self._size = 0
        self._info_id = ""
        self.failure: OutputError | None = None
        """Why nothing can be archived any more."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._repair()
        except OSError as error:
            raise self._told(error.strerror) from error

    def begin(self, name: str, info: Mapping[str, str]) -> None:
        """Say how the files of this run are called and what their first record tells. They begin with what is kept."""
        self._name, self._info = name, info

    def keep(self, exchange: Exchange) -> str:
        """Archive a request and its answer. Where the answer is, as `file:offset`. Raises OutputError.

        What was answered before, here or elsewhere, is not kept again: a revisit record says where it is.
        """
        self._open()
        location = f"{FOLDER}/{self._path.name}:{self._size}"
        moment = _now()
        headers = {
            "WARC-Record-ID": record_id(location),
            "WARC-Date": moment,
            "WARC-Target-URI": exchange.url,
        }
        asked = {
            "WARC-Record-ID": _new_id(),
            "WARC-Date": moment,
            "WARC-Target-URI": exchange.url,
            "WARC-Concurrent-To": record_id(location),
        }
        if exchange.address is not None:
            headers["WARC-IP-Address"] = asked["WARC-IP-Address"] = exchange.address
        if exchange.truncated:
            headers["WARC-Truncated"] = "length"
        digest = _sha1(exchange.body)
        headers["WARC-Payload-Digest"] = _labelled(digest)
        large = len(exchange.body) >= _SMALLEST_REVISIT and not exchange.truncated
        before = self._ledger.meet_payload(digest, location, exchange.url, moment) if large else None
        head = _head(f"HTTP/1.1 {exchange.status}", exchange.answered)
        if before is None:
            answer = self._record("response", headers, head + exchange.body)
        else:
            first, url, when = before
            file, _, at = first.rpartition(":")
            headers |= {
                "WARC-Profile": _SAME_PAYLOAD,
                "WARC-Refers-To": record_id(first),
                "WARC-Refers-To-Target-URI": url,
                "WARC-Refers-To-Date": when,
                "WARC-Refers-To-Filename": Path(file).name,
                "WARC-Refers-To-File-Offset": at,
            }
            answer = self._record("revisit", headers, head)
        head = _head(f"{exchange.method} {exchange.target} HTTP/1.1", exchange.asked)
        self._append(answer + self._record("request", asked, head + exchange.form))
        return location

    def note(self, location: str, note: bytes) -> None:
        """Archive what the crawl knew of a page when it was read. Raises OutputError.

        `location` is that of the answer. The record names no address, as it may (ISO 28500, WARC-Target-URI): a program
        that replays archives would show it in place of the page.
        """
        self._open()
        headers = {"WARC-Record-ID": _new_id(), "WARC-Date": _now(), "WARC-Refers-To": record_id(location)}
        self._append(self._record("metadata", headers, note))

    def sync(self) -> None:
        """Give what was written to the disk. May be called from another thread."""
        with contextlib.suppress(OSError):  # a file that was closed meanwhile was synced when it was
            if (descriptor := self._descriptor) is not None:
                os.fsync(descriptor)

    def close(self) -> None:
        """Give the file to the disk."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.fsync(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> None:
        """Begin the next file, unless there is room in the one at hand."""
        if self.failure is not None:
            raise self.failure
        if self._descriptor is not None and self._size < self._most_bytes:
            return
        self.close()
        self._serial += 1
        self._path = self._folder / f"{self._name}-{self._serial:05}.warc.gz"
        try:
            self._descriptor = os.open(self._path, _NEW_FILE, 0o644)
        except OSError as error:
            raise self._told(error.strerror) from error
        self._size = 0
        self._info_id = record_id(f"{FOLDER}/{self._path.name}:0")
        headers = {"WARC-Record-ID": self._info_id, "WARC-Date": _now(), "WARC-Filename": self._path.name}
        lines = "".join(f"{name}: {value}\r\n" for name, value in self._info.items() if value)
        self._append(self._record("warcinfo", headers, lines.encode()))

    def _record(self, kind: str, headers: Mapping[str, str], block: bytes) -> bytes:
        """A record as a gzip member (ISO 28500, 4)."""
        lines = [f"WARC-Type: {kind}", *(f"{name}: {value}" for name, value in headers.items())]
        if kind != "warcinfo":
            lines.append(f"WARC-Warcinfo-ID: {self._info_id}")
        lines.append(f"WARC-Block-Digest: {_labelled(_sha1(block))}")
        lines += (f"Content-Type: {_CONTENT_TYPES[kind]}", f"Content-Length: {len(block)}")
        record = b"WARC/1.1\r\n%s\r\n\r\n%s\r\n\r\n" % ("\r\n".join(lines).encode(), block)
        return isal_zlib.compress(record, _LEVEL, isal_zlib.MAX_WBITS | 16)

    def _append(self, members: bytes) -> None:
        """One write. Raises OutputError, with the file as it was before, when it cannot be done whole."""
        assert self._descriptor is not None
        try:
            if os.fstat(self._descriptor).st_nlink == 0:
                raise self._told("it was removed")
            self._check()
            written = os.write(self._descriptor, members)
        except OSError as error:
            raise self._told(error.strerror) from error
        if written != len(members):
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise self._told("the disk is full")
        self._size += written

    def _repair(self) -> None:
        """Cut off torn ends, and forget payloads that are not there any more."""
        sizes = {}
        for path in sorted(self._folder.glob("*.warc.gz")):
            if _OURS.fullmatch(path.name):
                sizes[f"{FOLDER}/{path.name}"] = _repaired(path)
        self._ledger.forget_payloads(sizes)

    def _told(self, why: str | None) -> OutputError:
        self.failure = OutputError(f"{self._path} cannot be written ({why}). Run the crawl again when there is room.")
        return self.failure


def _head(line: str, headers: Headers) -> bytes:
    """An HTTP header as it was sent, whatever bytes are in it."""
    lines = [line.encode("latin-1", "replace"), *(b"%s: %s" % header for header in headers)]
    if b"\r" in (whole := b"".join(lines)) or b"\n" in whole:
        lines = [raw.replace(b"\r", b" ").replace(b"\n", b" ") for raw in lines]
    return b"\r\n".join([*lines, b"", b""])


@lru_cache(maxsize=4_096)
def record_id(location: str) -> str:
    """The id of the record at a place: files are called by their run, so no two records share it."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, location)}>"


def _new_id() -> str:
    return f"<{uuid.uuid4().urn}>"


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


def _labelled(sha1: bytes) -> str:
    """A digest as the standard writes it (ISO 28500, WARC-Block-Digest)."""
    return f"sha1:{b32encode(sha1).decode()}"


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _repaired(path: Path) -> int:
    """Cut a file to its last whole record; its size. A file without any is removed."""
    size = path.stat().st_size
    whole = 0
    if size:
        with contextlib.suppress(WarcError), Warc(path) as warc:
            whole = warc.whole_size()
    if not whole:
        path.unlink()
    elif whole != size:
        os.truncate(path, whole)
    return whole
