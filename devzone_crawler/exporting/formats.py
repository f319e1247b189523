"""How a table becomes a file: which SQL, and what the file is called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import duckdb

from devzone_crawler.exporting.columns import Column

Format = Literal["parquet", "csv", "duckdb"]
YEAR = "year"
"""The column by which an export is partitioned."""

_FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
"""How a cell begins that a spreadsheet may run as a formula; East Asian editions know the wide signs too (OWASP)."""
_BOM = "\ufeff"
_ROWS = 8192
"""Of a Parquet row group, which is held in memory: 50 MB of articles."""


def write_parquet(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], path: Path, *, by_year: bool
) -> None:
    """Write a table as one Parquet file, or as a directory of them, `year=2018/data_0.parquet`."""
    selected = ", ".join(map(_typed, columns))
    partition = ""
    if by_year:
        selected += f", year(publish_date::DATE) AS {YEAR}"
        partition = f", PARTITION_BY ({YEAR})"
    _copy(
        connection,
        f"SELECT {selected} FROM {table}",
        path,
        f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS}{partition}",
    )


def write_csv(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], path: Path, *, bom: bool
) -> None:
    """Write a table as CSV: times as in the records, lists as JSON, and no cell that is a formula.

    `bom`: begin the file with the mark by which Excel knows UTF-8.
    """
    selected = [f'{_printed(column)} AS "{column.name}"' for column in columns]
    if bom:  # as a part of the first name, since COPY knows no BOM
        selected[0] = f'{_printed(columns[0])} AS "{_BOM}{columns[0].name}"'
    _copy(connection, f"SELECT {', '.join(selected)} FROM {table}", path, "FORMAT csv, HEADER")


def write_duckdb(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column], path: Path, *, name: str
) -> None:
    """Write a table into a database of its own, which may be there already."""
    connection.execute(f"ATTACH {_quoted(str(path))} AS exported")
    try:
        connection.execute(f"CREATE TABLE exported.{name} AS SELECT {', '.join(map(_typed, columns))} FROM {table}")
        for column in columns:
            comment = _quoted(column.description)
            connection.execute(f"COMMENT ON COLUMN exported.{name}.{column.name} IS {comment}")
        connection.execute("CHECKPOINT exported")
    finally:
        connection.execute("DETACH exported")


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> None:
    connection.execute(f"COPY ({query}) TO {_quoted(str(path))} ({options})")


def _typed(column: Column) -> str:
    return column.name if column.kind == column.read_as else f"{column.name}::{column.kind} AS {column.name}"


def _printed(column: Column) -> str:
    if column.is_nested:
        return f"to_json({column.name})"
    if column.is_text:
        is_formula = f"regexp_matches({column.name}, {_quoted(_FORMULA)})"
        return f"CASE WHEN {is_formula} THEN '''' || {column.name} ELSE {column.name} END"
    return column.name


def _quoted(text: str) -> str:
    """A string of SQL."""
    return "'" + text.replace("'", "''") + "'"
