"""What happens when a crawl has come to its end, from the last note in the ledger to the last word in the manifest."""

from __future__ import annotations

from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from devzone_crawler.extensions.alarms import Alarms
from devzone_crawler.extensions.manifest import Manifest
from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.metrics import Metrics
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.runs import RUNS_FILE
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.verdicts import Verdict


class EndOfRun:
    """Lets all that keep an account of the run close it, one after another."""

    def __init__(self, crawler: Crawler, alarms: Alarms) -> None:
        self._crawler = crawler
        self._alarms = alarms
        crawler.signals.connect(self._on_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: those of Alarms. Must stand after Memory, which opens the output."""
        return cls(crawler, Alarms(crawler))

    def _on_closed(self, spider: Spider, reason: str) -> None:
        """The pipelines are closed by now. A dry run has a verdict and writes nothing."""
        verdict, manifest = RunVerdict.of(self._crawler), Manifest.of(self._crawler)
        memory, metrics = self._crawler.get_extension(Memory), self._crawler.get_extension(Metrics)
        is_whole = reason == "finished"  # nobody ended it before it had seen all
        verdict.note_end(reason)
        if memory is not None:
            if is_whole and verdict.word.has_seen_the_end:
                memory.note_listings(manifest.listings())
            memory.close()
        if manifest.run is not None:
            run = manifest.end(verdict)
            run.findings = self._alarms.findings(manifest.history, run, is_whole)
            for finding in run.findings:
                verdict.note(Verdict.QUALITY, finding.why)
            manifest.note_verdict(verdict)
            manifest.note_files()
            try:
                manifest.history.append(run)
            except OutputError as error:
                verdict.note(Verdict.OUTPUT, str(error))
                manifest.note_verdict(verdict)
            manifest.note_file(RUNS_FILE)
            manifest.replace()
        if metrics is not None:
            metrics.end()
