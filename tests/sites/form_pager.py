"""A research institute with five rows a page: a script sends a form to turn it. No sources; headlines without h1."""

from __future__ import annotations

from tests.sites.drafts import Draft, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "松桥开发区研究院"
COLUMNS = {21: ("研究动态", 60), 22: ("学术交流", 12), 23: ("媒体关注", 4)}
SIZE = 5


def path(item: Draft, column: int) -> str:
    return f"/content.do?cid={column}&aid={item.number + 7000}"


def frame(title: str, content: str) -> str:
    nav = "".join(f'<td><a href="/list.do?cid={k}">{v}</a></td>' for k, (v, _) in COLUMNS.items())
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><title>{title}</title><meta http-equiv="Content-Type" content="text/html; charset=GBK">
<script type="text/javascript">function gotoPage(n){{document.forms["pageForm"].pageNo.value=n;document.forms["pageForm"].submit();}}</script></head><body>
<table class="nav"><tr><td><a href="/">首页</a></td>{nav}<td><a href="/about.do?id=1">本院概况</a></td></tr></table>{content}
<div class="bottom">{NAME} 地址：松桥市科研路5号 联系电话：0000-5555555 <a href="mailto:office@songqiao.example">邮箱</a></div></body></html>"""


def rows(items: list[Draft], column: int) -> str:
    return "".join(
        f'<tr><td class="ico"></td><td><a href="{path(i, column)}" target="_blank">{i.title}</a></td><td class="rq">{i.day}</td></tr>'
        for i in items
    )


def build() -> WebSite:
    site = WebSite(charset="gbk", declared="text/html;charset=GBK")
    first, every = 1, {}
    for column, (_, count) in COLUMNS.items():
        every[column] = drafts(1010, count, first=first, days=4)
        first += count
    site.add(
        "/",
        frame(
            NAME,
            "".join(
                f'<div class="lm"><div class="lmt">{n} <a href="/list.do?cid={k}">更多</a></div><table>{rows(every[k][:4], k)}</table></div>'
                for k, (n, _) in COLUMNS.items()
            ),
        ),
    )
    for column, (name, _) in COLUMNS.items():
        pages = -(-len(every[column]) // SIZE)
        crumbs = (
            f'<div class="wz">您现在的位置：<a href="/">首页</a>&gt;<a href="/list.do?cid={column}">{name}</a></div>'
        )
        for number, items in sheets(every[column], SIZE):
            turn = (
                f'<a href="javascript:gotoPage(1)">首页</a> <a href="javascript:gotoPage({number - 1})">上一页</a> '
                if number > 1
                else "首页 上一页 "
            ) + (
                f'<a href="javascript:gotoPage({number + 1})">下一页</a> <a href="javascript:gotoPage({pages})">尾页</a>'
                if number < pages
                else "下一页 尾页"
            )
            form = f'<form name="pageForm" action="/list.do" method="get"><input type="hidden" name="cid" value="{column}"><input type="hidden" name="pageNo" value="{number}">第{number}页/共{pages}页 共{len(every[column])}条记录 {turn} 转到<input size="2" id="to">页<input type="button" value="GO" onclick="gotoPage(document.getElementById(\'to\').value)"></form>'
            html = frame(f"{name}_{NAME}", f'{crumbs}<table class="lb">{rows(list(items), column)}</table>{form}')
            if number == 1:
                site.add(f"/list.do?cid={column}", html)
            site.add(f"/list.do?cid={column}&pageNo={number}", html)
        for item in every[column]:
            heading = (
                f'<h3 align="center">{item.title}</h3>',
                f'<p align="center"><strong>{item.title}</strong></p>',
                f'<table width="100%"><tr><td class="wzbt" align="center">{item.title}</td></tr></table>',
            )[column - 21]
            info = (
                f"发布日期：{item.day}",
                f"{item.at.year}年{item.at.month}月{item.at.day}日",
                f"时间：{item.day}　点击：{item.views}",
            )[column - 21]
            text = "".join(f"<div>　　{line}</div>" for line in item.lines)
            site.add(
                path(item, column),
                frame(
                    f"{name}_{NAME}",
                    f'{crumbs}<div class="nr">{heading}<div class="rq" align="center">{info}</div><div id="zw">{text}</div></div><div align="center"><input type="button" value="关闭" onclick="window.close()"></div>',
                ),
            )
            site.articles.append(
                Article(
                    path(item, column),
                    item.title,
                    item.day,
                    item.lines,
                    None,
                    item.views if column == 23 else None,
                    [name],
                )
            )
    site.add(
        "/about.do?id=1",
        frame(
            f"本院概况_{NAME}",
            '<div class="wz">您现在的位置：<a href="/">首页</a>&gt;本院概况</div><div class="nr"><h3 align="center">本院概况</h3><div id="zw"><div>　　松桥开发区研究院是专门研究各类开发区的事业单位，内设四个研究室和一个资料室。</div></div></div>',
        ),
    )
    return site
