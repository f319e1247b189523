"""What a robots.txt may be."""

from __future__ import annotations

from typing import ClassVar

from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.traps import html, redirect
from devzone_crawler.simulator.unruly import UnrulySite

_LIMIT = 512 * 1024


class _Willing(UnrulySite):
    """Refuses no page: what counts is its robots.txt."""

    def refuse(self, request: Request) -> Response | None:
        """None."""
        return None


class Rules(_Willing):
    """Rules for everybody, and others for this crawler."""

    family: ClassVar[str] = "unruly-robots-rules"

    def reachable(self) -> range:
        """All but the first three articles."""
        return range(4, self.size + 1)

    def answer_for_robots(self, request: Request) -> Response | None:
        """The first three articles are forbidden."""
        forbidden = "".join(f"Disallow: /news/{number}.html\n" for number in (1, 2, 3))
        return Response(f"User-agent: *\nDisallow: /\n\nUser-agent: devzone_crawler\n{forbidden}".encode())


class Broken(_Willing):
    """The server fails on it."""

    family: ClassVar[str] = "unruly-robots-500"
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "/robots.txt answered 500: while a robots.txt is out of reach"

    def reachable(self) -> range:
        """Nothing may be asked for."""
        return range(0)

    def answer_for_robots(self, request: Request) -> Response | None:
        """500."""
        return Response(b"<h1>500 Internal Server Error</h1>", status=500)


class Forbidden(_Willing):
    """Not to be had by anybody (RFC 9309, 2.3.1.3: then all may be crawled)."""

    family: ClassVar[str] = "unruly-robots-403"

    def answer_for_robots(self, request: Request) -> Response | None:
        """403."""
        return Response(b"<h1>403 Forbidden</h1>\nUser-agent: *\nDisallow: /\n", status=403)


class Soft404(_Willing):
    """A site that answers 200 and a page to whatever it does not have. The page quotes rules."""

    family: ClassVar[str] = "unruly-robots-page"

    def answer_for_robots(self, request: Request) -> Response | None:
        """The page."""
        return html(pages.bare("<body>\nUser-agent: *\nDisallow: /\n</body>\n"))


class Long(_Willing):
    """Rules behind the first 512 KiB; the limit falls into the middle of a path."""

    family: ClassVar[str] = "unruly-robots-long"

    def answer_for_robots(self, request: Request) -> Response | None:
        """Half of its last line that is read would forbid all articles."""
        filling = b"User-agent: *\n" + b"# nothing that matters\n" * (_LIMIT // 24)
        line = b"Disallow: /news/archive/\n"
        padding = b"#" * (_LIMIT - len(filling) - len(b"Disallow: /news/") - 1) + b"\n"
        return Response(filling + padding + line + b"Disallow: /\n" * 1000, content_type="text/plain")


class Redirected(_Willing):
    """Five redirects away."""

    family: ClassVar[str] = "unruly-robots-redirects"

    def reachable(self) -> range:
        """The first article is forbidden."""
        return range(2, self.size + 1)

    def trap(self, request: Request) -> Response | None:
        """The redirects."""
        path, _, hop = request.path.partition("/robots-")
        if path == "" and hop.isdecimal() and int(hop) < 5:
            return redirect(f"/robots-{int(hop) + 1}")
        if request.path == "/robots-5":
            return Response(b"User-agent: *\nDisallow: /news/1.html\n", content_type="text/plain")
        return super().trap(request)

    def answer_for_robots(self, request: Request) -> Response | None:
        """The first of them."""
        return redirect("/robots-1")


class RedirectedForEver(_Willing):
    """Redirects without end: as good as none (RFC 9309, 2.3.1.2)."""

    family: ClassVar[str] = "unruly-robots-circle"

    def answer_for_robots(self, request: Request) -> Response | None:
        """To itself."""
        return redirect("/robots.txt")


class Challenged(_Willing):
    """A firewall before everything: that is no robots.txt that is not there."""

    family: ClassVar[str] = "unruly-robots-412"
    verdict: ClassVar = "blocked"
    sentence: ClassVar[str] = "/robots.txt answered with a challenge (412): the site refuses this crawler"

    def reachable(self) -> range:
        """Nothing."""
        return range(0)

    def answer_for_robots(self, request: Request) -> Response | None:
        """412."""
        return Response(b"<html><script>$_ts=window['$_ts'];</script></html>", status=412)


class Slowly(_Willing):
    """Some requests a second at most, whatever the crawl would do."""

    family: ClassVar[str] = "unruly-crawl-delay"
    robots: ClassVar = "User-agent: *\nCrawl-delay: 0.2\n"


class Rate(_Willing):
    """The same as a Request-rate."""

    family: ClassVar[str] = "unruly-request-rate"
    robots: ClassVar = "User-agent: *\nRequest-rate: 5/1s\n"


class OncePerDay(_Willing):
    """A Crawl-delay that would take years."""

    family: ClassVar[str] = "unruly-crawl-delay-day"
    robots: ClassVar = "User-agent: *\nCrawl-delay: 86400\n"
    sentence: ClassVar[str] = "asks for 86400 seconds between two requests; 0.05 are kept"


ROBOTS: tuple[type[UnrulySite], ...] = (
    *(Rules, Broken, Forbidden, Soft404, Long, Redirected, RedirectedForEver, Challenged),
    *(Slowly, Rate, OncePerDay),
)
