"""Any site, from its home page: find the listings, walk them, take every article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from devzone_crawler.extraction.urls import hands_out_file
from devzone_crawler.items import Hints
from devzone_crawler.listing import Listing, harvest_links, read_feed
from devzone_crawler.spiders.arguments import ArgumentError
from devzone_crawler.spiders.base import CategorySpider, Walk, content_type, host_of, is_html
from devzone_crawler.spiders.chain import Chain
from devzone_crawler.spiders.split import SplitArticle

_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|ico|svg|webp|css|js|json|xml|rss|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|tar|exe|apk|mp[34]|avi|flv|wmv|mov|swf|wps|et|ofd|txt|csv|ceb|woff2?|ttf)$",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_MOST_ALIKE = 10
"""Pages of one shape of address that may show the same."""
_REPETITION = 3
"""Pages to each thing that they show, above which a shape shows nothing new."""
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
    channels: ClassVar[tuple[str, ...]] = ()
    """Names of the channels to take, as the navigation prints them. Empty: the whole site."""

    def __init__(self, name: str | None = None, *, url: str | None = None, **kwargs: Any) -> None:
        """`url` is the page to start from. Raises ArgumentError before the first request."""
        address = url if url is not None else self.home
        if address is None:
            raise ArgumentError(f"The spider {name or self.name} needs url, the address of the site's home page.")
        super().__init__(name, url=address, **kwargs)
        self.site = self.name if self.home is not None else host_of(self.starts[0]).replace(":", "_")
        self._shapes: Counter[str] = Counter()
        self._shown: dict[str, Counter[str]] = defaultdict(Counter)
        """By shape of address: how often its pages showed the same."""
        self._exhausted: set[str] = set()
        """Shapes that show the same again and again."""
        self._harvested: set[bytes] = set()
        self._sitemaps: list[str] = []
        """What robots.txt says of sitemaps."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Listens to what robots.txt says beside its rules."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        parsed = getattr(signals, "robots_parsed", None)  # Scrapy 2.14 does not know it yet
        if parsed is not None:
            crawler.signals.connect(spider.note_sitemaps, signal=parsed)
        return spider

    def note_sitemaps(self, robotparser: RobotParser) -> None:
        """Remember the sitemaps that robots.txt names."""
        self._sitemaps += getattr(getattr(robotparser, "rp", None), "sitemaps", ())

    async def start(self) -> AsyncIterator[Request]:
        """The home page."""
        self.is_new(self.starts[0])
        yield self.page_request(self.starts[0], Hints(), role="start", in_channel=not self.channels)

    def page_request(self, url: str, hints: Hints, *, role: str = "page", in_channel: bool = True) -> Request:
        """A request for a page of which nothing is known."""
        return Request(
            url,
            callback=self.parse_page,
            errback=self.failed,
            cb_kwargs={"hints": hints, "in_channel": in_channel},
            meta={"role": role},
            priority=_OTHER_PRIORITY if role == "page" else _FOUND_PRIORITY,
            dont_filter=True,
        )

    def listing_request(self, url: str, chain: Chain | None = None, start: bool = False) -> Request:
        """The next page of a listing: part of the site like any other, and missed when it fails."""
        request = self.page_request(url, Hints(), role="listing")
        request.cb_kwargs["chain"] = chain
        return request

    def parse_page(self, response: Response, hints: Hints, in_channel: bool = True, chain: Chain | None = None) -> Walk:
        """A page of which nothing is known: its entries, its links, and the page itself should it be an article."""
        if response.meta["role"] == "start":
            self.hosts.add(host_of(response.url))  # a home page may send its visitors to another host
            if not is_html(response):
                self.note_incomplete(f"{response.url} is no web page but {content_type(response)}.")
        if not is_html(response) or not self.is_own(response.url):
            return
        self.is_new(response.url)  # where a redirect led
        listing = self.read_listing(response)
        if response.meta["role"] == "page":
            self.note_content(response.url, listing)
        if response.meta["role"] == "start":
            yield from self.onward_requests(response, listing)
        if self.channels:
            if not in_channel:
                yield from self.channel_requests(listing)
                return
            if not self.belongs(listing):
                return
        if response.meta["role"] != "start" or not listing.links:  # a start without links may be a challenge
            yield from self.article(response, hints, certain=False)  # first: it knows which links are its own parts
        chain = chain or Chain()
        yield from self.article_requests(listing)
        yield from self.next_page_request(listing, chain)
        yield from self.endpoint_request(listing, chain)
        yield from self.link_requests(response.url, ((link.url, link.text) for link in listing.links))
        if response.meta["role"] == "start":
            yield from self.feed_requests([*self._sitemaps, *listing.feeds])
        if response.meta["role"] == "start" and not listing.links:
            self.note_incomplete(
                f"{response.url} has no links to follow. Is it the home page, and not a splash or a script?"
            )

    def parse_article(self, response: Response, hints: Hints) -> Walk:
        """A promised article, and the links on it that nothing else led to."""
        if not is_html(response) or not self.is_own(response.url):
            return
        self.is_new(response.url)
        yield from self.article(response, hints, certain=True)
        yield from self.harvested_requests(response)

    def parse_part(self, response: Response, article: SplitArticle) -> Walk:
        """A further page of an article, and the links on it that nothing else led to."""
        yield from super().parse_part(response, article)
        if is_html(response) and self.is_own(response.url):
            yield from self.harvested_requests(response)

    def onward_requests(self, response: Response, listing: Listing) -> Iterator[Request]:
        """The page that a home page sends its visitors on to: the home page proper, wherever it is."""
        hops = response.meta.get("hops", 0)
        if listing.sends_to is not None and hops < _MOST_HOPS:
            self.is_new(listing.sends_to)
            request = self.page_request(listing.sends_to, Hints(), role="start", in_channel=not self.channels)
            request.meta["hops"] = hops + 1
            yield request

    def feed_requests(self, addresses: Iterable[str]) -> Iterator[Request]:
        """Requests for sitemaps and feeds that the site offers."""
        for address in addresses:
            if self.is_new(address):
                yield Request(
                    address,
                    callback=self.parse_feed,
                    errback=self.failed,
                    meta={"role": "feed"},
                    priority=_OTHER_PRIORITY,
                    dont_filter=True,
                )

    def parse_feed(self, response: Response) -> Walk:
        """What a sitemap or feed names and no page led to. Its addresses are the site's own word: no cap for them."""
        feed = read_feed(response.body, response.url, datetime.now(UTC))
        yield from self.feed_requests(feed.sitemaps)
        for entry in feed.entries:
            if self.is_new(entry.url):
                yield self.article_request(entry.url, Hints(entry.title, entry.date, response.url))
        for address in feed.pages:
            if is_page(address) and self.is_new(address):
                yield self.page_request(address, Hints(found_on=response.url))

    def harvested_requests(self, response: Response) -> Iterator[Request]:
        """Requests for what an article links to, on a walk over the whole site."""
        if not self.channels:
            links = harvest_links(response.body, response.url, self._harvested)
            yield from self.link_requests(response.url, ((url, "") for url in links))

    def link_requests(self, found_on: str, links: Iterator[tuple[str, str]]) -> Iterator[Request]:
        """A request for each link that may be a page of this site and was not met before.

        Calendars and searches make addresses of one shape without end; entries of listings do not count here.
        """
        most = self.settings.getint("MAX_PAGES_PER_SHAPE")
        for url, text in links:
            if not is_page(url) or not self.is_new(url):
                continue
            shape = shape_of(url)
            self._shapes[shape] += 1
            if self._shapes[shape] > most:
                self.crawler.stats.inc_value("skipped/too_many_of_one_shape")
                continue
            yield self.page_request(url, Hints(title=text or None, found_on=found_on))

    def gives_up(self, request: Request) -> bool:
        """True for a page that was to be looked at, of a shape that shows nothing new any more."""
        return request.meta.get("role") == "page" and shape_of(request.url) in self._exhausted

    def note_content(self, url: str, listing: Listing) -> None:
        """Remember what a page shows, and give up its shape of address when that shows the same again and again.

        That ends calendars, sort orders and session ids. A shape is given up when most of its pages are repetitions;
        many empty columns, or a hundred deleted articles that say so in the same words, are none among pages that
        each show something of their own.
        """
        shape = shape_of(url)
        shown = self._shown[shape]
        shown[listing.content] += 1
        if shown[listing.content] > _MOST_ALIKE and shown.total() > _REPETITION * len(shown):
            self._exhausted.add(shape)

    def channel_requests(self, listing: Listing) -> Iterator[Request]:
        """The channels that this spider takes, found by their names on the home page."""
        found = {link.text: link.url for link in reversed(listing.links)}
        for channel in self.channels:
            if channel not in found:
                self.note_incomplete(f"{listing.url} has no link named {channel}.")
            elif self.is_new(found[channel]):
                yield self.page_request(found[channel], Hints(found_on=listing.url), role="listing")

    def belongs(self, listing: Listing) -> bool:
        """True if a page stands in one of the channels, by its breadcrumb; pages without one are followed."""
        return not listing.breadcrumb or any(channel in listing.breadcrumb for channel in self.channels)


def is_page(url: str) -> bool:
    """False for addresses of files that are no pages."""
    return _NO_PAGE.search(urlsplit(url).path) is None and not hands_out_file(url)


def shape_of(url: str) -> str:
    """The address with its numbers blotted out and its parameters by name only: what a template has in common."""
    parts = urlsplit(url)
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    return _DIGITS.sub("0", parts.path) + "?" + names
