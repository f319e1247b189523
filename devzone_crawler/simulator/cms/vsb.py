"""博达 VSB, as schools and zones have it: relative links, and page files that count down to the oldest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.cms_site import CmsSite, counter_kind
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.counter_kinds import CounterKind
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.static import static_file
from devzone_crawler.simulator.truth import Block, BlockKind, SimulatedArticle

_DOWNLOAD = "/system/_content/download.jsp"


class VsbSite(CmsSite):
    """A zone's site. The day only, views by dynclicks, downloads below the text."""

    family: ClassVar[str] = "vsb"
    title: ClassVar[str] = "澜溪高新区管委会"
    shows_time: ClassVar[bool] = False
    uploads: ClassVar[str] = "/__local/"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("1030", "新闻中心", "xwzx"),
        Column("1034", "园区要闻", "xwzx/yqyw", "a", "1030"),
        Column("1035", "部门动态", "xwzx/bmdt", "b", "1030"),
        Column("1041", "招标公告", "zbgg", "c"),
        Column("1042", "通知公告", "tzgg", "d", pinned=True),
    )
    turns: ClassVar[str] = "acbacadacb"
    first_id: ClassVar[int] = 15700
    about_address: ClassVar[str] = "/dwjj.htm"
    article_address: ClassVar[Address] = Address("/info/{key}/{id}.htm")
    column_address: ClassVar[Address] = Address("/{slug}.htm")
    page_address: ClassVar[Address] = Address("/{slug}/{n}.htm")
    numbering = "descending"
    home_file: ClassVar[str] = "index.htm"
    relative: ClassVar[bool] = True
    date_format: ClassVar[str] = "%Y-%m-%d"
    time_format: ClassVar[str] = "%Y-%m-%d"
    counter: ClassVar[CounterKind | None] = counter_kind("vsb")

    def article(self, number: int, base_url: str = "") -> SimulatedArticle:
        """The article; its downloads are no lines of its text."""
        article = super().article(number, base_url)
        return replace(article, blocks=tuple(block for block in article.blocks if block.kind != "attachment"))

    def article_fields(self, article: SimulatedArticle, on: str) -> dict[str, str]:
        """The downloads too."""
        downloads = "".join(
            f'<li>附件【<a href="{attachment.url.replace("&", "&amp;")}" target="_blank">{attachment.name}</a>】'
            f'已下载<span id="nattach{article.number}">12</span>次</li>\n'
            for attachment in article.attachments
        )
        return super().article_fields(article, on) | {"downloads": downloads}

    def file_path(self, number: int, block: Block) -> str:
        """Downloads have no name of their own in their address."""
        if block.kind == "attachment":
            return f"{_DOWNLOAD}?urltype=news.DownloadAttachUrl&owner=1412614994&wbfileid={self.first_id + number}"
        return super().file_path(number, block)

    def special(self, request: Request, address: str) -> Response | None:
        """Downloads."""
        return static_file("/x.pdf", ("/",)) if request.path == _DOWNLOAD else None

    def pager(self, channel: Channel, pages: Pages) -> str:
        """Numbers, 上页 and 下页; what cannot be gone to is no link."""

        def turn(name: str, word: str, page: int) -> str:
            if not pages.can_turn_to(page):
                return f'<span class="p_{name}_d p_fun_d">{word}</span>'
            return f'<span class="p_{name} p_fun"><a href="{pages.link(page)}">{word}</a></span>'

        numbers = "".join(
            f'<span class="p_no_d">{n}</span>'
            if n == pages.current
            else f'<span class="p_no"><a href="{pages.link(n)}">{n}</a></span>'
            for n in pages.numbers
        )
        return (
            f'<span class="p_pages"><span class="p_t">共{pages.items}条</span> '
            f'<span class="p_t">{pages.current}/{pages.last}</span>{turn("first", "首页", 1)}'
            f"{turn('prev', '上页', pages.current - 1)}{numbers}{turn('next', '下页', pages.current + 1)}"
            f"{turn('last', '尾页', pages.last)}</span>"
        )

    layout: ClassVar[str] = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<HTML><HEAD><TITLE>{{title}}</TITLE>
<META content="text/html; charset=UTF-8" http-equiv="Content-Type">
<META Name="keywords" Content="{{site}},{{name}}" />
<!--Announced by Visual SiteBuilder 9-->
<script language="javascript" src="/system/resource/js/counter.js"></script>
<script language="javascript" src="/system/resource/js/dynclicks.js"></script>
</HEAD>
<BODY>
<div class="header"><a href="{{home}}"><img src="/images/logo.png" alt="{{site}}" /></a>
<ul class="nav"><li><a href="{{home}}" title="首页">首页</a></li>
{{menu}}</ul></div>
<div class="ny_main">
{{content}}</div>
<div class="link"><select onchange="window.open(this.value)"><option>==友情链接==</option></select>
{{friends}}</div>
<div class="footer"><p>{{site}}版权所有　地址：澜溪市创业大道9号　邮编：000000</p>
<p>澜ICP备00000092号　您是第<span id="c100"></span>位访客</p></div>
</BODY></HTML>
"""
    link_template: ClassVar[str] = '<li><a href="{{href}}" title="{{name}}">{{name}}</a></li>\n'
    step_template: ClassVar[str] = '\n&gt;&gt;\n<a href="{{href}}">{{name}}</a>'
    article_title: ClassVar[str] = "{{headline}}-{{site}}"
    article_template: ClassVar[str] = """<div class="dqwz"><span>当前位置: </span><a href="{{home}}">首页</a>{{path}}
&gt;&gt; 正文</div>
<form name="_newscontent_fromname">
<h1 align="center">{{headline}}</h1>
<div class="xx" align="center">来源:{{source}}
     | 发布时间: {{published}} | 浏览次数: {{views}}</div>
<div id="vsb_content_2"><div class="v_news_content">
{{body}}</div></div>
<ul class="fj">
{{downloads}}</ul>
<div class="sxt"><p>上一条：{{earlier}}</p><p>下一条：{{later}}</p></div>
<div class="gb">【<a href="javascript:window.opener=null;window.close();">关闭</a>】</div>
</form>
"""
    listing_template: ClassVar[str] = """<div class="ny_left"><div class="ny_title">{{name}}</div><ul>
{{siblings}}</ul></div>
<div class="ny_right">
<div class="dqwz"><span>当前位置: </span><a href="{{home}}">首页</a>{{path}}</div>
<div class="list"><ul>
{{rows}}</ul>
<div class="pb_sys_common pb_sys_normal pb_sys_style1">{{pager}}</div></div>
</div>
"""
    row_template: ClassVar[str] = (
        '<li><a href="{{href}}" target="_blank" title="{{title}}">{{cut}}</a><span>{{date}}</span></li>\n'
    )
    box_template: ClassVar[
        str
    ] = """<div class="box"><div class="tt"><span>{{name}}</span><a href="{{href}}">更多&gt;&gt;</a></div><ul>
{{rows}}</ul></div>
"""
    missing_template: ClassVar[str] = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>系统提示</title><meta http-equiv="refresh" content="3;url={{home}}"></head>
<body><div class="prompt"><div class="titlestyle">系统提示</div>你访问的页面不存在或被删除！\
<a href="{{home}}">返回首页</a></div></body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": (
            '<p class="MsoNormal" style="text-indent:32.15pt">'
            '<span style="font-family:仿宋_GB2312;font-size:16px">{{lead}}{{rest}}</span></p>\n'
        ),
        "subhead": '<p style="text-align: center;"><strong>{{rest}}</strong></p>\n',
        "picture": '<p style="text-align: center;"><img src="{{file}}" orisrc="{{file}}" class="img_vsb"></p>\n',
        "caption": '<p style="text-align: center;"><span style="font-size: 14px;">{{rest}}</span></p>\n',
        "attachment": "",
    }
