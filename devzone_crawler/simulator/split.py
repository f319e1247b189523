"""A site whose articles are split over several pages. Each column numbers them in another way.

| column | first page | second page | what its pager shows |
| --- | --- | --- | --- |
| 要闻 | `c1013-30001.html` | `c1013-30001-2.html` | every number, inside the text |
| 公告 | `t20180709_30002.shtml` | `t20180709_30002_1.shtml` | nothing: a script writes it |
| 专题 | `show-9-30003-1.html` | `show-9-30003-2.html` | 1 2 3 ... 9 |
| 深度 | `view.php?id=30004` | `view.php?id=30004&page=2` | the numbers next to the page, and 单页阅读 |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator import split_pages as pages
from devzone_crawler.simulator.rotation import Rotation
from devzone_crawler.simulator.site import Request, Response, Site
from devzone_crawler.simulator.truth import Block

FIRST_ID = 30000
ROWS_PER_PAGE = 15
BLOCKS_PER_PART = 3
MISSING_POSITION = 3
"""Which page of `Options.broken` is not there."""

_NEWS, _NOTICES, _TOPICS, _ESSAYS = "1", "2", "3", "4"
_COLUMNS = {_NEWS: "要闻", _NOTICES: "公告", _TOPICS: "专题", _ESSAYS: "深度"}
_ROTATION = Rotation("1234")
_LISTING = re.compile(r"/column/(\d)(?:_(\d{1,6}))?\.html")
_ARTICLE: dict[str, re.Pattern[str]] = {
    _NEWS: re.compile(r"/n1/\d{4}/\d{4}/c1013-(\d{5,7})(?:-([2-9]|[1-9]\d))?\.html"),
    _NOTICES: re.compile(r"/gg/\d{6}/t\d{8}_(\d{5,7})(?:_([1-9]|[1-9]\d))?\.shtml"),
    _TOPICS: re.compile(r"/show-9-(\d{5,7})-([1-9]|[1-9]\d)\.html"),
}


class SplitSite(Site):
    """The site of split articles."""

    family: ClassVar[str] = "split"

    def path_of(self, number: int) -> str:
        """Path and query of an article's first page."""
        return self.path_of_part(number, 1)

    def path_of_part(self, number: int, position: int) -> str:
        """Path and query of one page of an article, counted from 1."""
        ident = FIRST_ID + number
        day = self.facts(number).published
        match _ROTATION.channel(number):
            case "1":
                return f"/n1/{day:%Y/%m%d}/c1013-{ident}{f'-{position}' if position > 1 else ''}.html"
            case "2":
                return f"/gg/{day:%Y%m}/t{day:%Y%m%d}_{ident}{f'_{position - 1}' if position > 1 else ''}.shtml"
            case "3":
                return f"/show-9-{ident}-{position}.html"
            case _:
                return f"/view.php?id={ident}{f'&page={position}' if position > 1 else ''}"

    def categories_of(self, number: int) -> list[str]:
        """The column."""
        return [_COLUMNS[_ROTATION.channel(number)]]

    def parts_of(self, number: int) -> list[Sequence[Block]]:
        """The article's text, page by page. No page ends with a subhead."""
        blocks = [block for block in self.article(number).blocks if block.text]
        parts: list[list[Block]] = [[]]
        for block in blocks:
            if len(parts[-1]) >= BLOCKS_PER_PART and parts[-1][-1].kind != "subhead":
                parts.append([])
            parts[-1].append(block)
        if len(parts) > 1 and len(parts[-1]) == 1:
            rest = parts.pop()
            parts[-1] += rest
        return list(parts)

    def refusal(self) -> Response:
        """What a client gets that asks too fast."""
        return Response(b"<h1>503 Service Temporarily Unavailable</h1>", status=503)

    def respond(self, request: Request) -> Response:
        """The answer to any request."""
        if request.path == "/":
            return self._home()
        if listing := _LISTING.fullmatch(request.path):
            return self._listing(listing.group(1), int(listing.group(2) or 1))
        if request.path == "/view.php":
            return self._view(parse_qs(request.query))
        for column, pattern in _ARTICLE.items():
            if address := pattern.fullmatch(request.path):
                position = int(address.group(2) or (0 if column == _NOTICES else 1)) + (column == _NOTICES)
                return self._part(int(address.group(1)) - FIRST_ID, column, position)
        return _not_found()

    def _view(self, parameters: dict[str, list[str]]) -> Response:
        """Past its end this program shows the last page again."""
        ident, position = (parameters.get(name, ["1"])[0] for name in ("id", "page"))
        if not re.fullmatch(r"\d{1,7}", ident) or not re.fullmatch(r"[1-9]\d{0,3}", position):
            return _not_found()
        number = int(ident) - FIRST_ID
        if "all" in parameters:
            return self._part(number, _ESSAYS, 0)
        last = len(self.parts_of(number)) if 1 <= number <= self.size else 1
        return self._part(number, _ESSAYS, min(int(position), last))

    def _part(self, number: int, column: str, position: int) -> Response:
        """One page of an article; position 0 is the whole text."""
        if not 1 <= number <= self.size or _ROTATION.channel(number) != column:
            return _not_found()
        parts = self.parts_of(number)
        if position > len(parts) or (number == self.options.broken and position == MISSING_POSITION):
            return _not_found()
        blocks = parts[position - 1] if position else [block for part in parts for block in part]
        pager = self._pager(number, position, len(parts)) if position and len(parts) > 1 else ""
        around = [
            (word, self.path_of(other), self.facts(other).title) if 1 <= other <= self.size else (word, "", "没有了")
            for word, other in (("上一篇", number - len(_COLUMNS)), ("下一篇", number + len(_COLUMNS)))
        ]
        published = f"{self.facts(number).published:%Y-%m-%d %H:%M}"
        text = pages.article_page(self.article(number), blocks, published, pager, around, f"/column/{column}.html")
        return Response(text.encode())

    def _pager(self, number: int, current: int, last: int) -> str:
        def link(position: int) -> str:
            return self.path_of_part(number, position).replace("&", "&amp;")

        column = _ROTATION.channel(number)
        if column == _NEWS:
            return pages.bracketed(current, last, link)
        if column == _NOTICES:
            stem, _, suffix = self.path_of(number).rpartition("/")[2].partition(".")
            return pages.script(current, last, stem, suffix)
        if column == _TOPICS:
            return pages.shortened(current, last, link)
        return pages.windowed(current, last, link, f"{link(1)}&amp;all=1")

    def _home(self) -> Response:
        boxes = "".join(
            pages.box(name, f"/column/{column}.html", self._rows(column, 0, 5)) for column, name in _COLUMNS.items()
        )
        featured = [(self.path_of_part(number, 2), self.facts(number).title, "") for number in self.featured()]
        return Response(pages.page(pages.SITE_NAME, pages.box("图说", "/", pages.rows(featured)) + boxes).encode())

    def featured(self) -> list[int]:
        """Articles whose second page the home page links to: in each column the oldest that has more than two."""
        numbers = (range(first, self.size + 1, len(_COLUMNS)) for first in range(1, len(_COLUMNS) + 1))
        split = ([number for number in column if len(self.parts_of(number)) > 2] for column in numbers)
        return [column[0] for column in split if column]

    def _listing(self, column: str, number: int) -> Response:
        if column not in _COLUMNS:
            return _not_found()
        total = max(1, -(-len(_ROTATION.listing(column, self.size)) // ROWS_PER_PAGE))
        if not 1 <= number <= total:
            return _not_found()

        def address(page: int) -> str | None:
            if not 1 <= page <= total:
                return None
            return f"/column/{column}_{page}.html" if page > 1 else f"/column/{column}.html"

        rows = self._rows(column, (number - 1) * ROWS_PER_PAGE, number * ROWS_PER_PAGE)
        text = pages.listing_page(_COLUMNS[column], rows, address(number - 1), address(number + 1))
        return Response(text.encode())

    def _rows(self, column: str, start: int, stop: int) -> str:
        numbers = _ROTATION.listing(column, self.size)[start:stop]
        facts = [(self.path_of(number), self.facts(number)) for number in numbers]
        return pages.rows([(path, fact.title, f"{fact.published:%Y-%m-%d}") for path, fact in facts])


def _not_found() -> Response:
    return Response(b"<html><body><h1>404 Not Found</h1></body></html>", status=404)
