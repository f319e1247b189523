"""HTML of the trap sites: plain, so that what is wrong with a site is its trap and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from devzone_crawler.simulator.truth import SimulatedArticle

SITE_NAME = "青屿经济开发区"


def page(title: str, content: str, menu: str = "") -> str:
    """Any page of a site. `menu`: further links in its menu."""
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n"
        f'<div class="top"><a href="/main.html">首页</a> <a href="/news/">要闻</a>{menu}</div>\n{content}'
        f'<div class="foot">版权所有：{SITE_NAME}管理委员会</div>\n</body>\n</html>\n'
    )


def bare(content: str, head: str = "") -> str:
    """A page without the site's menu and footer."""
    return f'<html>\n<head>\n<meta charset="utf-8">\n<title>{SITE_NAME}</title>\n{head}</head>\n{content}</html>\n'


def rows(links: Sequence[tuple[str, str, str]]) -> str:
    """Rows of a list: address, title, date or nothing."""
    lines = "".join(
        f'<li><a href="{escape(href)}">{escape(title)}</a>{f"<span>{date}</span>" if date else ""}</li>\n'
        for href, title, date in links
    )
    return f'<ul class="list">\n{lines}</ul>\n'


def box(name: str, content: str, more: str = "") -> str:
    """A column on the home page, or a box beside an article."""
    link = f'<a href="{escape(more)}">更多</a>' if more else ""
    return f'<div class="box"><h2>{name}</h2>{link}\n{content}</div>\n'


def listing(name: str, content: str, following: str | None = None, count: int | None = None) -> str:
    """One page of a column. `count`: of how many pages the pager speaks."""
    total = f"共{count}页 " if count is not None else ""
    turn = f'<a href="{escape(following)}">下一页</a>' if following else ""
    return page(f"{name}_{SITE_NAME}", f'{trail(name)}{content}<div class="pages">{total}{turn}</div>\n')


def trail(*names: str) -> str:
    """The breadcrumb."""
    return f'<div class="path">当前位置：<a href="/main.html">首页</a> &gt; {" &gt; ".join(names)}</div>\n'


def article(shown: SimulatedArticle, *, menu: str = "", within: str = "", around: str = "") -> str:
    """An article's page. `menu` stands above it, `within` in its byline, `around` below its text."""
    text = "".join(f"<p>　　{escape(line)}</p>\n" for line in shown.paragraphs)
    content = (
        f"{trail(*shown.categories)}<h1>{escape(shown.title)}</h1>\n{_byline(shown, within)}"
        f'<div class="content">\n{text}</div>\n{around}<div class="tools">【打印本页】【关闭窗口】</div>\n'
    )
    return page(f"{shown.title}_{SITE_NAME}", content, menu)


def _byline(shown: SimulatedArticle, within: str) -> str:
    """What the page says of the article besides its text; nothing for an article that has no date."""
    if shown.published_at is None:
        return ""
    published = shown.published_at[:16].replace("T", " ")
    source = f"来源：{escape(shown.source)}　" if shown.source else ""
    return f'<div class="info">发布时间：{published}　{source}点击量：{shown.view_count}{within}</div>\n'
