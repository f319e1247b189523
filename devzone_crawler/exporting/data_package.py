"""datapackage.json: what is in an export, for tools that know nothing of it.

Data Package 2.0 (https://datapackage.org/standard/data-package/), with the Table Schema of each table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devzone_crawler.exporting.columns import Column
from devzone_crawler.exporting.formats import Format
from devzone_crawler.schema import RULES
from devzone_crawler.storage.whole import digest_of

PACKAGE_FILE = "datapackage.json"
WRITER = "devzone_crawler"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES: dict[Format, str] = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "duckdb": "application/vnd.duckdb",
}
_TYPES = {"VARCHAR": "string", "BIGINT": "integer", "DATE": "date", "TIMESTAMPTZ": "datetime"}
_CONSTRAINTS = {"pattern": "pattern", "minimum": "minimum", "maximum": "maximum"}


def data_package(
    name: str, description: str, created: str, sources: Sequence[str], resources: Sequence[dict[str, Any]]
) -> bytes:
    """The descriptor as it stands in its file. `created` is ISO 8601 in UTC, `sources` the sites."""
    package = {
        "$schema": _PROFILE,
        "name": re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.") or "articles",
        "description": description,
        "created": created,
        "sources": [{"title": site} for site in sources],
        "writer": WRITER,
        "resources": list(resources),
    }
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def resource(
    table: str, to: Format, paths: Sequence[Path], directory: Path, columns: Sequence[Column], keys: dict[str, Any]
) -> dict[str, Any]:
    """The description of one table. `keys`: its primary and foreign keys, as Table Schema has them."""
    names = [path.relative_to(directory).as_posix() for path in paths]
    described: dict[str, Any] = {"name": table, "path": names[0] if len(names) == 1 else names}
    described |= {"format": to, "mediatype": _MEDIA_TYPES[to]}
    if to == "duckdb":  # no `type`: the tools of Data Package cannot open it, and let it pass as a file
        described |= {"dialect": {"table": table}}
    else:
        described |= {"type": "table"}
    if to == "csv":
        described |= {"encoding": "utf-8"}
    if len(names) == 1:
        digest = digest_of(paths[0])
        described |= {"hash": f"sha256:{digest.sha256}"}
        if to != "parquet":  # whose bytes frictionless 5 does not count, and then misses
            described |= {"bytes": digest.size}
    return described | {"schema": {"fields": [_field(column, to) for column in columns], **keys}}


def is_ours(directory: Path) -> bool:
    """True if a directory is an export of ours, so that it may be replaced."""
    try:
        package = json.loads((directory / PACKAGE_FILE).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(package, dict) and package.get("writer") == WRITER


def _field(column: Column, to: Format) -> dict[str, Any]:
    kind = _TYPES.get(column.kind, "any" if to == "parquet" else "array")  # `array` is JSON in text
    rules = RULES.get(column.name, {})
    constraints: dict[str, Any] = {
        ours: rules[theirs]
        for theirs, ours in _CONSTRAINTS.items()
        if theirs in rules and (theirs != "pattern" or kind == "string")
    }
    if (
        rules and not column.nullable
    ):  # what has a form is not empty; other text may be, and CSV cannot tell that from null
        constraints["required"] = True
    described = {"name": column.name, "type": kind, "description": column.description}
    return described | ({"constraints": constraints} if constraints else {})
