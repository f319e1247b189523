"""A piece of a WARC file, read: what the processes do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from devzone_crawler.extraction.counter_answers import answer_text, read_answer
from devzone_crawler.extraction.reading import read_page, unread
from devzone_crawler.extraction.sniffing import may_be_page
from devzone_crawler.items import ArticlePage, Extraction, Reject
from devzone_crawler.storage.answers import LARGEST_BODY, split_block
from devzone_crawler.storage.answers import read_answer as read_http
from devzone_crawler.storage.archive import PAGE_NOTE
from devzone_crawler.storage.archived import Archives, PageNote, moment_of, page_of, read_note
from devzone_crawler.storage.jsonl import encode_line
from devzone_crawler.storage.warc import Head, Warc, WarcError

_STEP = 1 << 20
"""Bytes of a piece: a second's work."""
_TOGETHER = 64
"""Pages that are unpacked together and then read: unpacking each before it is read costs the processor's caches."""
_OURS = b"software: devzone_crawler/"
_WEB = ("http:", "https:")
_OK = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """The records that begin in a part of a WARC file."""

    folder: Path
    name: str
    start: int
    stop: int
    is_ours: bool
    """True if a crawl of devzone wrote it: its notes say which pages there are, and what was known of them."""


@dataclass(slots=True)
class Read:
    """What was made of a piece."""

    lines: list[bytes] = field(default_factory=list)
    """Of articles.jsonl and rejects.jsonl, in the order of the pages."""
    pages: Counter[str] = field(default_factory=Counter)
    """By what they turned out to be."""
    problems: list[str] = field(default_factory=list)
    """Records that could not be read."""
    missing: set[str] = field(default_factory=set)
    """Files that are referred to and not there."""

    def add(self, other: Read) -> None:
        """Take over what was made of another piece."""
        self.lines += other.lines
        self.pages += other.pages
        self.problems += other.problems
        self.missing |= other.missing


def pieces_of(folder: Path, name: str) -> list[Piece]:
    """A WARC file in pieces. Raises OSError, and WarcError if it cannot be read."""
    with Warc(folder / name) as warc:
        first = warc.head(0)
        is_ours = first is not None and first.kind == "warcinfo" and _OURS in warc.block(first)
        return [Piece(folder, name, start, stop, is_ours) for start, stop in warc.ranges(_STEP)]


def single_pieces(piece: Piece) -> list[Piece]:
    """A piece in pieces of one record each, for when reading it went wrong."""
    with Warc(piece.folder / piece.name) as warc:
        return [replace(piece, start=head.offset, stop=head.offset + 1) for head in _heads(warc, piece)]


def read_piece(piece: Piece) -> Read:
    """Read the pages of a piece. Raises OSError and WarcError if the file cannot be read at all."""
    read = Read()
    archives = Archives(piece.folder)
    waiting: list[tuple[ArticlePage, PageNote | None]] = []
    size = 0
    try:
        for head in _heads(archives.warc(piece.name), piece):
            try:
                page, note = _page(archives, head, piece)
            except (OSError, WarcError) as error:
                _note_problem(read, piece, head.offset, error)
                continue
            if page is not None:
                waiting.append((page, note))
                size += len(page.body)
            if len(waiting) >= _TOGETHER or size >= LARGEST_BODY:
                _add_all(read, waiting, archives, piece)
                size = 0
        _add_all(read, waiting, archives, piece)
    finally:
        archives.close()
    return read


def pages_of(piece: Piece) -> list[ArticlePage]:
    """The pages of a piece, unread. Raises OSError and WarcError."""
    archives = Archives(piece.folder)
    try:
        found = [_page(archives, head, piece)[0] for head in _heads(archives.warc(piece.name), piece)]
        return [page for page in found if page is not None]
    finally:
        archives.close()


def set_aside(piece: Piece, why: str) -> Read:
    """What is kept of a page that could not be read, the only one of a piece."""
    read = Read()
    for page in pages_of(piece):
        read.pages["other"] += 1
        read.lines.append(encode_line(Reject.of(unread(page, why), why).to_record()))
    return read


def said(error: OSError | WarcError) -> str:
    """What went wrong with a file."""
    return f"{error.filename} cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)


def _heads(warc: Warc, piece: Piece) -> Iterator[Head]:
    """The records that pages are read from: notes of our own crawls, answers in archives of others."""
    if piece.is_ours:
        heads = warc.heads(piece.start, piece.stop, "metadata")
        return (head for head in heads if head.headers.get("content-type") == PAGE_NOTE)
    heads = warc.heads(piece.start, piece.stop, "response")
    return (head for head in heads if head.url.startswith(_WEB) and "warc-truncated" not in head.headers)


def _page(archives: Archives, head: Head, piece: Piece) -> tuple[ArticlePage | None, PageNote | None]:
    """The page that a record leads to, and what was known of it; no page for answers that are none."""
    block = archives.warc(piece.name).block(head)
    if piece.is_ours:
        note = read_note(block)
        return archives.page(note), note
    header, body = split_block(block)
    if header.split(b" ", 2)[1:2] != [b"%d" % _OK]:
        return None, None
    answer = read_http(header, body)
    page = page_of(head.url, moment_of(head), answer, f"{piece.name}:{head.offset}")
    return (page if may_be_page(page.body, page.content_type) else None), None


def _note_problem(read: Read, piece: Piece, offset: int | str, error: OSError | WarcError) -> None:
    read.problems.append(f"{piece.name}, the record at byte {offset}: {said(error)}")
    if isinstance(error, FileNotFoundError):
        path = Path(error.filename)
        if path.is_relative_to(piece.folder):
            read.missing.add(path.relative_to(piece.folder).as_posix())


def _add_all(read: Read, waiting: list[tuple[ArticlePage, PageNote | None]], archives: Archives, piece: Piece) -> None:
    """Read the pages that wait."""
    for page, note in waiting:
        try:
            _add(read, page, note, archives)
        except (OSError, WarcError) as error:
            _note_problem(read, piece, (page.archive or "").rpartition(":")[2], error)
    waiting.clear()


def _add(read: Read, page: ArticlePage, note: PageNote | None, archives: Archives) -> None:
    extraction = read_page(page)
    if note is not None and note.counter is not None:
        _fill_views(extraction, archives, note.counter)
    read.pages[extraction.page_kind] += 1
    why = extraction.why_no_record
    if why is None:
        read.lines.append(encode_line(extraction.to_record()))
    elif page.certain:
        read.lines.append(encode_line(Reject.of(extraction, why).to_record()))


def _fill_views(extraction: Extraction, archives: Archives, place: str) -> None:
    """The number that the page's counter answered when the crawl asked it."""
    if extraction.page_kind != "article" or extraction.counter is None or extraction.view_count is not None:
        return
    answer = archives.stored(place).answer
    text = answer_text(answer.status, answer.body, answer.header("content-type") or "")
    extraction.view_count = read_answer(text) if text is not None else None
