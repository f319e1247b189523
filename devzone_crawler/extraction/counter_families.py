"""The counters of content management systems: how a page names its own, and what asking it does.

Many pages print 点击 and leave the number to a script that asks the CMS. Data only; `counters.py` walks the tables.
Asking counts as a visit unless a row knows better: its reason says from where.

Not in the tables: SiteServer's `add_content_hits` counts and answers nothing, and `ajax_article_click_get('15070','0')`
asks an address that stands in a script file of the site, not in the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A counter whose address stands in the page: in an attribute, or in a string of a script."""

    name: str
    reason: str
    """What the row rests on, with an example, and why asking counts or does not."""
    mark: str
    """Part of the address, in the case that the CMS writes it in: looked for before anything else is done."""
    path: re.Pattern[str]
    """Matches the end of the address's path. A group `id` holds the article's id when no parameter does."""
    ids: tuple[str, ...] = ()
    """Parameters that may hold the article's id, in lower case."""
    needs: tuple[tuple[str, str], ...] = ()
    """Parameters that must be there, with the pattern of their value."""
    only: tuple[tuple[str, str], ...] = ()
    """Parameters that must have this value if they are there: with another, the answer is no number of views."""
    left_out: frozenset[str] = frozenset()
    """Parameters that make the question count: not sent, so that it does not."""
    target: str | None = None
    """Id of the element that the answer is written into. None: where the script stands."""
    counts: bool = True
    in_attribute: bool = False
    """True when the address stands in another element than <script>."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A counter whose address is made of the arguments of a function call. Fields not told here: see Printed."""

    name: str
    reason: str
    mark: str
    call: re.Pattern[str]
    """The call, with the group `id` and those that `address` and `form` name."""
    address: str
    form: str | None = None
    """What is posted. None: GET."""
    target: str | None = None
    counts: bool = True


PRINTED: tuple[Printed, ...] = (
    Printed(
        name="dedecms",
        reason="/plus/count.php?view=yes&aid=1992&mid=1 answers document.write('806'), nothing without view=yes. "
        "Each GET adds one, and no parameter prevents it.",
        mark="count.php",
        path=re.compile(r"/count\.php$"),
        ids=("aid",),
        needs=(("view", "yes"),),
    ),
    Printed(
        name="phpcms",
        reason="/api.php?op=count&id=12&modelid=1 at the page's end fills #hits beside the label, by jQuery. "
        "It adds one before it answers.",
        mark="op=count",
        path=re.compile(r"/api\.php$"),
        ids=("id",),
        needs=(("op", "count"),),
        target="hits",
    ),
    Printed(
        name="empirecms",
        reason="/e/public/ViewClick/?classid=38&id=532601&addclick=1 answers document.write('807'). Lists ask it "
        "without addclick, and then it does not count. down=1 ... 6 are downloads, comments, scores and digg.",
        mark="ViewClick",
        path=re.compile(r"/ViewClick/?(?:index\.php)?$"),
        ids=("id",),
        only=(("down", "0"),),
        left_out=frozenset({"addclick"}),
        counts=False,
    ),
    Printed(
        name="webplus",
        reason='<span class="WP_VisitCount" url="/_visitcountdisplay?siteId=180&type=3&articleId=290690"> of 苏迪 '
        "shows what another address, _visitcount, counts. Without articleId it is the whole site's number.",
        mark="_visitcountdisplay",
        path=re.compile(r"/_visitcountdisplay$"),
        ids=("articleid",),
        counts=False,
        in_attribute=True,
    ),
    Printed(
        name="jeecms",
        reason="/content_view.jspx?contentId=123 answers [views,comments,downloads,ups,downs], [] when it knows none, "
        "and counts the view that it reports.",
        mark="content_view.jspx",
        path=re.compile(r"/content_view\.jspx$"),
        ids=("contentid",),
        target="views",
    ),
    Printed(
        name="jcms_artcount",
        reason="/vc/vc/interface/artcount/artcount.jsp?i_columnid=14&i_articleid=5693 of 大汉, .html on static nodes. "
        "Its only script in the page, so it is what counts.",
        mark="artcount.",
        path=re.compile(r"/artcount\.(?:jsp|html)$"),
        ids=("i_articleid",),
    ),
    Printed(
        name="jcms_articlehits",
        reason="/module/visitcount/articlehits.jsp?colid=14&artid=5693 of newer 大汉. Its only script in the page too.",
        mark="articlehits.jsp",
        path=re.compile(r"/articlehits\.jsp$"),
        ids=("artid", "i_articleid", "articleid"),
    ),
    Printed(
        name="finecms",
        reason="/index.php?c=api&a=hits&id=12, also c=article and app.php?a=hits. The action is named for what it "
        "does: it adds a hit.",
        mark="a=hits",
        path=re.compile(r"(?:/|\.php)$"),
        ids=("id",),
        needs=(("a", "hits"),),
    ),
    Printed(
        name="huaqi",
        reason='<span id="cntrHits"><script src="/index.php/api/hits?id=12">, or with the id in the path, as ThinkPHP '
        "writes addresses. Taken to count, as finecms does.",
        mark="api/hits",
        path=re.compile(r"/api/hits(?:/id/(?P<id>\d{1,12}))?(?:\.html)?$"),
        ids=("id",),
    ),
    Printed(
        name="kesion",
        reason="/item/GetHits.asp?Action=Count&GetFlag=0&m=119&ID=5 of 科汛 answers document.write('806'); it updates "
        "the number for Action=Count only. GetFlag 1, 2, 3 are the numbers of day, week and month.",
        mark="GetHits.asp",
        path=re.compile(r"/GetHits\.asp$"),
        ids=("id",),
        needs=(("m", r"\d+"),),
        only=(("getflag", "0"),),
        left_out=frozenset({"action"}),
        counts=False,
    ),
    Printed(
        name="powereasy",
        reason="/Article/GetHits.asp?ArticleID=5 and /Common/GetHits.aspx?id=5 of 动易, with nothing that switches "
        "counting off.",
        mark="GetHits.asp",
        path=re.compile(r"/GetHits\.aspx?$"),
        ids=("articleid", "id"),
        only=(("getflag", "0"), ("hitstype", "0")),
    ),
    Printed(
        name="clicknum",
        reason="/include/clicknum.jsp?t=news&n=news_id&v=12 right behind 浏览次数, the only script of its page.",
        mark="clicknum.jsp",
        path=re.compile(r"/clicknum\.jsp$"),
        ids=("v",),
        only=(("t", "news"),),
    ),
    Printed(
        name="pro_view",
        reason="/check/pro_view.aspx?proid=5 right behind 浏览次数, the only script of its page.",
        mark="pro_view.aspx",
        path=re.compile(r"/pro_view\.aspx$"),
        ids=("proid",),
    ),
    Printed(
        name="model_count",
        reason="/ModelCount/?id=5 right behind the label, the only script of its page.",
        mark="ModelCount/",
        path=re.compile(r"/ModelCount/$"),
        ids=("id",),
    ),
    Printed(
        name="article_click",
        reason="/article/click?did=5: named for what it does.",
        mark="article/click",
        path=re.compile(r"/article/click/?$"),
        ids=("did",),
    ),
)

CALLED: tuple[Called, ...] = (
    Called(
        name="vsb",
        reason='_showDynClicks("wbnews", owner, id) of 博达 asks dynclicks.jsp, which answers a bare number and only '
        "shows it: addclicktimes.jsp counts. wburl and wbimage are clicks on links, the batch call is for lists.",
        mark="_showDynClicks(",
        call=re.compile(
            r"_showDynClicks\(\s*[\"']wbnews[\"']\s*,\s*[\"']?(?P<owner>\d{1,20})[\"']?\s*,\s*[\"']?(?P<id>\d{1,12})\b"
        ),
        address="/system/resource/code/news/click/dynclicks.jsp?clickid={id}&owner={owner}&clicktype=wbnews",
        counts=False,
    ),
    Called(
        name="jeecms",
        reason='Cms.viewCount("", "123") asks content_view.jspx, for #views beside the label.',
        mark="viewCount(",
        call=re.compile(r"viewCount\(\s*[\"'](?P<base>[\w/.:-]{0,100})[\"']\s*,\s*[\"']?(?P<id>\d{1,12})\b"),
        address="{base}/content_view.jspx?contentId={id}",
        target="views",
    ),
    Called(
        name="visit_quarter",
        reason='$.post("/oa/article_visitQuarter.do?", "id="+articleId+...) answers {"msg": 806}, for #visitQuarter. '
        "Counts visits by its name.",
        mark="article_visitQuarter.do",
        call=re.compile(
            r"articleId\s*=\s*[\"'](?P<id>\d{1,12})[\"'][^<]{0,600}?"
            r"\$\.post\(\s*[\"'](?P<address>[^\"'\s<>]{0,200}article_visitQuarter\.do)"
        ),
        address="{address}",
        form="id={id}&visitPageNum=",
        target="visitQuarter",
    ),
)
