"""ASP.NET WebForms: layout tables, GBK labelled gb2312, and a pager that posts the page's state back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator.cms.addresses import Address, whole_number
from devzone_crawler.simulator.cms.cms_site import CmsSite
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.truth import BlockKind

_PAGER = "AspNetPager1"
_INDENT = "\ue5e5\ue5e5"
"""What Python makes of bytes A3 A0, the wide spaces of old editors."""


class AspnetSite(CmsSite):
    """A chamber's site. Views are printed; pages of listings have no address of their own."""

    family: ClassVar[str] = "aspnet"
    title: ClassVar[str] = "泽州市工业园区商会"
    uploads: ClassVar[str] = "/UploadFiles/"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("1", "商会新闻", ""),
        Column("3", "工作动态", "", "a", "1"),
        Column("4", "会员动态", "", "b", "1"),
        Column("6", "通知公告", "", "c"),
    )
    turns: ClassVar[str] = "aabacabaca"
    first_id: ClassVar[int] = 1000
    about_address: ClassVar[str] = "/About.aspx?id=1"
    article_address: ClassVar[Address] = Address("/NewsShow.aspx?id={id}")
    column_address: ClassVar[Address] = Address("/NewsList.aspx?cid={key}")
    encoding: ClassVar[str] = "gb18030"
    content_type: ClassVar[str] = "text/html; charset=gb2312"
    time_format: ClassVar[str] = "%Y/%m/%d %H:%M:%S"
    date_format: ClassVar[str] = "%Y/%m/%d"

    def special(self, request: Request, address: str) -> Response | None:
        """A page of a listing, when the state of one of its pages comes back."""
        found = self.listing_at(address)
        if request.method != "POST" or found is None:
            return None
        form = parse_qs(request.body.decode("ascii", "replace"), keep_blank_values=True)
        if form.get("__VIEWSTATE") != [_state(address)]:
            return self.html("<html><head><title>验证视图状态 MAC 失败。</title></head><body></body></html>", 500)
        page = whole_number(form.get("__EVENTARGUMENT", ["1"])[0]) if form.get("__EVENTTARGET") == [_PAGER] else 1
        page = min(max(page, 1), self.last_page(found[0]))
        return self.html(self.column_page(found[0], page, address))

    def _page(self, title: str, content: str, on: str, fields: Mapping[str, str]) -> str:
        """Every page is one form."""
        return super()._page(title, content, on, {**fields, "state": _state(on)})

    def pager(self, channel: Channel, pages: Pages) -> str:
        """Links that post; what cannot be gone to has none."""

        def turn(word: str, page: int) -> str:
            if not pages.can_turn_to(page):
                return f'<a disabled="disabled" style="margin-right:5px;">{word}</a>'
            return f'<a href="javascript:__doPostBack(&#39;{_PAGER}&#39;,&#39;{page}&#39;)">{word}</a>'

        numbers = "".join(
            f'<span style="margin-right:5px;font-weight:Bold;color:red;">{n}</span>'
            if n == pages.current
            else turn(str(n), n)
            for n in pages.numbers
        )
        return (
            f'<div id="{_PAGER}">共{pages.items}条记录 {turn("首页", 1)}{turn("上一页", pages.current - 1)}'
            f"{numbers}{turn('下一页', pages.current + 1)}{turn('尾页', pages.last)}</div>"
        )

    layout: ClassVar[str] = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>
	{{title}}
</title><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<link href="css/style.css" rel="stylesheet" type="text/css" />
</head>
<body>
<form name="form1" method="post" action=".{{address}}" id="form1">
<div>
<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" />
<input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" />
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{{state}}" />
</div>
<script type="text/javascript">
//<![CDATA[
var theForm = document.forms['form1'];
function __doPostBack(eventTarget, eventArgument) {
    if (!theForm.onsubmit || (theForm.onsubmit() != false)) {
        theForm.__EVENTTARGET.value = eventTarget;
        theForm.__EVENTARGUMENT.value = eventArgument;
        theForm.submit();
    }
}
//]]>
</script>
<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td>\
<img src="images/top.jpg" width="1000" height="180" /></td></tr>
<tr><td class="menu"><table><tr><td><a href="/">首页</a></td>
{{menu}}</tr></table></td></tr></table>
{{content}}
<table width="1000" align="center"><tr><td>友情链接：
{{friends}}</td></tr></table>
<table width="1000" align="center"><tr>\
<td align="center">版权所有：{{site}}　电话：0000-5550166　泽ICP备00000066号　技术支持：某某网络</td></tr></table>
</form>
</body>
</html>
"""
    link_template: ClassVar[str] = '<td><a href="{{href}}">{{name}}</a></td>\n'
    step_template: ClassVar[str] = ' &gt;&gt; <a href="{{href}}">{{name}}</a>'
    article_title: ClassVar[str] = "{{headline}}"
    article_template: ClassVar[
        str
    ] = """<table width="1000" align="center"><tr valign="top"><td width="220"><table><tr><td>最新文章</td></tr>
<tr><td><ul>
{{latest}}</ul></td></tr></table></td>
<td><table width="100%"><tr><td height="30">您现在的位置：<a href="/">首页</a>{{path}} &gt;&gt; 正文</td></tr>
<tr><td><table width="96%" align="center">
<tr><td align="center" style="font-size:18px;font-weight:bold;color:#c00;"><span id="lblTitle">{{headline}}</span>\
</td></tr>
<tr><td align="center" style="border-bottom:1px dashed #ccc;"><span id="lblTime">{{published}}</span>　\
<span id="lblSource">{{source}}</span>　浏览次数：<span id="lblHits">{{views}}</span>次</td></tr>
<tr><td style="line-height:28px;font-size:14px;">
{{body}}</td></tr>
<tr><td align="right">【<a href="javascript:window.print()">打印本页</a>】【\
<a href="javascript:window.close()">关闭窗口</a>】</td></tr>
</table><title></title></td></tr></table></td></tr></table>
"""
    listing_template: ClassVar[str] = """<table width="1000" align="center"><tr valign="top"><td width="220"><table><tr>
{{siblings}}</tr></table></td>
<td><table width="100%"><tr><td height="30">您现在的位置：<a href="/">首页</a>{{path}}</td></tr>
<tr><td><table id="DataList1" cellspacing="0" border="0" width="100%">
{{rows}}</table></td></tr>
<tr><td align="center">{{pager}}</td></tr></table></td></tr></table>
"""
    row_template: ClassVar[str] = """<tr><td width="20"><img src="images/dot.gif" /></td>\
<td><a href="{{href}}" target="_blank">{{title}}</a></td><td width="90">{{date}}</td></tr>
"""
    box_template: ClassVar[
        str
    ] = """<table width="490" align="center"><tr><td>{{name}}</td><td align="right"><a href="{{href}}">更多...</a>\
</td></tr>
<tr><td colspan="2"><table width="100%">
{{rows}}</table></td></tr></table>
"""
    missing_template: ClassVar[
        str
    ] = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>出错啦</title>\
</head>
<body><script type="text/javascript">alert('您要查看的信息不存在或已被删除！');history.back();</script></body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": f"<p>{_INDENT}{{{{lead}}}}{{{{rest}}}}</p>\n",
        "subhead": f"<p>{_INDENT}<b>{{{{rest}}}}</b></p>\n",
        "picture": '<p align="center"><img src="{{file}}" border="0" /></p>\n',
        "caption": '<p align="center"><font color="#666666">{{rest}}</font></p>\n',
        "attachment": f'<p>{_INDENT}{{{{lead}}}}<a href="{{{{file}}}}">{{{{rest}}}}</a></p>\n',
    }


def _state(address: str) -> str:
    """The state of a page, as a server would sign it."""
    return b64encode(b"/wEPDwUK" + b64decode("AAEAAAD/////") + address.encode()).decode()
