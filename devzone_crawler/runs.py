"""What runs.jsonl says of each run: the history of an output directory, one short line a run.

The manifest tells all of the last run; this file tells little of every one, so that a run can be held against those
before it.
"""

from __future__ import annotations

import contextlib
import json
from collections import deque
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from msgspec import DecodeError, Meta, Struct, field
from msgspec.json import decode

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.manifest import End, FindingCode, schema_of
from devzone_crawler.verdicts import Verdict

RUNS_VERSION: Final = 1
RUNS_FILE = "runs.jsonl"
MOST_NAMED = 500
"""Columns, and listings, that a line names: sites that print the headline in the breadcrumb have one an article."""
MOST_READ = 400
"""Runs that a run is held against: of a crawl a day those of a year."""
ALWAYS_FILLED = frozenset(
    {"schema_version", "id", "revision", "url", "site", "content_hash", "fetched_at", "extractor_version"}
)
COUNTED_FIELDS = tuple(name for name in RECORD_KEYS if name not in ALWAYS_FILLED)
"""Keys of a record that may be null or empty."""

_Count = Annotated[int, Meta(ge=0)]
_Day = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", extra_json_schema={"format": "date"})]
_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+]00:00$"
_Moment = Annotated[str, Meta(pattern=_MOMENT, extra_json_schema={"format": "date-time"})]


def _says(description: str) -> Meta:
    return Meta(description=description)


class ColumnOfRun(Struct, kw_only=True, forbid_unknown_fields=True):
    """What a run wrote of one column of the site."""

    new: Annotated[_Count, _says("Records of articles that the output did not hold.")] = 0
    revised: Annotated[_Count, _says("Records of articles whose content had changed.")] = 0
    newest: Annotated[_Day | None, _says("The latest `publish_date` of these records; null when none has one.")] = None


class ListingOfRun(Struct, kw_only=True, forbid_unknown_fields=True):
    """How far a run walked one listing."""

    name: Annotated[str, _says("Its breadcrumb, joined by `/`; the title of its first page where there is none.")] = ""
    pages: Annotated[int, Meta(ge=1, description="Pages that were walked.")]
    entries: Annotated[_Count, _says("Rows on these pages.")]
    end: Annotated[End, _says("As in the manifest.")]


class CountersOfRun(Struct, kw_only=True, forbid_unknown_fields=True):
    """What a run asked the counters of views."""

    answered: Annotated[_Count, _says("Articles whose number the site's counter told.")] = 0
    failed: Annotated[_Count, _says("Articles whose number it did not tell.")] = 0


class Run(Struct, kw_only=True, forbid_unknown_fields=True):
    """One line of runs.jsonl: a run that came to its end, whatever its verdict."""

    schema_version: Annotated[
        Literal[1], _says("Version of this file's format; changes only when a reader must change.")
    ] = RUNS_VERSION
    run: Annotated[int, Meta(ge=1, description="Its number: 1 for the first line, one more for each that follows.")]
    run_id: Annotated[str, _says("As in the manifest.")]
    started_at: Annotated[_Moment, _says("ISO 8601 in UTC, whole seconds.")]
    ended_at: Annotated[_Moment, _says("As `started_at`.")]
    site: Annotated[str, _says("As in the records.")]
    spider: Annotated[str, _says("Name of the spider.")]
    version: Annotated[str, _says("Of devzone_crawler.")]
    arguments: Annotated[
        dict[str, str],
        _says("Arguments of the spider; `category`, `since`, `until` and `max_articles` make a run that takes a part."),
    ]
    full: Annotated[bool, _says("True if everything was asked for again (`--full`).")]
    verdict: Annotated[Verdict, _says("As in the manifest.")]
    exit_code: Annotated[int, _says("As in the manifest.")]
    findings: Annotated[list[FindingCode], _says("Codes of the manifest's findings.")] = []
    requests: Annotated[_Count, _says("Requests sent, with retries, redirects, robots.txt and view counters.")]
    new: Annotated[_Count, _says("Records of articles that the output did not hold.")]
    revised: Annotated[_Count, _says("Records of articles whose content had changed.")]
    unchanged: Annotated[_Count, _says("Articles that were asked for and that the output holds already.")]
    views: Annotated[_Count, _says("Lines of views.jsonl.")]
    rejected: Annotated[_Count, _says("Promised articles that are none.")]
    failures: Annotated[_Count, _says("What could not be fetched.")]
    lines: Annotated[_Count, _says("Lines of articles.jsonl when the run ended, those of runs that were killed too.")]
    filled: Annotated[
        dict[str, _Count],
        _says("Of the `new` and `revised` records, those where the key is neither null nor empty: keys that may be."),
    ] = {}
    counters: Annotated[CountersOfRun, _says("Questions for numbers of views.")] = field(default_factory=CountersOfRun)
    columns: Annotated[
        dict[str, ColumnOfRun],
        _says(
            "By breadcrumb (joined by `/`; the first folder of the address where there is none) what was written, "
            f"the largest {MOST_NAMED}."
        ),
    ] = {}
    listings: Annotated[
        dict[str, ListingOfRun], _says(f"By first page what was walked, the first {MOST_NAMED}, in order of meeting.")
    ] = {}


def last_runs(path: Path) -> list[Run]:
    """The last MOST_READ runs of a file, in their order; none when it cannot be read. A line that is torn is no run."""
    found: deque[Run] = deque(maxlen=MOST_READ)
    try:
        with open(path, "rb") as lines:
            for line in lines:
                with contextlib.suppress(DecodeError, UnicodeDecodeError):
                    found.append(decode(line, type=Run))
    except OSError:
        return []
    return list(found)


def column_of(categories: list[str] | None, url: str) -> str:
    """What stands for the column of an article: its breadcrumb, else the first folder of its address."""
    if categories:
        return "/".join(categories)
    parts = urlsplit(url)
    return parts.netloc + parts.path.partition("/")[2].partition("/")[0]


def run_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of runs.jsonl. Every key is required, no other is allowed."""
    return schema_of(Run)


def run_schema_text() -> str:
    """The JSON Schema as it stands in its file."""
    return json.dumps(run_schema(), ensure_ascii=False, indent=2) + "\n"
