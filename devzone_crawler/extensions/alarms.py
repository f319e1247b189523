"""Holds a run against those before it when it ends, and lets the verdict say what is not as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from devzone_crawler.alarms.judge import findings_of
from devzone_crawler.alarms.past import Past, read_past
from devzone_crawler.checked_settings import day, number
from devzone_crawler.extensions.history import History
from devzone_crawler.extensions.verdict import Verdict
from devzone_crawler.extraction.dates import CHINA
from devzone_crawler.manifest import Finding
from devzone_crawler.runs import Run
from devzone_crawler.storage.names import ARTICLES, output_dir

_ENDED_WELL = ("complete", "incomplete", "quality")


class Alarms:
    """Looks at the output when all is written. Manifest asks, since it writes down what is found."""

    def __init__(self, crawler: Crawler, rate: float, since: str) -> None:
        self._crawler = crawler
        self._rate = rate
        self._since = since
        self.found: list[Finding] = []
        """What was found at the end of the run."""
        self._start = 0
        """The byte of articles.jsonl where this run's records begin."""
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: ALARMS, ALARM_FALSE_RATE, ALARMS_SINCE, VIEW_COUNTERS. Must stand after Memory and History.

        Raises SettingError for values that mean nothing.
        """
        settings = crawler.settings
        rate = number(settings, "ALARM_FALSE_RATE", "a share of runs, such as 0.0001", lambda found: 0 < found < 1)
        return cls(crawler, rate, day(settings, "ALARMS_SINCE"))

    @classmethod
    def of(cls, crawler: Crawler) -> Alarms:
        """The alarms of a running crawl."""
        found = crawler.get_extension(cls)
        assert found is not None, "the Alarms extension is always on"
        return found

    def _on_opened(self, spider: Spider) -> None:
        """Memory has the file open, and a line that was torn is gone from it."""
        with contextlib.suppress(OSError):
            self._start = (output_dir(self._crawler.settings, spider) / ARTICLES).stat().st_size

    def findings(self, this: Run, is_whole: bool) -> list[Finding]:
        """What is not as it was, noted in the verdict too.

        `this`: the run, as its line will be; `is_whole`: False if somebody ended it before it had seen all.
        """
        if not self._crawler.settings.getbool("ALARMS") or this.verdict not in _ENDED_WELL:
            return []
        before = [run for run in History.of(self._crawler).before if run.started_at[:10] >= self._since]
        first_lines = before[0].lines if before else this.lines
        path = output_dir(self._crawler.settings, self._crawler.spider) / ARTICLES
        try:
            past = read_past(path, self._start, first_lines, self._since) if self._start else Past()
        except OSError:  # the verdict says by now why it cannot be read
            return []
        today = datetime.now(CHINA).date() if is_whole else None
        self.found = findings_of(past, before, this, today, self._rate, self._skipped(before))
        for finding in self.found:
            Verdict.of(self._crawler).note("quality", finding.why)
        return self.found

    def _skipped(self, before: list[Run]) -> Collection[str]:
        """Fields that this run was not to fill as those before it did."""
        were_asked = any(run.counters.answered for run in before)
        leaves_out = str(self._crawler.settings["VIEW_COUNTERS"]) == "off" or (
            were_asked and self._crawler.stats.get_value("counters/off", 0)
        )
        return ("view_count",) if leaves_out else ()
