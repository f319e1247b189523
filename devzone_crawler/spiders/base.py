"""The spider that walks listings: listing → next page → articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from devzone_crawler.extensions.memory import address_of
from devzone_crawler.extensions.signals import entry_left_out, listing_read
from devzone_crawler.extensions.walked import Stop
from devzone_crawler.extraction.files import is_file
from devzone_crawler.extraction.urls import canonical_url, may_repeat, site_of
from devzone_crawler.items import ArticlePage, Hints
from devzone_crawler.listing import Entry, Listing, PageRequest, parse_listing
from devzone_crawler.request_meta import AFTERWARDS, ARCHIVED, OWED, ROLE, Role
from devzone_crawler.spiders.addresses import Addresses
from devzone_crawler.spiders.arguments import CHOICE, check_choice, check_url, reject_unknown
from devzone_crawler.spiders.chain import Chain
from devzone_crawler.spiders.days import is_past, may_be_wanted
from devzone_crawler.spiders.recall import Recall
from devzone_crawler.spiders.responses import content_type, is_html
from devzone_crawler.spiders.split import SplitArticle, split_article
from devzone_crawler.spiders.telling import TellingSpider, why_of
from devzone_crawler.storage.knowledge import What

ARTICLE_PRIORITY = 10
"""Articles before listings: what was found is fetched before more is looked for, and the queue stays short."""
OWED_PRIORITY = 15
"""What an earlier run failed to get is asked for first."""
PART_PRIORITY = 20
"""The parts of an article before other articles: few articles wait in memory for their parts at any time."""

Walk = Iterator[Request | ArticlePage]


class CategorySpider(TellingSpider):
    """Walk known listings. A spider for a site is its name, its listings, and nothing more.

    It has no name of its own: it is there to be built upon.
    """

    listings: ClassVar[tuple[str, ...]] = ()
    """Addresses of the listings."""
    arguments: ClassVar[tuple[str, ...]] = ("url", *CHOICE)
    """Names of the arguments that `-a` may give."""

    def __init__(
        self,
        name: str | None = None,
        *,
        url: str | None = None,
        since: str | None = None,
        until: str | None = None,
        max_articles: str | int | None = None,
        **kwargs: Any,
    ) -> None:
        """`url` is a listing to walk instead of the spider's own; `since` and `until` are ISO dates, both included.

        `max_articles` is how many new records are written at most. Raises ArgumentError before the first request.
        """
        reject_unknown(name or self.name, kwargs, self.arguments)
        super().__init__(name, **kwargs)
        self.choice = check_choice(since, until, max_articles)
        self.starts = (check_url(url),) if url is not None else self.listings
        self.hosts = {site_of(start) for start in self.starts}
        """The hosts that are this site, without www."""
        self.site = self.name
        self.met = Addresses()

    @cached_property
    def recall(self) -> Recall:
        """What earlier runs know."""
        return Recall.of(self.crawler)

    @property
    def takes_all(self) -> bool:
        """False if pages are passed over that another run of this spider would take."""
        return True

    async def start(self) -> AsyncIterator[Request]:
        """What earlier runs still owe, and one request for each listing."""
        for request in self.owed_requests():
            yield request
        for address in self.starts:
            self.met.meet(address)
            yield self.listing_request(address, start=True)

    # --- requests -----------------------------------------------------------------------------------------------------

    def listing_request(self, url: str, chain: Chain | None = None, start: bool = False) -> Request:
        """A request for a page that is known to be a listing; `chain`: the pages before it."""
        return Request(
            url,
            callback=self.parse_category,
            errback=self.failed,
            cb_kwargs={"chain": chain or Chain()},
            meta={ROLE: Role.START if start else Role.LISTING},
            dont_filter=True,
        )

    def rows_request(self, asked: PageRequest, page_url: str, chain: Chain) -> Request:
        """A request for rows that a script of the listing at `page_url` would put into it."""
        request = Request(
            asked.url,
            callback=self.parse_rows,
            errback=self.failed,
            cb_kwargs={"asked": asked, "page_url": page_url, "chain": chain},
            meta={ROLE: Role.LISTING},
            headers={"Referer": page_url},
            dont_filter=True,
        )
        return sent_as_asked(request, asked)

    def article_request(self, url: str, hints: Hints, role: Role = Role.ARTICLE) -> Request:
        """A request for a page that was promised as an article; when it is known, only in case it has changed."""
        if may_repeat(url):
            self.met.note_article(url)
        return Request(
            url,
            headers=self.recall.conditions(url),
            callback=self.parse_article,
            errback=self.failed,
            cb_kwargs={"hints": hints},
            meta={ROLE: role, AFTERWARDS: may_repeat(url)},
            priority=ARTICLE_PRIORITY,
            dont_filter=True,
        )

    def part_request(self, url: str, article: SplitArticle) -> Request:
        """A request for a further page of a split article."""
        return Request(
            url,
            callback=self.parse_part,
            errback=self.part_failed,
            cb_kwargs={"article": article},
            meta={ROLE: Role.PART, OWED: article.owed},
            priority=PART_PRIORITY,
            dont_filter=True,
        )

    def owed_requests(self) -> Iterator[Request]:
        """Requests for what earlier runs found and did not get, before all others."""
        for url, role, hints in self.recall.owed():
            if self.meet(url):
                yield self.owed_request(url, role, hints).replace(priority=OWED_PRIORITY)

    def owed_request(self, url: str, role: Role, hints: Hints) -> Request:
        """The request for such an address."""
        return self.article_request(url, hints, role)

    # --- callbacks ----------------------------------------------------------------------------------------------------

    def parse_category(self, response: Response, chain: Chain) -> Walk:
        """The entries of a listing page, and the page after it as long as pages bring something new."""
        if not is_html(response):
            return
        listing = self.read_listing(response)
        yield from self.article_requests(listing)
        yield from self.following_requests(response, listing, chain)

    def parse_rows(self, response: Response, asked: PageRequest, page_url: str, chain: Chain) -> Walk:
        """Rows that came without their page: their links are relative to the page."""
        listing = parse_listing(response.body, page_url, content_type=content_type(response), asked=asked)
        yield from self.article_requests(listing)
        yield from self.following_requests(response, listing, chain)

    def parse_article(self, response: Response, hints: Hints) -> Walk:
        """The page, for the pipelines."""
        if is_html(response):
            yield from self.article(response, hints, certain=True)
        else:
            self.tell(entry_left_out, url=response.url, why="file")

    def parse_part(self, response: Response, article: SplitArticle) -> Walk:
        """A further page of a split article: kept until the last one is there."""
        wrong: str | None = "is no page"
        if is_html(response):
            wrong = article.take(response.url, response.body, content_type(response), response.meta.get(ARCHIVED))
        if wrong is not None:
            self.note_missing_part(article, wrong)
        yield from self.next_part(article)

    def part_failed(self, failure: Failure) -> Walk:
        """The article goes on without a page that could not be fetched; the crawl is not whole then."""
        article: SplitArticle = failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]
        self.failed(failure)
        self.note_missing_part(article, why_of(failure))
        yield from self.next_part(article)

    # --- what follows -------------------------------------------------------------------------------------------------

    def note_missing_part(self, article: SplitArticle, why: str) -> None:
        """Remember that the record of an article lacks a page: never half a text in silence."""
        self.note_incomplete(f"{article.page.url} is not whole: its page {article.asked} {why}.")

    def read_listing(self, response: Response) -> Listing:
        """The response, read as a listing."""
        return parse_listing(response.body, response.url, content_type=content_type(response))

    def article_requests(self, listing: Listing) -> Iterator[Request]:
        """A request for each entry of a listing that is on this site, wanted, and was not asked for before."""
        yield from self.entry_requests(listing.entries, listing.url, next(reversed(listing.breadcrumb), None))

    def entry_requests(self, entries: Iterable[Entry], found_on: str, category: str | None = None) -> Iterator[Request]:
        """The same for entries from anywhere."""
        for entry in entries:
            if not self.is_own(entry.url) or is_file(entry.url):
                self.note_left_out(entry.url)
                continue
            if not self.meet(entry.url) or self.pass_over(entry.url, dated=entry.date is not None):
                continue
            if may_be_wanted(entry, self.choice):
                yield self.article_request(entry.url, Hints(entry.title, entry.date, found_on, category))
            else:
                self.crawler.stats.inc_value("skipped/other_days")

    def following_requests(self, response: Response, listing: Listing, chain: Chain) -> Iterator[Request]:
        """What follows a page of a listing; who keeps an account of the run hears of it too."""
        if chain.pages == 0:
            chain.walked = self.recall.walked(listing.url)
        stop = self.stop(listing, chain)
        following = self.next_page_request(listing, chain) if stop is None else ()
        requests = [*following, *self.endpoint_request(listing, chain)]
        first = next(iter(requests), None)
        self.tell(listing_read, response=response, listing=listing, following=first, stop=stop)
        yield from requests

    def stop(self, listing: Listing, chain: Chain) -> Stop | None:
        """Why the page after this one is not wanted; None if it is."""
        if is_past(listing, self.choice):
            return "chosen", f"Articles before {self.choice.since} are not wanted."
        if self.recall.knows_rest(listing, chain.walked):
            return "known", "Nothing here is new since this listing was walked to its end."
        return None

    def next_page_request(self, listing: Listing, chain: Chain) -> Iterator[Request]:
        """The next page, as long as the pages of a listing show something new."""
        asked = listing.next_request
        if not chain.add(listing) or asked is None or not self.meet_request(asked):
            return
        most = self.settings.getint("MAX_PAGES_PER_LISTING")
        if chain.pages >= most:
            self.note_incomplete(
                f"{listing.url} is page {most} of its listing, the last that MAX_PAGES_PER_LISTING lets in."
            )
            return
        if asked.scripted:
            yield self.rows_request(asked, listing.url, chain)
        else:
            yield sent_as_asked(self.listing_request(asked.url, chain), asked)

    def endpoint_request(self, listing: Listing, chain: Chain) -> Iterator[Request]:
        """The request that the page's own script would make for its first rows."""
        if listing.endpoint is not None and self.meet_request(listing.endpoint):
            yield self.rows_request(listing.endpoint, listing.url, chain)

    def meet_request(self, asked: PageRequest) -> bool:
        """Remember how a page of a listing is asked for. True the first time that one is asked for in this way."""
        if asked.form is None:
            return self.meet(asked.url)
        return self.is_own(asked.url) and self.met.meet_key(f"{canonical_url(asked.url)} {asked.form}")

    def article_page(self, response: Response, hints: Hints, certain: bool) -> ArticlePage:
        """A fetched page as an item."""
        return ArticlePage(
            url=response.url,
            body=response.body,
            content_type=content_type(response),
            http_status=response.status,
            fetched_at=datetime.now(UTC),
            site=self.site,
            hints=hints,
            certain=certain,
            archive=response.meta.get(ARCHIVED),
        )

    def article(self, response: Response, hints: Hints, certain: bool) -> Walk:
        """A fetched page for the pipelines; when its text goes on elsewhere, only together with those pages.

        A later page that was met before the first gives no record: the first is asked for, which finds the others.
        """
        self.met.note_article(response.url)
        page = self.article_page(response, hints, certain)
        split = split_article(page)
        if split is None:
            yield page
        elif split.parts.own == 1:
            split.owed = address_of(response)
            yield from self.next_part(split)
        else:
            self.met.meet_all(split.addresses(split.parts.own))
            if self.meet(split.parts.back()):
                yield self.article_request(split.parts.back(), Hints(found_on=hints.found_on), role=Role.FIRST_PART)

    def next_part(self, article: SplitArticle) -> Walk:
        """The next page of a split article; after the last one, the article. None of its pages is crawled by itself."""
        self.met.meet_all(article.addresses())
        address = article.next_address()
        yield article.whole() if address is None else self.part_request(address, article)

    def meet(self, url: str) -> bool:
        """Remember an address of this site. True the first time that it is met, in any of its spellings."""
        return self.is_own(url) and self.met.meet(url)

    def pass_over(self, url: str, *, dated: bool = False) -> bool:
        """Pass over an address that an earlier run dealt with. False if this one must ask again."""
        if not self.recall.pass_over(url, dated=dated):
            return False
        self.crawler.stats.inc_value("skipped/known")
        self.met.note_article(url)
        return True

    def note_left_out(self, url: str) -> None:
        """A listing names a file, or a page of another site, which this crawl does not enter."""
        is_own = self.is_own(url)
        self.tell(entry_left_out, url=url, why="file" if is_own else "external")
        self.remember(url, What.OTHER if is_own else What.EXTERNAL)

    def gives_up(self, request: Request) -> bool:
        """True for what waits in the queue and is not wanted any more."""
        return self.met.is_repetition(request.url)

    def is_own(self, url: str) -> bool:
        """True for addresses on the hosts of this site, with or without www."""
        return site_of(url) in self.hosts


def sent_as_asked(request: Request, asked: PageRequest) -> Request:
    """The request as the page's own form or script would send it."""
    if asked.form is not None:
        request = request.replace(method="POST", body=urlencode(asked.form).encode())
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
    if asked.scripted:
        request.headers["X-Requested-With"] = "XMLHttpRequest"
    return request
