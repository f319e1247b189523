"""What families of CMSs have in common: columns, listings, articles, boxes, and how a page is found by its address.

A family says in class attributes what its addresses and templates are, and in `pager` how one turns the pages of its
listings. Templates have `{{fields}}`; which ones, the methods that fill them tell: `_page`, `listing_page`,
`article_fields`, `row`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import ClassVar

from devzone_crawler.simulator.cms.column_site import ColumnSite
from devzone_crawler.simulator.cms.columns import Channel, Column, Foreign
from devzone_crawler.simulator.cms.furniture import ABOUT, FRIENDS, foreign_rows
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.cms.template import fill
from devzone_crawler.simulator.counter_kinds import KINDS, CounterKind
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.static import static_file
from devzone_crawler.simulator.truth import Block, BlockKind, SimulatedArticle

_ABOUT = "单位简介"


def counter_kind(name: str) -> CounterKind:
    """A kind of counter by its name. StopIteration if there is none."""
    return next(kind for kind in KINDS if kind.name == name)


class CmsSite(ColumnSite):
    """A site of a CMS."""

    title: ClassVar[str]
    """Name of the site."""
    encoding: ClassVar[str] = "utf-8"
    content_type: ClassVar[str] = "text/html; charset=utf-8"
    time_format: ClassVar[str] = "%Y-%m-%d %H:%M"
    """Of the byline."""
    date_format: ClassVar[str] = "%Y-%m-%d"
    """Of rows."""
    counter: ClassVar[CounterKind | None] = None
    """Who knows the views, when the page does not say."""

    layout: ClassVar[str]
    """Of every page."""
    article_template: ClassVar[str]
    article_title: ClassVar[str] = "{{headline}}_{{name}}_{{site}}"
    """Of <title>."""
    metas_template: ClassVar[str] = ""
    """What an article adds to the page's head."""
    plain_row: ClassVar[str] = '<li><a href="{{href}}" title="{{title}}">{{cut}}</a></li>\n'
    """Of the boxes beside an article."""
    listing_template: ClassVar[str]
    front_template: ClassVar[str] = "{{path}}{{boxes}}"
    box_template: ClassVar[str]
    row_template: ClassVar[str]
    link_template: ClassVar[str] = '<li><a href="{{href}}">{{name}}</a></li>\n'
    """Of menus."""
    friend_template: ClassVar[str] = '<a href="{{href}}" target="_blank">{{name}}</a>\n'
    no_source: ClassVar[str] = ""
    """What stands where an article has no source."""
    step_template: ClassVar[str] = ' &gt; <a href="{{href}}">{{name}}</a>'
    about_template: ClassVar[str] = '<div class="about">\n<h2>{{name}}</h2>\n{{body}}</div>\n'
    missing_template: ClassVar[str]
    blocks: ClassVar[Mapping[BlockKind, str]]
    """HTML of a body's blocks. Fields: lead, rest, file."""

    def foreign_rows(self) -> tuple[Foreign, ...]:
        """Rows that lead to other hosts, and to a file."""
        return foreign_rows(self.uploads)

    # --- answers ------------------------------------------------------------------------------------------------------

    def refusal(self) -> Response:
        """What a burst is answered with."""
        return Response(b"<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>", status=503)

    def respond(self, request: Request) -> Response:
        """The answer to any request."""
        address = request.path + (f"?{request.query}" if request.query else "")
        if answer := self.special(request, address) or self._count(address):
            return answer
        if request.path == "/robots.txt":
            return Response(b"User-agent: *\nDisallow: /admin/\n", content_type="text/plain")
        if file := static_file(request.path, ("/",)):
            return file
        address = self.folder_of(address)
        if address == self.home:
            return self._home()
        if address == self.about_address:
            return self.html(self._about(address))
        if number := self.article_at(address):
            return self.html(self._article(number, address))
        if found := self.listing_at(address):
            return self.html(self.column_page(*found, address))
        return self.missing(address)

    def special(self, request: Request, address: str) -> Response | None:
        """The answer to what only this family knows: data that its scripts ask for, forms. None for other requests."""
        return None

    def html(self, text: str, status: int = 200) -> Response:
        """A page in the site's encoding."""
        return Response(text.encode(self.encoding, "xmlcharrefreplace"), status, self.content_type)

    def missing(self, address: str) -> Response:
        """What the site says of an address that it does not have. As a rule it says so with status 200."""
        return self.html(fill(self.missing_template, {"site": self.title, "home": self.home_href(address)}))

    def _count(self, address: str) -> Response | None:
        asked = self.counter.asked_for(address) if self.counter else None
        if self.counter is None or asked is None or not 1 <= int(asked) - self.first_id <= self.size:
            return None
        views = self.facts(int(asked) - self.first_id).view_count
        return Response(self.counter.answer.format(views=views).encode(), content_type=self.counter.content_type)

    # --- pages --------------------------------------------------------------------------------------------------------

    @abstractmethod
    def pager(self, channel: Channel, pages: Pages) -> str:
        """What turns the pages of a listing."""

    def column_page(self, channel: Channel, page: int, on: str) -> str:
        """A page of a column."""
        column = channel.column
        if self.fronts and channel.parts:
            boxes = "".join(self._box(self.channels[part.key], 5, on) for part in channel.parts)
            fields = {"home": self.home_href(on), "path": self.steps(channel, on), "boxes": boxes}
            content = fill(self.front_template, fields)
        else:
            content = self.listing_page(channel, page, on)
        return self._page(f"{column.name}-{self.title}", content, on, {"name": column.name})

    def listing_page(self, channel: Channel, page: int, on: str) -> str:
        """The content of one page of a listing."""

        def link(to: int) -> str:
            return self.href(self.address_of(channel.column, to), on)

        start = (page - 1) * self.rows_per_page
        fields = {
            "home": self.home_href(on),
            "path": self.steps(channel, on),
            "name": channel.column.name,
            "key": channel.column.key,
            "siblings": self.menu(self.channels[channel.steps[0].key].parts, on),
            "rows": self.rows(channel.items[start : start + self.rows_per_page], on),
            "pager": self.pager(channel, Pages(page, self.last_page(channel), len(channel.items), link)),
        }
        return fill(self.listing_template, fields)

    def rows(self, items: Sequence[int | Foreign], on: str) -> str:
        """The rows of a list."""
        return "".join(self.row(item, on) for item in items)

    def row(self, item: int | Foreign, on: str, template: str | None = None) -> str:
        """One row. What is foreign has no date of its own; editors give it one."""
        if isinstance(item, Foreign):
            href, title, published, column = item.href, item.title, datetime(2016, 8, 12), self.columns[-1]
            views, identity = 0, 0
        else:
            facts = self.facts(item)
            href, title, published = self.path_of(item), facts.title, facts.published
            column, views, identity = self.channel_of(item).column, facts.view_count, self.first_id + item
        fields = {
            "href": self.href(href, on),
            "title": escape(title),
            "cut": escape(title if len(title) <= 24 else title[:22] + "…"),
            "date": f"{published:{self.date_format}}",
            "day": f"{published:%d}",
            "month": f"{published:%Y.%m}",
            "id": str(identity),
            "column": column.name,
            "column_href": self.href(self.address_of(column), on),
            "views": str(views),
        }
        return fill(template or self.row_template, fields)

    def home_href(self, on: str) -> str:
        """The link to the home page."""
        return self.href(self.home + self.home_file, on)

    def steps(self, channel: Channel, on: str) -> str:
        """The breadcrumb behind 首页."""
        return "".join(
            fill(self.step_template, {"href": self.href(self.address_of(step), on), "name": step.name})
            for step in channel.steps
        )

    def menu(self, columns: Iterable[Column], on: str) -> str:
        """Links to columns."""
        return "".join(
            fill(self.link_template, {"href": self.href(self.address_of(column), on), "name": column.name})
            for column in columns
        )

    def _home(self) -> Response:
        shown = [channel for channel in self.channels.values() if channel.column.turn]
        boxes = "".join(self._box(channel, self.rows_per_box, self.home) for channel in shown)
        return self.html(self._page(self.title, boxes, self.home, {"name": "首页"}))

    def _about(self, on: str) -> str:
        text = "".join(fill(self.blocks["paragraph"], {"lead": "", "rest": text}) for text in ABOUT)
        content = fill(self.about_template, {"name": _ABOUT, "body": text})
        return self._page(f"{_ABOUT}-{self.title}", content, on, {"name": _ABOUT})

    def _box(self, channel: Channel, rows: int, on: str) -> str:
        fields = {
            "name": channel.column.name,
            "href": self.href(self.address_of(channel.column), on),
            "rows": self.rows(channel.items[:rows], on),
        }
        return fill(self.box_template, fields)

    def _page(self, title: str, content: str, on: str, fields: Mapping[str, str]) -> str:
        friends = "".join(fill(self.friend_template, {"href": href, "name": name}) for name, href in FRIENDS)
        common = {
            "metas": "",
            **fields,
            "title": title,
            "address": escape(on),
            "site": self.title,
            "home": self.home_href(on),
            "menu": self.menu((column for column in self.columns if not column.under), on)
            + fill(self.link_template, {"href": self.href(self.about_address, on), "name": _ABOUT}),
            "content": content,
            "friends": friends,
        }
        return fill(self.layout, common)

    # --- articles -----------------------------------------------------------------------------------------------------

    def _article(self, number: int, on: str) -> str:
        fields = self.article_fields(self.article(number), on)
        content = fill(self.article_template, fields)
        fields["metas"] = fill(self.metas_template, fields)
        return self._page(fill(self.article_title, fields), content, on, fields)

    def article_fields(self, article: SimulatedArticle, on: str) -> dict[str, str]:
        """What an article's template may show."""
        channel = self.channel_of(article.number)
        facts = self.facts(article.number)
        told = {"id": str(self.first_id + article.number), "views": str(article.view_count)}
        kind = self.counter
        return {
            "home": self.home_href(on),
            "path": self.steps(channel, on),
            "name": channel.column.name,
            "key": channel.column.key,
            "site": self.title,
            "headline": escape(article.title),
            "source": article.source or self.no_source,
            "published": f"{facts.published:{self.time_format}}",
            "minute": f"{facts.published:%Y-%m-%d %H:%M}",
            "views": kind.beside_label.format(**told) if kind else str(article.view_count),
            "counting": kind.at_end.format(**told) if kind else "",
            "body": "".join(self._block(block, article.number, on) for block in article.blocks),
            "id": told["id"],
            "address": on,
            "earlier": self._neighbour(article.number - 1, on),
            "later": self._neighbour(article.number + 1, on),
            "latest": self.latest(on),
            "hot": self.hot(on),
            "related": self.related(article.number, on),
        }

    def _block(self, block: Block, number: int, on: str) -> str:
        fields = {
            "lead": f"<strong>{block.lead}</strong>" if block.lead and block.kind == "paragraph" else block.lead,
            "rest": block.text[len(block.lead) :],
            "file": self.href(self.file_path(number, block), on) if block.file else "",
        }
        return fill(self.blocks[block.kind], fields)

    def _neighbour(self, number: int, on: str) -> str:
        """The link of 上一篇 or 下一篇."""
        if not 1 <= number <= self.size:
            return "没有了"
        return f'<a href="{self.href(self.path_of(number), on)}">{escape(self.facts(number).title)}</a>'

    def latest(self, on: str) -> str:
        """A box of the newest articles."""
        return self.box(range(self.size, max(0, self.size - 5), -1), on)

    def hot(self, on: str) -> str:
        """A box of what is read most, from all over the site."""
        return self.box(sorted({1 + self.size * part // 7 for part in range(1, 7)}), on)

    def related(self, number: int, on: str) -> str:
        """A box of articles like this one."""
        return self.box((number - 3, number + 2, number + 5), on)

    def box(self, numbers: Iterable[int], on: str, template: str | None = None) -> str:
        """The rows of a box, of the articles that there are."""
        there = (number for number in numbers if 1 <= number <= self.size)
        return "".join(self.row(number, on, template or self.plain_row) for number in there)
