"""Any site, from its home page: find the listings, walk them, take every article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from devzone_crawler.extensions.verdict import Verdict
from devzone_crawler.extraction.pager_words import Kind, read_word
from devzone_crawler.items import Hints
from devzone_crawler.listing import Listing, harvest_links
from devzone_crawler.listing.navigation import Category, parse_navigation
from devzone_crawler.spiders.arguments import ArgumentError, check_names
from devzone_crawler.spiders.base import CategorySpider, Walk, content_type, host_of, is_html
from devzone_crawler.spiders.channels import Channels
from devzone_crawler.spiders.split import SplitArticle

_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|ico|svg|webp|css|js|json|xml|rss|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|tar|exe|apk|mp[34]|avi|flv|wmv|mov|swf|wps|et|ofd|txt|csv|ceb|woff2?|ttf)$",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_PAGER = frozenset({Kind.NUMBER, Kind.NEXT, Kind.LAST})
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
        self.site = self.name if self.home is not None else host_of(self.starts[0]).replace(":", "_")
        self._shapes: Counter[str] = Counter()
        self._harvested: set[bytes] = set()

    async def start(self) -> AsyncIterator[Request]:
        """The home page."""
        self.is_new(self.starts[0])
        yield self.page_request(self.starts[0], Hints(), role="start", in_channel=not self.taken)

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

    def listing_request(self, url: str, page: int = 1, start: bool = False) -> Request:
        """The next page of a listing: part of the site like any other, and missed when it fails."""
        request = self.page_request(url, Hints(), role="listing")
        request.cb_kwargs["page"] = page
        return request

    def parse_page(self, response: Response, hints: Hints, in_channel: bool = True, page: int = 1) -> Walk:
        """A page of which nothing is known: its entries, its links, and the page itself should it be an article."""
        if response.meta["role"] == "start":
            self.hosts.add(host_of(response.url))  # a home page may send its visitors to another host
            if not is_html(response):
                self.note_incomplete(f"{response.url} is no web page but {content_type(response)}.")
        if not is_html(response) or not self.is_own(response.url):
            return
        self.is_new(response.url)  # where a redirect led
        listing = self.read_listing(response)
        if self.taken:
            if not in_channel:
                yield from self.channel_requests(response)
                return
            if not self.taken.hold(response.url, listing.breadcrumb):
                return
        if response.meta["role"] != "start" or not listing.links:  # a start without links may be a challenge
            yield from self.article(response, hints, certain=False)  # first: it knows which links are its own parts
        entries = self.new_entries(listing)
        yield from self.article_requests(listing, entries)
        goes_on = bool(entries) or not listing.entries
        yield from self.next_page_request(listing, page, goes_on and not self.is_past(listing))
        yield from self.link_requests(response.url, self.links_to_follow(listing))
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

    def harvested_requests(self, response: Response) -> Iterator[Request]:
        """Requests for what an article links to, on a walk over the whole site."""
        if not self.taken:
            links = harvest_links(response.body, response.url, self._harvested)
            yield from self.link_requests(response.url, ((url, "") for url in links))

    def links_to_follow(self, listing: Listing) -> Iterator[tuple[str, str]]:
        """Address and text of the links of a page.

        With a first day that is wanted, those of a pager are left out where the next page is known: its numbers would
        lead past that day.
        """
        in_order = self.choice.since is not None and listing.next_page is not None
        for link in listing.links:
            if not (in_order and read_word(link.text).kind in _PAGER):
                yield link.url, link.text

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
                meta={"role": "listing"},
                dont_filter=True,
            )

    def parse_navigation(self, response: Response, path: tuple[str, ...]) -> Iterator[Request]:
        """The categories to take that a page below the home page names, `path` being where that page stands."""
        if is_html(response) and self.is_own(response.url):
            yield from self.beginnings(self.navigation(response), path)

    def beginnings(self, categories: list[Category], above: tuple[str, ...] = ()) -> Iterator[Request]:
        """Requests for the pages that categories to take begin at."""
        for category in self.taken.begin_at(categories, above):
            if self.is_new(category.url):
                request = self.page_request(category.url, Hints(title=category.path[-1]), role="listing")
                yield request.replace(
                    callback=self.parse_channel, cb_kwargs={"hints": request.cb_kwargs["hints"], "asked": category.url}
                )

    def parse_channel(self, response: Response, hints: Hints, asked: str) -> Walk:
        """The first page of a category to take; `asked` is its address before redirects."""
        if not is_html(response) or self.taken.confirm(asked, self.read_listing(response).breadcrumb):
            yield from self.parse_page(response, hints)

    def navigation(self, response: Response) -> list[Category]:
        """The categories of this site that a page names."""
        found = parse_navigation(response.body, response.url, content_type=content_type(response))
        self.taken.note_elsewhere([category for category in found if not self.is_own(category.url)])
        return [category for category in found if self.is_own(category.url) and is_page(category.url)]

    def closed(self, reason: str) -> None:
        """Say which categories were not there, unless the crawl ended before it had looked for them."""
        for sentence in self.taken.ambiguous():
            Verdict.of(self.crawler).remark(sentence)
        missing = self.taken.missing(self.starts[0])
        if missing is not None and reason == "finished":
            self.note_incomplete(missing)


def is_page(url: str) -> bool:
    """False for addresses of files that are no pages."""
    return _NO_PAGE.search(urlsplit(url).path) is None


def shape_of(url: str) -> str:
    """The address with its numbers blotted out and its parameters by name only: what a template has in common."""
    parts = urlsplit(url)
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    return _DIGITS.sub("0", parts.path) + "?" + names
