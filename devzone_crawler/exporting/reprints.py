"""Which articles are reprints of which, as a column beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from devzone_crawler.exporting.columns import Column

REPRINT_CLUSTER = Column(
    "reprint_cluster",
    "VARCHAR",
    "VARCHAR",
    nullable=True,
    description=(
        "`id` of the earliest article with the same text, the article's own if there is no earlier one; "
        "null when the text is too short to tell."
    ),
)
IS_REPRINT = "reprint_cluster IS NOT NULL AND reprint_cluster <> id"

_EARLIEST_FIRST = (
    "publish_date::DATE NULLS LAST, published_at::TIMESTAMPTZ NULLS LAST, fetched_at::TIMESTAMPTZ, url, id"
)
"""A day without a time may have been any time of that day, so it comes behind those that are known."""
_AT_ONCE = 1000


def mark_reprints(connection: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Add the column to the table `articles`, from the texts of the view `latest`.

    All revisions of an article get the cluster of the latest. `place`: a directory for what is too large for memory.
    """
    from devzone_crawler.reprints import Text, originals  # noqa: PLC0415 -- heavy, and seldom wanted

    ids: list[str] = []

    def texts() -> Iterator[Text]:
        rows = connection.cursor().execute(f"SELECT id, title, body_text FROM latest ORDER BY {_EARLIEST_FIRST}")
        while some := rows.fetchmany(_AT_ONCE):
            for article, title, body in some:
                ids.append(article)
                yield Text(title, body)

    firsts = originals(texts(), place)
    connection.execute("CREATE TABLE reprints (id VARCHAR, first VARCHAR)")
    for start in range(0, len(ids), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        clusters = [None if first is None else ids[first] for first in firsts[some]]
        connection.execute("INSERT INTO reprints SELECT unnest($1), unnest($2)", [ids[some], clusters])
    connection.execute(f"ALTER TABLE articles ADD COLUMN {REPRINT_CLUSTER.name} {REPRINT_CLUSTER.kind}")
    connection.execute(
        f"UPDATE articles SET {REPRINT_CLUSTER.name} = reprints.first FROM reprints WHERE articles.id = reprints.id"
    )
