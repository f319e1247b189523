"""What manifest.json says of a run: its keys with their types and meanings, from which its JSON Schema is made."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct, field
from msgspec.json import encode, schema_components
from msgspec.json import format as indented

from devzone_crawler.verdicts import Verdict

MANIFEST_VERSION: Final = 1
MANIFEST_FILE = "manifest.json"

State = Literal["running", "ended"]
FindingCode = Literal["redesign", "field_fell", "counter_stopped", "silent_site", "silent_category", "lost_listing"]
RefusalKind = Literal["overload", "challenge", "forbidden"]
End = Literal["last_page", "nothing_new", "known", "chosen", "page_limit", "broken", "unfinished"]

_Count = Annotated[int, Meta(ge=0)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$"
_Moment = Annotated[str, Meta(pattern=_MOMENT, extra_json_schema={"format": "date-time"})]


def _says(description: str) -> Meta:
    return Meta(description=description)


class Reason(Struct, kw_only=True, forbid_unknown_fields=True):
    """One reason why a run was not complete."""

    verdict: Annotated[Verdict, _says("What this reason alone would make of the run.")]
    why: Annotated[str, _says("The sentence.")]


class Counts(Struct, kw_only=True, forbid_unknown_fields=True):
    """What a run asked for, got and wrote."""

    requests: Annotated[_Count, _says("Requests sent, with retries, redirects, robots.txt and view counters.")] = 0
    responses: Annotated[dict[str, _Count], _says("Responses by HTTP status.")] = {}
    pages: Annotated[dict[str, _Count], _says("Pages read as articles, by what they turned out to be.")] = {}
    skipped: Annotated[dict[str, _Count], _says("Links that were not followed, by the limit that says so.")] = {}
    new: Annotated[_Count, _says("Records of articles that the output did not hold.")] = 0
    revised: Annotated[_Count, _says("Records of articles whose content had changed.")] = 0
    unchanged: Annotated[_Count, _says("Articles that were asked for and that the output holds already.")] = 0
    views: Annotated[_Count, _says("View counts of unchanged articles that had changed: lines of views.jsonl.")] = 0
    rejected: Annotated[dict[str, _Count], _says("Promised articles that are none, by reason.")] = {}
    failures: Annotated[
        dict[str, _Count],
        _says("What could not be fetched, by its part in the crawl: `start`, `listing`, `article`, `part`, `page`, …"),
    ] = {}


class HostPace(Struct, kw_only=True, forbid_unknown_fields=True):
    """How fast a host was asked, measured as the requests went out."""

    requests: Annotated[int, Meta(ge=1, description="Requests that were sent there.")]
    least_gap: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        _says("Seconds between the two that followed each other most closely; null for a single one."),
    ]


class Politeness(Struct, kw_only=True, forbid_unknown_fields=True):
    """What was left unasked or asked later, because the site wants it so."""

    robots: Annotated[
        _Count, _says("Requests that robots.txt forbids, or that nobody may make while it is out of reach.")
    ]
    refusals: Annotated[
        dict[RefusalKind, _Count],
        _says(
            "Answers that refuse. `overload`: 429 and 503. `challenge`: a firewall's page in place of one. "
            "`forbidden`: 403 and its kin."
        ),
    ]
    pauses: Annotated[_Count, _says("Times in which a host was asked nothing, because it refused.")]
    pause_seconds: Annotated[float, Meta(ge=0, description="Seconds that these took together.")]
    delays: Annotated[
        dict[str, float],
        _says(
            "Seconds that lay at least between two requests at the end, for hosts where that is more than "
            "DOWNLOAD_DELAY: by their robots.txt, or since they refused."
        ),
    ]
    hosts: Annotated[
        dict[str, HostPace], _says("By host and port what was measured, most requests first, 20 of them at most.")
    ] = {}


class Failure(Struct, kw_only=True, forbid_unknown_fields=True):
    """An address that could not be fetched."""

    url: Annotated[str, _says("As it was asked for.")]
    role: Annotated[str, _says("Its part in the crawl.")]
    why: Annotated[str, _says("What the server answered, or what went wrong.")]


class Category(Struct, kw_only=True, forbid_unknown_fields=True):
    """A listing and the pages that follow it."""

    url: Annotated[str, _says("Its first page.")]
    breadcrumb: Annotated[list[str], _says("As printed on its first page, without 首页; empty when there is none.")]
    title: Annotated[str, _says("The first page's `<title>`.")]
    pages: Annotated[int, Meta(ge=1, description="Pages that were walked.")]
    entries: Annotated[_Count, _says("Rows on these pages, repeated ones as often as they stand there.")]
    end: Annotated[
        End,
        _says(
            "`last_page`: walked to its end. `nothing_new`: the page after it was walked before, or the last page "
            "showed what an earlier one showed. `known`: nothing here is new since a run that walked this listing to "
            "its end. `chosen`: the run was asked to stop there. `page_limit`: stopped by "
            "MAX_PAGES_PER_LISTING. `broken`: the next page could not be fetched. `unfinished`: the next page was not "
            "reached before the run ended, or is no page."
        ),
    ]
    next_page: Annotated[str | None, _says("The page that was not walked; null when `end` is `last_page`.")] = None
    why: Annotated[str | None, _says("Why it was not; null when `end` says it all.")] = None


class Finding(Struct, kw_only=True, forbid_unknown_fields=True):
    """Something that is not as the runs before let one expect."""

    code: Annotated[
        FindingCode,
        _says(
            "`redesign`: several fields fell, pages are no articles any more, or half of the listings are gone. "
            "`field_fell`: a field is no longer filled as it was. `counter_stopped`: the site's counter of views "
            "answers no more. `silent_site`, `silent_category`: nothing has come for improbably long. `lost_listing`: "
            "a listing that was walked run by run is gone."
        ),
    ]
    why: Annotated[str, _says("The sentence.")]
    where: Annotated[str | None, _says("Name of the category or listing; null for the whole site.")] = None
    field: Annotated[str | None, _says("The key of the records that it is about; null for none.")] = None
    found: Annotated[int | None, _says("What was counted: records, answers, or days of silence.")] = None
    expected: Annotated[
        float | None,
        _says("What was to be expected; of a silence the longest pause before. Null if nothing."),
    ] = None
    chance: Annotated[
        float, Meta(ge=0, le=1, description="How probable that is if nothing has changed; 0 where it cannot be chance.")
    ]
    examples: Annotated[list[str], _says("Addresses to look at.")] = []


class LeftOut(Struct, kw_only=True, forbid_unknown_fields=True):
    """Entries of listings that lead to one host and were not crawled."""

    host: Annotated[str, _says("Its name.")]
    count: Annotated[int, Meta(ge=1, description="Different addresses.")]
    examples: Annotated[list[str], Meta(max_length=20, description="The first of them.")]


class WrittenFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """A file of the output directory, as it was when the run ended."""

    name: Annotated[str, _says("Its name in the directory; those of the archive are the ones that this run wrote.")]
    bytes: Annotated[_Count, _says("Its size.")]
    lines: Annotated[
        _Count | None, _says("One for each record, of this run and those before; null for files of the archive.")
    ]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="As `sha256sum` prints it.")]


class RunManifest(Struct, kw_only=True, forbid_unknown_fields=True):
    """What a run did: one for each output directory, of the run that wrote there last."""

    schema_version: Annotated[
        Literal[1], _says("Version of this file's format; changes only when a reader must change.")
    ] = MANIFEST_VERSION
    run_id: Annotated[str, _says("Start in UTC and six hex digits: sorts by time, no two runs share it.")]
    state: Annotated[
        State, _says("`running` from the first request on; a run that was killed leaves it so. `ended` otherwise.")
    ] = "running"
    started_at: Annotated[_Moment, _says("ISO 8601 in UTC, whole seconds.")]
    ended_at: Annotated[_Moment | None, _says("As `started_at`; null while it runs.")] = None
    site: Annotated[str, _says("As in the records.")]
    spider: Annotated[str, _says("Name of the spider.")]
    arguments: Annotated[dict[str, str], _says("Arguments that the spider was given. Passwords in addresses: `…`.")]
    settings: Annotated[
        dict[str, Any],
        _says("Settings that differ from Scrapy's defaults, Scrapy's own and ours. Values of secrets are `…`."),
    ]
    versions: Annotated[dict[str, str], _says("Of devzone_crawler, Python and what else reads pages.")]
    verdict: Annotated[Verdict | None, _says("How the run ended; null while it runs.")] = None
    exit_code: Annotated[int | None, _says("That of `devzone crawl` for this verdict; null while it runs.")] = None
    reasons: Annotated[list[Reason], _says("All reasons, the worst first; empty for a complete run.")] = []
    remarks: Annotated[list[str], _says("What else is to be said of the run; makes it no less complete.")] = []
    findings: Annotated[
        list[Finding],
        _says("What is not as the runs before let one expect; each makes the verdict `quality` if nothing is worse."),
    ] = []
    counts: Annotated[Counts, _says("What was asked for, got and written.")] = field(default_factory=Counts)
    politeness: Annotated[Politeness | None, _says("What the site's wishes cost; null while it runs.")] = None
    coverage: Annotated[
        dict[str, _Share],
        _says("For each key, the share of this run's records where it is neither null nor empty; {} without records."),
    ] = {}
    categories: Annotated[list[Category], _says("Every listing that was walked, in the order of meeting.")] = []
    left_out: Annotated[
        dict[Literal["external", "wechat", "file"], list[LeftOut]],
        _says(
            "What listings name as entries and was not crawled, by host, most first: pages of other sites, articles "
            "on mp.weixin.qq.com, files of this site without a page."
        ),
    ] = {}
    failed: Annotated[list[Failure], _says("What could not be fetched, the first 200.")] = []
    files: Annotated[list[WrittenFile], _says("Size and SHA-256; [] while it runs.")] = []


def manifest_text(manifest: RunManifest) -> bytes:
    """The manifest as it stands in its file: indented JSON, UTF-8."""
    return indented(encode(manifest), indent=2) + b"\n"


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of manifest.json. Every key is required, no other is allowed."""
    return schema_of(RunManifest)


def schema_of(kind: type[Struct]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what is written whole: every key is required, no other is allowed."""
    (_,), parts = schema_components([kind], ref_template="#/$defs/{name}")
    parts = {name: _written_whole(part) for name, part in parts.items()}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **parts.pop(kind.__name__), "$defs": parts}


def manifest_schema_text() -> str:
    """The JSON Schema as it stands in its file."""
    return json.dumps(manifest_schema(), ensure_ascii=False, indent=2) + "\n"


def _written_whole(part: dict[str, Any]) -> dict[str, Any]:
    """An object: keys have defaults while a run begins, but all of them are in the file."""
    if "properties" not in part:  # words to choose from
        return part
    properties = {
        name: {key: value for key, value in typed.items() if key != "default"}
        for name, typed in part["properties"].items()
    }
    return {**part, "properties": properties, "required": list(properties)}
