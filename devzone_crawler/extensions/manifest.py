"""manifest.json: what a run did, for whoever has only its output directory; and its line in runs.jsonl.

It is written when the first request may go out, with the state `running`, and again at the end with everything. A run
that was killed so leaves `running`: the manifest of the run before would vouch for files that have changed since. A
run that ends before it begins (wrong usage, an output that another crawl holds) touches nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import msgspec
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from devzone_crawler.extensions.circumstances import settings_that_differ, shown, versions
from devzone_crawler.extensions.extension import Extension
from devzone_crawler.extensions.history import History
from devzone_crawler.extensions.outcomes import NoArticle, Unchanged
from devzone_crawler.extensions.pace import Pace
from devzone_crawler.extensions.signals import entry_left_out, listing_read, request_failed
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.extensions.walked import LeftOutEntries, Stop, Walked, WhyLeftOut
from devzone_crawler.items import RECORD_KEYS, Article, ArticlePage
from devzone_crawler.listing import Listing
from devzone_crawler.manifest import MANIFEST_FILE, Category, Counts, Failure, RunManifest, WrittenFile, manifest_text
from devzone_crawler.request_meta import ROLE, Role
from devzone_crawler.storage.archive import FOLDER
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.names import ARTICLES, REJECTS, VIEWS, output_dir, run_id_of
from devzone_crawler.storage.whole import digest_of, replace_file
from devzone_crawler.verdicts import Verdict

_MOST_FAILURES = 200
_FILES = (ARTICLES, VIEWS, REJECTS)


class _RunOfManifest(msgspec.Struct):
    """What must be known of a manifest before it is replaced."""

    run_id: str


class Manifest(Extension):
    """Gathers what a crawl does and writes it down.

    The numbers come from Scrapy's signals and stats, and from what spiders say of a run (signals.py).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.run: RunManifest | None = None
        """What the manifest says; None before the run begins, and in a dry run."""
        self.history = History(crawler)
        """What this run wrote, and the runs before it."""
        self._directory = Path()
        self._started = datetime.now(UTC)
        self.run_id = run_id_of(self._started)
        """Sorts by time; no two runs share it."""
        self._walked = Walked(crawler.settings.getint("MAX_PAGES_PER_LISTING"))
        self._left_out = LeftOutEntries()
        self._failed: list[Failure] = []
        self._rejected: Counter[str] = Counter()
        self._unchanged = 0
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._on_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._on_dropped, signal=signals.item_dropped)
        crawler.signals.connect(self._on_listing, signal=listing_read)
        crawler.signals.connect(self._on_left_out, signal=entry_left_out)
        crawler.signals.connect(self._on_failed, signal=request_failed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: OUTPUT_DIR, MAX_PAGES_PER_LISTING. Must stand after Memory, which locks the output."""
        return cls(crawler)

    # --- signals ------------------------------------------------------------------------------------------------------

    def _on_opened(self, spider: Spider) -> None:
        """The output is locked by now, so the manifest there is ours to replace. A dry run has none."""
        if self._crawler.settings.getbool("DRY_RUN"):
            return
        self._directory = output_dir(self._crawler.settings, spider)
        self.history.open(self._directory)
        given: dict[str, Any] = getattr(spider, "given", {})
        self.run = RunManifest(
            run_id=self.run_id,
            started_at=_moment(self._started),
            site=getattr(spider, "site", spider.name),
            spider=spider.name,
            arguments={name: str(shown(value, name)) for name, value in given.items()},
            settings=settings_that_differ(self._crawler.settings),
            versions=versions(),
        )
        self._write(self.run)

    def _on_scraped(self, item: Any, response: Response | None, spider: Spider) -> None:
        if not isinstance(item, Article):
            return
        self.history.add(item)
        self._add_article(item.url, response)

    def _on_dropped(self, item: Any, response: Response | None, exception: BaseException, spider: Spider) -> None:
        """`item` is the page as the spider gave it; `exception` says what became of it."""
        if isinstance(exception, Unchanged):
            self._unchanged += 1
            self._add_article(item.url, response)
        elif isinstance(exception, NoArticle) and isinstance(item, ArticlePage) and item.certain:
            self._rejected[str(exception)] += 1

    def _on_listing(self, response: Response, listing: Listing, following: Request | None, stop: Stop | None) -> None:
        self._walked.add(response, listing, following, stop)

    def _on_left_out(self, url: str, why: WhyLeftOut) -> None:
        self._left_out.add(url, why)

    def _on_failed(self, request: Request, why: str) -> None:
        self._walked.add_failure(request, why)
        if len(self._failed) < _MOST_FAILURES:
            self._failed.append(Failure(url=request.url, role=request.meta.get(ROLE, Role.PAGE).value, why=why))

    # --- at the end of the run ----------------------------------------------------------------------------------------

    def listings(self) -> Iterator[tuple[Category, list[str]]]:
        """Each listing as far as it was walked, with the addresses of its further pages."""
        return self._walked.listings()

    def end(self, verdict: RunVerdict) -> RunManifest:
        """All that can be said of the run when it has ended, but for its findings and its files."""
        run, records = self._begun, self.history.new + self.history.revised
        run.state = "ended"
        run.ended_at = _moment(datetime.now(UTC))
        self.note_verdict(verdict)
        run.counts = self._counts()
        run.politeness = Pace.of(self._crawler).politeness()
        run.coverage = {name: round(self.history.filled[name] / records, 4) for name in RECORD_KEYS} if records else {}
        run.categories = self._walked.categories()
        run.left_out = self._left_out.by_reason()
        run.failed = self._failed
        return run

    def note_verdict(self, verdict: RunVerdict) -> None:
        """The verdict as it is now."""
        run, word = self._begun, verdict.word
        run.verdict, run.exit_code, run.reasons, run.remarks = word, word.exit_code, verdict.reasons, verdict.remarks

    def note_files(self) -> None:
        """The files that records are in, and those of the archive that this run wrote, as they are now."""
        for name in (*_FILES, *sorted(f"{FOLDER}/{path.name}" for path in self._archived())):
            self.note_file(name)

    def note_file(self, name: str) -> None:
        """A file of the output directory, if it is there."""
        path = self._directory / name
        if not path.is_file():
            return
        digest = digest_of(path)
        lines = digest.lines if path.suffix == ".jsonl" else None  # an archive has none
        self._begun.files.append(WrittenFile(name=name, bytes=digest.size, lines=lines, sha256=digest.sha256))

    def replace(self) -> None:
        """Write the manifest for the last time, unless a later run has begun in the directory."""
        if _run_in(self._directory / MANIFEST_FILE) in (None, self.run_id):
            self._write(self._begun)

    # --- what is gathered ---------------------------------------------------------------------------------------------

    @property
    def _begun(self) -> RunManifest:
        assert self.run is not None, "the run has begun"
        return self.run

    def _archived(self) -> Iterator[Path]:
        return (self._directory / FOLDER).glob(f"*-{self.run_id}-*")

    def _counts(self) -> Counts:
        stats = self._crawler.stats
        return Counts(
            requests=stats.get_value("downloader/request_count", 0),
            responses=self._stats_below("downloader/response_status_count/"),
            pages=self._stats_below("pages/"),
            skipped=self._stats_below("skipped/"),
            new=self.history.new,
            revised=self.history.revised,
            unchanged=self._unchanged + stats.get_value("not_modified", 0),
            views=stats.get_value("views", 0),
            rejected=dict(self._rejected.most_common()),
            failures=self._stats_below("failures/"),
        )

    def _stats_below(self, prefix: str) -> dict[str, int]:
        stats = self._crawler.stats.get_stats()
        return {name.removeprefix(prefix): stats[name] for name in sorted(stats) if name.startswith(prefix)}

    def _add_article(self, url: str, response: Response | None) -> None:
        """A page that is an article; promised ones are not read as listings."""
        if response is None or response.meta.get(ROLE) is not Role.ARTICLE:
            self._walked.add_article(url)

    def _write(self, run: RunManifest) -> None:
        try:
            replace_file(self._directory / MANIFEST_FILE, manifest_text(run))
        except OutputError as error:
            RunVerdict.of(self._crawler).note(Verdict.OUTPUT, str(error))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _run_in(path: Path) -> str | None:
    """Id of the run whose manifest this is; None when there is none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_RunOfManifest).run_id
    except (OSError, msgspec.DecodeError):
        return None
