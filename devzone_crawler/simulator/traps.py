"""Sites that are bad input for a crawler without configuration, each with one thing wrong.

Behind each trap stands the same small healthy site: a home page at /main.html, one column 要闻 in pages of five, the
articles. A trap is a class that answers some requests itself. It says how a crawl of it must end; its articles are, as
on every site, what a crawl must find.

The rooms: `traps_doors` (home pages that are hard to enter), `traps_rows` (lists that promise what is not there),
`traps_mazes` (addresses without end), `traps_twins` (one article, many addresses).
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal

from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Request, Response, Site

ROWS_PER_PAGE = 5

_LISTING = re.compile(r"/news/(?:list_(\d{1,4})\.html)?")
_ARTICLE = re.compile(r"/news/(\d{1,6})\.html")


class TrapSite(Site):
    """A healthy site with a trap in front of it or in it."""

    home_is_healthy: ClassVar[bool] = True
    """True if the address of the home page shows it."""
    verdict: ClassVar[Literal["complete", "incomplete", "quality", "blocked"]] = "complete"
    """How a crawl must end."""
    sentence: ClassVar[str] = ""
    """What the sentence of the verdict must say."""
    most_requests: ClassVar[int] = 40
    """What a crawl may ask for when the site has 12 articles."""

    @abstractmethod
    def trap(self, request: Request) -> Response | None:
        """The answer to a request that is part of the trap; None for all others."""

    def respond(self, request: Request) -> Response:
        """The answer to any request."""
        return self.trap(request) or self.healthy(request) or not_found()

    def refusal(self) -> Response:
        """What a client gets that asks too fast."""
        return Response(b"<h1>503 Service Temporarily Unavailable</h1>", status=503)

    def path_of(self, number: int) -> str:
        """Path of an article's page."""
        return f"/news/{number}.html"

    def categories_of(self, number: int) -> list[str]:
        """The one column."""
        return ["要闻"]

    def reachable(self) -> range:
        """Numbers of the articles that a crawl must find."""
        return range(1, self.size + 1)

    def addresses_of(self, number: int) -> frozenset[str]:
        """Paths of which any one may stand in the article's record."""
        return frozenset((self.path_of(number),))

    # --- the healthy site ---------------------------------------------------------------------------------------------

    def healthy(self, request: Request) -> Response | None:
        """The answer of the site behind the trap; None if it has no such page."""
        if request.path == "/main.html" or (request.path == "/" and self.home_is_healthy):
            return html(pages.page(pages.SITE_NAME, self.front()))
        if listing := _LISTING.fullmatch(request.path):
            return self.listing(int(listing.group(1) or 1))
        if (found := _ARTICLE.fullmatch(request.path)) and 1 <= int(found.group(1)) <= self.size:
            return html(self.article_page(int(found.group(1))))
        return None

    def front(self) -> str:
        """What the home page shows."""
        return pages.box("要闻", self.rows(self.listed()[:3]), "/news/")

    def listed(self) -> Sequence[int]:
        """The articles of the column, newest first."""
        return range(self.size, 0, -1)

    def listing(self, number: int) -> Response | None:
        """A page of the column."""
        last = -(-len(self.listed()) // ROWS_PER_PAGE)
        if not 1 <= number <= last:
            return None
        shown = self.listed()[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE]
        following = f"/news/list_{number + 1}.html" if number < last else None
        return html(pages.listing("要闻", self.rows(shown), following))

    def rows(self, numbers: Sequence[int]) -> str:
        """Rows of articles."""
        facts = [(self.path_of(number), self.facts(number)) for number in numbers]
        return pages.rows([(path, fact.title, f"{fact.published:%Y-%m-%d}") for path, fact in facts])

    def article_page(self, number: int) -> str:
        """An article's page."""
        return pages.article(self.article(number))


def html(text: str) -> Response:
    """A page."""
    return Response(text.encode())


def redirect(path: str) -> Response:
    """A redirect to a path."""
    return Response(b"", status=302, headers=(("Location", path),))


def not_found() -> Response:
    """The site's answer to addresses of nothing."""
    return Response(b"<html><body><h1>404 Not Found</h1></body></html>", status=404)
