"""runs.jsonl: the runs before this one, and the line that this one adds when it ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import msgspec
from scrapy.crawler import Crawler

from devzone_crawler.items import RECORD_KEYS, Article
from devzone_crawler.manifest import RunManifest
from devzone_crawler.runs import (
    COUNTED_FIELDS,
    MOST_NAMED,
    RUNS_FILE,
    ColumnOfRun,
    CountersOfRun,
    ListingOfRun,
    Run,
    column_of,
    last_runs,
)
from devzone_crawler.storage.jsonl import JsonLinesFile
from devzone_crawler.storage.names import ARTICLES


class History:
    """Counts what a run writes, column by column, and knows what those before it wrote."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._directory = Path()
        self._columns: defaultdict[str, ColumnOfRun] = defaultdict(ColumnOfRun)
        self.new = 0
        """Records of articles that the output did not hold."""
        self.revised = 0
        """Records of articles whose content had changed."""
        self.filled: Counter[str] = Counter()
        """How often each key is filled in these records."""
        self.before: list[Run] = []
        """The last runs before this one, in their order."""

    def open(self, directory: Path) -> None:
        """Read what the runs before this one wrote to a directory."""
        self._directory = directory
        self.before = last_runs(directory / RUNS_FILE)

    def add(self, article: Article) -> None:
        """Count a record that was written."""
        self.filled.update(name for name in RECORD_KEYS if getattr(article, name) not in (None, "", []))
        column = self._columns[column_of(article.categories, article.url)]
        if article.revision == 1:
            self.new += 1
            column.new += 1
        else:
            self.revised += 1
            column.revised += 1
        column.newest = max(filter(None, (column.newest, article.publish_date)), default=None)

    @property
    def columns(self) -> dict[str, ColumnOfRun]:
        """What this run wrote so far, the largest columns first."""
        largest = sorted(self._columns.items(), key=lambda one: -(one[1].new + one[1].revised))
        return dict(largest[:MOST_NAMED])

    def append(self, ended: RunManifest) -> None:
        """Write the line of a run that has ended. Raises OutputError when it cannot be written whole."""
        with JsonLinesFile(self._directory / RUNS_FILE) as runs:
            last = runs.last(1)
            number = int(last[0]["run"]) + 1 if last else 1
            runs.append(msgspec.to_builtins(self.line(ended, number)))

    def line(self, ended: RunManifest, number: int = 1) -> Run:
        """The line of a run, as far as its manifest is known."""
        counts, stats = ended.counts, self._crawler.stats
        assert ended.ended_at is not None and ended.verdict is not None and ended.exit_code is not None
        return Run(
            run=number,
            run_id=ended.run_id,
            started_at=ended.started_at,
            ended_at=ended.ended_at,
            site=ended.site,
            spider=ended.spider,
            version=ended.versions["devzone_crawler"],
            arguments=ended.arguments,
            full=self._crawler.settings.getbool("FULL_CRAWL"),
            verdict=ended.verdict,
            exit_code=ended.exit_code,
            findings=[finding.code for finding in ended.findings],
            requests=counts.requests,
            new=counts.new,
            revised=counts.revised,
            unchanged=counts.unchanged,
            views=counts.views,
            rejected=sum(counts.rejected.values()),
            failures=sum(counts.failures.values()),
            lines=next((file.lines or 0 for file in ended.files if file.name == ARTICLES), 0),
            filled={name: self.filled[name] for name in COUNTED_FIELDS},
            counters=CountersOfRun(
                answered=stats.get_value("counters/answered", 0), failed=stats.get_value("counters/failed", 0)
            ),
            columns=self.columns,
            listings={
                one.url: ListingOfRun(
                    name="/".join(one.breadcrumb) or one.title, pages=one.pages, entries=one.entries, end=one.end
                )
                for one in ended.categories[:MOST_NAMED]
            },
        )
