"""Redirects: only to web pages, not for ever, and without what was meant for another host."""

from __future__ import annotations

import re

from scrapy import Request, Spider
from scrapy.downloadermiddlewares import redirect
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.utils.httpobj import urlparse_cached

from devzone_crawler.network.refusal import RedirectRefusedError

_KEPT = frozenset({b"User-Agent", b"Accept", b"Accept-Language", b"Accept-Encoding"})
"""What a browser tells every host. Whatever else a request carries (a cookie, a Referer, a condition, the mark of a
script) was made for the host that it was made for."""


_SCHEME = re.compile(rb"\s*([a-z][a-z0-9+.-]*):", re.I)  # RFC 3986, 3.1


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Scrapy's, which says of a redirect that leads nowhere why it does."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The request that follows, or the response. Raises RedirectRefusedError.

        A form is not sent on to another host, as a 307 or 308 would have it (RFC 9110, 15.4.8).
        """
        if scheme := _scheme_outside_the_web(request, response):
            raise RedirectRefusedError(f"redirects to {scheme}:, which is no web page")
        try:
            following = super().process_response(request, response)
        except IgnoreRequest as error:
            raise RedirectRefusedError(f"redirects more than {self.max_redirect_times} times") from error
        except ValueError as error:
            raise RedirectRefusedError("redirects to what is no address") from error
        if isinstance(following, Response):
            return following
        if urlparse_cached(following).hostname == urlparse_cached(request).hostname:
            return following
        if following.body:
            raise RedirectRefusedError("would send its form to another host")
        following.headers = Headers({name: value for name, value in following.headers.items() if name in _KEPT})
        return following


def _scheme_outside_the_web(request: Request, response: Response) -> str | None:
    """The scheme of a redirect that leads out of the web; None for any other response."""
    location = response.headers.get("Location")
    if location is None or response.status not in (301, 302, 303, 307, 308) or request.meta.get("dont_redirect"):
        return None
    scheme = _SCHEME.match(location)
    return scheme[1].decode().lower() if scheme and scheme[1].lower() not in (b"http", b"https") else None
