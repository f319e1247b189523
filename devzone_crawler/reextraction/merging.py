"""What was read from all WARC files, put together as a crawl writes it: each article once, and its revisions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from devzone_crawler.extraction.urls import own_number
from devzone_crawler.items import ViewCount
from devzone_crawler.storage.jsonl import JsonLinesFile
from devzone_crawler.storage.knowledge import Known
from devzone_crawler.storage.names import REJECTS
from devzone_crawler.storage.output import Output

_REJECT = b'{"url":'
_FIRST = b'"revision":1,'


class _Record(Known, kw_only=True):
    """What must be known of a record that was read."""

    fetched_at: str


class Merger:
    """Writes an output directory from lines that come in the order in which the crawl read their pages.

    Raises OutputError when it cannot be written.
    """

    def __init__(self, directory: Path) -> None:
        self._output = Output(directory, own_number)
        self._rejects: JsonLinesFile | None = None
        self._decode = msgspec.json.Decoder(_Record).decode
        self.new = self.revised = self.unchanged = self.rejected = 0

    def take(self, lines: Iterable[bytes]) -> None:
        """Write what is new of some lines."""
        for line in lines:
            if line.startswith(_REJECT):
                self._reject(line)
            else:
                self._article(line, self._decode(line))

    def commit(self) -> None:
        """Let the directory's memory last so far; what has changed since is kept in a file that grows."""
        self._output.commit()

    def close(self) -> None:
        """Give the files to the disk."""
        self._output.commit()
        self._output.close()
        if self._rejects is not None:
            self._rejects.close()

    def _article(self, line: bytes, record: _Record) -> None:
        if self._output.holding(record.id, record.content_hash, record.url) is None:
            record.revision = self._output.next_revision(record.id)
            if record.revision > 1:
                line = line.replace(_FIRST, b'"revision":%d,' % record.revision, 1)
                self.revised += 1
            else:
                self.new += 1
            self._output.append_line(line, record)
            return
        self.unchanged += 1
        written = self._output.ledger.written(record.id)
        if written is not None and record.view_count not in (None, written.view_count):
            assert record.view_count is not None
            views = ViewCount(id=record.id, url=record.url, view_count=record.view_count, fetched_at=record.fetched_at)
            self._output.append_views(views.to_record())

    def _reject(self, line: bytes) -> None:
        if self._rejects is None:
            self._rejects = JsonLinesFile(self._output.directory / REJECTS, beginning=_REJECT)
        self._rejects.append_line(line)
        self.rejected += 1
