"""HTML of the family whose articles are split: one template, and a pager for each way of numbering the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from devzone_crawler.simulator.truth import Block, SimulatedArticle

SITE_NAME = "澜州开发区观察"

Link = Callable[[int], str]
"""Address of an article's page by its position, from 1."""


def page(title: str, content: str) -> str:
    """Any page of the site."""
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n'
        f'<title>{title}</title>\n</head>\n<body>\n<div class="top"><a href="/">首页</a></div>\n{content}'
        '<div class="foot">主办：澜州开发区观察编辑部　电话：0000-5550100</div>\n</body>\n</html>\n'
    )


def rows(links: Sequence[tuple[str, str, str]]) -> str:
    """Rows of a list: address, title, date."""
    lines = "".join(
        f'<li><a href="{escape(href)}">{escape(title)}</a><span>{date}</span></li>\n' for href, title, date in links
    )
    return f'<ul class="list">\n{lines}</ul>\n'


def box(name: str, href: str, content: str) -> str:
    """A column on the home page."""
    return f'<div class="box"><h2>{name}</h2><a href="{href}">更多</a>\n{content}</div>\n'


def listing_page(name: str, content: str, previous: str | None, following: str | None) -> str:
    """One page of a column."""
    turns = "".join(
        f'<a href="{href}">{word}</a>' for word, href in (("上一页", previous), ("下一页", following)) if href
    )
    return page(f"{name}_{SITE_NAME}", f'{_path(name, "")}{content}<div class="pages">{turns}</div>\n')


def article_page(
    article: SimulatedArticle,
    blocks: Sequence[Block],
    published: str,
    pager: str,
    neighbours: Sequence[tuple[str, str, str]],
    listing: str,
) -> str:
    """A page of an article: headline and byline stand on each. `neighbours`: word, address or nothing, title."""
    source = f"来源：{article.source}" if article.source else ""
    text = "".join(f"<p>　　{escape(block.text)}</p>\n" for block in blocks if block.text)
    around = "".join(f"<li>{word}：{_anchor(href, title)}</li>" for word, href, title in neighbours)
    content = (
        f"{_path(article.categories[-1], listing)}<h1>{escape(article.title)}</h1>\n"
        f'<div class="info">发布时间：{published}　{source}　点击量：{article.view_count}</div>\n'
        f'<div class="content">\n{text}{pager}</div>\n<ul class="around">{around}</ul>\n'
    )
    return page(f"{escape(article.title)}_{SITE_NAME}", content)


def _anchor(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)


def _path(name: str, href: str) -> str:
    return f'<div class="path">当前位置：<a href="/">首页</a> &gt; {_anchor(href, name)}</div>\n'


def bracketed(current: int, last: int, link: Link) -> str:
    """All numbers, inside the text: 【1】【2】【3】."""
    numbers = "".join(f'<a href="{link(n)}">【{n}】</a>' for n in range(1, last + 1))
    turn = f'<a href="{link(current + 1)}">下一页</a>' if current < last else ""
    return f'<div class="zdfy clearfix">{numbers}　{turn}</div>\n'


def script(current: int, last: int, stem: str, suffix: str) -> str:
    """No links at all: a script writes them. It counts from 0."""
    return f'<script type="text/javascript">createPageHTML({last}, {current - 1}, "{stem}", "{suffix}");</script>\n'


def shortened(current: int, last: int, link: Link) -> str:
    """The first numbers, those around the current one, and the last: 1 2 3 ... 9."""
    shown = [n for n in range(1, last + 1) if n <= 3 or abs(n - current) <= 1 or n == last]
    parts = [f'<a class="a1" href="{link(max(1, current - 1))}">上一页</a>']
    for before, n in zip([0, *shown], shown, strict=False):
        parts.append(("..." if n > before + 1 else "") + _number(n, current, link))
    parts.append(f'<a class="a1" href="{link(min(last, current + 1))}">下一页</a>')
    return f'<div id="pages" class="text-c">{" ".join(parts)}</div>\n'


def windowed(current: int, last: int, link: Link, whole: str) -> str:
    """The numbers next to the current one, none that says how many there are; and all on one page."""
    shown = [n for n in range(current - 1, current + 2) if 1 <= n <= last]
    numbers = " ".join(_number(n, current, link) for n in shown)
    turn = f' <a href="{link(current + 1)}">下一页</a>' if current < last else ""
    return f'<p class="pager">{numbers}{turn} <a href="{whole}">单页阅读</a></p>\n'


def _number(n: int, current: int, link: Link) -> str:
    return f"<span>{n}</span>" if n == current else f'<a href="{link(n)}">{n}</a>'
