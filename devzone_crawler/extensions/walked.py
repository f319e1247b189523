"""Which listings a crawl walked and how far, from the pages it met in whatever order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scrapy import Request
from scrapy.http import Response

from devzone_crawler.extraction.urls import canonical_url, host_name, site_of
from devzone_crawler.listing import Listing
from devzone_crawler.manifest import Category, End, LeftOut

WhyLeftOut = Literal["external", "wechat", "file"]

_WECHAT = "mp.weixin.qq.com"
_MOST_EXAMPLES = 20

Stop = tuple[End, str]
"""How a listing ends for this run although it has more pages, and the sentence why."""
Key = bytes
"""Stands for what was asked: the address in any spelling, the method, the form."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of a listing."""

    url: str
    breadcrumb: tuple[str, ...]
    title: str
    entries: int
    shown: int
    """Hash of its entries: some sites show their last page for ever."""
    following: Key | None
    """The page after it; None on the last one."""
    following_url: str | None
    asked: bool
    """True if that page was asked for from here."""
    stop: Stop | None
    """Why the page after it was not wanted."""


class Walked:
    """The pages of listings, put together by the page that each names as the next."""

    def __init__(self, most_pages: int) -> None:
        self._most_pages = most_pages
        self._pages: dict[Key, _Page] = {}
        self._others: dict[Key, Key] = {}
        """What was asked for, where a redirect led elsewhere."""
        self._awaited: set[Key] = set()
        self._articles: set[Key] = set()
        self._failures: dict[Key, str] = {}

    def add(self, response: Response, listing: Listing, following: Request | None, stop: Stop | None) -> None:
        """A page that was read as a listing. One that offers nothing counts only as the next page of another."""
        asked = response.request
        keys = [_key(response.url), *map(_key, response.meta.get("redirect_urls", ())[:1])]
        if asked is not None:
            keys.append(_key_of(asked))
        key = keys[-1] if asked is not None and asked.method != "GET" else keys[0]
        if not offers_pages(listing) and self._awaited.isdisjoint(keys):
            return
        self._others.update((other, key) for other in keys if other != key)
        next_url = following.url if following is not None else listing.next_page
        next_key = _key_of(following) if following is not None else _key(next_url) if next_url else None
        if next_key is not None:
            self._awaited.add(next_key)
        page = _Page(
            url=listing.url,
            breadcrumb=listing.breadcrumb,
            title=listing.title,
            entries=len(listing.entries),
            shown=hash(tuple(entry.url for entry in listing.entries)),
            following=next_key,
            following_url=next_url,
            asked=following is not None,
            stop=stop,
        )
        self._pages.setdefault(key, page)

    def add_article(self, url: str) -> None:
        """A page that turned out to be an article: the rows on it are a box beside its text, and no listing."""
        self._articles.add(_key(url))

    def add_failure(self, request: Request, why: str) -> None:
        """A request that came to nothing."""
        for key in (_key_of(request), *map(_key, request.meta.get("redirect_urls", ())[:1])):
            self._failures.setdefault(key, why)

    def categories(self) -> list[Category]:
        """The listings as far as they were walked."""
        return [category for category, _ in self.listings()]

    def listings(self) -> Iterator[tuple[Category, list[str]]]:
        """The same, each with the addresses of its further pages."""
        pages = {key: page for key, page in self._pages.items() if key not in self._articles}
        later = {self._others.get(page.following, page.following) for page in pages.values() if page.following}
        taken: set[Key] = set()
        shown: set[tuple[str, int]] = set()
        for start in (*(key for key in pages if key not in later), *pages):
            chain = [pages[link] for link in self._chain(start, pages, taken)]
            # A lone page that shows what a listing begins with is that first page at another address.
            if chain and (len(chain) > 1 or (chain[0].title, chain[0].shown) not in shown):
                shown.add((chain[0].title, chain[0].shown))
                yield self._category(chain, taken), [page.url for page in chain[1:]]

    def _chain(self, key: Key, pages: dict[Key, _Page], taken: set[Key]) -> Iterator[Key]:
        """A page and those that follow it, as far as no other listing has them."""
        at: Key | None = key
        while at is not None and at in pages and at not in taken:
            taken.add(at)
            yield at
            following = pages[at].following
            at = self._others.get(following, following) if following is not None else None

    def _category(self, chain: list[_Page], taken: set[Key]) -> Category:
        end, why = self._end(chain, taken)
        return Category(
            url=chain[0].url,
            breadcrumb=list(chain[0].breadcrumb),
            title=chain[0].title,
            pages=len(chain),
            entries=sum(page.entries for page in chain),
            end=end,
            next_page=chain[-1].following_url,
            why=why,
        )

    def _end(self, chain: list[_Page], taken: set[Key]) -> tuple[End, str | None]:
        last = chain[-1]
        if last.following is None:
            return "last_page", None
        following = self._others.get(last.following, last.following)
        if last.stop is not None:
            return last.stop
        if following in taken:
            return "nothing_new", "The next page was walked before."
        if last.following in self._failures:
            return "broken", f"The next page {self._failures[last.following]}."
        if len(chain) >= self._most_pages:
            return "page_limit", None
        if not last.asked and last.shown in (page.shown for page in chain[:-1]):
            return "nothing_new", "The last page showed what the one before it showed."
        return "unfinished", None


class LeftOutEntries:
    """Entries of listings that were not crawled, each address once."""

    def __init__(self) -> None:
        self._seen: set[Key] = set()
        self._by_host: dict[WhyLeftOut, dict[str, LeftOut]] = {"external": {}, "wechat": {}, "file": {}}

    def add(self, url: str, why: WhyLeftOut) -> None:
        """An entry that was passed over. Articles on WeChat are told from other hosts by their address."""
        key = _key(url)
        if key in self._seen:
            return
        self._seen.add(key)
        host = host_name(url)
        hosts = self._by_host["wechat" if host == _WECHAT else why]
        left_out = hosts.setdefault(host, LeftOut(host=host, count=0, examples=[]))
        left_out.count += 1
        if len(left_out.examples) < _MOST_EXAMPLES:
            left_out.examples.append(url)

    def by_reason(self) -> dict[WhyLeftOut, list[LeftOut]]:
        """Per reason the hosts, those with most entries first."""
        return {why: sorted(hosts.values(), key=lambda one: -one.count) for why, hosts in self._by_host.items()}


def offers_pages(listing: Listing) -> bool:
    """False for pages without entries, and for a box of friend links: undated, all of them to other hosts."""
    own = site_of(listing.url)
    return any(entry.date is not None or site_of(entry.url) == own for entry in listing.entries)


def _key_of(request: Request) -> Key:
    return _key(request.url, request.method, request.body)


def _key(url: str, method: str = "GET", body: bytes = b"") -> Key:
    return hashlib.sha256(
        b"\n".join((method.encode(), canonical_url(url).encode("utf-8", "surrogatepass"), body))
    ).digest()
