"""What a crawl remembers from run to run: the output directory, and the ledger that knows what was dealt with.

An address is dealt with when two things have happened, in whatever order: all that its page leads to was noted, and
what the page itself is has come out of the pipelines. Until then it is owed. So a crawl that is killed at any moment
knows afterwards what is left to do: what the ledger says, and what the listings show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, Self

import msgspec
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from devzone_crawler.checked_settings import refresh_days, seconds, whole_number
from devzone_crawler.choice import Choice
from devzone_crawler.extensions.extension import Extension
from devzone_crawler.extensions.outcomes import NoArticle, NotAskedFor, Unchanged
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.extraction.urls import address_id, own_number
from devzone_crawler.items import Article, ArticlePage, Hints
from devzone_crawler.manifest import Category
from devzone_crawler.request_meta import OWED, Role
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.knowledge import Validators, What
from devzone_crawler.storage.ledger import Ledger
from devzone_crawler.storage.names import output_dir
from devzone_crawler.storage.output import Output
from devzone_crawler.verdicts import Verdict

_COMMIT_SECONDS = 0.02
"""How long a change may wait for others to be committed with it. To the next run it is in flight until then."""
_AT_THE_END = ("last_page", "nothing_new", "known")
_Found = tuple[What | None, str | None]
"""What an address is (None: this run cannot say), and the id of the article that is there."""
_P = ParamSpec("_P")


class Memory(Extension):
    """Opens the output directory and keeps its ledger. Records get there through the pipelines."""

    def __init__(self, crawler: Crawler, output: Output) -> None:
        self._crawler = crawler
        self.output = output
        self._half: dict[str, _Found | None] = {}
        """Addresses of which one of the two things has happened; None: what the page is has not come out yet."""
        self._with_counter: set[str] = set()
        """Articles in hand whose view count is not on their page."""
        self._with_rows: set[str] = set()
        """Addresses of pages that are owed until the run ends."""
        self._commits: asyncio.TimerHandle | None = None
        self._thread = ThreadPoolExecutor(1, "fsync")
        self._syncing: Future[None] | None = None
        self._syncs = create_looping_call(self._sync)
        crawler.signals.connect(self._on_opened, signal=signals.spider_opened)
        crawler.signals.connect(self._on_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self._on_dropped, signal=signals.item_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: OUTPUT_DIR, FSYNC_SECONDS, REFRESH_DAYS, ARCHIVE, ARCHIVE_MEGABYTES, LEASE_SECONDS.

        Raises OutputError before the first request if the directory cannot be written, SettingError for a REFRESH_DAYS,
        ARCHIVE_MEGABYTES or LEASE_SECONDS that means nothing.
        """
        if crawler.settings.getbool("DRY_RUN"):
            raise NotConfigured  # a dry run writes nothing
        refresh_days(crawler.settings)
        directory = output_dir(crawler.settings, crawler.spider)
        lease_seconds = seconds(crawler.settings, "LEASE_SECONDS")
        return cls(crawler, Output(directory, own_number, _archive_bytes(crawler.settings), lease_seconds))

    # --- what middlewares, pipelines and spiders say ------------------------------------------------------------------

    def owe(self, url: str, role: Role, hints: Hints) -> None:
        """An address was found that will be asked for."""
        self._keep(self._ledger.owe, address_id(url), url, role.value, msgspec.json.encode(hints).decode())

    def exhausted(self, url: str, *, awaited: bool, what: What | None) -> None:
        """All that the page leads to was noted.

        `awaited`: the page itself is in the pipelines, or will be. If not, `what` is what is there (None: a run that
        takes more of the site must look again).
        """
        if not awaited:
            self._deal_with(url, (what, None))
        elif (found := self._half.pop(url, None)) is not None:
            self._deal_with(url, found)
        else:
            self._half[url] = None

    def came_out(self, url: str, found: _Found) -> None:
        """What the page is came out of the pipelines."""
        if url in self._half:
            del self._half[url]
            self._deal_with(url, found)
        else:
            self._half[url] = found

    def note_rows(self, url: str) -> None:
        """A page turned out to have rows of a listing: it is owed until the run ends, and its listing was walked."""
        self._with_rows.add(url)

    def note_missing(self, url: str, *, promised: bool) -> None:
        """The server says that nothing is at an address that was owed. What was promised may come yet."""
        self._half.pop(url, None)
        if promised:
            self._keep(self._ledger.note_missing, address_id(url))
        else:
            self.settle(url, What.GONE)

    def settle(self, url: str, what: What) -> None:
        """What is at an address, without a look at it."""
        self._keep(self._ledger.settle, address_id(url), what)

    def note_not_modified(self, url: str) -> None:
        """The server says that an article is what it was."""
        self._crawler.stats.inc_value("not_modified")
        self._keep(self._ledger.release, address_id(url))

    def note_counter(self, article: str) -> None:
        """The view count of an article in hand is not on its page: that the page is unchanged says nothing of it."""
        self._with_counter.add(article)

    # --- at the end of the run ----------------------------------------------------------------------------------------

    def note_listings(self, listings: Iterable[tuple[Category, list[str]]]) -> None:
        """How far listings were walked by a run that ended well, each with the addresses of its further pages.

        With a choice of days, rows were passed over: no end was reached.
        """
        if not getattr(self._crawler.spider, "choice", Choice()).by_day:
            self._keep(self._note_listings, listings)

    def close(self) -> None:
        """Write down all that is known, and let go of the directory."""
        if self._syncs.running:
            self._syncs.stop()
        if self._commits is not None:
            self._commits.cancel()
        self._keep(self.output.commit)
        self._thread.shutdown()
        self.output.close()

    # --- signals ------------------------------------------------------------------------------------------------------

    def _on_opened(self, spider: Spider) -> None:
        self._syncs.start(self._crawler.settings.getfloat("FSYNC_SECONDS"), now=False)

    def _on_scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> None:
        if isinstance(item, Article):
            self._come_out(response, What.ARTICLE, item.id)

    def _on_dropped(
        self, item: Any, response: Response | Failure | None, exception: BaseException, spider: Spider
    ) -> None:
        """`item` is the page as the spider gave it. What is not named here stays owed."""
        if isinstance(exception, Unchanged):
            self._come_out(response, What.ARTICLE, exception.article)
        elif isinstance(exception, NotAskedFor):
            self._come_out(response, None)
        elif isinstance(exception, NoArticle) and isinstance(item, ArticlePage) and exception.kind != "blocked":
            if exception.kind != "missing":
                self._come_out(response, What.REJECT if item.certain else What.OTHER)
            elif (address := address_of(response)) is not None:
                self.note_missing(address, promised=item.certain)

    # --- the ledger ---------------------------------------------------------------------------------------------------

    @property
    def _ledger(self) -> Ledger:
        return self.output.ledger

    def _come_out(self, response: Response | Failure | None, what: What | None, article: str | None = None) -> None:
        if article is not None:
            self._keep(self._ledger.note_checked, article, self._validators(article, response))
        if (address := address_of(response)) is not None:
            self.came_out(address, (what, article))

    def _validators(self, article: str, response: Response | Failure | None) -> Validators | None:
        if article in self._with_counter:
            self._with_counter.discard(article)
            return None
        if not isinstance(response, Response):
            return None
        return Validators(*(_header(response, name) for name in ("ETag", "Last-Modified")))

    def _deal_with(self, url: str, found: _Found) -> None:
        what, article = found
        if what is What.OTHER and url in self._with_rows:
            return  # owed until the run ends
        self._with_rows.discard(url)
        if what is None:
            self._keep(self._ledger.release, address_id(url))
        else:
            self._keep(self._ledger.settle, address_id(url), what, article)
        if self._commits is None:
            self._commits = asyncio.get_running_loop().call_later(_COMMIT_SECONDS, self._commit)

    def _commit(self) -> None:
        self._commits = None
        self._keep(self.output.commit)

    def _note_listings(self, listings: Iterable[tuple[Category, list[str]]]) -> None:
        self._ledger.settle_all((address_id(url), What.OTHER, None) for url in self._with_rows)
        for listing, pages in listings:
            at_end = listing.end in _AT_THE_END
            self._ledger.note_listing(address_id(listing.url), listing.url, map(address_id, pages), at_end)

    def _sync(self) -> None:
        """The disk may be slow: it is waited for in another thread."""
        if self._syncing is None or self._syncing.done():
            if self._syncing is not None:
                self._keep(self._syncing.result)
            self._syncing = self._thread.submit(self.output.sync)

    def _keep(self, do: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> None:
        """Do something to the files. If that fails, the crawl ends."""
        try:
            do(*args, **kwargs)
        except OutputError as error:
            RunVerdict.of(self._crawler).stop(Verdict.OUTPUT, str(error))


def _archive_bytes(settings: BaseSettings) -> int | None:
    """Size of an archive's files; None without an archive. Raises SettingError."""
    if not settings.getbool("ARCHIVE"):
        return None
    return whole_number(settings, "ARCHIVE_MEGABYTES", "a number of megabytes, 1 at least", least=1) * 1_000_000


def address_of(response: Response | Failure | None) -> str | None:
    """The address that was owed, where the request was made for one that was."""
    if isinstance(response, Response):
        found: str | None = response.meta.get(OWED)
        return found
    request = getattr(response, "request", None)
    return request.meta.get(OWED) if request is not None else None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
