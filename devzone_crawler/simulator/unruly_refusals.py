"""Servers and firewalls that have had enough of a client, or of everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import ClassVar

from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.unruly import UnrulySite

CHALLENGES: dict[str, tuple[int, str, str]] = {
    "412": (
        412,
        "nginx",
        "<html><head><meta content=\"a1b2\" r='m'><script>$_ts=window['$_ts'];</script></head></html>",
    ),
    "521": (
        521,
        "nginx",
        "<script>document.cookie='__jsl_clearance_s=17|0|x';location.href=location.pathname</script>",
    ),
    "202": (202, "nginx", "<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></html>"),
    "200": (200, "Tengine", "<html><script>var arg1='4A8C1E';document.cookie='acw_sc__v2='+arg1;</script></html>"),
    "403": (403, "CW", "<html><head><title>403 Forbidden</title></head><body></body></html>"),
}
"""Status, Server header and body: 瑞数 twice, 加速乐, 阿里云, and Huawei's firewall after a burst."""


def challenge(name: str) -> Response:
    """What a firewall sends in place of a page."""
    status, server, body = CHALLENGES[name]
    return Response(body.encode(), status=status, headers=(("Server", server),))


class Busy(UnrulySite):
    """Every seventh page is too many, and the server says for how long."""

    family: ClassVar[str] = "unruly-429"

    def refuse(self, request: Request) -> Response | None:
        """429 with seconds."""
        return _later(429, "1") if self.given % 7 == 0 else None


class Restarting(UnrulySite):
    """Out of order until a moment that it names; by then it is well."""

    family: ClassVar[str] = "unruly-503-date"

    def refuse(self, request: Request) -> Response | None:
        """503 with a date."""
        return (
            _later(503, format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True))
            if self.given == 7
            else None
        )


class Down(UnrulySite):
    """Out of order for a time that nobody knows, in the middle of a crawl."""

    family: ClassVar[str] = "unruly-503"

    def refuse(self, request: Request) -> Response | None:
        """503 to eight questions in a row, as a crawl asks them in an hour of its pauses."""
        return _later(503, None) if 6 <= self.given < 14 else None


class Confused(UnrulySite):
    """Retry-After, but neither seconds nor a date."""

    family: ClassVar[str] = "unruly-503-garbage"

    def refuse(self, request: Request) -> Response | None:
        """503 with a word."""
        return _later(503, "soon") if 6 <= self.given < 9 else None


class Closed(UnrulySite):
    """Wants to be left alone until tomorrow."""

    family: ClassVar[str] = "unruly-503-day"
    verdict: ClassVar = "blocked"
    sentence: ClassVar[str] = "answered 503, and asks for a pause of 86400 seconds: the site refuses this crawler"
    is_whole: ClassVar[bool] = False
    most_requests: ClassVar[int] = 12

    def refuse(self, request: Request) -> Response | None:
        """503 for a day."""
        return _later(503, "86400") if self.given > 6 else None


class BrokenPage(UnrulySite):
    """One article that the server cannot show; all others are well."""

    family: ClassVar[str] = "unruly-503-page"
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "/news/1.html answered 503; run the crawl again to fetch it."

    def reachable(self) -> range:
        """All but the first."""
        return range(2, self.size + 1)

    def refuse(self, request: Request) -> Response | None:
        """503 to the one."""
        return _later(503, None) if self.number_in(request) == 1 else None


class ForbiddenPages(UnrulySite):
    """Some pages are not for everybody; nobody is refused because of them."""

    family: ClassVar[str] = "unruly-403-pages"

    def reachable(self) -> range:
        """All but three."""
        return range(4, self.size + 1)

    def refuse(self, request: Request) -> Response | None:
        """403 to the three."""
        number = self.number_in(request)
        return Response(b"<h1>403 Forbidden</h1>", status=403) if number is not None and number < 4 else None


class Burst(UnrulySite):
    """Huawei's firewall: after some pages it refuses everything for a while, then forgets."""

    family: ClassVar[str] = "unruly-burst"

    def refuse(self, request: Request) -> Response | None:
        """403 for as long as three questions."""
        return challenge("403") if 7 <= self.given < 10 else None


class PlainBurst(UnrulySite):
    """A firewall without a name: nothing tells its 403 from that of a page that is forbidden."""

    family: ClassVar[str] = "unruly-403-burst"

    def refuse(self, request: Request) -> Response | None:
        """403 for as long as four questions."""
        return Response(b"<h1>403 Forbidden</h1>", status=403) if 7 <= self.given < 11 else None


class Wall(UnrulySite):
    """From some page on, everything is a challenge."""

    verdict: ClassVar = "blocked"
    sentence: ClassVar[str] = ": the site refuses this crawler"
    is_whole: ClassVar[bool] = False
    most_requests: ClassVar[int] = 20
    name: ClassVar[str]

    def refuse(self, request: Request) -> Response | None:
        """The challenge."""
        return challenge(self.name) if self.given > 6 else None


class Wall412(Wall):
    """瑞数."""

    family: ClassVar[str] = "unruly-wall-412"
    name: ClassVar[str] = "412"


class Wall521(Wall):
    """加速乐."""

    family: ClassVar[str] = "unruly-wall-521"
    name: ClassVar[str] = "521"


class Wall202(Wall):
    """瑞数, in disguise."""

    family: ClassVar[str] = "unruly-wall-202"
    name: ClassVar[str] = "202"


class Wall200(Wall):
    """阿里云."""

    family: ClassVar[str] = "unruly-wall-200"
    name: ClassVar[str] = "200"


class Wall403(Wall):
    """Huawei's, which does not forget."""

    family: ClassVar[str] = "unruly-wall-403"
    name: ClassVar[str] = "403"


class GuardedArticles(UnrulySite):
    """Listings for everybody, a challenge before every article."""

    family: ClassVar[str] = "unruly-guarded-articles"
    verdict: ClassVar = "blocked"
    sentence: ClassVar[str] = "answered with a challenge (412), as 5 pages in a row did: the site refuses this crawler"

    def reachable(self) -> range:
        """None."""
        return range(0)

    def refuse(self, request: Request) -> Response | None:
        """412 before the articles."""
        return challenge("412") if self.number_in(request) is not None else None


class GuardedArticle(UnrulySite):
    """A challenge before one article, all others for everybody."""

    family: ClassVar[str] = "unruly-guarded-article"
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "/news/1.html answered with a challenge (200); run the crawl again to fetch it."

    def reachable(self) -> range:
        """All but the first."""
        return range(2, self.size + 1)

    def refuse(self, request: Request) -> Response | None:
        """The challenge before the one."""
        return challenge("200") if self.number_in(request) == 1 else None


class NotForYou(UnrulySite):
    """Refuses this crawler from the first page on."""

    family: ClassVar[str] = "unruly-403"
    verdict: ClassVar = "blocked"
    sentence: ClassVar[str] = "answered 403: the site refuses this crawler"
    most_requests: ClassVar[int] = 6

    def reachable(self) -> range:
        """None."""
        return range(0)

    def refuse(self, request: Request) -> Response | None:
        """403."""
        return Response(b"<h1>403 Forbidden</h1>", status=403)


def _later(status: int, retry_after: str | None) -> Response:
    headers = (("Retry-After", retry_after),) if retry_after is not None else ()
    return Response(b"<h1>Please come back later.</h1>", status=status, headers=headers)


REFUSALS: tuple[type[UnrulySite], ...] = (
    *(Busy, Restarting, Down, Confused, Closed, BrokenPage, ForbiddenPages, Burst, PlainBurst),
    *(Wall412, Wall521, Wall202, Wall200, Wall403, GuardedArticles, GuardedArticle, NotForYou),
)
