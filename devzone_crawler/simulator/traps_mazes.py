"""Addresses without end: a crawler that follows every link never comes back."""

from __future__ import annotations

import hashlib
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.traps import ROWS_PER_PAGE, TrapSite, html

_LINKS = 5_000
_PAGES = 10_000


class ManyLinks(TrapSite):
    """A site map of five thousand links to pages that say nothing; among them, without a date, the articles."""

    family: ClassVar[str] = "trap-many-links"
    most_requests: ClassVar[int] = 100

    def trap(self, request: Request) -> Response | None:
        """The map and the pages that say nothing."""
        if request.path == "/map.html":
            return html(pages.page("网站地图", self._map()))
        if request.path.startswith("/tag/"):
            return html(pages.page("标签", f"<h1>标签：{request.path.rpartition('/')[2]}</h1>\n<p>暂无内容</p>\n"))
        return None

    def front(self) -> str:
        """Nothing but the way to the map."""
        return pages.box("导航", '<a href="/map.html">网站地图</a>\n')

    def listing(self, number: int) -> Response | None:
        """There is no column on this site."""
        return None

    def _map(self) -> str:
        links = [f'<a href="/tag/{n}.html">标签{n}</a>\n' for n in range(_LINKS)]
        step = _LINKS // (self.size + 1)
        for number in range(1, self.size + 1):
            links[number * step] += f'<a href="{self.path_of(number)}">{self.facts(number).title}</a>\n'
        return f'<div class="map">\n{"".join(links)}</div>\n'


class EndlessList(TrapSite):
    """A column of ten thousand pages, as its pager says: past its end it shows its last page for ever."""

    family: ClassVar[str] = "trap-endless-list"
    most_requests: ClassVar[int] = 60

    def trap(self, request: Request) -> Response | None:
        """The column; the page is a parameter."""
        if request.path not in ("/news/", "/list.php"):
            return None
        asked = parse_qs(request.query).get("p", ["1"])[0]
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
        last = -(-self.size // ROWS_PER_PAGE)
        shown = min(number, last)
        numbers = self.listed()[(shown - 1) * ROWS_PER_PAGE : shown * ROWS_PER_PAGE]
        following = f"/list.php?p={number + 1}" if number < _PAGES else None
        return html(pages.listing("要闻", self.rows(numbers), following, _PAGES))


class Calendar(TrapSite):
    """A calendar: every month has links to the months before and after it, and to each of its days."""

    family: ClassVar[str] = "trap-calendar"
    most_requests: ClassVar[int] = 120

    def trap(self, request: Request) -> Response | None:
        """Any month, any day."""
        if request.path != "/calendar.php":
            return None
        asked = parse_qs(request.query)
        months = int(asked.get("m", ["24299"])[0][:6])
        if "d" in asked:
            return html(
                pages.page("日程", f"<h1>{_month(months)}{asked['d'][0][:2]}日日程</h1>\n<p>当日无活动安排。</p>\n")
            )
        days = "".join(f'<td><a href="/calendar.php?m={months}&amp;d={day}">{day}</a></td>' for day in range(1, 29))
        turns = "".join(
            f'<a href="/calendar.php?m={months + step}">{word}</a>' for step, word in ((-1, "上一月"), (1, "下一月"))
        )
        return html(pages.page("活动日历", f"<h1>{_month(months)}</h1>\n{turns}<table><tr>{days}</tr></table>\n"))

    def front(self) -> str:
        """The calendar beside the column."""
        return super().front() + pages.box("活动日历", "", "/calendar.php")


class Search(TrapSite):
    """A search whose results can be sorted in every way, and whose links carry a session that is new on each page."""

    family: ClassVar[str] = "trap-search"
    most_requests: ClassVar[int] = 60

    def trap(self, request: Request) -> Response | None:
        """Results: always all articles, in some order."""
        if not request.path.startswith("/search.php"):
            return None
        session = hashlib.sha256(f"{request.path}?{request.query}".encode()).hexdigest()[:16]
        links = [
            (
                f"{self.path_of(number)}?PHPSESSID={session}",
                self.facts(number).title,
                f"{self.facts(number).published:%F}",
            )
            for number in self.listed()[:ROWS_PER_PAGE]
        ]
        program = f"/search.php;jsessionid={session}"
        sorts = "".join(
            f'<a href="{program}?sort={sort}&amp;order={order}&amp;view={view}">{sort} {order}</a>\n'
            for sort in ("date", "title", "hits", "source")
            for order in ("asc", "desc")
            for view in ("list", "grid", "table")
        )
        form = '<form action="/search.php"><input name="q"><input type="submit" value="搜索"></form>\n'
        return html(pages.page("站内搜索", f"{form}{sorts}{pages.rows(links)}"))

    def front(self) -> str:
        """The search beside the column."""
        return super().front() + pages.box("站内搜索", "", "/search.php")


def _month(months: int) -> str:
    return f"{months // 12}年{months % 12 + 1}月"
