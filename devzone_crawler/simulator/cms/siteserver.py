"""SiteServer: `/channels/20_2.html`, rows that are one link with the day apart, views counted but not shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.cms_site import CmsSite
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.truth import BlockKind


class SiteserverSite(CmsSite):
    """An institute's site on Bootstrap."""

    family: ClassVar[str] = "siteserver"
    title: ClassVar[str] = "临海开发区研究院"
    shows_views: ClassVar[bool] = False
    uploads: ClassVar[str] = "/upload/files/"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("12", "新闻中心", ""),
        Column("20", "研究院新闻", "", "a", "12"),
        Column("21", "行业观察", "", "b", "12"),
        Column("30", "通知公告", "", "c"),
    )
    turns: ClassVar[str] = "aabacabaca"
    first_id: ClassVar[int] = 3300
    fronts: ClassVar[bool] = True
    about_address: ClassVar[str] = "/channels/11.html"
    article_address: ClassVar[Address] = Address("/contents/{key}/{id}.html")
    column_address: ClassVar[Address] = Address("/channels/{key}.html")
    page_address: ClassVar[Address | None] = Address("/channels/{key}_{n}.html")

    def pager(self, channel: Channel, pages: Pages) -> str:
        """Numbers and words in a list; the ends lead nowhere."""

        def item(word: str, page: int) -> str:
            if not pages.can_turn_to(page):
                return f'<li class="disabled"><a href="javascript:;">{word}</a></li>\n'
            return f'<li><a href="{pages.link(page)}">{word}</a></li>\n'

        numbers = "".join(
            f'<li class="active"><a href="{pages.link(n)}">{n}</a></li>\n' if n == pages.current else item(str(n), n)
            for n in pages.numbers
        )
        return (
            f'<ul class="pagination">\n{item("首页", 1)}{item("上一页", pages.current - 1)}{numbers}'
            f"{item('下一页', pages.current + 1)}{item('末页', pages.last)}</ul>"
        )

    layout: ClassVar[str] = """<!DOCTYPE html>
<html lang="zh-cn">
<head>
  <meta charset="utf-8" />
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>{{title}}</title>
  <link rel="stylesheet" href="/assets/bootstrap/css/bootstrap.min.css" />
  <script src="/sitefiles/assets/lib/jquery-1.10.2.min.js" type="text/javascript"></script>
</head>
<body>
  <header><a href="/"><img src="/upload/images/logo.png" class="logo" /></a>
    <nav><ul>
      <li><a href="/">首页</a></li>
      {{menu}}</ul></nav>
  </header>
  <div class="container inner">
{{content}}  </div>
  <footer><div class="links">友情链接：{{friends}}</div>
    <p>地址：临海市创新路20号　电话：0000-5550120　Copyright © {{site}}　临ICP备00000020号</p></footer>
</body>
</html>
"""
    step_template: ClassVar[str] = ' / <a href="{{href}}">{{name}}</a>'
    article_title: ClassVar[str] = "{{headline}} - {{site}}"
    article_template: ClassVar[str] = """<div class="row"><div class="col-md-9">
<div class="crumb"><i class="glyphicon glyphicon-home"></i> 当前位置：<a href="/">首页</a>{{path}}</div>
<div class="article">
<h2 class="article-title">{{headline}}</h2>
<div class="article-body">
{{body}}</div>
<div class="article-foot">信息来源：{{source}}　发布时间：{{published}}</div>
</div>
<script src="/sitefiles/assets/jquery.min.js" type="text/javascript"></script>
<script type="text/javascript">$.get('/api/sys/stl/actions/add_content_hits/1/{{key}}/{{id}}');</script>
</div>
<div class="col-md-3 hidden-xs"><div class="left-title">推荐阅读</div><ul class="left-list">
{{latest}}</ul></div></div>
"""
    front_template: ClassVar[str] = """<div class="crumb">当前位置：<a href="/">首页</a>{{path}}</div>
{{boxes}}"""
    listing_template: ClassVar[
        str
    ] = """<div class="row"><div class="col-md-3"><div class="left-title">{{name}}</div><ul class="left-nav">
{{siblings}}</ul></div>
<div class="col-md-9"><div class="crumb">当前位置：<a href="/">首页</a>{{path}}</div>
<ul class="news-list">
{{rows}}</ul>
<div class="text-center">{{pager}}</div></div></div>
"""
    row_template: ClassVar[
        str
    ] = """<li><a href="{{href}}" title="{{title}}"><div class="date"><b>{{day}}</b><span>{{month}}</span></div>
<h4>{{title}}</h4></a></li>
"""
    box_template: ClassVar[
        str
    ] = """<div class="panel"><h3>{{name}} <small><a href="{{href}}">MORE</a></small></h3><ul class="news-list">
{{rows}}</ul></div>
"""
    missing_template: ClassVar[str] = """<!DOCTYPE html>
<html><head><meta charset="utf-8" /><title>页面未找到</title></head>
<body><div class="jumbotron"><h1>404</h1><p>您访问的页面不存在。</p><p><a href="{{home}}">返回首页</a></p></div>\
</body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": '<p style="text-indent: 2em;">{{lead}}{{rest}}</p>\n',
        "subhead": '<p style="text-align:center"><strong>{{rest}}</strong></p>\n',
        "picture": '<p style="text-align:center"><img src="{{file}}" style="max-width:600px" /></p>\n',
        "caption": '<p style="text-align:center"><span style="font-size:14px">{{rest}}</span></p>\n',
        "attachment": '<p style="text-indent: 2em;">{{lead}}<a href="{{file}}" target="_blank">{{rest}}</a></p>\n',
    }
