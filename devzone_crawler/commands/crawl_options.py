"""What `devzone crawl` can be told, and the commands that crawl as it does."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from devzone_crawler.commands.console import end
from devzone_crawler.commands.pairs import pairs

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Directory to write to.", show_default=False)]
Categories = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A category, as the site's navigation names it (also A/B). Repeatable."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong; nothing if all is well.")]
LogJson = Annotated[
    bool, typer.Option("--log-json", help="For programs: log, progress and verdict as JSON lines on standard error.")
]
Arguments = Annotated[list[str] | None, typer.Option("-a", metavar="NAME=VALUE", help="An argument of the spider.")]
Settings = Annotated[list[str] | None, typer.Option("-s", metavar="KEY=VALUE", help="A setting, as in Scrapy.")]

FOR_PEOPLE: Mapping[str, Any] = {"LOG_LEVEL": "CRITICAL"}
"""Settings of a crawl that a person watches: the progress line instead of the log."""
_SHARED_CORES = ("-s", "LEASE_SECONDS=60", "-s", "EXTRACTION_PROCESSES=1")
"""Of each crawl of a list: another machine may take over after a minute; many crawls share the cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EachSite:
    """What is told of one crawl, and of each crawl of a list."""

    category: list[str] | None
    since: str | None
    until: str | None
    max_articles: str | None
    full: bool
    refresh: str | None
    archive: bool
    arguments: list[str] | None
    settings: list[str] | None

    def spider_arguments(self, url: str | None) -> dict[str, Any]:
        """Arguments of the spider, from both ways to give them. Ends the program when one comes twice."""
        options = {
            "url": (url, url),
            "category": ("--category", self.category or None),
            "since": ("--since", self.since),
            "until": ("--until", self.until),
            "max_articles": ("--max-articles", self.max_articles),
        }
        return _together(options, "-a", pairs(self.arguments, "-a"))

    def crawl_settings(self, output: Path | None) -> dict[str, Any]:
        """Settings of the crawl, from both ways to give them. Ends the program when one comes twice."""
        options = {
            "OUTPUT_DIR": ("--output", str(output) if output is not None else None),
            "FULL_CRAWL": ("--full", self.full or None),
            "REFRESH_DAYS": ("--refresh", self.refresh),
            "ARCHIVE": ("--archive", self.archive or None),
        }
        return _together(options, "-s", pairs(self.settings, "-s"))

    def words(self) -> tuple[str, ...]:
        """The same as words of a command line; a line of the list may say otherwise after them."""
        found = ["--full"] * self.full + ["--archive"] * self.archive
        found += [f"--category={name}" for name in self.category or []]
        for name in ("since", "until", "max_articles", "refresh"):
            if (value := getattr(self, name)) is not None:
                found.append(f"{option_of(name)}={value}")
        found += [word for pair in self.arguments or [] for word in ("-a", pair)]
        return (*found, *_SHARED_CORES, *(word for pair in self.settings or [] for word in ("-s", pair)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSite:
    """What is told of the crawl of one site only."""

    dry_run: bool
    quiet: bool
    log_json: bool

    def log_settings(self) -> dict[str, Any]:
        """Quiet: no progress, and of a log in JSON only what went wrong."""
        chosen: dict[str, Any] = {}
        if self.quiet:
            chosen["PROGRESS"] = False
        if self.log_json:
            chosen |= {"LOG_JSON": True, "LOG_LEVEL": "WARNING" if self.quiet else "INFO"}
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class ManySites:
    """What is told of a list only; None where nothing was said."""

    jobs: int | None
    scheduler: str | None
    max_per_host: int | None
    order: str | None
    attempts: int | None
    site_hours: float | None


def first_given(told: OneSite | ManySites) -> str | None:
    """An option that was given; None if there is none."""
    names = (field.name for field in dataclasses.fields(told))
    return next((option_of(name) for name in names if getattr(told, name) not in (None, False)), None)


def option_of(name: str) -> str:
    """How an option is written."""
    return f"--{name.replace('_', '-')}"


def _together(options: Mapping[str, tuple[str | None, Any]], flag: str, in_pairs: Mapping[str, str]) -> dict[str, Any]:
    """Options and pairs. `options`: by the name in pairs, how each is written, and its value if it was given."""
    given = {name: value for name, (_, value) in options.items() if value is not None}
    for name in given.keys() & in_pairs.keys():
        raise end(f"{name} is given twice: as {options[name][0]} and as {flag} {name}=. Leave one out.", 2)
    return {**given, **in_pairs}
