"""How the articles of the `counters` family leave their view count to a counter, and what the counter answers. Data.

`{id}` is the article's id, `{views}` its number of views.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterKind:
    """One way to count views."""

    name: str
    asked_by: Literal["safe", "all", "nobody"]
    """From which VIEW_COUNTERS on a crawl asks it: "safe" when asking does not count, "nobody" when it must not."""
    beside_label: str = ""
    """HTML behind 点击："""
    at_end: str = ""
    """HTML before </body>."""
    request: str = ""
    """Path and query that a crawl must ask for. Empty when it must ask for nothing."""
    answer: str = "document.write('{views}');\r\n"
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    knows: bool = True
    """False if the answer says nothing of the article's views."""

    def asked_for(self, request: str) -> str | None:
        """The id that a request for this counter asks for; None for other requests. A post has it in its form."""
        match = re.fullmatch(re.escape(self.request).replace(r"\{id\}", r"(?P<id>\d+)"), request)
        return match["id"] if match else None


def _script(address: str) -> str:
    return f'<script type="text/javascript" src="{address}"></script>'


_VIEW_CLICK = "/e/public/ViewClick/?classid=38&id={id}"
_COUNTED = _script(_VIEW_CLICK + "&addclick=1")
_JSON = "application/json; charset=utf-8"

KINDS: tuple[CounterKind, ...] = (
    CounterKind(name="printed", asked_by="nobody", beside_label="{views}"),
    CounterKind(
        name="dedecms",
        asked_by="all",
        beside_label=_script("/plus/count.php?view=yes&aid={id}&mid=1"),
        request="/plus/count.php?view=yes&aid={id}&mid=1",
    ),
    CounterKind(
        name="phpcms",
        asked_by="all",
        beside_label='<span id="hits"></span>',
        at_end=_script("/api.php?op=count&amp;id={id}&amp;modelid=1"),
        request="/api.php?op=count&id={id}&modelid=1",
        answer="$('#todaydowns').html('1');$('#weekdowns').html('2');$('#monthdowns').html('3');$('#hits').html('{views}');",
    ),
    CounterKind(name="empirecms", asked_by="safe", beside_label=_COUNTED, request=_VIEW_CLICK),
    CounterKind(
        name="webplus",
        asked_by="safe",
        beside_label='<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=180&type=3&articleId={id}"></span>',
        request="/_visitcountdisplay?siteId=180&type=3&articleId={id}",
        answer="<html><head></head><body><p>{views}</p></body></html>",
    ),
    CounterKind(
        name="vsb",
        asked_by="safe",
        beside_label='<script>_showDynClicks("wbnews", 1412614994, {id})</script>',
        request="/system/resource/code/news/click/dynclicks.jsp?clickid={id}&owner=1412614994&clicktype=wbnews",
        answer="{views}\r\n",
    ),
    CounterKind(
        name="jeecms",
        asked_by="all",
        beside_label='<span id="views"></span>',
        at_end='<script>$(function(){{ Cms.viewCount("", "{id}"); }});</script>',
        request="/content_view.jspx?contentId={id}",
        answer="[{views},3,1,0,0]",
        content_type=_JSON,
    ),
    CounterKind(
        name="jcms_artcount",
        asked_by="all",
        beside_label=_script("/vc/vc/interface/artcount/artcount.jsp?i_columnid=14&i_articleid={id}"),
        request="/vc/vc/interface/artcount/artcount.jsp?i_columnid=14&i_articleid={id}",
        answer='document.write("{views}");',
    ),
    CounterKind(
        name="jcms_articlehits",
        asked_by="all",
        beside_label=_script("/module/visitcount/articlehits.jsp?colid=14&artid={id}"),
        request="/module/visitcount/articlehits.jsp?colid=14&artid={id}",
        answer="document.write({views})",
    ),
    CounterKind(
        name="finecms",
        asked_by="all",
        beside_label=_script("/index.php?c=api&a=hits&id={id}"),
        request="/index.php?c=api&a=hits&id={id}",
    ),
    CounterKind(
        name="huaqi",
        asked_by="all",
        beside_label=f'<span id="cntrHits">{_script("/index.php/api/hits/id/{id}.html")}</span>',
        request="/index.php/api/hits/id/{id}.html",
    ),
    CounterKind(
        name="kesion",
        asked_by="safe",
        beside_label=_script("/item/GetHits.asp?Action=Count&GetFlag=0&m=119&ID={id}"),
        request="/item/GetHits.asp?GetFlag=0&m=119&ID={id}",
    ),
    CounterKind(
        name="powereasy",
        asked_by="all",
        beside_label=_script("/Article/GetHits.asp?ArticleID={id}"),
        request="/Article/GetHits.asp?ArticleID={id}",
    ),
    CounterKind(
        name="clicknum",
        asked_by="all",
        beside_label=_script("/include/clicknum.jsp?t=news&n=news_id&v={id}"),
        request="/include/clicknum.jsp?t=news&n=news_id&v={id}",
    ),
    CounterKind(
        name="pro_view",
        asked_by="all",
        beside_label=_script("/check/pro_view.aspx?proid={id}"),
        request="/check/pro_view.aspx?proid={id}",
    ),
    CounterKind(
        name="model_count",
        asked_by="all",
        beside_label=_script("/ModelCount/?id={id}"),
        request="/ModelCount/?id={id}",
    ),
    CounterKind(
        name="article_click",
        asked_by="all",
        beside_label=_script("/article/click?did={id}"),
        request="/article/click?did={id}",
    ),
    CounterKind(
        name="visit_quarter",
        asked_by="all",
        beside_label='<span id="visitQuarter"></span>',
        at_end='<script>var articleId = \'{id}\';\n$.post("/oa/article_visitQuarter.do?", "id="+articleId, '
        'function(data){{ $("#visitQuarter").text(data.msg); }});</script>',
        request="/oa/article_visitQuarter.do?id={id}&visitPageNum=",
        answer='{{"msg":{views}}}',
        content_type=_JSON,
    ),
    # From here on, nobody learns the number.
    CounterKind(
        name="empty",
        asked_by="safe",
        beside_label=_COUNTED,
        request=_VIEW_CLICK,
        answer="document.write('');",
        knows=False,
    ),
    CounterKind(
        name="missing",
        asked_by="safe",
        beside_label=_COUNTED,
        request=_VIEW_CLICK,
        status=404,
        answer="<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>",
        knows=False,
    ),
    CounterKind(name="broken", asked_by="safe", beside_label=_COUNTED, request=_VIEW_CLICK, status=500, knows=False),
    CounterKind(
        name="soft_404",
        asked_by="safe",
        beside_label=_COUNTED,
        request=_VIEW_CLICK,
        answer="<html><head><title>404</title></head><body>404</body></html>",
        knows=False,
    ),
    CounterKind(
        name="hostile",
        asked_by="safe",
        beside_label=_COUNTED,
        request=_VIEW_CLICK,
        answer="top.location='/lost.html';document.write('<img src=1 onerror=alert({views})>'+document.cookie);",
        content_type="application/javascript",
        knows=False,
    ),
    CounterKind(name="moved", asked_by="safe", beside_label=_COUNTED, request=_VIEW_CLICK, status=302, knows=False),
    CounterKind(
        name="disallowed",
        asked_by="nobody",
        beside_label=_script("/closed" + _VIEW_CLICK),
        knows=False,
    ),
    CounterKind(
        name="of_another_site",
        asked_by="nobody",
        beside_label=_script("http://tongji.example" + _VIEW_CLICK),
        knows=False,
    ),
    CounterKind(
        name="commented_out",
        asked_by="nobody",
        beside_label=f"<!-- {_COUNTED} --><script>// _showDynClicks('wbnews', 1412614994, {{id}})\n</script>",
        knows=False,
    ),
    CounterKind(name="none", asked_by="nobody", knows=False),
)

RELATED = (
    '<li><a href="/news/{id}.html">{title}</a><span>阅读：'
    '<script src="/e/public/ViewClick/?classid=38&id={id}"></script></span></li>\n'
)
"""A row of the related box: the counter of another article, behind a label too."""

LOOKALIKES = (
    '<div class="tools">赞 <script src="/e/public/ViewClick/?classid=38&id={id}&down=5"></script> '
    '评论 <script src="/e/public/ViewClick/?classid=38&id={id}&down=2"></script> '
    '已下载<script src="/e/public/ViewClick/?classid=38&id={id}&down=1"></script>次</div>\n'
    '<!-- 点击：<script src="/plus/count.php?view=yes&aid={id}&mid=1"></script> -->\n'
)
"""What stands on every page and must never be asked: scores, comments, downloads, and what a template left behind."""
