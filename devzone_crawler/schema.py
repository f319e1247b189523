"""The data format as JSON Schemas and as a document, from `Article`, `ViewCount`, `Reject`, `RunManifest` and `Run`.

`python -m devzone_crawler.schema [DIRECTORY]` writes docs/*.schema.json and docs/data-format.md anew.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from devzone_crawler.items import RECORD_KEYS, SCHEMA_VERSION, Article, Reject, ViewCount
from devzone_crawler.manifest import manifest_schema, manifest_schema_text
from devzone_crawler.runs import run_schema, run_schema_text

DEFAULT_DIRECTORY = Path("docs")
SCHEMA_FILE = "article.schema.json"
VIEWS_SCHEMA_FILE = "views.schema.json"
REJECTS_SCHEMA_FILE = "rejects.schema.json"
MANIFEST_SCHEMA_FILE = "manifest.schema.json"
RUNS_SCHEMA_FILE = "runs.schema.json"
DOCUMENT_FILE = "data-format.md"

Line = Article | ViewCount | Reject
"""What stands on the lines of a file."""

_DAY = "(199[0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_HASH = {"pattern": "^[0-9a-f]{20}$"}

RULES: dict[str, dict[str, Any]] = {
    "schema_version": {"const": SCHEMA_VERSION},
    "id": _HASH,
    "revision": {"minimum": 1},
    "publish_date": {"pattern": f"^{_DAY}$", "format": "date"},
    "published_at": {"pattern": f"^{_DAY}T{_CLOCK}[+-][0-9]{{2}}:[0-9]{{2}}$", "format": "date-time"},
    "view_count": {"minimum": 0},
    "content_hash": _HASH,
    "fetched_at": {"pattern": f"^{_DAY}T{_CLOCK}\\+00:00$", "format": "date-time"},
    "http_status": {"minimum": 100, "maximum": 599},
    "archive": {"pattern": "^.+:[0-9]+$"},
}
"""What the types do not say. A pattern uses [0-9], since \\d means other digits too in some readers."""

_SCHEMA_ORG = {
    "id": "identifier",
    "revision": "version",
    "url": "url",
    "site": "publisher",
    "found_on": None,
    "categories": "articleSection",
    "title": "headline",
    "source": "sourceOrganization",
    "author": "author",
    "editor": "editor",
    "publish_date": "datePublished",
    "published_at": "datePublished",
    "publish_date_raw": None,
    "view_count": "interactionStatistic.userInteractionCount",
    "body_text": "articleBody",
    "images": "image (ImageObject: contentUrl, caption)",
    "attachments": "associatedMedia (MediaObject: contentUrl, name)",
    "fetched_at": None,
    "archive": None,
}
_ZYTE = {
    "url": "url",
    "categories": "breadcrumbs[].name",
    "title": "headline",
    "author": "authors[].name",
    "publish_date": "datePublished",
    "published_at": "datePublished",
    "publish_date_raw": "datePublishedRaw",
    "body_text": "articleBody",
    "images": "images[].url",
    "fetched_at": "metadata.dateDownloaded",
}


def json_schema(line: type[Line] = Article) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of articles.jsonl, views.jsonl or rejects.jsonl.

    Every key is required, no other is allowed.
    """
    (_, *_), parts = msgspec.json.schema_components([line], ref_template="#/$defs/{name}")
    typed = parts.pop(line.__name__)["properties"]
    fields = dataclasses.fields(line)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": line.__name__,
        "description": _first_line(line),
        "type": "object",
        "properties": {field.name: _key(field, typed[field.name]) for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
        "$defs": {name: _closed(part) for name, part in sorted(parts.items())},
    }


def data_format_markdown() -> str:
    """The document that tells readers of an output directory what is in it."""
    return _DOCUMENT.format(
        table=_keys_table(Article),
        map=_names_table(),
        version=SCHEMA_VERSION,
        views=_keys_table(ViewCount),
        rejects=_keys_table(Reject),
        manifest=_object_tables(manifest_schema()),
        runs=_object_tables(run_schema()),
    )


def schema_text(line: type[Line] = Article) -> str:
    """The JSON Schema as it stands in its file."""
    return json.dumps(json_schema(line), ensure_ascii=False, indent=2) + "\n"


def write_documents(directory: Path) -> None:
    """Write the files into a directory, which is made if it does not exist."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / SCHEMA_FILE).write_text(schema_text(), "utf-8")
    (directory / VIEWS_SCHEMA_FILE).write_text(schema_text(ViewCount), "utf-8")
    (directory / REJECTS_SCHEMA_FILE).write_text(schema_text(Reject), "utf-8")
    (directory / MANIFEST_SCHEMA_FILE).write_text(manifest_schema_text(), "utf-8")
    (directory / RUNS_SCHEMA_FILE).write_text(run_schema_text(), "utf-8")
    (directory / DOCUMENT_FILE).write_text(data_format_markdown(), "utf-8")


def _key(field: dataclasses.Field[Any], typed: dict[str, Any]) -> dict[str, Any]:
    null = _null_rule(field, typed)
    about = field.metadata["description"] + (f" Null {null}." if null else "")
    kind = {name: value for name, value in typed.items() if name not in {"default", "anyOf"}}
    if null is not None:
        (known,) = (option for option in typed["anyOf"] if option != {"type": "null"})
        kind = {**known, "type": [known["type"], "null"]}
    return {
        "title": field.name,
        "description": about,
        **kind,
        **RULES.get(field.name, {}),
        "examples": [field.metadata["example"]],
    }


def _closed(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the record, such as an image: written whole, every key on every line."""
    properties = {
        name: {key: value for key, value in typed.items() if key != "default"}
        for name, typed in part["properties"].items()
    }
    return {**part, "properties": properties, "required": list(properties), "additionalProperties": False}


def _null_rule(field: dataclasses.Field[Any], typed: dict[str, Any]) -> str | None:
    """When a key is null; None if never."""
    if {"type": "null"} not in typed.get("anyOf", []):
        return None
    return field.metadata["null"] or "when unknown"


def _keys_table(line: type[Line]) -> str:
    schema = json_schema(line)
    rows = []
    for field in dataclasses.fields(line):
        key = schema["properties"][field.name]
        types = key["type"] if isinstance(key["type"], list) else [key["type"]]
        kind = next(name for name in types if name != "null")
        if kind == "array":
            items = key["items"]
            kind = f"array of {items.get('type') or items['$ref'].rpartition('/')[2]}"
        null = (field.metadata["null"] or "when unknown") if "null" in types else "never"
        example = json.dumps(field.metadata["example"], ensure_ascii=False)
        rows.append([f"`{field.name}`", kind, null, field.metadata["description"], f"`{example}`"])
    return _table(["key", "type", "null", "what", "example"], rows)


def _names_table() -> str:
    names = [name for name in RECORD_KEYS if name in _SCHEMA_ORG]
    rows = [[f"`{name}`", *(_code(names_of.get(name)) for names_of in (_SCHEMA_ORG, _ZYTE))] for name in names]
    return _table(["key", "schema.org NewsArticle", "Zyte API article"], rows)


def _object_tables(schema: dict[str, Any]) -> str:
    """The keys of an object, then those of each object in it."""
    parts = schema.pop("$defs")
    tables = [_described(schema)]
    tables += [f"**{name}.** {part['description']}\n\n{_described(part)}" for name, part in parts.items()]
    return "\n\n".join(tables)


def _described(part: dict[str, Any]) -> str:
    if "enum" in part:
        return _kind(part)
    rows = [[f"`{name}`", _kind(key), key.get("description", "")] for name, key in part["properties"].items()]
    return _table(["key", "type", "what"], rows)


def _kind(key: dict[str, Any]) -> str:
    """A type of JSON Schema in words."""
    if "anyOf" in key:
        return " or ".join(_kind(option) for option in key["anyOf"])
    if "$ref" in key:
        return f"`{key['$ref'].rpartition('/')[2]}`"
    if "enum" in key:
        return ", ".join(f"`{value}`" for value in key["enum"])
    if key["type"] == "array":
        return f"array of {_kind(key['items'])}"
    values = key.get("additionalProperties")
    return f"object of {_kind(values)}" if values else str(key["type"])


def _code(name: str | None) -> str:
    if name is None:
        return "–"
    head, blank, rest = name.partition(" ")
    return f"`{head}`{blank}{rest}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _first_line(documented: type) -> str:
    return (documented.__doc__ or "").partition("\n")[0]


_DOCUMENT = """\
# Data format

*Written by `make docs` from `devzone_crawler/items.py`; [article.schema.json](article.schema.json) is the same as JSON
Schema. To change either, change the dataclass.*

One line of `articles.jsonl` is one article: UTF-8 without BOM, `\\n` after every line, every key on every line in
this order. This is version {version} of the format.

{table}

An `Image` is `{{"url": …, "caption": …}}`, an `Attachment` `{{"url": …, "name": …}}`; the second key is null when
unknown.

## Policies

**What is an article.** A page with a headline of its own and something published under it: text, pictures, a video or
a file, as a rule with a date line. Pages of pictures or files only are articles with an empty `body_text`. Listings,
home and channel pages, directories, profile pages without a date line, forum threads, surveys, courses, products,
search results, logins, errors and challenges are not.

**Null is unknown, 0 is a number.** No value is a guess. A `view_count` of 0 was printed as 0; null means that no count
was found. A page without a time of day has a `publish_date` and no `published_at`.

**Revisions.** The same article never stands twice with the same content. When title, date, source or body of an article
have changed, a later crawl that reads the page again adds a line with the same `id` and the next `revision`; the older
lines stay. The line with the highest `revision` of an `id` is the present one. A `view_count` that changed is no
revision: it stands in `views.jsonl`.

**Times.** `fetched_at` is UTC. `published_at` carries the offset, +08:00 unless the page says otherwise; `publish_date`
is the day as printed. A date before 1990 or later than a day after the fetch is refused.

## The other files of an output directory

`views.jsonl` holds view counts that were seen later: one line for each time that a crawl asked for an article again and
found another number and nothing else changed. [views.schema.json](views.schema.json) is the same as JSON Schema. Young
articles are asked for again (`--refresh DAYS`), all of them with `--full`. The file is there only if there was such a
number.

{views}

`rejects.jsonl` holds what was promised as an article and is none. [rejects.schema.json](rejects.schema.json) is the
same as JSON Schema. The file is there only if there was such a page.

{rejects}

`ledger.sqlite` is the crawl's own memory: what it holds already, which addresses it has dealt with, which it still
owes, which listings it has walked to their end. It is made anew from `articles.jsonl` when it is missing or damaged;
the next crawl then walks all listings once, and asks for nothing that is there. Nobody else need read it.

`warc/` is there with `--archive`: WARC 1.1 files (ISO 28500), a gzip member a record, named by site, run and serial
number. Each answer stands there as it came, before it was unpacked, with its request; `archive` of a record is the
place of its answer. A payload that is there already is referred to (`revisit`). A `metadata` record of each page that
was read, `application/vnd.devzone.page+json`, holds what the crawl knew of it; it names the answer and no address, so
that programs which replay archives show the page.

## manifest.json

What the run did that wrote there last, for whoever has only its output: how it ended and why, what it asked for and
got, which listings it walked and how far, what those name that was not crawled, and the SHA-256 of the files.
[manifest.schema.json](manifest.schema.json) is the same as JSON Schema. The file is always whole: it is written under
another name and renamed, once when the run begins and once when it ends.

A run that was killed leaves `"state": "running"`, and nobody holds the lock of `articles.jsonl` then: what is written
is whole, but no run vouches for it. A run that never began (wrong usage, a directory that another crawl writes to)
leaves the manifest that is there.

{manifest}

## runs.jsonl

The history of the directory: one short line for each run that came to its end, whatever its verdict, appended when all
else is written. [runs.schema.json](runs.schema.json) is the same as JSON Schema. A run that was killed leaves no line;
what it wrote shows in `lines` of the next. Runs of before this file was there have none either.

{runs}

## Reading it

[cookbook.md](cookbook.md): Python, pandas, polars, DuckDB, PostgreSQL, Hugging Face datasets, jq, Excel; how to check
a file and how to export it.

## Names elsewhere

`site` is who published the page, `source` whom the page names as the origin of the text.
`published_at` is `datePublished` where it is known, `publish_date` otherwise.

{map}
"""


def main() -> None:
    """Write the files into the directory given on the command line, docs if none is given."""
    write_documents(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_DIRECTORY)


if __name__ == "__main__":
    main()
