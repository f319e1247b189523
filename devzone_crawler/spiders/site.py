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
from devzone_crawler.request_meta import AFTERWARDS, HOPS, ROLE, Role
from devzone_crawler.spiders.arguments import ArgumentError, check_names
from devzone_crawler.spiders.base import CategorySpider, Walk
from devzone_crawler.spiders.bounds import Bounds, shape_of
from devzone_crawler.spiders.chain import Chain
from devzone_crawler.spiders.channels import Channels
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
    channels: ClassVar[tuple[str, ...]] = ()
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
        """`url` is the page to start from, `category` what to take instead of the spider's own channels.

        Raises ArgumentError before the first request.
        """
        address = url if url is not None else self.home
        if address is None:
            raise ArgumentError(f"The spider {name or self.name} needs url, the address of the site's home page.")
        super().__init__(name, url=address, **kwargs)
        self.taken = Channels(check_names(category, "category") or self.channels)
        self.site = self.name if self.home is not None else site_of(self.starts[0]).replace(":", "_")
        self.waiting = Waiting()
        self._capped: dict[tuple[str, str], str] = {}
        """The caps that were reached, each with an address that it left out."""
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
        return not self.taken

    async def start(self) -> AsyncIterator[Request]:
        """The home page. It says which hosts are this site: what earlier runs know is asked for after it."""
        self.meet(self.starts[0])
        yield self.page_request(self.starts[0], Hints(), role=Role.START, in_channel=not self.taken)

    def page_request(self, url: str, hints: Hints, *, role: Role = Role.PAGE, in_channel: bool = True) -> Request:
        """A request for a page of which nothing is known."""
        if may_repeat(url):
            self.met.note_article(url)
        return Request(
            url,
            callback=self.parse_page,
            errback=self.failed,
            cb_kwargs={"hints": hints, "in_channel": in_channel},
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

    def parse_page(self, response: Response, hints: Hints, in_channel: bool = True, chain: Chain | None = None) -> Walk:
        """A page of which nothing is known: its entries, its links, and the page itself should it be an article."""
        if response.meta[ROLE] is Role.START:
            self.hosts.add(site_of(response.url))  # a home page may send its visitors to another host
            if not is_html(response):
                self.note_incomplete(f"{response.url} is no web page but {content_type(response)}.")
        if not is_html(response) or not self.is_own(response.url):
            return
        self.meet(response.url)  # where a redirect led
        listing = self.read_listing(response)
        if listing.entries:
            self.note_rows(response)
        if response.meta[ROLE] is Role.PAGE:
            hints = self.waiting.take(address_asked(response), response.body, hints)
            self.bounds.note(response.url, listing.content)
        if response.meta[ROLE] is Role.START:
            yield from self.onward_requests(response, listing)
            yield from self.owed_requests()
        if self.taken:
            if not in_channel:
                yield from self.channel_requests(response)
                return
            if not self.taken.hold(response.url, listing.breadcrumb):
                return
        if response.meta[ROLE] is not Role.START or not listing.links:  # a start without links may be a challenge
            yield from self.article(response, hints, certain=False)  # first: it knows which links are its own parts
        chain = chain or Chain()
        yield from self.article_requests(listing)
        yield from self.following_requests(response, listing, chain)
        yield from self.link_requests(response.url, self.links_to_follow(listing))
        if response.meta[ROLE] is Role.START:
            sitemaps = self._sitemaps if self.choice.since is None else ()  # they name the pages of all days
            yield from self.feed_requests([*sitemaps, *listing.feeds])
            yield from self.listing_requests()
        if response.meta[ROLE] is Role.START and not listing.links:
            self.note_incomplete(
                f"{response.url} has no links to follow. Is it the home page, and not a splash or a script?"
            )

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

    def onward_requests(self, response: Response, listing: Listing) -> Iterator[Request]:
        """The page that a home page sends its visitors on to: the home page proper, wherever it is."""
        hops = response.meta.get(HOPS, 0)
        if listing.sends_to is not None and hops < _MOST_HOPS:
            self.meet(listing.sends_to)
            request = self.page_request(listing.sends_to, Hints(), role=Role.START, in_channel=not self.taken)
            request.meta[HOPS] = hops + 1
            yield request

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
        if not self.taken:
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
            cap = self.bounds.admit(link.url)
            if cap is None:
                if link.date is None:
                    self.waiting.add(link.url)
                yield self.page_request(link.url, Hints(link.text or None, link.date, found_on))
            else:
                self.note_cap(link.url, cap)

    def gives_up(self, request: Request) -> bool:
        """True also for a page that was to be looked at, of a shape that shows nothing new any more."""
        shows_the_same = request.meta.get(ROLE) is Role.PAGE and self.bounds.gives_up(request.url)
        return shows_the_same or super().gives_up(request)

    def note_cap(self, url: str, cap: tuple[str, str]) -> None:
        """Count a link that is not followed, and remember one for each cap."""
        self.crawler.stats.inc_value("skipped/beyond_the_caps")
        self._capped.setdefault(cap, url)

    def tell_caps(self) -> None:
        """Say which caps left something out. What was left out of a shape that shows the same is no loss."""
        for (setting, _), url in self._capped.items():
            if not self.bounds.gives_up(url):
                most = self.settings.getint(setting)
                self.note_incomplete(f"Of pages like {url} only {most} were looked at; {setting} says so.")

    # --- channels -----------------------------------------------------------------------------------------------------

    def channel_requests(self, response: Response) -> Iterator[Request]:
        """The categories to take that the home page names; for the others, pages that may name them."""
        categories = self.navigation(response)
        self.taken.note_site_wide(categories)
        yield from self.beginnings(categories)
        for category in self.taken.to_look_into(categories):
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
        for category in self.taken.begin_at(categories, above):
            if self.meet(category.url):
                request = self.page_request(category.url, Hints(title=category.path[-1]), role=Role.LISTING)
                yield request.replace(
                    callback=self.parse_channel, cb_kwargs={"hints": request.cb_kwargs["hints"], "asked": category.url}
                )

    def parse_channel(self, response: Response, hints: Hints, asked: str) -> Walk:
        """The first page of a category to take; `asked` is its address before redirects."""
        if not is_html(response) or self.taken.confirm(asked, self.read_listing(response).breadcrumb):
            yield from self.parse_page(response, hints)

    def navigation(self, response: Response) -> list[Category]:
        """The categories of this site that a page names."""
        found = open_listing(response.body, response.url, content_type=content_type(response)).navigation
        self.taken.note_elsewhere([category for category in found if not self.is_own(category.url)])
        return [category for category in found if self.is_own(category.url) and is_page(category.url)]

    def closed(self, reason: str) -> None:
        """Say which categories were not there, unless the crawl ended before it had looked for them."""
        self.tell_caps()
        for sentence in self.taken.ambiguous():
            RunVerdict.of(self.crawler).remark(sentence)
        missing = self.taken.missing(self.starts[0])
        if missing is not None and reason == "finished":
            self.note_incomplete(missing)
