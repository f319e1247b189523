"""PHPCMS v9 with its stock shapes: `list-9-2.html`, the byline inside the headline, the date before a row's link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.cms_site import CmsSite, counter_kind
from devzone_crawler.simulator.cms.columns import Channel, Column, Foreign
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.counter_kinds import CounterKind
from devzone_crawler.simulator.truth import BlockKind

_ROWS_PER_GROUP = 5


class PhpcmsSite(CmsSite):
    """A zone's site. Views by api.php, at the page's end."""

    family: ClassVar[str] = "phpcms"
    title: ClassVar[str] = "浦桥产业园"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("6", "新闻中心", "xinwen"),
        Column("9", "园区要闻", "yaowen", "a", "6"),
        Column("10", "企业动态", "qiye", "b", "6"),
        Column("12", "通知公告", "tongzhi", "c"),
        Column("14", "投资指南", "zhinan", "d"),
    )
    turns: ClassVar[str] = "acabadbcab"
    first_id: ClassVar[int] = 300
    rows_per_page: ClassVar[int] = 10
    about_address: ClassVar[str] = "/list-2-1.html"
    article_address: ClassVar[Address] = Address("/show-{key}-{id}-1.html")
    column_address: ClassVar[Address] = Address("/list-{key}-1.html")
    page_address: ClassVar[Address] = Address("/list-{key}-{n}.html")
    time_format: ClassVar[str] = "%Y-%m-%d %H:%M:%S"
    date_format: ClassVar[str] = "%Y-%m-%d %H:%M:%S"
    counter: ClassVar[CounterKind | None] = counter_kind("phpcms")

    def rows(self, items: Sequence[int | Foreign], on: str) -> str:
        """A rule below every fifth row, which is an empty item."""
        rows = [self.row(item, on) for item in items]
        groups = (rows[start : start + _ROWS_PER_GROUP] for start in range(0, len(rows), _ROWS_PER_GROUP))
        rule = '<li class="bk20 hr"></li>\n' if len(items) > _ROWS_PER_GROUP else ""
        return "".join("".join(group) + rule for group in groups)

    def pager(self, channel: Channel, pages: Pages) -> str:
        """上一页 and 下一页 are always links: at the ends, to the page itself."""
        before, after = max(1, pages.current - 1), min(pages.last, pages.current + 1)
        numbers = " ".join(
            f"<span>{n}</span>" if n == pages.current else f'<a href="{pages.link(n)}">{n}</a>' for n in pages.numbers
        )
        if pages.last == 1:
            return ""
        return (
            f'<a class="a1">{pages.items}条</a> <a href="{pages.link(before)}" class="a1">上一页</a> {numbers} '
            f'<a href="{pages.link(after)}" class="a1">下一页</a>'
        )

    layout: ClassVar[str] = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta http-equiv="X-UA-Compatible" content="IE=7" />
<title>{{title}}</title>
<link href="/statics/css/reset.css" rel="stylesheet" type="text/css" />
<link href="/statics/css/default_blue.css" rel="stylesheet" type="text/css" />
{{metas}}<script type="text/javascript" src="/statics/js/jquery.min.js"></script>
</head>
<body>
<div class="body-top"><div class="content"><div class="login lh24 blue">\
<a href="/index.php?m=content&amp;c=rss" class="rss ib">rss</a>\
<script type="text/javascript">document.write('<iframe src="/index.php?m=member&c=index&a=mini" height="24">\
</iframe>')</script></div></div></div>
<div class="header"><div class="logo"><a href="/"><img src="/statics/images/v9/logo.jpg" /></a></div>
<div class="nav-bar"><ul class="nav-site"><li><a href="/"><span>首页</span></a></li>
{{menu}}</ul></div></div>
<div class="main">
{{content}}</div>
<div class="footer"><p class="info">{{friends}}</p>
<p>Powered by <strong>Phpcms</strong> V9　{{site}}　浦ICP备00000009号</p></div>
</body>
</html>
"""
    link_template: ClassVar[str] = '<li class="line">|</li>\n<li><a href="{{href}}"><span>{{name}}</span></a></li>\n'
    friend_template: ClassVar[str] = '<a href="{{href}}" target="_blank">{{name}}</a> | \n'
    article_title: ClassVar[str] = "{{headline}} - {{name}} - {{site}}"
    article_template: ClassVar[str] = """<div class="col-left">
<div class="crumbs"><a href="/">首页</a><span></span>{{path}} &gt;  正文</div>
<div id="Article">
<h1>{{headline}}<br />
<span>{{published}}&nbsp;&nbsp;&nbsp;来源：{{source}}&nbsp;&nbsp;&nbsp;评论：<a href="#comment_iframe" id="comment">0\
</a> 点击：</span>{{views}}</h1>
<div class="content">
{{body}}</div>
<div class="bk15"></div>
<div id="pages" class="text-c"></div>
<p style="margin-bottom:10px"></p>
<p class="f14"><strong>上一篇：</strong>{{earlier}}<br /><strong>下一篇：</strong>{{later}}</p>
<div class="Article-Tool">分享到：<a class="t1" href="javascript:;" title="微博"></a></div>
</div>
<div class="bk10"></div>
<iframe src="/index.php?m=comment&amp;c=index&amp;a=init&amp;iframe=1" width="100%" height="100%" id="comment_iframe">\
</iframe>
</div>
<div class="col-auto"><div class="box"><h5 class="title-2">频道总排行</h5><ul class="content digg">
{{hot}}</ul></div>
<div class="box"><h5 class="title-2">相关文章</h5><ul class="content list lh24 f14">
{{related}}</ul></div></div>
{{counting}}
"""
    plain_row: ClassVar[str] = '<li><span>{{views}}</span><a href="{{href}}" title="{{title}}">{{cut}}</a></li>\n'
    listing_template: ClassVar[str] = """<div class="col-left">
<div class="crumbs"><a href="/">首页</a><span></span>{{path}} &gt; 列表</div>
<ul class="list lh24 f14">
{{rows}}</ul>
<div id="pages" class="text-c mg_t20">{{pager}}</div>
</div>
<div class="col-auto"><div class="box"><h5 class="title-2">栏目导航</h5><ul class="content guery">
{{siblings}}</ul></div></div>
"""
    row_template: ClassVar[str] = (
        '<li><span class="rt">{{date}}</span>·<a href="{{href}}" target="_blank">{{title}}</a></li>\n'
    )
    box_template: ClassVar[
        str
    ] = """<div class="box cat-area"><h5 class="title-1">{{name}}<a href="{{href}}" class="more">更多&gt;&gt;</a></h5>
<ul class="content list lh24 f14">
{{rows}}</ul></div>
"""
    missing_template: ClassVar[str] = """<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>提示信息</title></head>
<body><div class="showMsg" style="text-align:center"><h5>提示信息</h5>\
<div class="content guery">请求的内容不存在或已删除！</div>
<div class="bottom"><a href="javascript:history.back();">[点这里返回上一页]</a></div></div></body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": "<p>\u3000\u3000{{lead}}{{rest}}</p>\n",
        "subhead": '<p style="text-align: center"><strong>{{rest}}</strong></p>\n',
        "picture": '<p style="text-align: center"><img alt="" src="{{file}}" style="width: 600px" /></p>\n',
        "caption": '<p style="text-align: center">{{rest}}</p>\n',
        "attachment": '<p>\u3000\u3000{{lead}}<a href="{{file}}">{{rest}}</a></p>\n',
    }
