"""The walk of a spider, as far as the first pages of the listings: for those who want to know before they crawl."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from devzone_crawler.extraction.text import one_line
from devzone_crawler.extraction.urls import canonical_url
from devzone_crawler.items import Hints
from devzone_crawler.listing import Entry, Listing, PageLink, open_listing
from devzone_crawler.listing.extent import Extent, pages_of, size_of
from devzone_crawler.plan import Seen
from devzone_crawler.request_meta import ROLE, Role
from devzone_crawler.spiders.base import CategorySpider, Walk
from devzone_crawler.spiders.following import is_page
from devzone_crawler.spiders.responses import content_type
from devzone_crawler.spiders.site import SiteSpider

MOST_PAGES = 300
"""Pages of categories that are looked at."""


class Preview(CategorySpider):
    """Put before a spider's class, it goes where that goes and fetches neither articles nor second pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As the spider's own."""
        super().__init__(*args, **kwargs)
        self.previewed: list[Seen] = []
        self.left_out = 0
        """Categories that were not looked at, since there are more than MOST_PAGES."""
        self._asked = 0
        self._home: str | None = None
        self._paths: dict[str, tuple[str, ...]] = {}
        """Where a page stands by the menus that led to it, by canonical address."""
        self._extents: dict[str, Extent] = {}

    def read_listing(self, response: Response) -> Listing:
        """The response as a listing; its menus say what is looked at next."""
        page = open_listing(response.body, response.url, content_type=content_type(response))
        listing = page.listing
        if response.meta[ROLE] is Role.START:
            self._home = response.url
        above = () if response.url == self._home else self._path_of(listing)
        for category in page.navigation:
            if category.is_likely and self.is_own(category.url) and is_page(category.url):
                path = category.path if len(category.path) > 1 else (*above, *category.path)
                self._paths.setdefault(canonical_url(category.url), path)
        self._extents[response.url] = page.extent
        return listing

    def article_requests(self, listing: Listing) -> Iterator[Request]:
        """None: the listing is noted instead, with those of its entries that are no categories."""
        entries = tuple(entry for entry in listing.entries if self._is_article(entry))
        if entries and not self._is_home(listing):
            per_page, extent = len(listing.entries), self._extents.pop(listing.url)
            path = self._path_of(listing)
            menu = self._paths.get(canonical_url(listing.url), path)
            size = size_of(extent, per_page, listing.next_page)
            pages = pages_of(extent, per_page, listing.next_page)
            self.previewed.append(Seen(path, menu[-1], listing.url, entries, size, pages))
        yield from ()

    def next_page_request(self, *_: Any) -> Iterator[Request]:
        """Nothing: the first page of a listing shows enough of it."""
        yield from ()

    def endpoint_request(self, *_: Any) -> Iterator[Request]:
        """Nothing: the same holds for rows that a script puts in."""
        yield from ()

    def feed_requests(self, addresses: Iterable[str]) -> Iterator[Request]:
        """Nothing: feeds name articles, and a preview is of listings."""
        yield from ()

    def article(self, response: Response, hints: Hints, certain: bool) -> Walk:
        """Nothing: no article is read."""
        yield from ()

    def link_requests(self, found_on: str, links: Iterable[PageLink]) -> Iterator[Request]:
        """Those that the menus of a page name as categories."""
        likely = (link for link in links if canonical_url(link.url) in self._paths)
        for request in super().link_requests(found_on, likely):  # type: ignore[misc]
            if self._asked == MOST_PAGES:
                self.left_out += 1
                continue
            self._asked += 1
            yield request.replace(priority=0)

    def _path_of(self, listing: Listing) -> tuple[str, ...]:
        """Where a page stands: by its breadcrumb, else by the menus, else under its own title."""
        by_menu = self._paths.get(canonical_url(listing.url))
        return tuple(listing.breadcrumb) or by_menu or (one_line(listing.title) or listing.url,)

    def _is_article(self, entry: Entry) -> bool:
        return self.is_own(entry.url) and is_page(entry.url) and canonical_url(entry.url) not in self._paths

    def _is_home(self, listing: Listing) -> bool:
        """True for the page that a site is entered by, unless it is a listing with more pages."""
        return isinstance(self, SiteSpider) and self._home == listing.url and listing.next_page is None


def preview_of(spider_class: type[Spider]) -> type[Spider]:
    """The spider's class as one that only looks."""
    return type("PreviewSpider", (Preview, spider_class), {})
