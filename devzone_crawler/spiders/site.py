"""Any site, from its home page: find the listings, walk them, take every article."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from devzone_crawler.extensions.memory import address_of
from devzone_crawler.extensions.signals import entry_left_out
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.extraction.urls import may_repeat, site_of
from devzone_crawler.items import Hints
from devzone_crawler.listing import Entry, Listing, PageLink, harvest_links, open_listing, read_feed
from devzone_crawler.listing.navigation import Category
from devzone_crawler.request_meta import AFTERWARDS, ROLE, Role
from devzone_crawler.spiders.arguments import ArgumentError, check_names
from devzone_crawler.spiders.base import CategorySpider, Walk
from devzone_crawler.spiders.bounds import Bounds, shape_of
from devzone_crawler.spiders.categories import ChosenCategories
from devzone_crawler.spiders.chain import Chain
from devzone_crawler.spiders.following import is_of_pager, is_page
from devzone_crawler.spiders.responses import address_asked, content_type, is_html
from devzone_crawler.spiders.split import SplitArticle
from devzone_crawler.spiders.waiting import Waiting

_MOST_HOPS = 5
"""Splash pages and redirecting scripts before a home page."""
_FOUND_PRIORITY = 0
_OTHER_PRIORITY = -5
"""Pages of which nothing is known come after listings and their entries."""


class SiteSpider(CategorySpider):
    """Walk a site that nothing is known of.

    Every page is read as a listing and as an article. Entries of a listing are promised articles; whatever else is
    linked on the same host is looked at once, after them.
    """

    name = "site"
    home: ClassVar[str | None] = None
    """Where the site begins; None when the argument `url` must say so."""
    bounds: Bounds
    categories: ClassVar[tuple[str, ...]] = ()
    """Names of the categories to take, as the navigation prints them, also nested (`资讯中心/政策法规`). Empty: all."""
    arguments = (*CategorySpider.arguments, "category")

    def __init__(
        self,
        name: str | None = None,
        *,
        url: str | None = None,
        category: str | Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`url` is the page to start from, `category` what to take instead of the spider's own.

        Raises ArgumentError before the first request.
        """
        address = url if url is not None else self.home
        if address is None:
            raise ArgumentError(f"The spider {name or self.name} needs url, the address of the site's home page.")
        super().__init__(name, url=address, **kwargs)
        self.chosen = ChosenCategories(check_names(category, "category") or self.categories)
        self.site = self.name if self.home is not None else site_of(self.starts[0]).replace(":", "_")
        self.waiting = Waiting()
        self._harvested: set[int] = set()
        self._sitemaps: list[str] = []
        """What robots.txt says of sitemaps."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Settings: MAX_PAGES_PER_SHAPE, MAX_PAGES_PER_SECTION. Listens to what robots.txt says beside its rules."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.bounds = Bounds(settings.getint("MAX_PAGES_PER_SHAPE"), settings.getint("MAX_PAGES_PER_SECTION"))
        parsed = getattr(signals, "robots_parsed", None)  # Scrapy 2.14 does not know it yet
        if parsed is not None:
            crawler.signals.connect(spider.note_sitemaps, signal=parsed)
        return spider

    def note_sitemaps(self, robotparser: RobotParser) -> None:
        """Remember the sitemaps that robots.txt names."""
        self._sitemaps += getattr(getattr(robotparser, "rp", None), "sitemaps", ())

    @property
    def takes_all(self) -> bool:
        """False if only some categories are taken."""
        return not self.chosen

    async def start(self) -> AsyncIterator[Request]:
        """The home page. It says which hosts are this site: what earlier runs know is asked for after it."""
        self.meet(self.starts[0])
        yield self.home_request(self.starts[0])

    def home_request(self, url: str, hops: int = 0) -> Request:
        """A request for the page that a site begins with; `hops`: how many pages have sent us on before it."""
        return Request(
            url,
            callback=self.parse_home,
            errback=self.failed,
            cb_kwargs={"hops": hops},
            meta={ROLE: Role.START},
            dont_filter=True,
        )

    def page_request(self, url: str, hints: Hints, *, role: Role = Role.PAGE) -> Request:
        """A request for a page of which nothing is known."""
        if may_repeat(url):
            self.met.note_article(url)
        return Request(
            url,
            callback=self.parse_page,
            errback=self.failed,
            cb_kwargs={"hints": hints},
            meta={ROLE: role, AFTERWARDS: may_repeat(url)},
            priority=_OTHER_PRIORITY if role is Role.PAGE else _FOUND_PRIORITY,
            dont_filter=True,
        )

    def listing_request(self, url: str, chain: Chain | None = None, start: bool = False) -> Request:
        """The next page of a listing: part of the site like any other, and missed when it fails."""
        request = self.page_request(url, Hints(), role=Role.LISTING)
        request.cb_kwargs["chain"] = chain
        return request

    def owed_requests(self) -> Iterator[Request]:
        """What earlier runs owe; nothing when only some categories are taken, since it may belong to others."""
        return super().owed_requests() if self.takes_all else iter(())

    def owed_request(self, url: str, role: Role, hints: Hints) -> Request:
        """The request for an address that was promised as an article, or was to be looked at."""
        return self.page_request(url, hints) if role is Role.PAGE else self.article_request(url, hints, role)

    def listing_requests(self) -> Iterator[Request]:
        """First pages of listings that were walked before, whatever led to them then."""
        if self.takes_all:
            for url in self.recall.listings():
                if self.meet(url):
                    yield self.page_request(url, Hints())

    def note_rows(self, response: Response) -> None:
        """A page has rows: it is not dealt with before its listing was walked."""
        if self.memory is not None and (address := address_of(response)) is not None:
            self.memory.note_rows(address)

    def parse_home(self, response: Response, hops: int) -> Walk:
        """The page that a site begins with: it says which hosts are the site, and what else there is to begin with."""
        self.hosts.add(site_of(response.url))  # it may send its visitors to another host
        if not is_html(response):
            self.note_incomplete(f"{response.url} is no web page but {content_type(response)}.")
            return
        self.meet(response.url)  # where a redirect led
        listing = self.read_listing(response)
        yield from self.onward_requests(listing, hops)
        yield from self.owed_requests()
        if self.chosen:
            yield from self.category_requests(response)
            return
        if not listing.links:
            yield from self.article(response, Hints(), certain=False)  # it may be a challenge
            self.note_incomplete(
                f"{response.url} has no links to follow. Is it the home page, and not a splash or a script?"
            )
        yield from self.requests_from(response, listing, Chain())
        sitemaps = self._sitemaps if self.choice.since is None else ()  # they name the pages of all days
        yield from self.feed_requests([*sitemaps, *listing.feeds])
        yield from self.listing_requests()

    def parse_page(self, response: Response, hints: Hints, chain: Chain | None = None) -> Walk:
        """A page of which nothing is known: the page itself should it be an article, its entries, its links."""
        if not is_html(response) or not self.is_own(response.url):
            return
        self.meet(response.url)
        listing = self.read_listing(response)
        if listing.entries:
            self.note_rows(response)
        if response.meta[ROLE] is Role.PAGE:
            hints = self.waiting.take(address_asked(response), response.body, hints)
            self.bounds.note(response.url, listing.content)
        if self.chosen and not self.chosen.contains(response.url, listing.breadcrumb):
            return
        yield from self.article(response, hints, certain=False)  # first: it knows which links are its own parts
        yield from self.requests_from(response, listing, chain or Chain())

    def requests_from(self, response: Response, listing: Listing, chain: Chain) -> Iterator[Request]:
        """What a page leads to: its entries, the page after it, whatever else it links to."""
        yield from self.article_requests(listing)
        yield from self.following_requests(response, listing, chain)
        yield from self.link_requests(response.url, self.links_to_follow(listing))

    def parse_article(self, response: Response, hints: Hints) -> Walk:
        """A promised article, and the links on it that nothing else led to."""
        if not is_html(response) or not self.is_own(response.url):
            self.tell(entry_left_out, url=response.url, why="file" if self.is_own(response.url) else "external")
            return
        self.meet(response.url)
        yield from self.article(response, hints, certain=True)
        yield from self.harvested_requests(response)

    def parse_part(self, response: Response, article: SplitArticle) -> Walk:
        """A further page of an article, and the links on it that nothing else led to."""
        yield from super().parse_part(response, article)
        if is_html(response) and self.is_own(response.url):
            yield from self.harvested_requests(response)

    def onward_requests(self, listing: Listing, hops: int) -> Iterator[Request]:
        """The page that a home page sends its visitors on to: the home page proper, wherever it is."""
        if listing.sends_to is not None and hops < _MOST_HOPS:
            self.meet(listing.sends_to)
            yield self.home_request(listing.sends_to, hops + 1)

    def feed_requests(self, addresses: Iterable[str]) -> Iterator[Request]:
        """Requests for sitemaps and feeds that the site offers."""
        for address in addresses:
            if self.meet(address):
                yield Request(
                    address,
                    callback=self.parse_feed,
                    errback=self.failed,
                    meta={ROLE: Role.FEED},
                    priority=_OTHER_PRIORITY,
                    dont_filter=True,
                )

    def parse_feed(self, response: Response) -> Walk:
        """What a sitemap or feed names and no page led to. Its addresses are the site's own word: no cap for them."""
        feed = read_feed(response.body, response.url, datetime.now(UTC))
        yield from self.feed_requests(feed.sitemaps)
        yield from self.entry_requests(feed.entries, response.url)
        for address in feed.pages:
            if is_page(address) and self.meet(address) and not self.pass_over(address):
                yield self.page_request(address, Hints(found_on=response.url))

    def entry_requests(self, entries: Iterable[Entry], found_on: str, category: str | None = None) -> Iterator[Request]:
        """Entries that were met before without a day are told it."""
        entries = tuple(entries)
        for entry in entries:
            yield from self.told_requests(entry.url, Hints(entry.title, entry.date, found_on, category))
        yield from super().entry_requests(entries, found_on, category)

    def told_requests(self, url: str, hints: Hints) -> Iterator[Request]:
        """A request for a page that was looked at in vain, now that a listing dates it."""
        if hints.date is not None and self.waiting.tell(url, hints):
            yield self.article_request(url, hints)

    def harvested_requests(self, response: Response) -> Iterator[Request]:
        """Requests for what an article links to, on a walk over the whole site."""
        if not self.chosen:
            links = harvest_links(response.body, response.url, self._harvested)
            yield from self.link_requests(response.url, (PageLink(url, "") for url in links))

    def links_to_follow(self, listing: Listing) -> Iterator[PageLink]:
        """The links of a page.

        Those of a pager are left out where the next page is known: it leads to all of them, in order, and to no more
        than are wanted. With a first day that is wanted, so is what a list dates before it.
        """
        following = shape_of(listing.next_page) if listing.next_page is not None else None
        for link in listing.links:
            too_old = link.date is not None and self.choice.is_before(link.date)
            of_pager = is_of_pager(link.text) and shape_of(link.url) == following
            if not too_old and not of_pager:
                yield link

    def link_requests(self, found_on: str, links: Iterable[PageLink]) -> Iterator[Request]:
        """A request for each link that may be a page of this site and was not met before.

        Calendars and searches make addresses of one shape without end; entries of listings do not count here.
        """
        for link in links:
            if not is_page(link.url) or not self.meet(link.url) or self.pass_over(link.url):
                continue
            if not self.bounds.admit(link.url):
                self.crawler.stats.inc_value("skipped/beyond_the_caps")
                continue
            if link.date is None:
                self.waiting.add(link.url)
            yield self.page_request(link.url, Hints(link.text or None, link.date, found_on))

    def gives_up(self, request: Request) -> bool:
        """True also for a page that was to be looked at, of a shape that shows nothing new any more."""
        shows_the_same = request.meta.get(ROLE) is Role.PAGE and self.bounds.gives_up(request.url)
        return shows_the_same or super().gives_up(request)

    # --- chosen categories --------------------------------------------------------------------------------------------

    def category_requests(self, response: Response) -> Iterator[Request]:
        """The categories to take that the home page names; for the others, pages that may name them."""
        categories = self.navigation(response)
        self.chosen.note_site_wide(categories)
        yield from self.beginnings(categories)
        for category in self.chosen.to_look_into(categories):
            yield Request(
                category.url,
                callback=self.parse_navigation,
                errback=self.failed,
                cb_kwargs={"path": category.path},
                meta={ROLE: Role.LISTING},
                dont_filter=True,
            )

    def parse_navigation(self, response: Response, path: tuple[str, ...]) -> Iterator[Request]:
        """The categories to take that a page below the home page names, `path` being where that page stands."""
        if is_html(response) and self.is_own(response.url):
            yield from self.beginnings(self.navigation(response), path)

    def beginnings(self, categories: list[Category], above: tuple[str, ...] = ()) -> Iterator[Request]:
        """Requests for the pages that categories to take begin at."""
        for category in self.chosen.find(categories, above):
            if self.meet(category.url):
                hints = Hints(title=category.path[-1])
                request = self.page_request(category.url, hints, role=Role.LISTING)
                yield request.replace(callback=self.parse_beginning, cb_kwargs={"hints": hints, "asked": category.url})

    def parse_beginning(self, response: Response, hints: Hints, asked: str) -> Walk:
        """The first page of a category to take; `asked` is its address before redirects."""
        if not is_html(response) or self.chosen.confirm(asked, self.read_listing(response).breadcrumb):
            yield from self.parse_page(response, hints)

    def navigation(self, response: Response) -> list[Category]:
        """The categories of this site that a page names."""
        found = open_listing(response.body, response.url, content_type=content_type(response)).navigation
        self.chosen.note_elsewhere([category for category in found if not self.is_own(category.url)])
        return [category for category in found if self.is_own(category.url) and is_page(category.url)]

    def closed(self, reason: str) -> None:
        """Say what caps left out, and which categories were not there, unless the crawl ended before it had looked."""
        for sentence in self.bounds.reached():
            self.note_incomplete(sentence)
        for sentence in self.chosen.ambiguous():
            RunVerdict.of(self.crawler).remark(sentence)
        missing = self.chosen.missing(self.starts[0])
        if missing is not None and reason == "finished":
            self.note_incomplete(missing)
