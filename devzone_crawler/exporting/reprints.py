"""Which articles are reprints of which, as a column beside the others."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import duckdb

from devzone_crawler.exporting.reprint_column import REPRINT_CLUSTER
from devzone_crawler.reprints import Text, originals

_EARLIEST_FIRST = (
    "publish_date::DATE NULLS LAST, published_at::TIMESTAMPTZ NULLS LAST, fetched_at::TIMESTAMPTZ, url, id"
)
"""A day without a time may have been any time of that day, so it comes behind those that are known."""
_AT_ONCE = 1000
_MEMORY = "256MB"
"""What DuckDB holds meanwhile, so that the sketches have room beside it."""


def mark_reprints(connection: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Add the column to the table `articles`, from the texts of the view `latest`.

    All revisions of an article get the cluster of the latest. `place`: a directory for what is too large for memory.
    """
    # Ids alone are sorted: the texts are more than memory holds, and come as they lie.
    connection.execute(
        f"CREATE TABLE places AS SELECT id, row_number() OVER (ORDER BY {_EARLIEST_FIRST}) - 1 AS place FROM latest"
    )
    ids = [one for (one,) in connection.execute("SELECT id FROM places ORDER BY place").fetchall()]
    (before,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    firsts = originals(_texts(connection), place)
    connection.execute("SET memory_limit = $1", before)
    connection.execute("CREATE TABLE reprints (id VARCHAR, first VARCHAR)")
    for start in range(0, len(ids), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        clusters = [None if first is None else ids[first] for first in firsts[some]]
        connection.execute("INSERT INTO reprints SELECT unnest($1), unnest($2)", [ids[some], clusters])
    connection.execute(f"ALTER TABLE articles ADD COLUMN {REPRINT_CLUSTER.name} {REPRINT_CLUSTER.kind}")
    connection.execute(
        f"UPDATE articles SET {REPRINT_CLUSTER.name} = reprints.first FROM reprints WHERE articles.id = reprints.id"
    )


def _texts(connection: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    rows = connection.cursor().execute("SELECT title, body_text, place FROM latest JOIN places USING (id)")
    while some := rows.fetchmany(_AT_ONCE):
        yield from itertools.starmap(Text, some)
