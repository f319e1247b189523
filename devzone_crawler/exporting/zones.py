"""Which development zones each article is about, as a column of its table."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from devzone_crawler.exporting.columns import Column
from devzone_crawler.zones import Zone, zones_of

_KIND = "STRUCT(name VARCHAR, kind VARCHAR, level VARCHAR, province VARCHAR, in_title BOOLEAN, mentions BIGINT)[]"
ZONES = Column(
    "zones",
    _KIND,
    _KIND,
    nullable=False,
    description="The development zones the article is about, those of the headline first: canonical name, kind, level "
    "(国家级, 省级), province, whether the headline names it, how often the article does. What is not known is null.",
)
_BATCH = 1024


def add_zones(connection: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Give the table of articles the column. `place`: a directory for the file it comes from."""
    path = place / "zones.jsonl"
    read = connection.cursor()
    read.execute("SELECT title, body_text FROM articles")
    with path.open("w", encoding="utf-8") as lines:
        while batch := read.fetchmany(_BATCH):
            lines.writelines(_line(zones_of(title, text or "")) for title, text in batch)
    read.close()
    connection.execute(  # side by side: both are in the order of the lines that were read
        f"CREATE TABLE named AS SELECT articles.*, found.{ZONES.name} FROM articles POSITIONAL JOIN "
        f"read_json($path, format = 'newline_delimited', columns = {{{ZONES.name}: '{_KIND}'}}) AS found",
        {"path": str(path)},
    )
    connection.execute("DROP TABLE articles")
    connection.execute("ALTER TABLE named RENAME TO articles")
    path.unlink()


def _line(zones: list[Zone]) -> str:
    return json.dumps({ZONES.name: [zone._asdict() for zone in zones]}, ensure_ascii=False) + "\n"
