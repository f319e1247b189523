"""Lists that promise what is not there, and articles that no list promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.static import static_file
from devzone_crawler.simulator.traps import ROWS_PER_PAGE, TrapSite, html, redirect
from devzone_crawler.simulator.truth import SimulatedArticle


class Undated(TrapSite):
    """No date, no source, no count anywhere: neither in lists nor on pages. Such pages are profiles and products more
    often than articles; a crawl says what it saw and takes none.
    """

    family: ClassVar[str] = "trap-undated"
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "and none of them is one. rejects.jsonl says why"

    def trap(self, request: Request) -> Response | None:
        """There is only what is missing."""
        return None

    def reachable(self) -> range:
        """None."""
        return range(0)

    def article(self, number: int, base_url: str = "") -> SimulatedArticle:
        """A page of which only title and text are known."""
        dated = super().article(number, base_url)
        return replace(dated, source=None, publish_date="", published_at=None, view_count=None)

    def rows(self, numbers: Sequence[int]) -> str:
        """Rows of titles only."""
        return pages.rows([(self.path_of(number), self.facts(number).title, "") for number in numbers])


class Login(TrapSite):
    """A second column whose thirty entries all lead to the login."""

    family: ClassVar[str] = "trap-login"
    verdict: ClassVar = "quality"
    sentence: ClassVar[str] = "30 of 42 pages that listings promise as articles gave no record"
    most_requests: ClassVar[int] = 100

    def trap(self, request: Request) -> Response | None:
        """The column, its entries and the login."""
        if request.path == "/inner/":
            links = [(f"/inner/show.php?id={n}", f"内部学习资料第{n}期", f"2024-03-{n:02}") for n in range(30, 0, -1)]
            return html(pages.listing("内部资料", pages.rows(links)))
        if request.path == "/inner/show.php":
            return redirect("/login.html")
        if request.path == "/login.html":
            form = (
                '<form action="/login.html">用户名<input name="name">密码<input name="word" type="password"></form>\n'
            )
            return html(pages.page("用户登录", f"<h1>用户登录</h1>\n{form}"))
        return None

    def front(self) -> str:
        """The second column beside the first."""
        return super().front() + pages.box("内部资料", "", "/inner/")


class SameArticle(TrapSite):
    """A second column whose program ignores which article is asked for, and always shows the one that is pinned."""

    family: ClassVar[str] = "trap-same-article"
    verdict: ClassVar = "quality"
    sentence: ClassVar[str] = "in every word, the article of another address (29)"
    most_requests: ClassVar[int] = 100

    def trap(self, request: Request) -> Response | None:
        """The column and its program."""
        if request.path == "/notice/":
            links = [
                (f"/notice/show.php?id={n}", f"关于第{n}批项目申报的通知", f"2024-03-{n:02}") for n in range(30, 0, -1)
            ]
            return html(pages.listing("通知", pages.rows(links)))
        if request.path == "/notice/show.php":
            return html(self.article_page(self.size))
        return None

    def listed(self) -> Sequence[int]:
        """All but the one that is pinned."""
        return range(self.size - 1, 0, -1)

    def addresses_of(self, number: int) -> frozenset[str]:
        """The program alone shows the one that is pinned."""
        return frozenset(("/notice/show.php",)) if number == self.size else super().addresses_of(number)

    def front(self) -> str:
        """The second column beside the first."""
        return super().front() + pages.box("通知", "", "/notice/")


class Elsewhere(TrapSite):
    """A column of which most entries lead elsewhere: to other sites, to WeChat, to files."""

    family: ClassVar[str] = "trap-elsewhere"

    OTHERS: ClassVar = {
        "external": ["http://paper.example/2024/{}.html", "http://ministry.example/zc/{}.html"],
        "wechat": ["https://mp.weixin.qq.com/s/aGVsbG8{}"],
        "file": ["/uploads/2024/{}.pdf"],
    }
    """Addresses by the reason why they are no articles of this site."""
    EACH: ClassVar[int] = 3

    def trap(self, request: Request) -> Response | None:
        """The column and the files."""
        if request.path == "/mixed/":
            links = [
                (address, f"关于园区高质量发展的第{n}份材料", "2024-04-01")
                for n, address in enumerate(self.others(), 1)
            ]
            return html(pages.listing("综合", pages.rows(links)))
        return static_file(request.path, [self.uploads])

    def others(self) -> Iterator[str]:
        """The addresses of the entries, as the list prints them."""
        for patterns in self.OTHERS.values():
            for pattern in patterns:
                yield from (pattern.format(n) for n in range(1, self.EACH + 1))

    def front(self) -> str:
        """The second column beside the first."""
        return super().front() + pages.box("综合", "", "/mixed/")


class Unlisted(TrapSite):
    """Articles that no list names: the oldest are linked only from the home page, or only from a box beside another."""

    family: ClassVar[str] = "trap-unlisted"

    def trap(self, request: Request) -> Response | None:
        """All pages are healthy; the list is short."""
        return None

    def listed(self) -> Sequence[int]:
        """All but the four oldest."""
        return range(self.size, 4, -1)

    def front(self) -> str:
        """Two of the unlisted stand in a box of pictures."""
        pictures = "".join(
            f'<a href="{self.path_of(n)}"><img src="/images/{n}.jpg" alt="{self.facts(n).title}"></a>\n' for n in (1, 2)
        )
        return super().front() + pages.box("图片新闻", pictures)

    def article_page(self, number: int) -> str:
        """The other two stand beside the newest article and beside one another."""
        beside = {self.size: 3, 3: 4}.get(number)
        return pages.article(
            self.article(number), around=pages.box("相关阅读", self.rows([beside])) if beside is not None else ""
        )


class BrokenList(TrapSite):
    """A column whose third page is an error of the server: what comes after it is out of reach."""

    family: ClassVar[str] = "trap-broken-list"
    verdict: ClassVar = "incomplete"
    sentence: ClassVar[str] = "/news/list_3.html answered 500."

    def trap(self, request: Request) -> Response | None:
        """The error."""
        if request.path == "/news/list_3.html":
            return Response(b"<h1>500 Internal Server Error</h1>", status=500)
        return None

    def reachable(self) -> range:
        """The articles of the first two pages."""
        return range(max(1, self.size - 2 * ROWS_PER_PAGE + 1), self.size + 1)
