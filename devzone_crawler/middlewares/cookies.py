"""Scrapy's cookies without its side trip: a crawl speaks to the site that was named, and to nobody else."""

from __future__ import annotations

from http.cookiejar import Cookie

from scrapy import Request, Spider
from scrapy.downloadermiddlewares import cookies
from scrapy.http import Response
from scrapy.http.cookies import CookieJar
from tldextract import TLDExtract

# Scrapy asks tldextract which cookie domains are public suffixes, and tldextract downloads the list from the internet
# at its first use. The copy that comes with it serves as well, on machines without a way out too.
cookies._split_domain = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)

_MOST_BYTES = 6 * 1024
"""Of all cookies of a jar: servers refuse requests with more than 8 KiB of headers."""


class CookiesMiddleware(cookies.CookiesMiddleware):
    """Keep the site's cookies, as Scrapy does; judge their domains by the bundled suffix list.

    A page that sets cookies without end would shut the crawl out of its site: the largest are let go.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, its cookies kept."""
        answered = super().process_response(request, response)
        if "Set-Cookie" in response.headers:
            self._bound(self.jars[request.meta.get("cookiejar")])
        return answered

    def _bound(self, jar: CookieJar) -> None:
        kept = sorted(jar, key=_size)
        total = sum(map(_size, kept))
        while total > _MOST_BYTES:
            cookie = kept.pop()
            total -= _size(cookie)
            jar.clear(cookie.domain, cookie.path, cookie.name)


def _size(cookie: Cookie) -> int:
    return len(cookie.name) + len(cookie.value or "")
