"""One output directory as a report tells it: its figures, how its last run ended, how the runs before it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from devzone_crawler.manifest import Category, Failure, RunManifest
from devzone_crawler.report.growth import Known
from devzone_crawler.report.lacking import FIELDS
from devzone_crawler.report.reading import Directory, open_directory
from devzone_crawler.report.shown import shown
from devzone_crawler.report.tally import Tally
from devzone_crawler.runs import ColumnOfRun, Run

WORST_FIRST = (
    "output",
    "failed",
    "blocked",
    "unfinished",
    "interrupted",
    "incomplete",
    "quality",
    "unknown",
    "complete",
)
"""How a directory may stand. `unfinished`: a crawl runs, or was killed; `unknown`: no run says anything of it."""
WELL, SOME, ILL = "well", "some", "ill"
GRADES = {
    "complete": WELL,
    "quality": SOME,
    "incomplete": SOME,
    "interrupted": SOME,
    "unfinished": SOME,
    "unknown": SOME,
}
"""How bad each is; the rest are ill."""
MOST_RUNS = 12
"""Runs that are told one by one, the last ones."""
MOST_LISTINGS = 200
MOST_FAILURES = 50
_ENDED = frozenset({"last_page", "nothing_new", "known"})
_FIGURES = ("new", "revised", "unchanged", "views", "rejected", "failures", "requests")


class Compared(NamedTuple):
    """A figure of the last run beside that of the run before."""

    name: str
    now: int
    before: int


class ComparedShare(NamedTuple):
    """The same for the share of records that have a field; None for a run that wrote no record."""

    name: str
    now: float | None
    before: float | None


class ComparedColumn(NamedTuple):
    """The same for what was written of a column."""

    name: str
    now: ColumnOfRun
    before: ColumnOfRun


@dataclass(frozen=True)
class Site:
    """An output directory and what was counted in it."""

    directory: Directory
    tally: Tally

    @property
    def path(self) -> Path:
        """The directory, as it was named."""
        return self.directory.path

    @property
    def manifest(self) -> RunManifest | None:
        """What the last run said of itself."""
        return self.directory.manifest

    @property
    def runs(self) -> list[Run]:
        """The runs that ended, the last one last."""
        return self.directory.runs

    @property
    def name(self) -> str:
        """The site's name, or the directory's where no run names one."""
        return shown(self.manifest.site if self.manifest is not None else self.path.resolve().name)

    @property
    def has_ended(self) -> bool:
        """True if the last run came to its end and said what it did."""
        return self.manifest is not None and self.manifest.state == "ended"

    @property
    def verdict(self) -> str:
        """One of WORST_FIRST."""
        if self.manifest is None:
            return "unknown"
        if self.manifest.state == "running":
            return "unfinished"
        return self.manifest.verdict if self.manifest.verdict in WORST_FIRST else "unknown"

    @property
    def grade(self) -> str:
        """How bad that is."""
        return GRADES.get(self.verdict, ILL)

    @property
    def seconds(self) -> float | None:
        """How long the last run took; None while nobody knows."""
        run = self.manifest
        if run is None or run.ended_at is None:
            return None
        return (datetime.fromisoformat(run.ended_at) - datetime.fromisoformat(run.started_at)).total_seconds()

    @property
    def per_minute(self) -> float | None:
        """Requests a minute of the last run; None for one that took no time that could be measured."""
        if self.manifest is None or not self.seconds:
            return None
        return self.manifest.counts.requests / self.seconds * 60

    @property
    def delay(self) -> float:
        """DOWNLOAD_DELAY in seconds."""
        return self._number("DOWNLOAD_DELAY", 0.0)

    @property
    def obeys_robots(self) -> bool:
        """True if robots.txt was obeyed."""
        return self._flag("ROBOTSTXT_OBEY")

    @property
    def slows_down(self) -> bool:
        """AUTOTHROTTLE_ENABLED: a site that answers slowly is asked more slowly."""
        return self._flag("AUTOTHROTTLE_ENABLED")

    @property
    def user_agent(self) -> str:
        """USER_AGENT, without the contact."""
        return shown(str(self._setting("USER_AGENT", "")))

    @property
    def contact(self) -> str:
        """CONTACT; empty if nobody gave one."""
        return shown(str(self._setting("CONTACT", "") or ""))

    @property
    def at_once(self) -> int:
        """CONCURRENT_REQUESTS_PER_DOMAIN."""
        return int(self._number("CONCURRENT_REQUESTS_PER_DOMAIN", 8))

    @property
    def least_gap(self) -> float | None:
        """Seconds between the two requests to one host that followed each other most closely; None if unknown."""
        if self.manifest is None or self.manifest.politeness is None:
            return None
        gaps = [host.least_gap for host in self.manifest.politeness.hosts.values() if host.least_gap is not None]
        return min(gaps, default=None)

    @property
    def listings(self) -> list[Category]:
        """The listings of the last run: those that were not walked to their end first."""
        walked = self.manifest.categories if self.manifest is not None else []
        return sorted(walked, key=lambda one: (one.end in _ENDED, -one.entries))

    @property
    def listings_ended(self) -> int:
        """Listings that were walked to their end, or as far as there was something new."""
        return sum(one.end in _ENDED for one in self.listings)

    @property
    def failures(self) -> list[Failure]:
        """What could not be fetched, as far as it is told."""
        return self.manifest.failed[:MOST_FAILURES] if self.manifest is not None else []

    @property
    def failed(self) -> int:
        """How much could not be fetched."""
        return sum(self.manifest.counts.failures.values()) if self.manifest is not None else 0

    # --- beside the run before ----------------------------------------------------------------------------------------

    @property
    def two_runs(self) -> tuple[Run, Run] | None:
        """The last run and the one before; None if there are not two."""
        return (self.runs[-1], self.runs[-2]) if len(self.runs) > 1 else None

    @property
    def compared(self) -> list[Compared]:
        """The counts of both runs."""
        if self.two_runs is None:
            return []
        now, before = self.two_runs
        return [Compared(name, getattr(now, name), getattr(before, name)) for name in _FIGURES]

    @property
    def compared_shares(self) -> list[ComparedShare]:
        """How often each field is filled in the records of both; [] unless both wrote some."""
        if self.two_runs is None or not all(run.new + run.revised for run in self.two_runs):
            return []
        now, before = self.two_runs
        return [ComparedShare(name, _share(now, name), _share(before, name)) for name in FIELDS]

    @property
    def compared_columns(self) -> list[ComparedColumn]:
        """What both wrote of each column, the largest first."""
        if self.two_runs is None:
            return []
        now, before = (run.columns for run in self.two_runs)
        names = dict.fromkeys([*now, *before])
        columns = [
            ComparedColumn(name, now.get(name, ColumnOfRun()), before.get(name, ColumnOfRun())) for name in names
        ]
        return sorted(columns, key=lambda one: -(one.now.new + one.before.new))

    def _flag(self, name: str) -> bool:
        """A setting that is on or off; from the command line it comes as text, as Scrapy takes it. Off by default."""
        return str(self._setting(name, False)).lower() in ("true", "1")

    def _number(self, name: str, default: float) -> float:
        try:
            return float(self._setting(name, default))
        except ValueError:
            return default

    def _setting(self, name: str, default: Any) -> Any:
        """A setting of the last run: its manifest names those that are not Scrapy's defaults."""
        settings = self.manifest.settings if self.manifest is not None else {}
        return settings.get(name, default)


def read_site(path: Path) -> Site:
    """Read an output directory. Raises ReportError if it is none, UnfitError if a line does not fit the format."""
    directory = open_directory(path)
    run = directory.manifest
    tally = Tally(path, asks_counters=run is None or run.settings.get("VIEW_COUNTERS") != "off")
    known = Known(directory.counts(), directory.revisions())
    for record, readings in known.present(directory.records()):
        tally.add(record, readings)
    for rejected in directory.rejects():
        tally.reject(rejected)
    return Site(directory, tally)


@dataclass(frozen=True)
class Report:
    """All directories of a report, and the figures of all of them together."""

    sites: list[Site]
    all: Tally
    made_at: datetime

    @property
    def worst(self) -> Site:
        """The site that stands worst."""
        return min(self.sites, key=lambda site: WORST_FIRST.index(site.verdict))


def read(paths: list[Path]) -> Report:
    """Read all directories. Raises what `read_site` raises."""
    sites = [read_site(path) for path in paths]
    total = sites[0].tally
    if len(sites) > 1:
        total = Tally()
        for site in sites:
            total.add_all(site.tally)
    return Report(sites, total, datetime.now(UTC))


def _share(run: Run, name: str) -> float:
    return run.filled.get(name, 0) / (run.new + run.revised)
