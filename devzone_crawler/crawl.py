"""Run one crawl in this process, or look at what it would do, and say how it went."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import SETTINGS_PRIORITIES, Settings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader
from scrapy.utils.project import get_project_settings

from devzone_crawler import settings as ours
from devzone_crawler.checked_settings import SettingError
from devzone_crawler.extensions.pace import Pace
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.extraction.urls import host_name
from devzone_crawler.network.addresses import why_refused
from devzone_crawler.plan import Plan, plan_of
from devzone_crawler.spiders.arguments import ArgumentError
from devzone_crawler.spiders.preview import MOST_PAGES, Preview, preview_of
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.names import output_dir
from devzone_crawler.verdicts import Verdict
from devzone_crawler.watching.json_log import log_as_json

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

_PROJECT = SETTINGS_PRIORITIES["project"]
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


class BrokenOffError(Exception):
    """A crawl that could not begin, or not come to its end."""

    def __init__(self, verdict: Verdict, why: str, output: Path | None = None, *, is_forced: bool = False) -> None:
        super().__init__(why)
        self.outcome = Outcome(verdict, why, verdict.exit_code, output, is_forced=is_forced)


def run_crawl(spider: str, arguments: dict[str, Any], settings: dict[str, Any]) -> Outcome:
    """Crawl with a spider by name, to its end. Once in a process: Twisted's reactor starts only once.

    `arguments` are the spider's, `settings` override those of the project. Returns the verdict; raises nothing for what
    a crawl may run into.
    """
    try:
        crawler = _crawled(spider, arguments, settings)
    except BrokenOffError as error:
        return error.outcome
    verdict = RunVerdict.of(crawler)
    return Outcome(verdict.word, verdict.why, verdict.word.exit_code, _output_of(crawler), crawler.stats.get_stats())


def preview_crawl(spider: str, arguments: dict[str, Any], settings: dict[str, Any]) -> tuple[Outcome, Plan | None]:
    """What `run_crawl` would do, from the home page and the first pages of the listings. Nothing is written.

    Arguments as for `run_crawl`. The plan is None when the crawl could not begin or met no listing.
    """
    try:
        crawler = _crawled(spider, arguments, settings | {"DRY_RUN": True, "ITEM_PIPELINES": {}}, is_preview=True)
    except BrokenOffError as error:
        return error.outcome, None
    verdict, walked = RunVerdict.of(crawler), crawler.spider
    assert isinstance(walked, Preview)
    if verdict.word is Verdict.COMPLETE and not walked.previewed:
        verdict.note(Verdict.INCOMPLETE, "No listing was found. Is the address a site's home page?")
    if walked.left_out:
        verdict.remark(f"{MOST_PAGES} categories were looked at; {walked.left_out} more were not.")
    outcome = Outcome(
        verdict.word, verdict.why, verdict.word.exit_code, None, crawler.stats.get_stats(), is_preview=True
    )
    if not walked.previewed:
        return outcome, None
    delays = Pace.of(crawler).politeness().delays.values()
    delay = max(crawler.settings.getfloat("DOWNLOAD_DELAY"), *delays, 0)
    return outcome, plan_of(walked.previewed, walked.choice, delay)


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


def project_settings() -> Settings:
    """Our settings, and above them those of the Scrapy project that the directory belongs to.

    Its spiders and components stand beside ours, not in their place: without ours nothing would be written.
    """
    settings = get_project_settings()
    of_project = {name: settings[name] for name in settings if settings.getpriority(name) == _PROJECT}
    settings.setmodule(ours, priority="command")
    for name, theirs in of_project.items():
        own = getattr(ours, name, None)
        if name == "SPIDER_MODULES":
            settings.set(name, list(dict.fromkeys([*ours.SPIDER_MODULES, *theirs])), priority="project")
        elif isinstance(own, dict):
            settings.set(name, own | dict(theirs), priority="project")
    return settings


def _crawled(spider: str, arguments: dict[str, Any], settings: dict[str, Any], *, is_preview: bool = False) -> Crawler:
    """The crawler after its crawl. Raises BrokenOffError."""
    process = AsyncCrawlerProcess(_settings_with(settings))
    found = _spider_named(spider, process.spider_loader)
    crawler = process.create_crawler(preview_of(found) if is_preview else found)
    _check_starts(found, arguments, allow_private=crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"))
    task = process.crawl(crawler, **arguments)
    _work_less(crawler.settings)
    process.start()
    output = _output_of(crawler)
    if not task.done() or task.cancelled():  # the second Ctrl-C: nothing was waited for
        raise BrokenOffError(Verdict.INTERRUPTED, _FORCED, output, is_forced=True)
    match task.exception():
        case None:
            return crawler
        case OutputError() as failure:
            raise BrokenOffError(Verdict.OUTPUT, str(failure), output)
        case SettingError() as failure:
            raise BrokenOffError(Verdict.USAGE, str(failure), output)
        case failure:
            raise BrokenOffError(Verdict.FAILED, repr(failure), output)


def _settings_with(chosen: dict[str, Any]) -> Settings:
    """The settings of the project, and above them what was chosen; the log as these say."""
    settings = project_settings()
    settings.setdict(chosen, priority="cmdline")
    level = str(settings.get("LOG_LEVEL"))
    if level not in logging.getLevelNamesMapping():
        raise BrokenOffError(
            Verdict.USAGE, f"LOG_LEVEL={level} means nothing: DEBUG, INFO, WARNING, ERROR or CRITICAL."
        )
    if settings.getbool("LOG_JSON"):
        log_as_json(level)
        settings.set("LOG_ENABLED", False, priority="cmdline")  # else Scrapy writes its own log beside
    return settings


def _spider_named(name: str, spiders: SpiderLoaderProtocol) -> type[Spider]:
    if name not in spiders.list():
        names = ", ".join(sorted(spiders.list()))
        raise BrokenOffError(
            Verdict.USAGE, f"There is no spider named {name}. There are: {names}; or give the address of a site."
        )
    return spiders.load(name)


def _check_starts(spider: type[Spider], arguments: dict[str, Any], *, allow_private: bool) -> None:
    """Raise BrokenOffError unless the arguments are right and lead where a crawl may go.

    Scrapy makes the spider when the crawl has begun. This one is made to hear what it says of its arguments before.
    """
    try:
        starts: Iterable[str] = getattr(spider(**arguments), "starts", ())
    except (ArgumentError, TypeError) as error:
        raise BrokenOffError(Verdict.USAGE, str(error)) from error
    for start in starts:
        why = why_refused(host_name(start), allow_private=allow_private)
        if why is not None:
            raise BrokenOffError(Verdict.USAGE, f"{start} is not asked for: {why}.")


def _output_of(crawler: Crawler) -> Path | None:
    """The directory that the crawl wrote to; None if it did not come to have a spider."""
    spider = getattr(crawler, "spider", None)
    return output_dir(crawler.settings, spider) if spider is not None else None


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
