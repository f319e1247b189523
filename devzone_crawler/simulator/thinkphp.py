"""The seed family: ThinkPHP 3.2 behind Huawei's web application firewall, as 中国开发区网 is built.

Addresses are `/index.php/{Controller}/{action}/{name}/{value}/….html`. What the public does not know of that site, the
addresses of its news above all, follows the framework's defaults.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator import thinkphp_pages as pages
from devzone_crawler.simulator import thinkphp_texts as texts
from devzone_crawler.simulator.rotation import Listing, Rotation
from devzone_crawler.simulator.sentences import Tone
from devzone_crawler.simulator.site import Options, Request, Response, Site
from devzone_crawler.simulator.static import static_file
from devzone_crawler.simulator.words import INDUSTRIES, PLACES, ZONE_KINDS

ROWS_PER_PAGE = 20
FIRST_ID = 1204
"""Article 1 has the id after this one; smaller ids were deleted long ago."""
ZONES_PER_PAGE = 10

_NEWS = "资讯中心"
_COLUMNS: dict[str, str] = {
    "1": "开发区要闻",
    "2": "国家级开发区动态",
    "3": "省级开发区动态",
    "4": "政策法规",
    "5": "招商引资",
}
"""Sub-channels of 资讯中心 by their `cid`."""
_NOTICES = "0"
"""Where a column has its `cid`, 通知公告 has this."""
_PINNED_ROW_IN = "2"
_CUT_TITLES_IN = "3"
_CUT_AT = 18

# Each channel comes within the first ten articles, so that the smallest site fills every listing.
_ROTATION = Rotation("13253041235213203541")

_ADDRESS = re.compile(r"/index\.php/(\w+)/(\w+)((?:/\w+/\w+)*)\.html")


@dataclass(frozen=True, slots=True)
class _Channel:
    """A listing of the site."""

    name: str
    stem: str
    """Its address without `.html`, to which page numbers are added."""
    steps: tuple[tuple[str, str], ...]
    """Its breadcrumb without 首页: names and addresses."""
    listing: Listing
    cut_at: int | None
    """Characters after which its titles are cut."""

    @property
    def address(self) -> str:
        return f"{self.stem}.html"

    def page(self, number: int) -> str:
        return f"{self.stem}/p/{number}.html"


class ThinkPhpSite(Site):
    """The seed site."""

    family: ClassVar[str] = "thinkphp"
    uploads: ClassVar[str] = "/Uploads/"

    def __init__(self, options: Options | None = None) -> None:
        super().__init__(options)
        self._news = self._channel(_NEWS, "/index.php/News/index", _COLUMNS)
        self._channels = {
            _NOTICES: self._channel("通知公告", "/index.php/Notice/index", _NOTICES),
            **{
                cid: self._channel(name, f"/index.php/News/index/cid/{cid}", cid, self._news)
                for cid, name in _COLUMNS.items()
            },
        }
        self._cookies = self._firewall_cookies()
        self._actions: dict[tuple[str, str], Callable[[dict[str, str]], Response]] = {
            ("Index", "index"): lambda _: self._home(),
            ("News", "index"): self._news_listing,
            ("News", "detail"): lambda parameters: self._detail(parameters, notice=False),
            ("Notice", "index"): lambda parameters: self._listing(self._channels[_NOTICES], parameters),
            ("Notice", "detail"): lambda parameters: self._detail(parameters, notice=True),
            ("Develop", "index"): lambda _: _plain_page("中国开发区", texts.DIRECTORY),
            ("Service", "index"): lambda _: _plain_page("协会服务", texts.SERVICE),
            ("About", "index"): lambda _: _plain_page("中国开发区协会", texts.ABOUT),
            ("About", "journal"): lambda _: _plain_page("会刊", texts.JOURNAL),
            ("Contribute", "index"): lambda _: _plain_page("投稿", texts.CONTRIBUTE),
            ("Message", "index"): lambda _: _plain_page("留言", texts.MESSAGE),
        }

    def path_of(self, number: int) -> str:
        """Path of an article."""
        controller = "Notice" if self.tone_of(number) == "notice" else "News"
        return f"/index.php/{controller}/detail/id/{FIRST_ID + number}.html"

    def categories_of(self, number: int) -> list[str]:
        """Breadcrumb of an article, without the home page."""
        return [name for name, _ in self._channels[_ROTATION.channel(number)].steps]

    def tone_of(self, number: int) -> Tone:
        """Which sentences an article is made of."""
        return "notice" if _ROTATION.channel(number) == _NOTICES else "news"

    def refusal(self) -> Response:
        """What the firewall answers to a burst."""
        return Response(texts.FORBIDDEN.encode(), status=403, content_type="text/html", headers=(("Server", "CW"),))

    def respond(self, request: Request) -> Response:
        """The answer to any request."""
        known = "HWWAFSESID" in request.cookies
        if self.options.waf == "strict" and not known and "/detail/" in request.path:
            response = _challenge(request.path)
        else:
            response = self._answer(request)
        if known:
            return response
        cookies = tuple(("Set-Cookie", f"{name}={value}; path=/") for name, value in self._cookies)
        return Response(response.body, response.status, response.content_type, response.headers + cookies)

    def _answer(self, request: Request) -> Response:
        if request.path in ("/", "/index.php"):
            return self._home()
        if request.path == "/robots.txt":
            return Response(texts.ROBOTS.encode(), content_type="text/plain")
        if file := static_file(request.path, (self.uploads, "/Public/")):
            return file
        if address := _ADDRESS.fullmatch(request.path):
            return self._act(request, *address.groups())
        return _not_found()

    def _act(self, request: Request, controller: str, action: str, rest: str) -> Response:
        """What the framework does: a controller's action, with parameters from the rest of the address."""
        if (controller, action, request.method) == ("Develop", "kfq_ajax_data", "POST"):
            return _zones(request.body)
        respond = self._actions.get((controller, action))
        if respond is None or request.method != "GET":
            return _not_found()
        names = rest.split("/")[1:]
        return respond(dict(zip(names[::2], names[1::2], strict=True)))

    def _channel(self, name: str, stem: str, keys: Collection[str], parent: _Channel | None = None) -> _Channel:
        steps = (*(parent.steps if parent else ()), (name, f"{stem}.html"))
        return _Channel(
            name=name,
            stem=stem,
            steps=steps,
            listing=_ROTATION.listing(keys, self.size, pinned=keys == _PINNED_ROW_IN),
            cut_at=_CUT_AT if keys == _CUT_TITLES_IN else None,
        )

    def _firewall_cookies(self) -> tuple[tuple[str, str], ...]:
        """What firewall and PHP give to a client they do not know: 18 hex digits, milliseconds, 26 letters."""
        digest = hashlib.sha256(f"{self.family} {self.options.seed}".encode()).hexdigest()
        milliseconds = 1_531_106_280_000 + self.options.seed
        return ("HWWAFSESID", digest[:18]), ("HWWAFSESTIME", str(milliseconds)), ("PHPSESSID", digest[18:44])

    def _detail(self, parameters: dict[str, str], *, notice: bool) -> Response:
        number = _whole_number(parameters.get("id"), 0) - FIRST_ID
        if not 1 <= number <= self.size or (self.tone_of(number) == "notice") != notice:
            return _html(pages.jump_page("您访问的内容不存在或已删除！"))
        published = f"{self.facts(number).published:%Y年%m月%d日 %H:%M}"
        steps = self._channels[_ROTATION.channel(number)].steps
        return _html(pages.article_page(self.article(number), steps, published, self.uploads))

    def _news_listing(self, parameters: dict[str, str]) -> Response:
        if "cid" not in parameters:
            return self._listing(self._news, parameters)
        cid = parameters["cid"]
        if cid not in _COLUMNS:
            return _html(pages.jump_page("您访问的栏目不存在！"))
        return self._listing(self._channels[cid], parameters)

    def _listing(self, channel: _Channel, parameters: dict[str, str]) -> Response:
        total = max(1, -(-len(channel.listing) // ROWS_PER_PAGE))
        current = max(
            1, min(_whole_number(parameters.get("p"), 1), total)
        )  # past the end, ThinkPHP shows the last page again
        numbers = channel.listing[(current - 1) * ROWS_PER_PAGE : current * ROWS_PER_PAGE]
        rows = self._rows(numbers, "%Y-%m-%d", channel.cut_at)
        siblings = "".join(pages.row(self._channels[cid].address, name, "") for cid, name in _COLUMNS.items())
        pager = pages.pager(len(channel.listing), total, current, channel.page)
        return _html(pages.listing_page(channel.name, channel.steps, f"<ul>\n{siblings}</ul>\n", rows, pager))

    def _home(self) -> Response:
        """Boxes of the latest news: of all channels without dates, then of each with month and day."""
        content = (
            '<div class="banner"><img src="/Public/Home/images/banner.png" width="1200" height="300"></div>\n'
            + pages.box("最新资讯", self._news.address, self._rows(self._news.listing[:6], "", _CUT_AT))
            + "".join(
                pages.box(c.name, c.address, self._rows(c.listing[:8], "%m-%d", 24)) for c in self._channels.values()
            )
        )
        return _html(pages.page(pages.SITE_NAME, content))

    def _rows(self, numbers: list[int], date_format: str, cut_at: int | None) -> str:
        def row(number: int) -> str:
            facts = self.facts(number)
            return pages.row(self.path_of(number), facts.title, facts.published.strftime(date_format), cut_at)

        return "".join(map(row, numbers))


def _whole_number(text: str | None, otherwise: int) -> int:
    """A parameter as ThinkPHP casts it; what is no number of at most nine digits counts as `otherwise`."""
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else otherwise


def _html(text: str) -> Response:
    return Response(text.encode())


def _plain_page(name: str, content: str) -> Response:
    return _html(pages.page(f"{name}-{pages.SITE_NAME}", content))


def _not_found() -> Response:
    return Response(texts.NOT_FOUND.encode(), status=404)


def _challenge(path: str) -> Response:
    """Sends a client that has no cookie back to the address it asked for, with one."""
    return _html(f'<html><head><meta http-equiv="refresh" content="0;url={path}"></head><body></body></html>')


def _zones(form: bytes) -> Response:
    """One page of the directory, as its script asks for it. Past the end, no rows."""
    asked = _whole_number(parse_qs(form.decode("ascii", "replace")).get("kfq_p", ["1"])[0], 1)
    start = (max(1, asked) - 1) * ZONES_PER_PAGE
    total = len(PLACES) * len(ZONE_KINDS)
    zones = [
        {
            "kfq_id": str(n + 1),
            "kfq_name": PLACES[n // len(ZONE_KINDS)] + ZONE_KINDS[n % len(ZONE_KINDS)],
            "kfq_lv": "国家级" if n % 3 == 0 else "省级",
            "kfq_chanye": INDUSTRIES[n % len(INDUSTRIES)],
        }
        for n in range(start, min(start + ZONES_PER_PAGE, total))
    ]
    answer = {"status": 1, "data": zones, "page": -(-total // ZONES_PER_PAGE)}
    return Response(json.dumps(answer).encode(), content_type="application/json; charset=utf-8")
