"""From output directories to a directory of files that describe themselves: loaded, chosen from, written, renamed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from devzone_crawler.exporting.columns import Column, columns_of
from devzone_crawler.exporting.data_package import PACKAGE_FILE, data_package, is_ours, resource
from devzone_crawler.exporting.formats import Format, write_csv, write_duckdb, write_parquet
from devzone_crawler.exporting.loading import load
from devzone_crawler.exporting.reprint_column import IS_REPRINT, REPRINT_CLUSTER
from devzone_crawler.exporting.zones import ZONES, add_zones
from devzone_crawler.items import Article, ViewCount
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.names import ARTICLES, VIEWS

_TABLES: dict[str, list[Column]] = {"articles": columns_of(Article), "views": columns_of(ViewCount)}
_LATEST = """
CREATE VIEW latest AS SELECT * FROM articles
WHERE rowid IN (SELECT arg_max(rowid, (revision, fetched_at, rowid)) FROM articles GROUP BY id)
"""
"""Of each article one row, in the order of the file."""


_MEMORY = "1GB"
"""What DuckDB holds at once; it would take four fifths of the machine's."""
_MOST_THREADS = 4
"""Each takes twice the longest line to parse (loading.py), and they share that memory."""
_OF_PIPE = re.compile(r' in file "[^"]*"(, at byte \d+ in line \d+)?')
"""Where an error of DuckDB stands in what it was given, which is nowhere that one could look."""


class ExportError(Exception):
    """What cannot be exported, with a sentence that says what to do.

    UnfitError  the lines do not fit the data format
    """


class UnfitError(ExportError):
    """Lines that do not fit."""


@dataclass(frozen=True)
class Choices:
    """What is exported, and how."""

    to: Format
    all_revisions: bool = False
    """Every line; otherwise the latest revision of each article."""
    by_year: bool = False
    """One Parquet file for each year of publication."""
    bom: bool = False
    """CSV files begin with a BOM."""
    zones: bool = False
    """A column says which development zones an article is about."""
    reprints: bool = False
    """A column that says which articles are reprints of which."""
    earliest: bool = False
    """Of each article with its reprints the earliest alone."""


class Exported(NamedTuple):
    """A table that was written."""

    table: str
    path: Path
    """A file, or a directory of files."""
    rows: int
    reprints: int = 0
    """Articles that are marked as reprints."""


def export(sources: Sequence[Path], output: Path, choices: Choices) -> list[Exported]:
    """Write the records of output directories, or of files of articles, as tables into a new directory.

    An export that is there is replaced when the new one is whole. Raises ExportError if the sources are none,
    OutputError if nothing can be written there or something else is there.
    """
    files = _files(sources)
    if output.exists() and not (output.is_dir() and (is_ours(output) or not any(output.iterdir()))):
        raise OutputError(
            f"{output} holds something that devzone export did not write. Choose another directory with --output."
        )
    with _draft(output) as draft:
        with _staging(draft) as connection:
            for table, path in files:
                _load(connection, table, path, draft)
            _end_loading(connection)
            if choices.zones:
                add_zones(connection, draft / "staging")
            connection.execute(_LATEST)
            try:
                _choose(connection, draft, choices)
                written = list(_write(connection, draft, choices, views=any(table == "views" for table, _ in files)))
            except duckdb.DataError as error:
                raise _unfit(files[0][1], error) from error
            package = _describe(connection, output, draft, written, choices, several=len(sources) > 1)
        (draft / PACKAGE_FILE).write_bytes(package)
    return [one._replace(path=output / one.path.relative_to(draft)) for one in written]


def _files(sources: Sequence[Path]) -> list[tuple[str, Path]]:
    """Which file goes into which table."""
    files = []
    for source in sources:
        articles = source / ARTICLES if source.is_dir() else source
        if not articles.is_file():
            raise ExportError(f"{articles} does not exist. Name an output directory of devzone, or a file of articles.")
        files.append(("articles", articles))
        if source.is_dir() and (source / VIEWS).is_file():
            files.append(("views", source / VIEWS))
    return files


@contextlib.contextmanager
def _draft(output: Path) -> Iterator[Path]:
    """A directory beside the output, which takes its place when all went well."""
    draft = output.with_name(f".{output.name}.{os.getpid()}.new")
    try:
        draft.mkdir(parents=True)
        yield draft
        for path in draft.rglob("*"):
            _sync(path)
        _replace(output, draft)
    except (OSError, duckdb.OperationalError) as error:
        why = error.strerror if isinstance(error, OSError) else _first_line(error)
        raise OutputError(f"{output} cannot be written ({why}). Choose another directory with --output.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(output: Path, draft: Path) -> None:
    if not output.exists():
        draft.rename(output)
        return
    old = draft.with_suffix(".old")
    output.rename(old)
    draft.rename(output)
    shutil.rmtree(old)


@contextlib.contextmanager
def _staging(draft: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database for the records as they stand in the files, which is gone when the tables are written."""
    place = draft / "staging"
    place.mkdir()
    # No extension is fetched from anywhere; what is needed comes with the package.
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "temp_directory": str(place),
        "memory_limit": _MEMORY,
        "threads": min(_MOST_THREADS, os.cpu_count() or 1),
    }
    try:
        with duckdb.connect(str(place / "staging.duckdb"), config=config) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute("SET enable_progress_bar = false")  # it would go to standard output
            connection.execute("PRAGMA disable_checkpoint_on_shutdown")
            connection.execute("PRAGMA force_compression = 'uncompressed'")  # what is thrown away soon
            for table, columns in _TABLES.items():
                connection.execute(f"CREATE TABLE {table} ({', '.join(f'{c.name} {c.read_as}' for c in columns)})")
            yield connection
    finally:
        shutil.rmtree(place)


def _end_loading(connection: duckdb.DuckDBPyConnection) -> None:
    """What is written now stays, so it is compressed. One thread writes in order and holds no more than it must."""
    connection.execute("PRAGMA force_compression = 'auto'")
    connection.execute("SET threads = 1")


def _load(connection: duckdb.DuckDBPyConnection, table: str, path: Path, draft: Path) -> None:
    try:
        load(connection, table, _TABLES[table], path, draft / "staging")
    except (duckdb.DataError, duckdb.InvalidInputException) as error:
        raise _unfit(path, error) from error
    except OSError as error:
        raise ExportError(f"{path} cannot be read ({error.strerror}).") from error


def _choose(connection: duckdb.DuckDBPyConnection, draft: Path, choices: Choices) -> None:
    """Make the view `chosen`, and leave no count of an article that is not in it."""
    rows = "articles" if choices.all_revisions else "latest"
    if choices.reprints:
        from devzone_crawler.exporting.reprints import mark_reprints  # noqa: PLC0415 -- heavy, and seldom wanted

        mark_reprints(connection, draft / "staging")
        connection.execute(_LATEST.replace("CREATE", "CREATE OR REPLACE"))  # with the new column
    where = f"WHERE NOT ({IS_REPRINT})" if choices.earliest else ""
    connection.execute(f"CREATE VIEW chosen AS FROM {rows} {where}")
    if choices.earliest:
        connection.execute("DELETE FROM views WHERE id NOT IN (SELECT id FROM chosen)")


def _columns(table: str, choices: Choices) -> list[Column]:
    added = ((ZONES, choices.zones), (REPRINT_CLUSTER, choices.reprints)) if table == "articles" else ()
    return [*_TABLES[table], *(column for column, wanted in added if wanted)]


def _write(connection: duckdb.DuckDBPyConnection, draft: Path, choices: Choices, *, views: bool) -> Iterator[Exported]:
    tables = {"articles": "chosen"} | ({"views": "views"} if views else {})
    for name, table in tables.items():
        columns = _columns(name, choices)
        path = draft / f"{name}.{choices.to}"
        if choices.to == "parquet":
            by_year = choices.by_year and name == "articles"
            path = draft / name if by_year else path
            write_parquet(connection, table, columns, path, by_year=by_year)
        elif choices.to == "csv":
            write_csv(connection, table, columns, path, bom=choices.bom)
        else:
            path = draft / f"articles.{choices.to}"
            write_duckdb(connection, table, columns, path, name=name)
        is_marked = choices.reprints and name == "articles"
        reprints = _one(connection, f"SELECT count(*) FROM chosen WHERE {IS_REPRINT}") if is_marked else 0
        yield Exported(name, path, _one(connection, f"SELECT count(*) FROM {table}"), reprints)


def _describe(
    connection: duckdb.DuckDBPyConnection,
    output: Path,
    draft: Path,
    written: list[Exported],
    choices: Choices,
    *,
    several: bool,
) -> bytes:
    keys: dict[str, dict[str, Any]] = {"articles": {}, "views": {}}
    if not choices.all_revisions:
        keys["articles"] = {"primaryKey": ["id"]}
    elif not several:
        keys["articles"] = {"primaryKey": ["id", "revision"]}
    if not choices.by_year:  # frictionless 5 looks a key up in the first of several files only
        keys["views"] = {"foreignKeys": [{"fields": ["id"], "reference": {"resource": "articles", "fields": ["id"]}}]}
    resources = []
    for table, path, *_ in written:
        paths = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
        resources.append(resource(table, choices.to, paths, draft, _columns(table, choices), keys[table]))
    sites = [site for (site,) in connection.execute("SELECT DISTINCT site FROM chosen ORDER BY site").fetchall()]
    what = "every revision" if choices.all_revisions else "the latest revision of each"
    what += ", without reprints" if choices.earliest else ""
    now = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    name = "-".join(sites[:3]) or output.name
    return data_package(name, f"Articles of {', '.join(sites)}, {what}.", now, sites, resources)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _unfit(path: Path, error: duckdb.Error) -> UnfitError:
    return UnfitError(
        f"{path} cannot be exported ({_first_line(error)}). `devzone check {path.parent}` says which lines are wrong."
    )


def _first_line(error: duckdb.Error) -> str:
    return _OF_PIPE.sub("", str(error).partition("\n")[0])
