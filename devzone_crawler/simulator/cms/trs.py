"""TRS WCM, as provincial governments have it: static files, relative links, a pager that a script writes from 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.cms_site import CmsSite
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.truth import Block, BlockKind, SimulatedArticle


class TrsSite(CmsSite):
    """A government's site. Nobody counts views."""

    family: ClassVar[str] = "trs"
    title: ClassVar[str] = "沅江省开发区管理办公室"
    shows_views: ClassVar[bool] = False
    columns: ClassVar[tuple[Column, ...]] = (
        Column("1", "新闻中心", "xwzx"),
        Column("2", "工作动态", "xwzx/gzdt", "a", "1"),
        Column("3", "市州动态", "xwzx/szdt", "b", "1"),
        Column("4", "通知公告", "tzgg", "c"),
        Column("5", "政务公开", "zwgk"),
        Column("6", "政策解读", "zwgk/zcjd", "d", "5"),
    )
    turns: ClassVar[str] = "abacabdbac"
    first_id: ClassVar[int] = 693000
    rows_per_box: ClassVar[int] = 8
    fronts: ClassVar[bool] = True
    about_address: ClassVar[str] = "/jgsz/jgjj.html"
    article_address: ClassVar[Address] = Address("/{slug}/{published:%Y%m}/t{published:%Y%m%d}_{id}.html")
    column_address: ClassVar[Address] = Address("/{slug}/")
    page_address: ClassVar[Address] = Address("/{slug}/index_{n}.html")
    numbering = "from zero"
    home_file: ClassVar[str] = "index.html"
    relative: ClassVar[bool] = True

    def href(self, to: str, on: str) -> str:
        """Relative, with the `./` that TRS writes."""
        href = super().href(to.removesuffix("index.html"), on)
        return href if href.startswith(".") or ":" in href else f"./{href}"

    def article_fields(self, article: SimulatedArticle, on: str) -> dict[str, str]:
        """The file's name too."""
        file = on.rpartition("/")[2]
        return super().article_fields(article, on) | {"file": f"./{file}", "stem": file.removesuffix(".html")}

    def file_path(self, number: int, block: Block) -> str:
        """Pictures and downloads lie beside their article."""
        name, extension = block.file.rpartition("/")[2].split(".")
        return (
            f"{self.path_of(number).rpartition('/')[0]}/W0{self.facts(number).published:%Y%m%d}{name:>09}.{extension}"
        )

    def pager(self, channel: Channel, pages: Pages) -> str:
        """No links: what the call writes, a script of the page says."""
        call = f'createPageHTML({pages.last}, {pages.current - 1}, "index", "html");'
        return f'<script type="text/javascript">\n{call}\n</script>'

    layout: ClassVar[str] = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{{title}}</title>
<meta name="SiteName" content="{{site}}"><meta name="SiteDomain" content="kfq.yuanjiang.example">
<meta name="SiteIDCode" content="9900000071">
<meta name="ColumnName" content="{{name}}"><meta name="ColumnType" content="">
{{metas}}<script type="text/javascript">
function createPageHTML(count, current, name, ext) {
    if (count <= 1) { return; }
    function file(i) { return (i == 0 ? name : name + "_" + i) + "." + ext; }
    var html = "共" + count + "页 ";
    for (var i = 0; i < count; i++) {
        html += i == current ? "<span>" + (i + 1) + "</span> " : "<a href='" + file(i) + "'>" + (i + 1) + "</a> ";
    }
    if (current < count - 1) { html += "<a href='" + file(current + 1) + "'>下一页</a> "; }
    document.write(html + "转到第<input id='num' size='3'>页 <a href='javascript:jump()'>GO</a>");
}
</script>
</head>
<body>
<div class="top"><a href="{{home}}">{{site}}</a><span>今天是<script>document.write(new Date().toLocaleDateString())\
</script></span></div>
<ul class="nav"><li><a href="{{home}}">首页</a></li>
{{menu}}</ul>
<div class="main">
{{content}}</div>
<div class="links"><h4>友情链接</h4>
{{friends}}</div>
<div class="foot"><p>主办单位：{{site}}　承办单位：省电子政务中心</p>
<p>网站标识码：9900000071　沅ICP备00000071号　<a href="./sitemap.html">网站地图</a></p></div>
</body>
</html>
"""
    metas_template: ClassVar[str] = """<meta name="ArticleTitle" content="{{headline}}">
<meta name="PubDate" content="{{minute}}"><meta name="ContentSource" content="{{source}}">
<meta name="Keywords" content=""><meta name="Author" content=""><meta name="Description" content="">
<meta name="Url" content="{{file}}"><meta name="SiteName" content="{{site}}">\
<meta name="SiteIDCode" content="9900000071">
"""
    article_template: ClassVar[str] = """<div class="bread">您当前的位置：<a href="{{home}}">首页</a>{{path}}</div>
<div class="detail">
<h3></h3><h2>{{headline}}</h2><h3></h3>
<div class="detail-info"><span alt="时间：2008-01-08 20:26"><i>时间：</i>{{published}}</span>\
<span alt="来源：省政府办公厅"><i>来源：</i> {{source}} </span>\
<span class="tools">字体：<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> \
<a href="javascript:doZoom(14)">小</a> <a href="javascript:window.print()">打印</a></span></div>
<div id="Zoom"><div class="TRS_Editor"><style type="text/css">
.TRS_Editor P{line-height:2;font-family:宋体;font-size:12pt;}.TRS_Editor DIV{line-height:2;}</style>
{{body}}</div></div>
<script type="text/javascript">createPageHTML(1, 0, "{{stem}}", "html");</script>
<div class="editor">责任编辑：周明</div>
<div class="share">分享到：<a class="wx"></a><a class="wb"></a></div>
</div>
<div class="side"><h3>最新信息</h3><ul>
{{latest}}</ul></div>
"""
    listing_template: ClassVar[str] = """<div class="bread">您当前的位置：<a href="{{home}}">首页</a>{{path}}</div>
<ul class="left-nav">
{{siblings}}</ul>
<div class="list"><h2>{{name}}</h2>
<ul>
{{rows}}</ul>
<div class="page">{{pager}}</div></div>
"""
    front_template: ClassVar[str] = """<div class="bread">您当前的位置：<a href="{{home}}">首页</a>{{path}}</div>
{{boxes}}"""
    row_template: ClassVar[str] = (
        '<li><a href="{{href}}" target="_blank" title="{{title}}">{{title}}</a><span>{{date}}</span></li>\n'
    )
    box_template: ClassVar[
        str
    ] = """<div class="box"><h3><a href="{{href}}">{{name}}</a><a class="more" href="{{href}}">更多&gt;&gt;</a></h3>
<ul>
{{rows}}</ul></div>
"""
    missing_template: ClassVar[str] = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{{site}}</title><meta http-equiv="refresh" content="3;url={{home}}"></head>
<body><div class="tip"><h3>温馨提示：您访问的页面不存在或已删除</h3><p>3秒后返回<a href="{{home}}">首页</a></p></div>\
</body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": "<div>　　{{lead}}{{rest}}</div>\n",
        "subhead": "<div>　　<strong>{{rest}}</strong></div>\n",
        "picture": '<div align="center"><img src="{{file}}" oldsrc="{{file}}" /></div>\n',
        "caption": '<div align="center"><b><font color="#0000ff">{{rest}}</font></b></div>\n',
        "attachment": '<div>　　{{lead}}<a href="{{file}}">{{rest}}</a></div>\n',
    }
