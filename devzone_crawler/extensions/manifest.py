"""manifest.json: what a run did, for whoever has only its output directory; and its line in runs.jsonl.

It is written when the first request may go out, with the state `running`, and again at the end with everything. A run
that was killed so leaves `running`: the manifest of the run before would vouch for files that have changed since. A
run that ends before it begins (wrong usage, an output that another crawl holds) touches nothing.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import msgspec
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from devzone_crawler.extensions.alarms import Alarms
from devzone_crawler.extensions.circumstances import settings_that_differ, shown, versions
from devzone_crawler.extensions.history import History
from devzone_crawler.extensions.outcomes import NoArticle, Unchanged
from devzone_crawler.extensions.pace import Pace
from devzone_crawler.extensions.signals import listing_read, request_failed
from devzone_crawler.extensions.verdict import Verdict
from devzone_crawler.extensions.walked import LeftOutEntries, Stop, Walked, WhyLeftOut
from devzone_crawler.items import RECORD_KEYS, Article, ArticlePage
from devzone_crawler.listing import Listing
from devzone_crawler.manifest import MANIFEST_FILE, Category, Counts, Failure, RunManifest, WrittenFile, manifest_text
from devzone_crawler.runs import RUNS_FILE
from devzone_crawler.storage.archive import FOLDER
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.names import ARTICLES, REJECTS, VIEWS, output_dir
from devzone_crawler.storage.whole import digest_of, replace_file

_MOST_FAILURES = 200
_FILES = (ARTICLES, VIEWS, REJECTS)


class _Begun(msgspec.Struct):
    """What must be known of a manifest before it is replaced."""

    run_id: str


class Manifest:
    """Gathers what a crawl does and writes it down.

    The numbers come from Scrapy's signals and stats. What only a spider knows it says with `note_listing`,
    `note_left_out` and `note_failure`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run: RunManifest | None = None
        self._started = datetime.now(UTC)
        self.run_id = f"{self._started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        """Sorts by time; no two runs share it."""
        self._walked = Walked(crawler.settings.getint("MAX_PAGES_PER_LISTING"))
        self._left_out = LeftOutEntries()
        self._failed: list[Failure] = []
        self._filled: Counter[str] = Counter()
        self._rejected: Counter[str] = Counter()
        self._written: Counter[str] = Counter()
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._on_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._on_dropped, signal=signals.item_dropped)
        crawler.signals.connect(self._on_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: OUTPUT_DIR, MAX_PAGES_PER_LISTING. Must stand after Verdict, whose last word it writes down."""
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> Manifest:
        """The manifest of a running crawl."""
        found = crawler.get_extension(cls)
        assert found is not None, "the Manifest extension is always on"
        return found

    # --- what spiders say ---------------------------------------------------------------------------------------------

    def note_listing(
        self,
        response: Response,
        listing: Listing,
        *,
        following: Request | None = None,
        stop: Stop | None = None,
    ) -> None:
        """A page that was read as a listing.

        `following` is the request for the page after it (None: it is not asked for from here), `stop` why the run
        does not want that page.
        """
        self._walked.add(response, listing, following, stop)
        self._crawler.signals.send_catch_log(
            listing_read, response=response, listing=listing, following=following, stop=stop
        )

    def note_left_out(self, url: str, why: WhyLeftOut) -> None:
        """An entry of a listing that is not crawled: external (another host) or file (no page). Once per address."""
        self._left_out.add(url, why)

    def note_failure(self, request: Request, why: str) -> None:
        """A request that came to nothing. `why` goes on from the address: "answered 404"."""
        self._walked.add_failure(request, why)
        self._crawler.signals.send_catch_log(request_failed, request=request, why=why)
        if len(self._failed) < _MOST_FAILURES:
            self._failed.append(Failure(url=request.url, role=str(request.meta.get("role", "page")), why=why))

    def listings(self) -> Iterator[tuple[Category, list[str]]]:
        """Each listing as far as it was walked, with the addresses of its further pages."""
        return self._walked.listings()

    # --- signals ------------------------------------------------------------------------------------------------------

    def _on_opened(self, spider: Spider) -> None:
        """The output is locked by now, so the manifest there is ours to replace. A dry run has none."""
        if not self._crawler.settings["ITEM_PIPELINES"]:
            return
        given: dict[str, Any] = getattr(spider, "given", {})
        self._run = RunManifest(
            run_id=self.run_id,
            started_at=_moment(self._started),
            site=getattr(spider, "site", spider.name),
            spider=spider.name,
            arguments={name: str(shown(value, name)) for name, value in given.items()},
            settings=settings_that_differ(self._crawler.settings),
            versions=versions(),
        )
        self._write(self._run, spider)

    def _on_scraped(self, item: Any, response: Response | None, spider: Spider) -> None:
        if not isinstance(item, Article):
            return
        self._written["new" if item.revision == 1 else "revised"] += 1
        self._filled.update(name for name in RECORD_KEYS if getattr(item, name) not in (None, "", []))
        self._add_article(item.url, response)

    def _on_dropped(self, item: Any, response: Response | None, exception: BaseException, spider: Spider) -> None:
        """`item` is the page as the spider gave it; `exception` says what became of it."""
        if isinstance(exception, Unchanged):
            self._written["unchanged"] += 1
            self._add_article(item.url, response)
        elif isinstance(exception, NoArticle) and isinstance(item, ArticlePage) and item.certain:
            self._rejected[str(exception)] += 1

    def _on_closed(self, spider: Spider, reason: str) -> None:
        """The files are closed by now, and Verdict has heard the end."""
        if self._run is None:
            return
        verdict = Verdict.of(self._crawler)
        run, directory = self._run, output_dir(self._crawler.settings, spider)
        self._gather(run, verdict)
        run.findings = Alarms.of(self._crawler).findings(History.of(self._crawler).line(run), reason == "finished")
        _note_verdict(run, verdict)
        run.files = [_written_file(path, directory) for path in self._files_of(directory)]
        try:
            History.of(self._crawler).append(directory, run)
        except OutputError as error:
            verdict.note("output", str(error))
            _note_verdict(run, verdict)
        if (directory / RUNS_FILE).is_file():
            run.files.append(_written_file(directory / RUNS_FILE, directory))
        if _run_in(directory / MANIFEST_FILE) in (None, run.run_id):  # else a later run has begun here
            self._write(run, spider)

    def _gather(self, run: RunManifest, verdict: Verdict) -> None:
        """All that can be said of the run when it has ended."""
        records = self._written["new"] + self._written["revised"]
        run.state = "ended"
        run.ended_at = _moment(datetime.now(UTC))
        _note_verdict(run, verdict)
        run.counts = self._counts()
        run.politeness = Pace.of(self._crawler).politeness()
        run.coverage = {name: round(self._filled[name] / records, 4) for name in RECORD_KEYS} if records else {}
        run.categories = self._walked.categories()
        run.left_out = self._left_out.by_reason()
        run.failed = self._failed

    def _files_of(self, directory: Path) -> list[Path]:
        """The files that records are in, and those of the archive that this run wrote."""
        archived = sorted((directory / FOLDER).glob(f"*-{self.run_id}-*"))
        return [path for path in (*(directory / name for name in _FILES), *archived) if path.exists()]

    def _counts(self) -> Counts:
        stats = self._crawler.stats
        return Counts(
            requests=stats.get_value("downloader/request_count", 0),
            responses=self._stats_below("downloader/response_status_count/"),
            pages=self._stats_below("pages/"),
            skipped=self._stats_below("skipped/"),
            new=self._written["new"],
            revised=self._written["revised"],
            unchanged=self._written["unchanged"] + stats.get_value("not_modified", 0),
            views=stats.get_value("views", 0),
            rejected=dict(self._rejected.most_common()),
            failures=self._stats_below("failures/"),
        )

    def _stats_below(self, prefix: str) -> dict[str, int]:
        stats = self._crawler.stats.get_stats()
        return {name.removeprefix(prefix): stats[name] for name in sorted(stats) if name.startswith(prefix)}

    def _add_article(self, url: str, response: Response | None) -> None:
        if response is None or response.meta.get("role") != "article":  # promised articles are not read as listings
            self._walked.add_article(url)

    def _write(self, run: RunManifest, spider: Spider) -> None:
        try:
            replace_file(output_dir(self._crawler.settings, spider) / MANIFEST_FILE, manifest_text(run))
        except OutputError as error:
            Verdict.of(self._crawler).note("output", str(error))


def _note_verdict(run: RunManifest, verdict: Verdict) -> None:
    run.verdict, run.exit_code, run.reasons = verdict.name, verdict.exit_code, verdict.reasons
    run.remarks = verdict.remarks


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _written_file(path: Path, directory: Path) -> WrittenFile:
    digest = digest_of(path)
    return WrittenFile(
        name=path.relative_to(directory).as_posix(),
        bytes=digest.size,
        lines=digest.lines if path.suffix == ".jsonl" else None,  # an archive has none
        sha256=digest.sha256,
    )


def _run_in(path: Path) -> str | None:
    """Id of the run whose manifest this is; None when there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Begun).run_id
    except (OSError, msgspec.DecodeError):
        return None
