"""The output directory as a crawl needs it: files that are appended to, and the ledger that knows what is in them."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from devzone_crawler.storage.archive import Archive
from devzone_crawler.storage.jsonl import End, JsonLinesFile, OutputBusyError, OutputError, encode_line
from devzone_crawler.storage.knowledge import Extent, Known, What, content_key
from devzone_crawler.storage.lease import Lease, held_elsewhere
from devzone_crawler.storage.ledger import DamagedLedgerError, Ledger
from devzone_crawler.storage.names import ARTICLES, LEDGER, VIEWS

_AT_ONCE = 2_000
"""Records that are indexed together."""


class _Views(msgspec.Struct):
    """What the ledger needs of a line of views.jsonl."""

    id: str
    view_count: int


class Output:
    """Open the directory for one writer: repair what a killed crawl left, and bring the ledger up to the file.

    `number_of` tells the number by which a CMS knows an article from its address, None if the address has none.
    `archive_bytes`: the size of an archive's files; None keeps none. `lease_seconds`: after so many without a sign of
    life another machine may take over (0: never). Raises OutputError when something cannot be written, is in use, or
    holds what is not ours.
    """

    def __init__(
        self,
        directory: Path,
        number_of: Callable[[str], str | None],
        archive_bytes: int | None = None,
        lease_seconds: float = 0,
    ) -> None:
        self.directory = directory
        self._number_of = number_of
        self._lease: Lease | None = None
        self.articles = JsonLinesFile(directory / ARTICLES, check=self.check)
        self._views: JsonLinesFile | None = None
        self.archive: Archive | None = None
        try:
            if lease_seconds:
                self._lease = Lease(directory, lease_seconds)
            elif (busy := held_elsewhere(directory)) is not None:
                raise OutputBusyError(busy)
            if (directory / VIEWS).exists():
                self._views = JsonLinesFile(directory / VIEWS, check=self.check)
            self.ledger = self._open_ledger()
        except BaseException:
            self._close_files()
            raise
        try:
            if archive_bytes is not None:
                self.archive = Archive(directory, archive_bytes, self.ledger, self.check)
        except BaseException:
            self.close()
            raise

    def check(self) -> None:
        """End this process if it may not write here any more: it has lost its lease."""
        if self._lease is not None:
            self._lease.check()

    def append(self, record: dict[str, Any]) -> None:
        """Write one article. Raises OutputError when it cannot be written whole, or when ledger or archive have failed.

        A ledger that has failed may have forgotten what was written: another copy would be written again. Without its
        archive an article could not be traced.
        """
        self.append_line(encode_line(record), msgspec.convert(record, Known))

    def append_line(self, line: bytes, known: Known) -> None:
        """The same for a record that is a line already; `known` is what the ledger needs of it."""
        for failure in (self.ledger.failure, self.archive.failure if self.archive is not None else None):
            if failure is not None:
                raise failure
        self.articles.append_line(line)
        self.ledger.add(known, self._content_of(known))

    def holding(self, article: str, content_hash: str, url: str) -> str | None:
        """How the output holds an article with this content; None if it does not."""
        written = self.ledger.written(article)
        if written is not None:
            return "already in the output" if written.content_hash == content_hash else None
        return "already in the output under another address" if self._holds_content_of(content_hash, url) else None

    def next_revision(self, article: str) -> int:
        """Number of the revision that is written next of an article."""
        written = self.ledger.written(article)
        return written.revision + 1 if written is not None else 1

    def append_views(self, line: dict[str, Any]) -> None:
        """Write the view count of an article that is there. Raises OutputError when it cannot be written whole."""
        if self._views is None:
            self._views = JsonLinesFile(self.directory / VIEWS, check=self.check)
        self._views.append(line)
        self.ledger.note_views(line["id"], line["view_count"])

    def _holds_content_of(self, content_hash: str, url: str) -> bool:
        """True if this content is there under the same number of the CMS: the same article at another address."""
        number = self._number_of(url)
        return number is not None and self.ledger.holds_content(content_key(content_hash, number))

    def commit(self) -> None:
        """Let what the ledger knows outlive this process."""
        self.check()
        self.ledger.commit(self._extent())

    def sync(self) -> None:
        """Let what was written outlive a power cut. May be called from another thread."""
        if self.archive is not None:
            self.archive.sync()
        self.articles.sync()
        if self._views is not None:
            self._views.sync()

    def close(self) -> None:
        """Give the files to the disk and the lock to others. What the ledger was not told to commit, it forgets."""
        self.check()
        if self.archive is not None:
            self.archive.close()
        self.ledger.close()
        if isinstance(self.ledger.failure, DamagedLedgerError):
            remove_ledger(self.directory)
        self._close_files()

    def _close_files(self) -> None:
        if self._views is not None:
            self._views.close()
        if self._lease is not None:
            self._lease.release()
        self.articles.close()

    def _extent(self) -> Extent:
        views = self._views.end.offset if self._views is not None else 0
        return Extent(self.articles.end, self.articles.modified, views)

    def _open_ledger(self) -> Ledger:
        """A ledger that knows the whole file: the one that is there if it can be trusted, else a new one."""
        path = self.directory / LEDGER
        with contextlib.suppress(DamagedLedgerError):
            ledger = Ledger(path)
            end, modified, _ = ledger.extent
            if self.articles.went_on_from(end) and (end.offset or not self.articles.end.offset):
                edited = end.offset == self.articles.end.offset and modified != self.articles.modified
                return self._caught_up(ledger, End() if edited else end)
            ledger.close()
        remove_ledger(self.directory)
        return self._caught_up(Ledger(path), End(), new=True)

    def _caught_up(self, ledger: Ledger, last: End, new: bool = False) -> Ledger:
        """The ledger, with what was written since it was last committed, or with all if somebody edited the file.

        For a new ledger all these pages count as dealt with. What a killed crawl wrote in its last moments does not:
        the links on those pages may be lost, so they are asked for again.
        """
        records = self.articles.records(Known, last.offset)
        try:
            while batch := list(itertools.islice(records, _AT_ONCE)):
                ledger.add_all(((record, self._content_of(record)) for record, _ in batch), checked=0)
                if new:
                    ledger.settle_all((record.id, What.ARTICLE, record.id) for record, _ in batch)
                last = batch[-1][1]
            self._catch_up_views(ledger)
            self.articles.end = last
            ledger.commit(self._extent())
        except BaseException:
            ledger.close()
            raise
        return ledger

    def _catch_up_views(self, ledger: Ledger) -> None:
        if self._views is None:
            return
        start = ledger.extent.views if ledger.extent.views <= self._views.end.offset else 0
        for line, _ in self._views.records(_Views, start):
            ledger.note_views(line.id, line.view_count)

    def _content_of(self, record: Known) -> int | None:
        number = self._number_of(record.url)
        return content_key(record.content_hash, number) if number is not None else None


def remove_ledger(directory: Path) -> None:
    """Remove the ledger; it is made anew from the records. Raises OutputError if that is not allowed."""
    for name in (LEDGER, f"{LEDGER}-wal"):
        path = directory / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{path} cannot be removed ({error.strerror}). Remove it, and run the crawl again."
            ) from error
