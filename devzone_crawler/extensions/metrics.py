"""METRICS_FILE: figures of a crawl in Prometheus' text format, for the textfile collector of node_exporter.

Counters go on over the runs of an output directory; what is said of a run is a gauge and begins anew with the next.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self, get_args

from prometheus_client import CollectorRegistry, Metric, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from devzone_crawler.checked_settings import number
from devzone_crawler.extensions.history import History
from devzone_crawler.extensions.manifest import Manifest
from devzone_crawler.extensions.pace import Pace
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.manifest import FindingCode
from devzone_crawler.runs import COUNTED_FIELDS, Run
from devzone_crawler.storage.jsonl import lines_of
from devzone_crawler.storage.names import ARTICLES, file_name, output_dir
from devzone_crawler.verdicts import Verdict

_log = logging.getLogger(__name__)


class Metrics(Collector):
    """Writes the file when a run begins, while it runs, and when it has ended. Always whole: it is renamed into place.

    A file that cannot be written costs the run one remark and nothing else.
    """

    def __init__(self, crawler: Crawler, path: Path, every: float) -> None:
        self._crawler = crawler
        self._path = path
        self._every = every
        self._site = ""
        self._started = time.time()
        self._ended: float | None = None
        self._before: list[Run] = []
        """The runs before this one, the last at the end."""
        self._lines_before = 0
        self._is_broken = False
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self._loop = create_looping_call(self._write)
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: METRICS_FILE, METRICS_SECONDS. Must stand after Manifest, which reads what the runs before were.

        Raises SettingError for a METRICS_SECONDS that means nothing.
        """
        settings = crawler.settings
        given = str(settings.get("METRICS_FILE") or "")
        if not given or settings.getbool("DRY_RUN"):  # a dry run is no run of the site
            raise NotConfigured
        every = number(settings, "METRICS_SECONDS", "a number of seconds above 0", lambda found: 0 < found < math.inf)
        return cls(crawler, Path(given.replace("{spider}", file_name(crawler.spider))), every)

    def _on_opened(self, spider: Spider) -> None:
        self._started = time.time()
        self._site = str(getattr(spider, "site", spider.name))
        directory = output_dir(self._crawler.settings, spider)
        self._before = self._history.before
        if (directory / ARTICLES).exists():
            self._lines_before = lines_of(directory / ARTICLES)
        self._loop.start(self._every)

    def end(self) -> None:
        """Write the file for the last time, when all else is written."""
        if self._loop.running:
            self._loop.stop()
        self._ended = time.time()
        self._write()

    def _write(self) -> None:
        try:
            write_to_textfile(str(self._path), self._registry)
        except OSError as error:
            if not self._is_broken:
                told = f"METRICS_FILE={self._path} cannot be written ({error.strerror}): no figures of this run."
                _log.warning(told)
                RunVerdict.of(self._crawler).remark(told)
            self._is_broken = True

    # --- the figures --------------------------------------------------------------------------------------------------

    def collect(self) -> Iterator[Metric]:
        """All of them, as they are now."""
        if not self._site:
            return  # registering asks what there will be
        yield from self._of_the_directory()
        yield from self._of_the_run()
        yield from self._of_the_last_run()

    def _of_the_directory(self) -> Iterator[Metric]:
        records = CounterMetricFamily("devzone_records", "Lines of articles.jsonl, of all runs.", labels=["site"])
        records.add_metric([self._site], self._lines_before + self._stat("records"))
        yield records
        columns = [column for run in self._before for column in run.columns.values()]
        days = [column.newest for column in (*columns, *self._history.columns.values()) if column.newest]
        if days:
            newest = datetime.combine(date.fromisoformat(max(days)), datetime.min.time(), UTC)
            yield self._gauge(
                "devzone_newest_article_timestamp_seconds", "Latest publish_date, at 0:00 UTC.", newest.timestamp()
            )

    def _of_the_run(self) -> Iterator[Metric]:
        yield self._gauge("devzone_run_active", "1 while a crawl is at work.", float(self._ended is None))
        yield self._gauge("devzone_run_start_timestamp_seconds", "When the run began.", self._started)
        yield self._gauge("devzone_run_update_timestamp_seconds", "When this file was written.", time.time())
        yield self._gauge("devzone_run_requests", "Requests sent by the run.", self._stat("downloader/request_count"))
        yield self._labelled(
            "devzone_run_responses", "Responses to the run.", "status", self._stats("downloader/response_status_count/")
        )
        unchanged = self._stat("item_dropped_reasons_count/Unchanged") + self._stat("not_modified")
        history = self._history
        yield self._labelled(
            "devzone_run_articles",
            "Articles that the run read.",
            "change",
            {"new": history.new, "revised": history.revised, "unchanged": unchanged},
        )
        yield self._gauge("devzone_run_rejected", "Promised articles that are none.", self._stat("rejects"))
        yield self._labelled(
            "devzone_run_failures", "What could not be fetched, by its part.", "role", self._stats("failures/")
        )
        politeness = Pace.of(self._crawler).politeness()
        yield self._labelled("devzone_run_refusals", "Answers that refuse.", "kind", dict(politeness.refusals))
        yield self._gauge("devzone_run_pause_seconds", "Seconds that the run paused for.", politeness.pause_seconds)
        records = history.new + history.revised
        shares = {name: history.filled[name] / records for name in COUNTED_FIELDS} if records else {}
        yield self._labelled(
            "devzone_run_field_coverage_ratio", "Share of the run's records that have the field.", "field", shares
        )

    def _of_the_last_run(self) -> Iterator[Metric]:
        """Of the last one that has ended; this one when it has."""
        runs = [(run.verdict, run.exit_code, run.findings, _seconds(run.ended_at)) for run in self._before]
        if self._ended is not None:
            word, this = RunVerdict.of(self._crawler).word, Manifest.of(self._crawler).run
            found = this.findings if this is not None else []
            runs.append((word, word.exit_code, [finding.code for finding in found], self._ended))
        if runs:
            word_of_last, code, codes, ended = runs[-1]
            names = {word.value: float(word is word_of_last) for word in Verdict if word is not Verdict.USAGE}
            yield self._labelled("devzone_last_run_verdict", "1 for how the last run ended.", "verdict", names)
            counts = {name: float(codes.count(name)) for name in get_args(FindingCode)}
            yield self._labelled(
                "devzone_last_run_findings", "What was not as the runs before let one expect.", "code", counts
            )
            yield self._gauge("devzone_last_run_exit_code", "That of devzone crawl.", code)
            yield self._gauge("devzone_last_run_end_timestamp_seconds", "When the last run ended.", ended)
        succeeded = [ended for _, code, _, ended in runs if code == 0]
        if succeeded:
            yield self._gauge(
                "devzone_last_success_timestamp_seconds", "When a run last ended with exit code 0.", succeeded[-1]
            )

    @property
    def _history(self) -> History:
        return Manifest.of(self._crawler).history

    def _gauge(self, name: str, help_text: str, value: float) -> Metric:
        family = GaugeMetricFamily(name, help_text, labels=["site"])
        family.add_metric([self._site], value)
        return family

    def _labelled(self, name: str, help_text: str, label: str, values: dict[Any, Any]) -> Metric:
        family = GaugeMetricFamily(name, help_text, labels=["site", label])
        for key in sorted(values):
            family.add_metric([self._site, str(key)], values[key])
        return family

    def _stat(self, name: str) -> float:
        return float(self._crawler.stats.get_value(name, 0))

    def _stats(self, prefix: str) -> dict[str, float]:
        stats = self._crawler.stats.get_stats()
        return {name.removeprefix(prefix): float(stats[name]) for name in stats if name.startswith(prefix)}


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
