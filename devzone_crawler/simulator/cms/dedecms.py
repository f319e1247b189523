"""DedeCMS with its stock shapes: `list_12_2.html`, labels in <small>, a pager of list items, a counting script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address, whole_number
from devzone_crawler.simulator.cms.cms_site import CmsSite, counter_kind
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.counter_kinds import CounterKind
from devzone_crawler.simulator.truth import BlockKind

_DYNAMIC = Address("/plus/view.php?aid={id}")
_DYNAMIC_ROW = '<li><a href="/plus/view.php?aid={{id}}" title="{{title}}">{{cut}}</a></li>\n'


class DedecmsSite(CmsSite):
    """An association's site."""

    family: ClassVar[str] = "dedecms"
    title: ClassVar[str] = "川北园区促进会"
    no_source: ClassVar[str] = "未知"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("11", "新闻资讯", "xinwen"),
        Column("12", "协会动态", "xinwen/xiehui", "a", "11"),
        Column("13", "行业资讯", "xinwen/hangye", "b", "11"),
        Column("14", "政策法规", "zhengce", "c"),
        Column("15", "会员风采", "huiyuan", "d"),
    )
    turns: ClassVar[str] = "abcadbacab"
    first_id: ClassVar[int] = 1990
    about_address: ClassVar[str] = "/guanyu/"
    article_address: ClassVar[Address] = Address("/{slug}/{published:%Y}/{published:%m%d}/{id}.html")
    column_address: ClassVar[Address] = Address("/{slug}/")
    page_address: ClassVar[Address] = Address("/{slug}/list_{key}_{n}.html")
    home_file: ClassVar[str] = "index.html"
    counter: ClassVar[CounterKind | None] = counter_kind("dedecms")

    def pager(self, channel: Channel, pages: Pages) -> str:
        """Names of files without folders, and a <select> of the same. On the only page, the counts alone."""
        file = f"list_{channel.column.key}_{{}}.html".format
        counts = (
            f'<li><span class="pageinfo">共 <strong>{pages.last}</strong>页<strong>{pages.items}</strong>条</span></li>'
        )
        if pages.last == 1:
            return f"<ul class='pagelist'>\n<li>首页</li>\n{counts}</ul>"
        first, last = "<li>首页</li>\n", "<li>末页</li>\n"
        if pages.current > 1:
            first = f"<li><a href='{file(1)}'>首页</a></li>\n<li><a href='{file(pages.current - 1)}'>上一页</a></li>\n"
        if pages.current < pages.last:
            following = f"<li><a href='{file(pages.current + 1)}'>下一页</a></li>\n"
            last = f"{following}<li><a href='{file(pages.last)}'>末页</a></li>\n"
        numbers = "".join(
            f'<li class="thisclass">{n}</li>\n' if n == pages.current else f"<li><a href='{file(n)}'>{n}</a></li>\n"
            for n in pages.numbers
        )
        options = "".join(
            f"<option value='{file(n)}'{' selected' if n == pages.current else ''}>{n}</option>\n"
            for n in pages.numbers
        )
        select = (
            "<li><select name='sldd' style='width:36px' "
            f"onchange='location.href=this.options[this.selectedIndex].value;'>\n{options}</select></li>\n"
        )
        return f'<ul class="pagelist">\n{first}{numbers}{last}{select}{counts}</ul>'

    def related(self, number: int, on: str) -> str:
        """A box that links to the program which makes the files, as templates do that were never told better."""
        return self.box((number - 3, number + 2, number + 5), on, _DYNAMIC_ROW)

    def article_at(self, address: str) -> int | None:
        """Each article has a second address."""
        found = _DYNAMIC.read(address)
        number = whole_number(found["id"]) - self.first_id if found else 0
        return number if 1 <= number <= self.size else super().article_at(address)

    def listing_at(self, address: str) -> tuple[Channel, int] | None:
        """A first page has two addresses."""
        fields = self.page_address.read(address)
        if fields and fields["n"] == "1" and fields["key"] in self.channels:
            address = f"/{fields['slug']}/"
        return super().listing_at(address)

    layout: ClassVar[str] = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{{title}}</title>
<link href="/templets/default/style/dedecms.css" rel="stylesheet" media="screen" type="text/css" />
{{metas}}</head>
<body class="articleview">
<div class="header"><div class="top"><a href="/plus/heightsearch.php" class="search">高级搜索</a>|\
<a href="/data/sitemap.html">网站地图</a></div>
<div class="logo"><a href="/"><img src="/templets/default/images/logo.gif" alt="{{site}}" /></a></div>
<div id="navMenu"><ul><li><a href='/'><span>主页</span></a></li>
{{menu}}</ul></div></div>
<div class="w960">
{{content}}</div>
<div class="flink"><dl class="tbox"><dt><strong>友情链接</strong></dt><dd><ul class="f5">
{{friends}}</ul></dd></dl></div>
<div class="footer"><p class="powered">Powered by <a href="http://dedecms.example/">DedeCMS</a></p>
<p>Copyright &copy; {{site}} 版权所有　川ICP备00000012号</p></div>
</body>
</html>
"""
    metas_template: ClassVar[str] = """<script type="text/javascript">
function postDigg(type, id) { var request = '/plus/digg_ajax.php?action=' + type + '&id=' + id; load(request); }
if (navigator.userAgent.match(/Android|iPhone/)) { window.location.href = '/m/view.php?aid={{id}}'; }
</script>
"""
    link_template: ClassVar[str] = "<li><a href='{{href}}'><span>{{name}}</span></a></li>\n"
    friend_template: ClassVar[str] = "<li><a href='{{href}}' target='_blank'>{{name}}</a> </li>\n"
    step_template: ClassVar[str] = " > <a href='{{href}}'>{{name}}</a>"
    article_template: ClassVar[str] = """<div class="pleft">
<div class="place"><strong>当前位置:</strong> <a href='/'>主页</a>{{path}} > </div>
<div class="viewbox">
<div class="title"><h2>{{headline}}</h2></div>
<div class="info"><small>时间:</small>{{published}}<small>来源:</small>{{source}} <small>作者:</small>admin \
<small>点击:</small>{{views}}次</div>
<div class="content"><table width='100%'><tr><td>
{{body}}</td></tr></table></div>
<div class="dede_pages"><ul class="pagelist"></ul></div>
<div class="newdigg"><div class="diggbox digg_good" onclick="postDigg('goodpost',{{id}})"><div class="digg_act">顶一下\
</div>\
<div class="digg_num">(7)</div><div class="digg_percent">87.50%</div></div>
<div class="diggbox digg_bad" onclick="postDigg('badpost',{{id}})"><div class="digg_act">踩一下</div>\
<div class="digg_num">(1)</div><div class="digg_percent">12.50%</div></div></div>
<div class="boxoff"><strong>------分隔线----------------------------</strong></div>
<div class="handle"><div class="context"><ul><li>上一篇：{{earlier}} </li><li>下一篇：{{later}} </li></ul></div>
<div class="actbox"><ul><li><a href="/plus/stow.php?aid={{id}}">收藏</a></li><li>\
<a href="#" onclick="window.print();">打印</a></li></ul></div></div>
</div>
</div>
<div class="pright"><dl class="tbox"><dt><strong>推荐内容</strong></dt><dd><ul class="d4">
{{related}}</ul></dd></dl>
<dl class="tbox"><dt><strong>热点内容</strong></dt><dd><ul class="c1 ico2">
{{hot}}</ul></dd></dl></div>
"""
    listing_template: ClassVar[str] = """<div class="pleft">
<div class="place"><strong>当前位置:</strong> <a href='/'>主页</a>{{path}} > </div>
<div class="listbox"><ul class="e2">
{{rows}}</ul></div>
<div class="dede_pages">
{{pager}}
</div></div>
<div class="pright"><dl class="tbox"><dt><strong>栏目列表</strong></dt><dd><ul class="d6">
{{siblings}}</ul></dd></dl></div>
"""
    row_template: ClassVar[str] = """<li><b>[<a href='{{column_href}}'>{{column}}</a>]</b> \
<a href="{{href}}" class="title">{{title}}</a>
<span class="info"><small>日期：</small>{{date}} 00:00:00 <small>点击：</small>{{views}} <small>好评：</small>0</span>\
</li>
"""
    box_template: ClassVar[str] = """<dl class="tbox"><dt><strong><a href="{{href}}">{{name}}</a></strong>\
<span class="more"><a href="{{href}}">更多...</a></span></dt><dd><ul class="d1 ico3">
{{rows}}</ul></dd></dl>
"""
    missing_template: ClassVar[str] = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>404-对不起！您访问的页面不存在</title></head>
<body><div class="head404"></div><div class="txtbox"><p>对不起，您请求的页面不存在、或已被删除、或暂时不可用</p>
<p>请点击以下链接继续浏览网页</p><p><a href="javascript:history.go(-1)">返回上一页面</a> <a href="/">返回网站首页</a>\
</p></div></body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": "<div>\u3000\u3000{{lead}}{{rest}}</div>\n",
        "subhead": '<div style="text-align: center;"><strong>{{rest}}</strong></div>\n',
        "picture": '<div style="text-align: center;"><img alt="" src="{{file}}" width="560" /></div>\n',
        "caption": '<div style="text-align: center;"><span style="font-size:12px;">{{rest}}</span></div>\n',
        "attachment": '<div>\u3000\u3000{{lead}}<a href="{{file}}">{{rest}}</a></div>\n',
    }
