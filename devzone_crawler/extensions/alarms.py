"""Holds a run that has ended against those before it: what is not as it was."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime

from scrapy.crawler import Crawler

from devzone_crawler.alarms.judge import findings_of
from devzone_crawler.alarms.past import Past, read_past
from devzone_crawler.checked_settings import day, number
from devzone_crawler.extensions.history import History
from devzone_crawler.extraction.dates import CHINA
from devzone_crawler.manifest import Finding, RunManifest
from devzone_crawler.runs import Run
from devzone_crawler.storage.names import ARTICLES, output_dir


class Alarms:
    """Looks at the output when all is written."""

    def __init__(self, crawler: Crawler) -> None:
        """Settings: ALARMS, ALARM_FALSE_RATE, ALARMS_SINCE, VIEW_COUNTERS.

        Raises SettingError for values that mean nothing. The output is open: a line that was torn is gone from it.
        """
        settings = crawler.settings
        rate = number(settings, "ALARM_FALSE_RATE", "a share of runs, such as 0.0001", lambda found: 0 < found < 1)
        self._crawler = crawler
        self._rate = rate
        self._since = day(settings, "ALARMS_SINCE")
        self._path = output_dir(settings, crawler.spider) / ARTICLES
        self._start = 0
        """The byte of articles.jsonl where this run's records begin."""
        with contextlib.suppress(OSError):
            self._start = self._path.stat().st_size

    def findings(self, history: History, ended: RunManifest, is_whole: bool) -> list[Finding]:
        """What is not as it was. `is_whole`: False if somebody ended the run before it had seen all."""
        this = history.line(ended)
        if not self._crawler.settings.getbool("ALARMS") or not this.verdict.has_seen_the_end:
            return []
        before = [run for run in history.before if run.started_at[:10] >= self._since]
        first_lines = before[0].lines if before else this.lines
        try:
            past = read_past(self._path, self._start, first_lines, self._since) if self._start else Past()
        except OSError:  # the verdict says by now why it cannot be read
            return []
        today = datetime.now(CHINA).date() if is_whole else None
        return findings_of(past, before, this, today, self._rate, self._skipped(before))

    def _skipped(self, before: list[Run]) -> Collection[str]:
        """Fields that this run was not to fill as those before it did."""
        were_asked = any(run.counters.answered for run in before)
        leaves_out = str(self._crawler.settings["VIEW_COUNTERS"]) == "off" or (
            were_asked and self._crawler.stats.get_value("counters/off", 0)
        )
        return ("view_count",) if leaves_out else ()
