"""runs.jsonl: the runs before this one, and the line that this one adds when it ends."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, Self

import msgspec
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from devzone_crawler.items import Article
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
from devzone_crawler.storage.names import ARTICLES, output_dir


class History:
    """Counts what a run writes, column by column, and knows what those before it wrote."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._columns: defaultdict[str, ColumnOfRun] = defaultdict(ColumnOfRun)
        self._filled = dict.fromkeys(COUNTED_FIELDS, 0)
        self.before: list[Run] = []
        """The last runs before this one, in their order."""
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._on_scraped, signal=signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: FULL_CRAWL. Writes nothing by itself: Manifest has the last word, and says when."""
        return cls(crawler)

    @classmethod
    def of(cls, crawler: Crawler) -> History:
        """The history that a running crawl will be part of."""
        found = crawler.get_extension(cls)
        assert found is not None, "the History extension is always on"
        return found

    @property
    def columns(self) -> dict[str, ColumnOfRun]:
        """What this run wrote so far, the largest columns first."""
        largest = sorted(self._columns.items(), key=lambda one: -(one[1].new + one[1].revised))
        return dict(largest[:MOST_NAMED])

    @property
    def filled(self) -> dict[str, int]:
        """How often each key is filled in the records of this run."""
        return dict(self._filled)

    def _on_opened(self, spider: Spider) -> None:
        """The directory is ours by now."""
        if self._crawler.settings["ITEM_PIPELINES"]:
            self.before = last_runs(output_dir(self._crawler.settings, spider) / RUNS_FILE)

    def append(self, directory: Path, ended: RunManifest) -> None:
        """Write the line of a run that has ended. Raises OutputError when it cannot be written whole."""
        with JsonLinesFile(directory / RUNS_FILE) as runs:
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
            filled=self.filled,
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

    def _on_scraped(self, item: Any) -> None:
        if not isinstance(item, Article):
            return
        for name in COUNTED_FIELDS:
            self._filled[name] += getattr(item, name) not in (None, "", [])
        column = self._columns[column_of(item.categories, item.url)]
        if item.revision == 1:
            column.new += 1
        else:
            column.revised += 1
        column.newest = max(filter(None, (column.newest, item.publish_date)), default=None)
