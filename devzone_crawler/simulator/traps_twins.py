"""One article, many addresses: it must be one record."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.traps import TrapSite, html

_SIMPLE = "开发区经济园业产报导发业务书记长东车马门问间关应学实现会议传统动务办设项目签约落对达进过还这远运连选"
_TRADITIONAL = "開發區經濟園業產報導發業務書記長東車馬門問間關應學實現會議傳統動務辦設項目簽約落對達進過還這遠運連選"
TO_TRADITIONAL = str.maketrans(_SIMPLE, _TRADITIONAL)

_MOBILE = re.compile(r"/m/news/(\d{1,6})\.html")
_BIG5 = re.compile(r"/big5/news/(\d{1,6})\.html")
_SECOND = re.compile(r"/topic/(\d{1,6})\.html")


class _TwinSite(TrapSite):
    """A site on which an article has further addresses."""

    most_requests: ClassVar[int] = 80

    def number(self, text: str) -> int | None:
        """The article that a part of an address names; None if there is none."""
        number = int(text) if text.isdecimal() and len(text) < 7 else 0
        return number if 1 <= number <= self.size else None


class Mobile(_TwinSite):
    """Each article has a copy for telephones below /m/."""

    family: ClassVar[str] = "trap-mobile"

    def trap(self, request: Request) -> Response | None:
        """The copies."""
        found = _MOBILE.fullmatch(request.path)
        number = self.number(found.group(1)) if found else None
        return html(pages.article(self.article(number))) if number else None

    def article_page(self, number: int) -> str:
        """The article, with the link to its copy."""
        return pages.article(self.article(number), menu=f' <a href="/m{self.path_of(number)}">手机版</a>')


class Traditional(_TwinSite):
    """Each article has a copy in traditional characters below /big5/."""

    family: ClassVar[str] = "trap-traditional"

    def trap(self, request: Request) -> Response | None:
        """The copies."""
        found = _BIG5.fullmatch(request.path)
        number = self.number(found.group(1)) if found else None
        return html(pages.article(self.article(number)).translate(TO_TRADITIONAL)) if number else None

    def article_page(self, number: int) -> str:
        """The article, with the link to its copy."""
        return pages.article(self.article(number), menu=f' <a href="/big5{self.path_of(number)}">繁體</a>')


class Print(_TwinSite):
    """Each article has a copy for the printer."""

    family: ClassVar[str] = "trap-print"

    def trap(self, request: Request) -> Response | None:
        """The copies."""
        number = self.number(parse_qs(request.query).get("id", [""])[0]) if request.path == "/print.php" else None
        return html(pages.article(self.article(number))) if number else None

    def article_page(self, number: int) -> str:
        """The article, with the link to its copy."""
        return pages.article(self.article(number), within=f'　<a href="/print.php?id={number}">打印本页</a>')


class TwoColumns(_TwinSite):
    """Each article stands in two columns, at an address in each."""

    family: ClassVar[str] = "trap-two-columns"

    def addresses_of(self, number: int) -> frozenset[str]:
        """Neither column is the first."""
        return frozenset((self.path_of(number), f"/topic/{number}.html"))

    def trap(self, request: Request) -> Response | None:
        """The second column and its copies."""
        if request.path == "/topic/":
            links = [
                (f"/topic/{number}.html", self.facts(number).title, f"{self.facts(number).published:%Y-%m-%d}")
                for number in self.listed()
            ]
            return html(pages.listing("专题", pages.rows(links)))
        found = _SECOND.fullmatch(request.path)
        number = self.number(found.group(1)) if found else None
        return html(self.article_page(number)) if number else None

    def front(self) -> str:
        """The second column beside the first."""
        return super().front() + pages.box("专题", "", "/topic/")
