"""The seed family: ThinkPHP 3.2 behind Huawei's web application firewall, as 中国开发区网 is built.

Addresses are `/index.php/{Controller}/{action}/{name}/{value}/….html`. What the public does not know of that site, the
addresses of its news above all, follows the framework's defaults.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator import thinkphp_pages as pages
from devzone_crawler.simulator import thinkphp_texts as texts
from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.column_site import ColumnSite
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.sentences import Tone
from devzone_crawler.simulator.site import Options, Request, Response
from devzone_crawler.simulator.static import static_file
from devzone_crawler.simulator.words import INDUSTRIES, PLACES, ZONE_KINDS

ZONES_PER_PAGE = 10

_NEWS = "News"
_NOTICES = "Notice"
_CUT_TITLES_IN = "3"
_CUT_AT = 18

_ADDRESS = re.compile(r"/index\.php/(\w+)/(\w+)((?:/\w+/\w+)*)\.html")


class ThinkPhpSite(ColumnSite):
    """The seed site."""

    family: ClassVar[str] = "thinkphp"
    uploads: ClassVar[str] = "/Uploads/"
    columns: ClassVar[tuple[Column, ...]] = (
        Column(_NEWS, "资讯中心", "News/index"),
        Column(_NOTICES, "通知公告", "Notice/index", "0"),
        Column("1", "开发区要闻", "News/index/cid/1", "1", _NEWS),
        Column("2", "国家级开发区动态", "News/index/cid/2", "2", _NEWS, pinned=True),
        Column("3", "省级开发区动态", "News/index/cid/3", "3", _NEWS),
        Column("4", "政策法规", "News/index/cid/4", "4", _NEWS),
        Column("5", "招商引资", "News/index/cid/5", "5", _NEWS),
    )
    # Each column comes within the first ten articles, so that the smallest site fills every listing.
    turns: ClassVar[str] = "13253041235213203541"
    # Smaller ids were deleted long ago.
    first_id: ClassVar[int] = 1204
    rows_per_page: ClassVar[int] = 20
    article_address: ClassVar[Address] = Address("/index.php/{controller}/detail/id/{id}.html")
    column_address: ClassVar[Address] = Address("/index.php/{slug}.html")
    page_address: ClassVar[Address] = Address("/index.php/{slug}/p/{n}.html")

    def __init__(self, options: Options | None = None) -> None:
        super().__init__(options)
        self._cookies = self._firewall_cookies()
        self._actions: dict[tuple[str, str], Callable[[dict[str, str]], Response]] = {
            ("Index", "index"): lambda _: self._home(),
            ("News", "index"): self._news_listing,
            ("News", "detail"): lambda parameters: self._detail(parameters, notice=False),
            ("Notice", "index"): lambda parameters: self._listing(self.channels[_NOTICES], parameters),
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
        controller = _NOTICES if self.tone_of(number) == "notice" else _NEWS
        return self.article_address.write(controller=controller, id=self.first_id + number)

    def tone_of(self, number: int) -> Tone:
        """Which sentences an article is made of."""
        return "notice" if self.channel_of(number).column.key == _NOTICES else "news"

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

    def _firewall_cookies(self) -> tuple[tuple[str, str], ...]:
        """What firewall and PHP give to a client they do not know: 18 hex digits, milliseconds, 26 letters."""
        digest = hashlib.sha256(f"{self.family} {self.options.seed}".encode()).hexdigest()
        milliseconds = 1_531_106_280_000 + self.options.seed
        return ("HWWAFSESID", digest[:18]), ("HWWAFSESTIME", str(milliseconds)), ("PHPSESSID", digest[18:44])

    def _detail(self, parameters: dict[str, str], *, notice: bool) -> Response:
        number = _whole_number(parameters.get("id"), 0) - self.first_id
        if not 1 <= number <= self.size or (self.tone_of(number) == "notice") != notice:
            return _html(pages.jump_page("您访问的内容不存在或已删除！"))
        published = f"{self.facts(number).published:%Y年%m月%d日 %H:%M}"
        steps = self._steps(self.channel_of(number))
        return _html(pages.article_page(self.article(number), steps, published, self.uploads))

    def _news_listing(self, parameters: dict[str, str]) -> Response:
        if "cid" not in parameters:
            return self._listing(self.channels[_NEWS], parameters)
        channel = self.channels.get(parameters["cid"])
        if channel is None or channel.column.under != _NEWS:
            return _html(pages.jump_page("您访问的栏目不存在！"))
        return self._listing(channel, parameters)

    def _listing(self, channel: Channel, parameters: dict[str, str]) -> Response:
        column, total = channel.column, self.last_page(channel)
        # Past the end, ThinkPHP shows the last page again.
        current = max(1, min(_whole_number(parameters.get("p"), 1), total))
        numbers = channel.articles[(current - 1) * self.rows_per_page : current * self.rows_per_page]
        rows = self._rows(numbers, "%Y-%m-%d", _CUT_AT if column.key == _CUT_TITLES_IN else None)
        siblings = "".join(pages.row(self.address_of(part), part.name, "") for part in self.channels[_NEWS].parts)

        def link(page: int) -> str:
            return self.page_address.write(slug=column.slug, n=page)

        pager = pages.pager(len(channel.articles), total, current, link)
        steps = self._steps(channel)
        return _html(pages.listing_page(column.name, steps, f"<ul>\n{siblings}</ul>\n", rows, pager))

    def _steps(self, channel: Channel) -> list[tuple[str, str]]:
        """Names and addresses of a channel's breadcrumb without 首页."""
        return [(step.name, self.address_of(step)) for step in channel.steps]

    def _home(self) -> Response:
        """Boxes of the latest news: of all channels without dates, then of each with month and day."""

        def box(channel: Channel) -> str:
            column = channel.column
            return pages.box(column.name, self.address_of(column), self._rows(channel.articles[:8], "%m-%d", 24))

        news = self.channels[_NEWS]
        latest = self._rows(news.articles[:6], "", _CUT_AT)
        content = (
            '<div class="banner"><img src="/Public/Home/images/banner.png" width="1200" height="300"></div>\n'
            + pages.box("最新资讯", self.address_of(news.column), latest)
            + "".join(box(channel) for channel in self.channels.values() if channel.column.turn)
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
