"""大汉 jpaas: a column's page holds no row; a script asks for its unit, page by page, and gets HTML in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qs

from devzone_crawler.simulator.cms.addresses import Address
from devzone_crawler.simulator.cms.cms_site import CmsSite
from devzone_crawler.simulator.cms.columns import Channel, Column
from devzone_crawler.simulator.cms.pages import Pages
from devzone_crawler.simulator.site import Request, Response
from devzone_crawler.simulator.truth import BlockKind

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_WEB, _TEMPLATES, _TAG = "8d3f0a27c45b4e61", "209741b2109044b5", "信息列表"


class JpaasSite(CmsSite):
    """A ministry's site. Views are printed."""

    family: ClassVar[str] = "jpaas"
    title: ClassVar[str] = "东岭省园区事务中心"
    uploads: ClassVar[str] = "/cms_files/filemanager/"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("5c77e101", "新闻动态", "xwdt"),
        Column("5c77e102", "中心工作", "xwdt/zxgz", "a", "5c77e101"),
        Column("5c77e103", "园区动态", "xwdt/yqdt", "b", "5c77e101"),
        Column("5c77e104", "公示公告", "gsgg", "c"),
    )
    turns: ClassVar[str] = "aabacabaca"
    first_id: ClassVar[int] = 880400
    fronts: ClassVar[bool] = True
    about_address: ClassVar[str] = "/jgjj/index.html"
    article_address: ClassVar[Address] = Address("/{slug}/art/{published:%Y}/art_{id}.html")
    column_address: ClassVar[Address] = Address("/{slug}/index.html")
    time_format: ClassVar[str] = "%Y年%m月%d日 %H:%M:%S"

    def special(self, request: Request, address: str) -> Response | None:
        """A page of a column's unit, for those who come from a page of the site."""
        if request.path != _UNIT:
            return None
        if not request.referer:
            return self.html("<html><head><title>403 Forbidden</title></head><body></body></html>", 403)
        asked = {name: values[0] for name, values in parse_qs(request.query).items()}
        channel = self.channels.get(asked.get("pageId", ""))
        try:
            wanted = json.loads(asked.get("paramJson", "{}"))
            page, size = int(wanted.get("pageNo", 1)), int(wanted.get("pageSize", self.rows_per_page))
        except (ValueError, TypeError, AttributeError):
            page, size = 0, 0
        known = asked.get("webId") == _WEB and asked.get("tplSetId") == _TEMPLATES and asked.get("tagId") == _TAG
        if channel is None or not known or page < 1 or not 1 <= size <= 100:
            return _json({"success": False, "code": "500", "message": "参数错误", "data": None})
        rows = self.rows(channel.items[(page - 1) * size : page * size], self.address_of(channel.column))
        count = len(channel.items)
        pager = f'<div class="pagination" pagesize="{size}" currentpage="{page}" count="{count}"></div>'
        answer = {"html": f'<ul class="list-con">\n{rows}</ul>\n{pager}', "count": count}
        return _json({"success": True, "code": "200", "message": "操作成功", "data": answer})

    def pager(self, channel: Channel, pages: Pages) -> str:
        """What the script needs to ask for the rows."""
        query = {
            "parseType": "bulidstatic",
            "webId": _WEB,
            "tplSetId": _TEMPLATES,
            "pageType": "column",
            "tagId": _TAG,
            "editType": "null",
            "pageId": channel.column.key,
        }
        data = ",".join(f"'{name}':'{value}'" for name, value in query.items())
        size = f'{{"pageNo":1,"pageSize":{self.rows_per_page}}}'
        return f'<script parseType="bulidstatic" url="{_UNIT}" queryData="{{{data}}}" paramJson=\'{size}\'></script>'

    layout: ClassVar[str] = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="renderer" content="webkit">
<title>{{title}}</title>
<meta name="SiteName" content="{{site}}"><meta name="SiteDomain" content="www.dlyq.example">\
<meta name="SiteIDCode" content="9900000081">
<meta name="ColumnName" content="{{name}}"><meta name="ColumnType" content="工作动态">
{{metas}}<script src="/jpaas-web-server/front/js/jquery.min.js"></script>
<script src="/jpaas-web-server/front/js/jpaas.min.js" params="webId=8d3f0a27c45b4e61&pageType=column"></script>
</head>
<body>
<div class="page-header"><a href="/"><img class="logo" src="/attach/0/img/logo.png"></a>
<ul class="main-nav"><li><a href="/">首页</a></li>
{{menu}}</ul></div>
<div class="container">
{{content}}</div>
<div class="page-footer"><div class="links">
{{friends}}</div><p>主办：{{site}}　承办：省大数据中心</p><p>网站标识码：9900000081　东ICP备00000081号</p></div>
<iframe src="/jpaas-jvisit-web-server/visit?webid=8d3f0a27c45b4e61" style="display:none"></iframe>
</body>
</html>
"""
    step_template: ClassVar[str] = ' &gt;<a href="{{href}}">{{name}}</a>'
    metas_template: ClassVar[str] = """<meta name="ArticleTitle" content="{{headline}}">
<meta name="PubDate" content="{{minute}}"><meta name="ContentSource" content="{{source}}">
<meta name="Url" content="{{address}}"><meta name="Image" content="">
"""
    article_title: ClassVar[str] = "{{headline}}"
    article_template: ClassVar[
        str
    ] = """<div class="unit-box"><div class="location">您当前的位置：<a href="/">首页</a>{{path}}</div></div>
<div class="art-main">
<div class="art-title">{{headline}}</div>
<div class="art-info"><span>发布时间：{{published}}</span><span>来源：{{source}}</span>\
<span>浏览量：<i id="visitcount">{{views}}</i></span><span class="art-size">【<a>大</a> <a>中</a> <a>小</a>】</span>\
<span><a href="javascript:print()">打印</a></span></div>
<div class="art-con article_component" id="con">
{{body}}</div>
<div class="art-ft"><a href="javascript:window.close()">关闭</a></div>
<div class="art-ewm"><p>扫一扫在手机打开当前页</p><div id="qrcode"></div></div>
</div>
<div class="art-side"><div class="tit">最新内容</div><ul>
{{latest}}</ul></div>
"""
    plain_row: ClassVar[str] = '<li><a href="{{href}}" title="{{title}}">{{title}}</a><span>{{date}}</span></li>\n'
    front_template: ClassVar[str] = """<div class="location">您当前的位置：<a href="/">首页</a>{{path}}</div>
{{boxes}}"""
    listing_template: ClassVar[str] = """<div class="location">您当前的位置：<a href="/">首页</a>{{path}}</div>
<ul class="sub-nav">
{{siblings}}</ul>
<div class="list-box"><h3>{{name}}</h3>
<div class="page-content">{{pager}}</div></div>
"""
    row_template: ClassVar[str] = (
        '<li><a href="{{href}}" title="{{title}}" target="_blank">{{cut}}</a><span>{{date}}</span></li>\n'
    )
    box_template: ClassVar[str] = """<div class="box"><div class="box-tit"><a href="{{href}}">{{name}}</a></div><ul>
{{rows}}</ul></div>
"""
    missing_template: ClassVar[str] = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>404</title></head>
<body><div class="error"><h2>404</h2><p>抱歉，您访问的页面不存在或已下线</p><a href="{{home}}">返回首页</a></div>\
</body></html>
"""
    blocks: ClassVar[Mapping[BlockKind, str]] = {
        "paragraph": '<p style="text-indent: 2em; text-align: justify;">{{lead}}{{rest}}</p>\n',
        "subhead": '<p style="text-indent: 2em;"><strong>{{rest}}</strong></p>\n',
        "picture": '<p style="text-align: center;"><img src="{{file}}" title="0.jpg" alt="0.jpg"></p>\n',
        "caption": '<p style="text-align: center;"><span style="color: #7f7f7f;">{{rest}}</span></p>\n',
        "attachment": '<p style="text-indent: 2em;">{{lead}}<a href="{{file}}" download>{{rest}}</a></p>\n',
    }


def _json(answer: object) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False).encode(), content_type="application/json;charset=UTF-8")
