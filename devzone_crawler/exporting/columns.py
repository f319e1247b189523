"""The columns of the tables, from the dataclasses of the data format."""

from __future__ import annotations

import dataclasses
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from devzone_crawler.items import Article, ViewCount
from devzone_crawler.schema import RULES

_SIMPLE = {str: "VARCHAR", int: "BIGINT"}
_BY_FORMAT = {"date": "DATE", "date-time": "TIMESTAMPTZ"}


class Column(NamedTuple):
    """A key of the record in a table."""

    name: str
    read_as: str
    """DuckDB's type of what stands in the file: dates are text there."""
    kind: str
    """DuckDB's type of the column."""
    nullable: bool
    description: str

    @property
    def is_text(self) -> bool:
        """True for what a page may have written, to the letter."""
        return self.kind == "VARCHAR"

    @property
    def is_nested(self) -> bool:
        """True for lists."""
        return self.kind.endswith("]")


def columns_of(line: type[Article | ViewCount]) -> list[Column]:
    """The columns in the order of the keys."""
    hints = get_type_hints(line)
    columns = []
    for field in dataclasses.fields(line):
        read_as = _type(hints[field.name])
        kind = _BY_FORMAT.get(RULES.get(field.name, {}).get("format", ""), read_as)
        nullable = NoneType in get_args(hints[field.name])
        columns.append(Column(field.name, read_as, kind, nullable, field.metadata["description"]))
    return columns


def _type(hint: Any) -> str:
    """DuckDB's type for a type of the record."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if dataclasses.is_dataclass(hint):
        parts = get_type_hints(hint)
        return f"STRUCT({', '.join(f'{name} {_type(part)}' for name, part in parts.items())})"
    (inner,) = (part for part in get_args(hint) if part is not NoneType)
    return f"{_type(inner)}[]" if get_origin(hint) is list else _type(inner)
