"""Run one crawl in this process, or look at what it would do, and say how it went."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from devzone_crawler.extensions.pace import Pace
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.extraction.urls import host_of
from devzone_crawler.network.addresses import why_refused
from devzone_crawler.plan import Plan, plan_of
from devzone_crawler.settings import SettingError, output_dir
from devzone_crawler.spiders.arguments import ArgumentError
from devzone_crawler.spiders.preview import MOST_PAGES, Preview, preview_of
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.verdicts import Verdict
from devzone_crawler.watching.json_log import log_as_json

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

_NEW_OBJECTS = 10_000
"""Objects after which Python looks for garbage. Its own 700 are there anew with every page or two."""
_TIMER_SECONDS = 1.0
_FORCED = "The crawl was ended at once. What was written is whole; run it again for the pages it had in hand."


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a crawl ended."""

    verdict: Verdict
    why: str
    exit_code: int
    output: Path | None = None
    stats: dict[str, Any] = field(default_factory=dict)
    is_forced: bool = False
    """True if somebody did not want to wait: this process still has others that may not end."""
    is_preview: bool = False
    """True if it only looked and wrote nothing."""


def run_crawl(spider: str, arguments: dict[str, Any], settings: dict[str, Any]) -> Outcome:
    """Crawl with a spider by name, to its end. Once in a process: Twisted's reactor starts only once.

    `arguments` are the spider's, `settings` override those of the project. Returns the verdict; raises nothing for what
    a crawl may run into.
    """
    ended = _run(spider, arguments, settings, lambda spider_class: spider_class)
    if isinstance(ended, Outcome):
        return ended
    output = output_dir(ended.settings, ended.spider) if getattr(ended, "spider", None) else None
    verdict = RunVerdict.of(ended)
    return Outcome(verdict.word, verdict.why, verdict.word.exit_code, output, ended.stats.get_stats())


def preview_crawl(spider: str, arguments: dict[str, Any], settings: dict[str, Any]) -> tuple[Outcome, Plan | None]:
    """What `run_crawl` would do, from the home page and the first pages of the listings. Nothing is written.

    Arguments as for `run_crawl`. The plan is None when the crawl could not begin or met no listing.
    """
    ended = _run(spider, arguments, settings | {"DRY_RUN": True, "ITEM_PIPELINES": {}}, preview_of)
    if isinstance(ended, Outcome):
        return ended, None
    verdict = RunVerdict.of(ended)
    walked = ended.spider
    assert isinstance(walked, Preview)
    if verdict.word is Verdict.COMPLETE and not walked.previewed:
        verdict.note(Verdict.INCOMPLETE, "No listing was found. Is the address a site's home page?")
    if walked.left_out:
        verdict.remark(f"{MOST_PAGES} categories were looked at; {walked.left_out} more were not.")
    outcome = Outcome(verdict.word, verdict.why, verdict.word.exit_code, None, ended.stats.get_stats(), is_preview=True)
    if not walked.previewed:
        return outcome, None
    delays = Pace.of(ended).politeness().delays.values()
    return outcome, plan_of(walked.previewed, walked.choice, max(ended.settings.getfloat("DOWNLOAD_DELAY"), *delays, 0))


def spider_names() -> list[str]:
    """Names of the spiders that there are."""
    return get_spider_loader(project_settings()).list()


def spider_starts() -> dict[str, tuple[str, ...]]:
    """Where each spider begins that knows its site."""
    loader = get_spider_loader(project_settings())
    found: dict[str, tuple[str, ...]] = {}
    for name in loader.list():
        try:
            found[name] = tuple(getattr(loader.load(name)(), "starts", ()))
        except ArgumentError:
            continue  # it wants to be told an address
    return found


def _run(
    spider: str, arguments: dict[str, Any], settings: dict[str, Any], made_of: Callable[[type[Spider]], type[Spider]]
) -> Crawler | Outcome:
    """The crawler after its crawl; how it ended when it did not come to one."""
    merged = project_settings()
    merged.setdict(settings, priority="cmdline")
    level = str(merged.get("LOG_LEVEL"))
    if level not in logging.getLevelNamesMapping():
        return _ended(Verdict.USAGE, f"LOG_LEVEL={level} means nothing: DEBUG, INFO, WARNING, ERROR or CRITICAL.")
    if merged.getbool("LOG_JSON"):
        log_as_json(level)
        merged.set("LOG_ENABLED", False, priority="cmdline")  # else Scrapy writes its own log beside
    process = AsyncCrawlerProcess(merged)
    if spider not in process.spider_loader.list():
        names = ", ".join(process.spider_loader.list())
        return _ended(
            Verdict.USAGE, f"There is no spider named {spider}. There are: {names}; or give the address of a site."
        )
    spider_class = process.spider_loader.load(spider)
    try:
        starts: Iterable[str] = getattr(spider_class(**arguments), "starts", ())
    except (ArgumentError, TypeError) as error:
        return _ended(Verdict.USAGE, str(error))
    crawler = process.create_crawler(made_of(spider_class))
    for start in starts:
        why = why_refused(host_of(start), allow_private=crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"))
        if why is not None:
            return _ended(Verdict.USAGE, f"{start} is not asked for: {why}.")
    task = process.crawl(crawler, **arguments)
    _work_less(crawler.settings)
    process.start()
    output = output_dir(crawler.settings, crawler.spider) if getattr(crawler, "spider", None) else None
    if not task.done() or task.cancelled():  # the second Ctrl-C: nothing was waited for
        return replace(_ended(Verdict.INTERRUPTED, _FORCED, output), is_forced=True)
    failure = task.exception()
    if isinstance(failure, OutputError):
        return _ended(Verdict.OUTPUT, str(failure), output)
    if isinstance(failure, SettingError):
        return _ended(Verdict.USAGE, str(failure), output)
    if failure is not None:
        return _ended(Verdict.FAILED, repr(failure), output)
    return crawler


def project_settings() -> Settings:
    """The settings of the project, in a checkout and out of one alike."""
    settings = get_project_settings()
    settings.setmodule("devzone_crawler.settings", priority="project")
    return settings


def _work_less(settings: Settings) -> None:
    """Leave out what Python and Scrapy do for every page although nothing comes of it."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    # Scrapy makes a record of each line below LOG_LEVEL too, and its handlers throw it away.
    logging.getLogger("scrapy").setLevel(settings.get("LOG_LEVEL"))
    gc.freeze()  # the modules stay: no need to look through them for garbage
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
    _forget_timers()


def _forget_timers() -> None:
    """Keep a short timer running: the reactor lets go of timers that were cancelled only when one of them is due.

    Each request leaves two, of one minute and of four: some ten thousand a minute on a fast site.
    """
    from twisted.internet import reactor  # noqa: PLC0415 -- importing it chooses one; Scrapy has chosen by now

    cast("ReactorBase", reactor).callLater(_TIMER_SECONDS, _forget_timers)


def _ended(verdict: Verdict, why: str, output: Path | None = None) -> Outcome:
    return Outcome(verdict, why, verdict.exit_code, output)
