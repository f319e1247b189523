"""EmpireCMS: `index_2.html`, a <select> for a pager, texts of lines and breaks, other articles' counters in boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.cms_site import CmsSite, counter_kind
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.counter_kinds import CounterKind
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.truth import BlockKind


class EmpirecmsSite(CmsSite):
    """A local news site. Views by ViewClick."""

    family: ClassVar[str] = "empirecms"
    title: ClassVar[str] = "桐江园区网"
    uploads: ClassVar[str] = "/d/file/"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("36", "资讯", "news"),
        Column("38", "园区新闻", "news/yuanqu", "a", "36"),
        Column("39", "本地财经", "news/caijing", "b", "36"),
        Column("41", "招商", "zhaoshang", "c"),
    )
    turns: ClassVar[str] = "abcabacbaa"
    first_id: ClassVar[int] = 532600
    article_address: ClassVar[Address] = Address("/{slug}/{published:%Y-%m-%d}/{id}.html")
    column_address: ClassVar[Address] = Address("/{slug}/")
    page_address: ClassVar[Address | None] = Address("/{slug}/index_{n}.html")
    home_file: ClassVar[str] = "index.html"
    time_format: ClassVar[str] = "%Y-%m-%d %H:%M:%S"
    counter: ClassVar[CounterKind | None] = counter_kind("empirecms")

    def special(self, request: Request, address: str) -> Response | None:
        """A visit is counted by a parameter more."""
        return self._count(address.removesuffix("&addclick=1"))

    def pager(self, channel: Channel, pages: Pages) -> str:
        """Words are links; numbers stand in the <select> alone."""
        if pages.last == 1:
            return ""
        ends = [("首页", 1), ("上一页", pages.current - 1)] if pages.current > 1 else []
        ends += [("下一页", pages.current + 1), ("尾页", pages.last)] if pages.current < pages.last else []
        words = "&nbsp;".join(f'<a href="{pages.link(page)}">{word}</a>' for word, page in ends)
        options = "".join(
            f'<option value="{pages.link(n)}"{" selected" if n == pages.current else ""}>第 {n} 页</option>\n'
            for n in pages.numbers
        )
        change = "self.location.href=this.options[this.selectedIndex].value"
        return (
            f"第{pages.current}页/共{pages.last}页　{words}&nbsp;"
            f'<select name="select" onchange="{change}">\n{options}</select>'
        )

    layout: ClassVar[str] = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{{title}}</title>
<link href="/skin/default/css/style.css" rel="stylesheet" type="text/css" />
<script type="text/javascript" src="/skin/default/js/tabs.js"></script>
{{metas}}</head>
<body class="showpage">
<table class="top" width="950" border="0" cellspacing="0" cellpadding="0"><tr>
<td><a href="/"><img src="/skin/default/images/logo.gif" alt="{{site}}" /></a></td>
<td><script src="/e/member/login/loginjs.php"></script><a href="/e/member/register/">注册</a></td></tr></table>
<div class="nav"><a href="/">首页</a>{{menu}}</div>
{{content}}
<table width="950" class="links"><tr><td><strong>友情链接</strong></td><td>
{{friends}}</td></tr></table>
<div class="foot">Powered by <strong>EmpireCMS</strong>　{{site}}　桐ICP备00000038号</div>
</body>
</html>
"""
    link_template: ClassVar[str] = ' | <a href="{{href}}">{{name}}</a>'
    step_template: ClassVar[str] = '&nbsp;>&nbsp;<a href="{{href}}">{{name}}</a>'
    article_title: ClassVar[str] = "{{headline}}-{{name}}-{{site}}"
    metas_template: ClassVar[str] = '<meta name="keywords" content="{{headline}}" />\n'
    article_template: ClassVar[
        str
    ] = """<table width="950" class="position"><tr><td>现在的位置：<a href="/">首页</a>{{path}} > 正文</td></tr></table>
<table width="950" class="main"><tr valign="top"><td class="news_content">
<table width="100%" class="title_info"><tr><td class="h1"><h1>{{headline}}</h1></td></tr>
<tr><td class="info_text">时间：{{published}}&nbsp;&nbsp;来源：\
<a href="http://source.example/" target="_blank">{{source}}</a>&nbsp;&nbsp;\
作者：&nbsp;&nbsp;点击：{{views}}次</td></tr></table>
<table width="100%"><tr><td id="text">{{body}}</td></tr></table>
<table><tr><td>顶一下（<script src="/e/public/ViewClick/?classid={{key}}&id={{id}}&down=5"></script>）　\
我要评论（<script src="/e/public/ViewClick/?classid={{key}}&id={{id}}&down=2"></script>）</td></tr></table>
<ul class="pre"><li>上一篇：{{earlier}}</li><li>下一篇：{{later}}</li></ul>
</td>
<td class="sider"><strong>相关新闻</strong><ul>
{{related}}</ul><strong>点击排行</strong><ul>
{{hot}}</ul></td></tr></table>
"""
    plain_row: ClassVar[str] = """<li><a href="{{href}}" title="{{title}}">{{cut}}</a> 点击：\
<script src="/e/public/ViewClick/?classid=38&id={{id}}"></script></li>
"""
    listing_template: ClassVar[
        str
    ] = """<table width="950" class="position"><tr><td>现在的位置：<a href="/">首页</a>{{path}}</td></tr></table>
<div class="sub">{{siblings}}</div>
<table width="950" class="list_content"><tr><td><ul>
{{rows}}</ul><div class="list_page">{{pager}}</div></td></tr></table>
"""
    row_template: ClassVar[str] = """<li><a href="{{href}}" target="_blank">{{title}}</a> [{{date}}]</li>
"""
    box_template: ClassVar[
        str
    ] = """<table class="box" width="470"><tr><td><strong><a href="{{href}}">{{name}}</a></strong></td></tr><tr><td><ul>
{{rows}}</ul></td></tr></table>
"""
    missing_template: ClassVar[
        str
    ] = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>信息提示</title></head>
<body><table width="500" align="center"><tr><td>信息提示</td></tr><tr><td align="center"><b>此信息不存在</b>
<br><br><a href="javascript:history.go(-1)">如果您的浏览器没有自动跳转，请点击这里</a></td></tr></table></body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": "　　{{lead}}{{rest}}<br />\n<br />\n",
        "subhead": "　　<strong>{{rest}}</strong><br />\n<br />\n",
        "picture": '<div align="center"><img src="{{file}}" border="0" /></div>\n',
        "caption": '<div align="center">{{rest}}</div>\n<br />\n',
        "attachment": '　　{{lead}}<a href="{{file}}">{{rest}}</a><br />\n',
    }
