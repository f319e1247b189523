"""A site whose articles leave their view counts to counters: all families in turn, and counters that fail.

No real site has them all. It is there to show that a crawl asks the right counter, once, and survives every answer.
"""

from __future__ import annotations

import re
from html import escape
from typing import ClassVar

from devzone_crawler.simulator.counter_kinds import KINDS, LOOKALIKES, RELATED, CounterKind
from devzone_crawler.simulator.site import Request, Response, Site
from devzone_crawler.simulator.static import static_file
from devzone_crawler.simulator.truth import Block

FIRST_ID = 5300
"""Article 1 has the id after this one."""
ROWS_PER_PAGE = 20
_CHANNEL = "新闻动态"
_ARTICLE = re.compile(r"/news/(\d{4,9})\.html")
_LISTING = re.compile(r"/news/(?:index(?:_(\d{1,6}))?\.html)?")
_ROBOTS = "User-agent: *\nDisallow: /closed/\n"


class CountersSite(Site):
    """Article by article another kind of counter."""

    family: ClassVar[str] = "counters"

    def path_of(self, number: int) -> str:
        """Path of an article."""
        return f"/news/{FIRST_ID + number}.html"

    def categories_of(self, number: int) -> list[str]:
        """Breadcrumb of an article, without the home page."""
        return [_CHANNEL]

    def kind_of(self, number: int) -> CounterKind:
        """How the article counts its views."""
        return KINDS[(number - 1) % len(KINDS)]

    def request_of(self, number: int) -> str:
        """Path and query of the article's counter; empty if a crawl must ask none."""
        return self.kind_of(number).request.replace("{id}", str(FIRST_ID + number))

    def refusal(self) -> Response:
        """What a burst is answered with."""
        return Response(b"<h1>503 Service Unavailable</h1>", status=503)

    def respond(self, request: Request) -> Response:
        """The answer to any request."""
        if request.path == "/robots.txt":
            return Response(_ROBOTS.encode(), content_type="text/plain")
        if file := static_file(request.path, (self.uploads,)):
            return file
        if request.path == "/":
            return self._listing(1, "首页")
        if page := _LISTING.fullmatch(request.path):
            return self._listing(int(page[1] or 1), _CHANNEL)
        if (page := _ARTICLE.fullmatch(request.path)) and self._has(int(page[1])):
            return self._article(int(page[1]) - FIRST_ID)
        return self._count(request) or Response(_page("404", "<h1>页面不存在</h1>"), status=404)

    def _has(self, identity: int) -> bool:
        return 1 <= identity - FIRST_ID <= self.size

    def _count(self, request: Request) -> Response | None:
        """What a counter answers: that of the article asked for, if it is of this kind, else what the CMS would say."""
        query = "&".join(filter(None, (request.query, request.body.decode("ascii", "replace"))))
        asked = request.path + (f"?{query}" if query else "")
        found = [(kind, identity) for kind in KINDS if kind.request and (identity := kind.asked_for(asked))]
        found = [(kind, identity) for kind, identity in found if self._has(int(identity))]
        if not found:
            return None
        number = int(found[0][1]) - FIRST_ID
        own = self.kind_of(number)
        kind = own if any(kind is own for kind, _ in found) else found[0][0]
        # Whoever follows gets the number from another counter, and has asked twice.
        elsewhere = f"/plus/count.php?view=yes&aid={found[0][1]}&mid=1"
        headers = (("Location", elsewhere),) if kind.status == 302 else ()
        text = kind.answer.format(views=self.facts(number).view_count)
        return Response(text.encode(), kind.status, kind.content_type, headers)

    def _article(self, number: int) -> Response:
        article = self.article(number)
        kind = self.kind_of(number)
        told = {"id": str(FIRST_ID + number), "views": str(article.view_count)}
        others = [other for other in (number - 1, number + 1) if 1 <= other <= self.size]
        related = "".join(RELATED.format(id=FIRST_ID + n, title=escape(self.facts(n).title)) for n in others)
        published = f"{self.facts(number).published:%Y-%m-%d %H:%M}"
        content = (
            f'<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/news/">{_CHANNEL}</a></div>\n'
            f'<h1>{escape(article.title)}</h1>\n<div class="info"><span>来源：{article.source or ""}</span> '
            f"<span>发布时间：{published}</span> <span>点击：{kind.beside_label.format(**told)}</span></div>\n"
            f'<div class="content">\n{"".join(self._block(block) for block in article.blocks)}</div>\n'
            f'<div class="related"><h3>相关新闻</h3><ul>\n{related}</ul>{LOOKALIKES.format(**told)}</div>\n'
            f"{kind.at_end.format(**told)}"
        )
        return Response(_page(escape(article.title), content))

    def _block(self, block: Block) -> str:
        if block.kind == "picture":
            return f'<p align="center"><img src="{self.uploads}{block.file}"></p>\n'
        if block.kind == "attachment":
            rest = block.text.removeprefix(block.lead)
            return f'<p>{block.lead}<a href="{self.uploads}{block.file}">{rest}</a></p>\n'
        return f"<p>\u3000\u3000{block.text}</p>\n"

    def _listing(self, page: int, name: str) -> Response:
        pages = -(-self.size // ROWS_PER_PAGE)
        newest = self.size - (page - 1) * ROWS_PER_PAGE
        numbers = range(newest, max(newest - ROWS_PER_PAGE, 0), -1)
        if not numbers:
            return Response(_page("404", "<h1>页面不存在</h1>"), status=404)
        rows = "".join(self._row(number) for number in numbers)
        following = f'<a href="/news/index_{page + 1}.html">下一页</a>' if page < pages else ""
        content = f'<h2>{name}</h2><ul class="list">\n{rows}</ul>\n<div class="pages">{following}</div>'
        return Response(_page(name, content))

    def _row(self, number: int) -> str:
        facts = self.facts(number)
        link = f'<a href="{self.path_of(number)}">{escape(facts.title)}</a>'
        return f"<li>{link}<span>{facts.published:%Y-%m-%d}</span></li>\n"


def _page(title: str, content: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n'
        f'<div class="nav"><a href="/">首页</a> <a href="/news/">{_CHANNEL}</a></div>\n{content}\n</body>\n</html>\n'
    ).encode()
