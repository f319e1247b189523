"""A provincial association on a rented site builder: menus from arrays in scripts, `nd.jsp?id=`, fragments in addresses."""

from __future__ import annotations

import json

from tests.sites.drafts import Draft, drafts, sheets
from tests.sites.web_site import Article, WebSite

NAME = "云浦省产业园区发展促进会"
COLUMNS = {104: ("促进会动态", 22), 105: ("行业资讯", 15), 118: ("通知", 4)}
PRODUCTS = ("园区规划编制", "招商代理服务", "数字园区平台")


def frame(title: str, content: str, crumbs: str = "") -> str:
    nav = [{"id": 3, "name": "首页", "url": "/"}]
    nav += [{"id": k, "name": v, "url": f"/col.jsp?id={k}"} for k, (v, _) in COLUMNS.items()]
    nav += [
        {"id": 107, "name": "服务项目", "url": "/col.jsp?id=107"},
        {"id": 109, "name": "关于我们", "url": "/col.jsp?id=109"},
    ]
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<meta name="keywords" content="产业园区,促进会"><link rel="stylesheet" href="/css/base.css?v=202"></head>
<body class="g_locale2052" faiscoMode="false"><div id="webNav"></div>
<script>var _jsonNav = {json.dumps(nav, ensure_ascii=False)};Site.renderNav("webNav", _jsonNav);var _colId=104,_session="x";</script>
<noscript>请开启浏览器的脚本功能</noscript>
<div id="webContainer">{crumbs}{content}</div>
<div id="webFooter"><div class="footerInfo"><font face="Arial">©</font>2021 - 2024 {NAME} 版权所有</div>
<div class="footerSupport"><a href="/sitemap.jsp">网站地图</a> | <a href="http://www.builder.example" target="_blank">技术支持：建站通</a> | <a href="http://i.builder.example/login" rel="nofollow">管理登录</a> | <a href="http://m.lianhe.example/" target="_blank">手机版</a></div></div>
<div class="fk-rbar"><a href="tencent://message/?uin=10000">在线客服</a><a href="tel:000-1234567">电话</a><div class="top">TOP</div></div></body></html>"""


def row(item: Draft, module: int) -> str:
    return (
        f'<div topClassName="" newsId="{item.number}" class="line newsLine"><table class="newsListTable"><tr><td class="newsTitle">'
        f'<a hidefocus="true" title="{item.title}" href="/nd.jsp?id={item.number}#_np={module}_{item.number % 7}" target="_blank">{item.title}</a></td>'
        f'<td class="newsCalendar"><a class="dateTime" href="/nd.jsp?id={item.number}#_np={module}_{item.number % 7}">{item.day}</a></td></tr></table></div>'
    )


def build() -> WebSite:
    site = WebSite()
    columns: dict[int, list[Draft]] = {}
    first = 11
    for ident, (_, count) in COLUMNS.items():
        columns[ident] = drafts(202, count, "notice" if ident == 118 else "news", first)
        first += count
    modules = "".join(
        f'<div id="module{300 + k}" class="form"><div class="formBanner"><span>{COLUMNS[k][0]}</span>'
        f'<a class="formBannerMore" href="/col.jsp?id={k}">更多&gt;&gt;</a></div>{"".join(row(i, 300 + k) for i in items[:5])}</div>'
        for k, items in columns.items()
    )
    goods = "".join(
        f'<td class="productCell"><a href="/pd.jsp?id={n}#_pp=2_310"><img src="/img/p{n}.jpg" alt="{p}"></a><div class="propName"><a href="/pd.jsp?id={n}#_pp=2_310">{p}</a></div></td>'
        for n, p in enumerate(PRODUCTS, 1)
    )
    site.add(
        "/",
        frame(
            NAME,
            f'<div class="banner"><a href="javascript:void(0)"><img src="/img/b1.jpg"></a></div>{modules}<table><tr>{goods}</tr></table>',
        ),
    )
    for ident, items in columns.items():
        name = COLUMNS[ident][0]
        crumbs = f'<div class="navigation">您当前的位置：<a href="/">首页</a> &gt; <a href="/col.jsp?id={ident}">{name}</a></div>'
        pages = -(-len(items) // 8)
        for number, rows in sheets(items, 8):
            pager = "".join(
                f'<div class="pageNo"><a href="/col.jsp?m{300 + ident}pageno={n}&amp;id={ident}"><span>{n}</span></a></div>'
                if n != number
                else f'<div class="pageNo"><span class="fk_mainBg">{n}</span></div>'
                for n in range(1, pages + 1)
            )
            if number < pages:
                pager += f'<div class="pageNext"><a hidefocus="true" href="/col.jsp?m{300 + ident}pageno={number + 1}&amp;id={ident}"><span>下一页</span></a></div>'
            html = frame(
                f"{name} - {NAME}",
                f'<div class="newsList">{"".join(row(i, 300 + ident) for i in rows)}</div><div class="pagenation">{pager}</div>',
                crumbs,
            )
            if number == 1:
                site.add(f"/col.jsp?id={ident}", html)
            site.add(f"/col.jsp?id={ident}&m{300 + ident}pageno={number}", html)
        for position, item in enumerate(items):
            add_article(site, ident, items, position, item)
    cards = f'<table class="productGallery"><tr>{goods}</tr></table>'
    site.add("/col.jsp?id=107", frame(f"服务项目 - {NAME}", cards))
    for n, p in enumerate(PRODUCTS, 1):
        site.add(
            f"/pd.jsp?id={n}",
            frame(
                f"{p} - {NAME}",
                f'<div class="pd"><img src="/img/p{n}.jpg"><h1 class="pName">{p}</h1><table><tr><td>服务编号：</td><td>FW00{n}</td></tr><tr><td>价格：</td><td>面议</td></tr>'
                f'<tr><td>咨询热线：</td><td>000-1234567</td></tr></table><a href="javascript:;">立即咨询</a><div class="tab">详细介绍</div><div>由有十年经验的团队提供{p}，按园区的阶段分别报价，一年之内免费修改。</div></div>',
            ),
        )
    site.add(
        "/col.jsp?id=109",
        frame(
            f"关于我们 - {NAME}",
            f'<div class="richContent"><p>{NAME}成立于2009年，是由省内各类产业园区、研究机构和企业自愿组成的非营利性社会团体，现有会员单位二百余家。</p>'
            "<p>地址：云浦市中心路8号 电话：000-1234567 邮箱：office@lianhe.example</p></div>",
        ),
    )
    links = "".join(f'<li><a href="/col.jsp?id={k}">{v}</a></li>' for k, (v, _) in COLUMNS.items())
    site.add(
        "/sitemap.jsp",
        frame(
            f"网站地图 - {NAME}",
            f'<ul class="sitemap"><li><a href="/">首页</a></li>{links}<li><a href="/col.jsp?id=107">服务项目</a></li><li><a href="/col.jsp?id=109">关于我们</a></li></ul>',
        ),
    )
    return site


def add_article(site: WebSite, ident: int, items: list[Draft], position: int, item: Draft) -> None:
    name = COLUMNS[ident][0]
    near = [items[n] for n in (position - 1, position + 1) if 0 <= n < len(items)]
    others = "".join(
        f'<div><span>{"上" if n.number > item.number else "下"}一篇：</span><a href="/nd.jsp?id={n.number}&amp;id2={ident}">{n.title}</a></div>'
        for n in near
    )
    others = others.replace(f"&amp;id2={ident}", "#_np=2_3")
    picture = (
        f'<p style="text-align:center"><img src="//{"2.ss.example"}/i/{item.number}.jpg" width="600"></p>'
        if item.number % 6 == 0
        else ""
    )
    text = "".join(
        f'<p style="line-height:2em;text-indent:2em"><span style="font-family:微软雅黑;font-size:16px">{line}</span></p>'
        for line in item.lines
    )
    source = None if ident == 118 else item.source
    content = f"""<div class="newsDetail"><h1 class="title">{item.title}</h1><div class="newsInfo leftInfo"><span class="newsInfoWrap">
<span class="newsInfo_time">发表时间：{item.at:%Y-%m-%d %H:%M}</span>{f'<span class="newsInfo_from">来源：<a href="http://www.from.example">{source}</a></span>' if source else ""}<span class="newsInfo_view">浏览量：{item.views}</span></span>
<span class="fontSize"><a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a></span></div>
<div class="richContent richContent0">{picture}{text}</div><div class="newsShare">分享到：<a title="分享到微信" href="javascript:;"></a></div>
<div class="prevNext">{others}</div><div class="recommend"><div>相关推荐</div>{"".join(row(i, 2) for i in items[:3])}</div></div>"""
    crumbs = f'<div class="navigation">您当前的位置：<a href="/">首页</a> &gt; <a href="/col.jsp?id={ident}">{name}</a> &gt; <span>正文</span></div>'
    path = f"/nd.jsp?id={item.number}"
    site.add(path, frame(f"{item.title} - {NAME}", content, crumbs))
    site.articles.append(Article(path, item.title, item.day, item.lines, source, item.views, [name]))
