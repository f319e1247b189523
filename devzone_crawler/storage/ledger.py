"""ledger.sqlite: an index of articles.jsonl, and what that file cannot say.

The index answers "is this written already, and as what". What the file cannot say: which addresses were looked at,
which were found and are still owed, which listings were walked to their end. All of it may be lost without losing a
record: the index is made anew from the file, and the next crawl walks all listings once more.

SQLite keeps the book: in its write-ahead mode a process that is killed loses nothing that was committed, and a power
cut loses the last commits and no more.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from devzone_crawler.storage.jsonl import End, OutputError
from devzone_crawler.storage.knowledge import Extent, Known, Owed, Seen, Validators, What, Written, key_of

_FORMAT = 1
"""Of the tables; a ledger of another format is made anew."""
_MOST_RUNS = 3
"""Runs in which a page may be missing before it is taken to be gone: listings often name a page before it is there."""
_TABLES = """
CREATE TABLE articles (key INTEGER PRIMARY KEY, revision INT, content BLOB, views INT, published INT, checked INT,
    etag TEXT, modified TEXT);
CREATE TABLE contents (key INTEGER PRIMARY KEY);
CREATE TABLE addresses (key INTEGER PRIMARY KEY, what INT, run INT, article INT);
CREATE TABLE owed (key INTEGER PRIMARY KEY, url TEXT, role TEXT, hints TEXT, failed INT DEFAULT 0);
CREATE TABLE listings (key INTEGER PRIMARY KEY, url TEXT, walked INT);
CREATE TABLE state (name TEXT PRIMARY KEY, value INT);
"""
_PAYLOADS = """
CREATE TABLE IF NOT EXISTS payloads (digest BLOB PRIMARY KEY, file TEXT, offset INT, url TEXT, moment TEXT)
    WITHOUT ROWID
"""
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

_Value = int | str | bytes | None


class DamagedLedgerError(OutputError):
    """The file is no ledger that can be read; it must be made anew."""


class Ledger:
    """Open a ledger, or begin one. Changes last once they are committed.

    Raises OutputError when it cannot be written, DamagedLedgerError when it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failure: OutputError | None = None
        """Why it can be used no more; it may have forgotten what was not committed."""
        try:
            self._sql = sqlite3.connect(path, isolation_level=None, cached_statements=64)
            self._begin()
        except sqlite3.Error as error:
            raise self._told(error) from error
        self.run = self._state("run") + 1
        """Number of this run: 1, 2, 3, ..."""
        self._do("INSERT OR REPLACE INTO state VALUES ('run', ?)", self.run)

    # --- the index of the file ----------------------------------------------------------------------------------------

    def written(self, article: str) -> Written | None:
        """The article of an id, as the output holds it."""
        row = self._row("SELECT revision, content, views, checked FROM articles WHERE key=?", key_of(article))
        return Written(row[0], row[1].hex(), row[2], row[3]) if row is not None else None

    def holds_content(self, content: int) -> bool:
        """True if an article with this content (`content_key`) is there."""
        return self._row("SELECT 1 FROM contents WHERE key=?", content) is not None

    def add(self, record: Known, content: int | None) -> None:
        """A record that was written; `content`: its `content_key`, if it has one."""
        self.add_all([(record, content)], checked=self.run)

    def add_all(self, records: Iterable[tuple[Known, int | None]], checked: int) -> None:
        """Records of the file, in its order."""
        records = list(records)
        self._many(
            "INSERT INTO articles (key, revision, content, views, published, checked) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(key) DO UPDATE SET revision=excluded.revision, content=excluded.content, "
            "views=excluded.views, published=excluded.published, checked=excluded.checked, etag=NULL, modified=NULL",
            (
                (
                    *(key_of(record.id), record.revision, bytes.fromhex(record.content_hash), record.view_count),
                    record.publish_date.toordinal() if record.publish_date is not None else None,
                    checked,
                )
                for record, _ in records
            ),
        )
        self._many("INSERT OR IGNORE INTO contents VALUES (?)", ((key,) for _, key in records if key is not None))

    def note_views(self, article: str, view_count: int) -> None:
        """A view count that was written after the record."""
        self._do("UPDATE articles SET views=? WHERE key=?", view_count, key_of(article))

    def note_checked(self, article: str, validators: Validators | None = None) -> None:
        """The article's page was read in this run; `validators`: what the server said of it."""
        etag, modified = validators or (None, None)
        self._do(
            "UPDATE articles SET checked=?, etag=?, modified=? WHERE key=?", self.run, etag, modified, key_of(article)
        )

    # --- addresses ----------------------------------------------------------------------------------------------------

    def seen(self, address: str) -> Seen | None:
        """What is known of an address."""
        row = self._row(
            "SELECT what, run, published FROM addresses LEFT JOIN articles ON articles.key=article "
            "WHERE addresses.key=?",
            key_of(address),
        )
        return Seen(What(row[0]), row[1], row[2]) if row is not None else None

    def validators(self, address: str) -> Validators | None:
        """What the server said of the article at an address when it was last read."""
        row = self._row(
            "SELECT etag, modified FROM addresses JOIN articles ON articles.key=article WHERE addresses.key=?",
            key_of(address),
        )
        return Validators(*row) if row is not None and any(row) else None

    def settle(self, address: str, what: What, article: str | None = None) -> None:
        """An address was dealt with, and what is there. It is owed no more."""
        self.settle_all([(address, what, article)])

    def settle_all(self, settled: Iterable[tuple[str, What, str | None]]) -> None:
        """Many at once: (address, what it is, id of the article that is there)."""
        rows = [
            (key_of(address), what, self.run, key_of(article) if article is not None else None)
            for address, what, article in settled
        ]
        self._many(
            "INSERT INTO addresses VALUES (?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET article=excluded.article, "
            "run=CASE WHEN what=excluded.what THEN run ELSE excluded.run END, what=excluded.what",
            rows,
        )
        self._many("DELETE FROM owed WHERE key=?", ((row[0],) for row in rows))

    def owe(self, address: str, url: str, role: str, hints: str) -> None:
        """An address was found that must be asked for. Known until it is settled or released, whatever happens."""
        self._do(
            "INSERT OR IGNORE INTO owed (key, url, role, hints) VALUES (?, ?, ?, ?)", key_of(address), url, role, hints
        )

    def release(self, address: str) -> None:
        """An address was asked for, and this run can say no more of it. A later one may ask again."""
        self._do("DELETE FROM owed WHERE key=?", key_of(address))

    def note_missing(self, address: str) -> None:
        """The server says that nothing is there: still owed, until several runs have heard it."""
        self._do("UPDATE owed SET failed=failed+1 WHERE key=?", key_of(address))
        if self._row("SELECT failed FROM owed WHERE key=? AND failed>=?", key_of(address), _MOST_RUNS) is not None:
            self.settle(address, What.GONE)

    def owed(self) -> list[Owed]:
        """What earlier runs still owe."""
        return [Owed(*row) for row in self._rows("SELECT url, role, hints FROM owed ORDER BY key")]

    # --- listings -----------------------------------------------------------------------------------------------------

    def walked(self, address: str) -> int | None:
        """Number of the last run that walked the listing with this first page to its end."""
        row = self._row("SELECT walked FROM listings WHERE key=?", key_of(address))
        return row[0] if row is not None else None

    def listings(self) -> list[str]:
        """First pages of all listings that earlier runs walked."""
        return [row[0] for row in self._rows("SELECT url FROM listings ORDER BY key")]

    def note_listing(self, address: str, url: str, later: Iterable[str], at_end: bool) -> None:
        """A listing by its first page; `later`: its further pages.

        `at_end`: it was walked to its end, and everything on it is settled or owed.
        """
        self._do(
            "INSERT INTO listings VALUES (?, ?, ?) ON CONFLICT(key) DO UPDATE SET url=excluded.url, "
            "walked=coalesce(excluded.walked, walked)",
            *(key_of(address), url, self.run if at_end else None),
        )
        # Pages that are asked for with a form have the address of the first.
        self.settle_all([*((page, What.LATER, None) for page in later), (address, What.LISTING, None)])

    # --- the archive --------------------------------------------------------------------------------------------------

    def meet_payload(self, digest: bytes, location: str, url: str, moment: str) -> tuple[str, str, str] | None:
        """A payload that the archive is about to hold at `location`, as `file:offset`, unless it holds it already:
        where then, at which address it was met, and when.
        """
        file, _, offset = location.rpartition(":")
        values = (digest, file, int(offset), url, moment)
        if self._do("INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?, ?)", *values):
            return None
        row = self._row("SELECT file, offset, url, moment FROM payloads WHERE digest=?", digest)
        return (f"{row[0]}:{row[1]}", row[2], row[3]) if row is not None else None

    def forget_payloads(self, sizes: Mapping[str, int]) -> None:
        """Forget what is beyond the ends of the archive's files, and what is in none of them."""
        self._do(_PAYLOADS)
        for (file,) in self._rows("SELECT DISTINCT file FROM payloads"):
            self._do("DELETE FROM payloads WHERE file=? AND offset>=?", file, sizes.get(file, 0))

    # --- the book itself ----------------------------------------------------------------------------------------------

    @property
    def extent(self) -> Extent:
        """How much of the files the ledger knows."""
        return Extent(End(*map(self._state, End._fields)), self._state("modified"), self._state("views"))

    def commit(self, extent: Extent) -> None:
        """Let all changes last, and remember that they go so far. Raises OutputError, also if a change failed before:
        SQLite takes others back then, and the files hold what the ledger does not know.
        """
        if self.failure is not None:
            raise self.failure
        values = (
            *zip(End._fields, extent.articles, strict=True),
            ("modified", extent.modified),
            ("views", extent.views),
        )
        self._many("INSERT OR REPLACE INTO state VALUES (?, ?)", values)
        self._do("COMMIT")
        self._do("BEGIN")

    def close(self) -> None:
        """Forget what was not committed, and close the file."""
        with contextlib.suppress(sqlite3.Error):
            self._sql.rollback()
        with contextlib.suppress(sqlite3.Error):
            self._sql.close()

    def _begin(self) -> None:
        ask = self._sql.execute
        ask("PRAGMA locking_mode=EXCLUSIVE")  # no shared memory: works on network file systems too
        ask("PRAGMA journal_mode=WAL")
        ask("PRAGMA synchronous=NORMAL")
        (found,) = ask("PRAGMA user_version").fetchone()
        (tables,) = ask("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            self._sql.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={_FORMAT}; COMMIT")
        elif found != _FORMAT:
            self._sql.close()
            raise DamagedLedgerError(f"{self.path} is of format {found}")
        ask("BEGIN")

    def _state(self, name: str) -> int:
        row = self._row("SELECT value FROM state WHERE name=?", name)
        return row[0] if row is not None else 0

    def _row(self, sql: str, *values: _Value) -> tuple[Any, ...] | None:
        try:
            found: tuple[Any, ...] | None = self._sql.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise self._told(error) from error
        return found

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            return self._sql.execute(sql).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _do(self, sql: str, *values: _Value) -> int:
        """How many rows it changed."""
        try:
            return self._sql.execute(sql, values).rowcount
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _many(self, sql: str, rows: Iterable[tuple[_Value, ...]]) -> None:
        try:
            self._sql.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> OutputError:
        """The error that says what to do."""
        self.failure = self.failure or self._failure_of(error)
        return self.failure

    def _failure_of(self, error: sqlite3.Error) -> OutputError:
        if getattr(error, "sqlite_errorname", "").startswith(_DAMAGED):
            return DamagedLedgerError(f"{self.path} is damaged ({error}). Run the crawl again: it is made anew.")
        return OutputError(
            f"{self.path} cannot be written ({error}). Make room, or choose another directory with --output."
        )
