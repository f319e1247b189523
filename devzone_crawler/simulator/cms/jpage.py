"""大汉 jcms with jpage: a column's rows are records in a script, further groups of them come from dataproxy.jsp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator.cms.addresses import Address, whole_number
from devzone_crawler.simulator.cms.cms_site import CmsSite, counter_kind
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.cms.template import fill
from devzone_crawler.simulator.counter_kinds import CounterKind
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.truth import BlockKind

_PROXY = "/module/web/jpage/dataproxy.jsp"
_PAGES_PER_GROUP = 3
_WITHOUT_GROUPS = "33725"
"""Key of a column whose page does not say where its next group is: its script asks for records by number."""


class JpageSite(CmsSite):
    """A bureau's site. The day only; views by articlehits."""

    family: ClassVar[str] = "jpage"
    title: ClassVar[str] = "岚州市开发区工作局"
    shows_time: ClassVar[bool] = False
    columns: ClassVar[tuple[Column, ...]] = (
        Column("33710", "新闻动态", "33710"),
        Column("33718", "工作动态", "33718", "a", "33710"),
        Column("33719", "县区传真", "33719", "b", "33710"),
        Column("33725", "公告公示", "33725", "c"),
    )
    turns: ClassVar[str] = "acbacaacbc"
    first_id: ClassVar[int] = 30332600
    rows_per_page: ClassVar[int] = 4
    about_address: ClassVar[str] = "/col/col33730/index.html"
    article_address: ClassVar[Address] = Address(
        "/art/{published.year}/{published.month}/{published.day}/art_{key}_{id}.html"
    )
    column_address: ClassVar[Address] = Address("/col/col{key}/index.html")
    time_format: ClassVar[str] = "%Y-%m-%d"
    counter: ClassVar[CounterKind | None] = counter_kind("jcms_articlehits")

    def listing_at(self, address: str) -> tuple[Channel, int] | None:
        """The page of a listing in its address is for the script alone: the HTML is that of the first."""
        return super().listing_at(address.partition("?uid=")[0])

    def rows_on(self, channel: Channel, start: int, stop: int) -> str:
        """Rows as records, counted from 0."""
        rows = (self.row(item, "/") for item in channel.items[start:stop])
        return "".join(f"<record><![CDATA[{row}]]></record>\n" for row in rows)

    def group(self, channel: Channel, number: int) -> str:
        """A group of records, counted from 0, and the address of the one that follows."""
        size = self.rows_per_page * _PAGES_PER_GROUP
        following = ""
        if (number + 1) * size < len(channel.items):
            following = f'<a href="{_PROXY}?page={number + 1}&{self._unit(channel)}"></a>'
        rows = self.rows_on(channel, number * size, (number + 1) * size)
        recordset = f"<recordset>\n{rows}</recordset>"
        if channel.column.key == _WITHOUT_GROUPS:
            return recordset
        return f"<nextgroup><![CDATA[{following}]]></nextgroup>\n{recordset}"

    def _unit(self, channel: Channel) -> str:
        key = channel.column.key
        return (
            f"appid=1&webid=1&path=/&columnid={key}&unitid=2{key}&webname=%E5%B2%9A%E5%B7%9E%E5%B8%82&permissiontype=0"
        )

    def special(self, request: Request, address: str) -> Response | None:
        """A group by its number, or rows from one to another, as a form asks for them."""
        if request.path != _PROXY:
            return None
        asked = parse_qs(request.query) | parse_qs(request.body.decode("ascii", "replace"))

        def number(name: str) -> int:
            return whole_number(asked.get(name, ["0"])[0])

        channel = self.channels.get(asked.get("columnid", [""])[0])
        if channel is None or asked.get("unitid") != [f"2{channel.column.key}"]:
            return _xml("<datastore></datastore>")
        if "startrecord" not in asked:
            return _xml(f"<datastore>\n{self.group(channel, number('page'))}\n</datastore>")
        records = self.rows_on(channel, max(0, number("startrecord") - 1), number("endrecord"))
        total = len(channel.items)
        pages = -(-total // max(1, number("perpage")))
        return _xml(
            f"<datastore>\n<totalrecord>{total}</totalrecord>\n<totalpage>{pages}</totalpage>\n"
            f"<recordset>\n{records}</recordset>\n</datastore>"
        )

    def pager(self, channel: Channel, pages: Pages) -> str:
        """The rows themselves, and the call that shows them page by page."""
        key = channel.column.key
        data = f'<script type="text/xml"><datastore>\n{self.group(channel, 0)}\n</datastore></script>'
        call = fill(_CALL, {"unit": f"2{key}", "total": str(pages.items), "rows": str(self.rows_per_page), "key": key})
        return f'<div id="2{key}">{data}</div>\n{call}'

    layout: ClassVar[str] = """<!doctype html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{{title}}</title>
<meta name="SiteName" content="{{site}}"><meta name="SiteDomain" content="kfq.lans.example">
<meta name="ColumnName" content="{{name}}">
{{metas}}<script type="text/javascript" src="/script/jquery.min.js"></script>
<script type="text/javascript" src="/module/web/jpage/jpage.js"></script>
</head>
<body>
<div style="display:none"><!-- 专题名称 begin -->首页专题<!-- 专题名称 end --></div>
<div class="head"><a href="{{home}}"><img src="/picture/0/logo.png" alt="{{site}}"></a></div>
<table class="nav" width="100%"><tr><td><a href="{{home}}">首页</a></td>
{{menu}}</tr></table>
<div class="wrap">
{{content}}</div>
<div class="yqlj">
{{friends}}</div>
<div class="foot">主办：{{site}}　岚ICP备00000033号　<a href="/col/col1/index.html">联系我们</a>
<a href="http://hanweb.example/" style="display:none">Produced By 大汉网络 大汉版通发布系统</a></div>
</body>
</html>
"""
    link_template: ClassVar[str] = '<td><a href="{{href}}">{{name}}</a></td>\n'
    metas_template: ClassVar[str] = """<meta name="ArticleTitle" content="{{headline}}">
<meta name="PubDate" content="{{published}}"><meta name="contentSource" content="{{source}}">
<meta name="author" content="{{source}}"><meta name="Maketime" content="2023-03-22 12:28:37">
"""
    article_title: ClassVar[str] = "{{headline}}"
    article_template: ClassVar[str] = """<div class="dqwz">您现在的位置：<a href="/">首页</a>{{path}}</div>
<div class="art">
<h1><!--<$[标题]>begin-->{{headline}}<!--<$[标题]>end--></h1>
<div class="art_info"><span>发布日期：{{published}}</span><span>浏览次数：{{views}} </span>\
<span>信息来源：<!--<$[信息来源]>begin-->{{source}}<!--<$[信息来源]>end--></span>\
<span>字体：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(14)">小</a>]</span></div>
<div id="zoom" class="art_con">
<!--<$[信息内容]>begin--><meta name="ContentStart">
{{body}}<p style="text-align:right">（责任编辑：<!--<$[信息录入人]>begin-->系统管理员<!--<$[信息录入人]>end-->）</p>
<meta name="ContentEnd"><!--<$[信息内容]>end-->
</div>
<div class="print"><a href="javascript:window.print()">【打印本页】</a>\
<a href="javascript:window.close()">【关闭窗口】</a></div>
<iframe src="/module/visitcount/visit.jsp?type=3&i_webid=1&i_columnid={{key}}&i_articleid={{id}}" \
style="display:none"></iframe>
</div>
"""
    listing_template: ClassVar[str] = """<div class="dqwz">您现在的位置：<a href="/">首页</a>{{path}}</div>
<table class="left"><tr>
{{siblings}}</tr></table>
<div class="right"><div class="bt">{{name}}</div>
{{pager}}
</div>
"""
    row_template: ClassVar[str] = (
        "<li><a href='{{href}}' title='{{title}}' target='_blank'>{{title}}</a><span>{{date}}</span></li>"
    )
    box_template: ClassVar[
        str
    ] = """<div class="box"><div class="bt"><b>{{name}}</b><a href="{{href}}" target="_blank">更多</a></div><ul>
{{rows}}
</ul></div>
"""
    missing_template: ClassVar[str] = """<html><head><meta charset="utf-8"><title>错误提示</title></head>
<body><div align="center"><p>对不起，您要访问的页面不存在或已被删除！</p><p><a href="{{home}}">返回首页</a></p></div>\
</body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": '<p style="text-indent:2em">{{lead}}{{rest}}</p>\n',
        "subhead": '<p style="text-indent:2em"><b>{{rest}}</b></p>\n',
        "picture": '<p align="center"><img src="{{file}}" border="0"></p>\n',
        "caption": '<p align="center">{{rest}}</p>\n',
        "attachment": '<p style="text-indent:2em">{{lead}}<a href="{{file}}">{{rest}}</a></p>\n',
    }


_CALL = """<script type="text/javascript">
$(function () {
    $('#{{unit}}').jpage({
        totalRecord: {{total}}, perPage: {{rows}}, groupSize: 3, barPosition: 'bottom', openCookies: false,
        proxyUrl: '/module/web/jpage/dataproxy.jsp',
        dataBefore: '<ul class="lb">', dataAfter: '</ul>',
        proxyParam: {col: 1, appid: 1, webid: 1, path: '/', columnid: {{key}}, sourceContentType: 1,
            unitid: '{{unit}}', webname: '岚州市', permissiontype: 0}
    });
});
</script>"""


def _xml(text: str) -> Response:
    return Response(
        f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode(), content_type="text/xml; charset=utf-8"
    )
