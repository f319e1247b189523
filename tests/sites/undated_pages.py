"""A chamber of commerce whose article pages print no day at all: only its listings do."""

from __future__ import annotations

from tests.sites.drafts import Draft, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "南屿台商投资区商会"
COLUMNS = {3: ("商会新闻", 17), 4: ("公告通知", 6), 7: ("行业资讯", 8)}
SIZE = 8


def path(item: Draft) -> str:
    return f"/view/{item.number + 60}.html"


def frame(title: str, content: str) -> str:
    nav = "".join(f'<li><a href="/list/{k}.html"><span>{v}</span></a></li>' for k, (v, _) in COLUMNS.items())
    return f"""<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{title}</title><meta name="description" content="{NAME}" /></head><body>
<div id="header"><div id="logo"><a href="/"><img src="/tpl/logo.gif" /></a></div><ul id="menu"><li><a href="/"><span>首页</span></a></li><li><a href="/page/intro.html"><span>商会简介</span></a></li>{nav}<li><a href="/page/contact.html"><span>联系方式</span></a></li></ul></div>
<div id="wrap">{content}</div><div id="footer">Copyright(C)2011-2021 {NAME} All Rights Reserved. <a href="/tags.html">标签</a> Powered by <a href="http://www.cms.example">SiteMaker</a></div></body></html>"""


def rows(items: list[Draft]) -> str:
    return "".join(
        f'<li><a href="{path(i)}" class="tt">{i.title}</a><span class="dd">{i.day}</span></li>' for i in items
    )


def build() -> WebSite:
    site = WebSite()
    first, every = 1, {}
    for key, (_, count) in COLUMNS.items():
        every[key] = drafts(909, count, "notice" if key == 4 else "news", first)
        first += count
    slides = "".join(
        f'<a href="{path(i)}"><img src="/up/{i.number}.jpg" alt="" /><span>{i.title}</span></a>' for i in every[3][9:12]
    )
    site.add(
        "/",
        frame(
            NAME,
            f'<div id="focus">{slides}</div>'
            + "".join(
                f'<div class="block"><h2>{n}<a href="/list/{k}.html">more</a></h2><ul>{rows(every[k][:5])}</ul></div>'
                for k, (n, _) in COLUMNS.items()
            ),
        ),
    )
    for key, (name, _) in COLUMNS.items():
        pages = -(-len(every[key]) // SIZE)
        crumbs = f'<div id="path"><a href="/">首页</a> » <a href="/list/{key}.html">{name}</a></div>'
        for number, items in sheets(every[key], SIZE):
            pager = "".join(
                f'<a href="/list/{key}{f"-{n}" if n > 1 else ""}.html">[{n}]</a>'
                if n != number
                else f"<strong>[{n}]</strong>"
                for n in range(1, pages + 1)
            )
            site.add(
                f"/list/{key}{f'-{number}' if number > 1 else ''}.html",
                frame(
                    f"{name} - {NAME}",
                    f'{crumbs}<div id="left"><h2>栏目</h2></div><div id="right"><ul>{rows(list(items))}</ul><div class="pages">{pager if pages > 1 else ""}</div></div>',
                ),
            )
        for item in every[key]:
            text = "".join(f"<p>{line}</p>" for line in item.lines)
            site.add(
                path(item),
                frame(
                    f"{item.title} - {name} - {NAME}",
                    f'{crumbs}<div id="right"><div class="subject"><h1>{item.title}</h1></div><div class="detail">{text}</div><div class="close"><a href="javascript:history.back()">[返回]</a></div></div>',
                ),
            )
            site.articles.append(Article(path(item), item.title, item.day, item.lines, None, None, [name]))
    for page, name in (("intro", "商会简介"), ("contact", "联系方式")):
        site.add(
            f"/page/{page}.html",
            frame(
                f"{name} - {NAME}",
                f'<div id="path"><a href="/">首页</a> » {name}</div><div id="right"><div class="subject"><h1>{name}</h1></div><div class="detail"><p>{NAME}成立于2003年，现有会员企业一百六十家，设有秘书处和五个工作委员会。</p><p>电话：0000-3333333，欢迎来会指导。</p></div></div>',
            ),
        )
    site.add(
        "/tags.html",
        frame(
            f"标签 - {NAME}", '<div class="tags"><a href="/list/3.html">商会</a> <a href="/list/7.html">行业</a></div>'
        ),
    )
    return site
