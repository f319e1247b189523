"""Run one crawl in this process and say how it went."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from devzone_crawler.extensions.verdict import EXIT_CODES, Verdict
from devzone_crawler.settings import SettingError, output_dir
from devzone_crawler.spiders.arguments import ArgumentError
from devzone_crawler.storage.jsonl import OutputError


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a crawl ended."""

    verdict: str
    why: str
    exit_code: int
    output: Path | None = None
    stats: dict[str, Any] = field(default_factory=dict)


def run_crawl(spider: str, arguments: dict[str, str], settings: dict[str, Any]) -> Outcome:
    """Crawl with a spider by name, to its end. Once in a process: Twisted's reactor starts only once.

    `arguments` are the spider's, `settings` override those of the project. Returns the verdict; raises nothing for what
    a crawl may run into.
    """
    merged = _project_settings()
    merged.setdict(settings, priority="cmdline")
    process = AsyncCrawlerProcess(merged)
    if spider not in process.spider_loader.list():
        names = ", ".join(process.spider_loader.list())
        return _ended("usage", f"There is no spider named {spider}. There are: {names}; or give the address of a site.")
    try:
        process.spider_loader.load(spider)(**arguments)
    except (ArgumentError, TypeError) as error:
        return _ended("usage", str(error))
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, **arguments)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    process.start()
    output = output_dir(crawler.settings, crawler.spider) if getattr(crawler, "spider", None) else None
    failure = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(failure, OutputError):
        return _ended("output", str(failure), output)
    if isinstance(failure, SettingError):
        return _ended("usage", str(failure), output)
    if failure is not None:
        return _ended("failed", repr(failure), output)
    verdict = Verdict.of(crawler)
    return Outcome(verdict.name, verdict.why, verdict.exit_code, output, crawler.stats.get_stats())


def _project_settings() -> Settings:
    """The settings of the project, in a checkout and out of one alike."""
    settings = get_project_settings()
    settings.setmodule("devzone_crawler.settings", priority="project")
    return settings


def _ended(name: Any, why: str, output: Path | None = None) -> Outcome:
    return Outcome(name, why, EXIT_CODES[name], output)
