"""Pages out of an archive, as the crawl had them."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from devzone_crawler.items import ArticlePage, Hints
from devzone_crawler.storage.answers import Answer, read_answer, split_block
from devzone_crawler.storage.archive import record_id
from devzone_crawler.storage.warc import Head, Warc, WarcError

_SERIAL = re.compile(r"(?<=-)\d{5}(?=\.warc\.gz$)")
"""What the files of one run differ by."""


class PageNote(msgspec.Struct, kw_only=True):
    """What a crawl knew of a page when it read it: one record in the archive for each page."""

    page: str
    """Where the answer is, as `file:offset`."""
    url: str
    """Final address."""
    fetched_at: datetime
    site: str | None
    promised: bool
    """True if a listing named the page as an article."""
    hints: Hints
    parts: list[str] = []
    """Where the further pages of a split article are."""
    counter: str | None = None
    """Where the answer of its view counter is."""


class Stored(NamedTuple):
    """An answer of an archive."""

    url: str
    fetched_at: datetime
    answer: Answer


class Archives:
    """The WARC files below a folder, opened as they are needed. Places in them are told as `file:offset`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Warc] = {}

    def warc(self, name: str) -> Warc:
        """A file, also where it was put without the folders that it was in. Raises OSError and WarcError."""
        if name not in self._open:
            paths = (self._folder / name, self._folder / Path(name).name)
            self._open[name] = Warc(next((path for path in paths if path.exists()), paths[0]))
        return self._open[name]

    def _has(self, name: str) -> bool:
        return any((self._folder / known).exists() for known in (name, Path(name).name))

    def close(self) -> None:
        """Let go of the files."""
        while self._open:
            self._open.popitem()[1].close()

    def stored(self, place: str) -> Stored:
        """The answer at a place; of a revisit record, with the payload that it refers to.

        Raises OSError, and WarcError when there is none.
        """
        name, _, offset = place.rpartition(":")
        if not name or not offset.isdecimal():
            raise WarcError(f"{place} is no place in an archive")
        warc = self.warc(name)
        head = warc.head(int(offset))
        if head is None:
            raise WarcError(f"{warc.path} has no record at byte {offset}")
        header, body = split_block(warc.block(head))
        if head.kind == "revisit":
            body = self._payload(head, Path(name).parent)
        return Stored(head.url, moment_of(head), read_answer(header, body))

    def page(self, note: PageNote) -> ArticlePage:
        """The page of a note, with its further parts. Raises OSError and WarcError."""
        answer = self.stored(note.page).answer
        return ArticlePage(
            url=note.url,
            body=answer.body,
            content_type=answer.header("content-type"),
            http_status=answer.status,
            fetched_at=note.fetched_at,
            site=note.site,
            hints=note.hints,
            certain=note.promised,
            parts=tuple(self.stored(part).answer.body for part in note.parts),
            archive=note.page,
            archived_parts=tuple(note.parts),
        )

    def page_at(self, place: str) -> ArticlePage:
        """The page whose answer is at a place, with what the crawl knew of it. Raises OSError and WarcError."""
        note = self._note_of(place)
        if note is not None:
            return self.page(note)
        url, fetched_at, answer = self.stored(place)
        return page_of(url, fetched_at, answer, place)

    def _note_of(self, place: str) -> PageNote | None:
        """The note of a page: a little behind its answer, perhaps in the next file. None in archives of others."""
        name, _, offset = place.rpartition(":")
        wanted = record_id(place)
        start = int(offset)
        while self._has(name):
            warc = self.warc(name)
            for head in warc.heads(start):
                if head.kind == "metadata" and head.headers.get("warc-refers-to") == wanted:
                    return read_note(warc.block(head))
            start, before = 0, name
            name = _SERIAL.sub(lambda found: f"{int(found[0]) + 1:05}", name)
            if name == before:
                break
        return None

    def _payload(self, head: Head, folder: Path) -> bytes:
        """What a revisit record does not repeat: it names a file beside its own."""
        name, offset = head.headers.get("warc-refers-to-filename"), head.headers.get("warc-refers-to-file-offset", "")
        if name is None or not offset.isdecimal():
            raise WarcError(f"the record at byte {head.offset} refers to another and does not say where that is")
        warc = self.warc(str(folder / name))
        first = warc.head(int(offset))
        if first is None or first.headers.get("warc-payload-digest") != head.headers.get("warc-payload-digest"):
            raise WarcError(f"{warc.path} does not hold at byte {offset} what is referred to")
        return split_block(warc.block(first))[1]


def page_of(url: str, fetched_at: datetime, answer: Answer, place: str) -> ArticlePage:
    """An answer as a page of which nothing else is known."""
    return ArticlePage(
        url=url,
        body=answer.body,
        content_type=answer.header("content-type"),
        http_status=answer.status,
        fetched_at=fetched_at,
        archive=place,
    )


def moment_of(head: Head) -> datetime:
    """When a record was archived. Raises WarcError if it does not say."""
    try:
        return datetime.fromisoformat(head.headers.get("warc-date", ""))
    except ValueError as error:
        raise WarcError(f"the record at byte {head.offset} does not say when it was made") from error


def read_note(block: bytes) -> PageNote:
    """A note out of its record. Raises WarcError for what is none."""
    try:
        return msgspec.json.decode(block, type=PageNote)
    except msgspec.DecodeError as error:
        raise WarcError(f"holds a note that cannot be read ({error})") from error
