"""What kind of page it is, and the sentence that says why it is no article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler import extract_article
from devzone_crawler.items import Hints

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
URL = "http://www.zone.example/zx/4711.html"
TEXT = "云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年，建成后新增就业岗位两千个。"
HEAD = "<h1>园区二期工程正式开工</h1>"
LINE = "<div class=info>发布时间：2026-11-18 09:30 来源：云泽日报</div>"
PATH = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zx/'>园区动态</a></div>"
ROWS = "".join(
    f"<li><a href='/zx/{n}.html'>园区第{n}批重点项目集中开工</a> <span>2026-11-{n}</span></li>" for n in (18, 17, 16)
)
CHOICES = "<input type=radio name=a>" * 6
LETTER = (
    "<p>信件编号：20261101</p><p>来信时间：2026-11-01</p><p>咨询内容：园区公交何时开通？</p><p>答复单位：建设局</p>"
)


def kind(page: str, url: str = URL, hints: Hints | None = None) -> tuple[str, str | None]:
    found = extract_article(page.encode(), url, content_type="text/html; charset=utf-8", fetched_at=NOW, hints=hints)
    return found.page_kind, found.reason


ARTICLES = {
    "text": f"{HEAD}{LINE}<p>{TEXT}</p>",
    "pictures": f"{HEAD}{LINE}<p><img src='/u/1.jpg' width=600></p>",
    "a file": f"{HEAD}{LINE}<p><a href='/u/1.pdf'>附件：申报表</a></p>",
    "a video": f"{HEAD}{LINE}<video src='/u/1.mp4'></video>",
    "a link to what it announces": f"{HEAD}{LINE}<p><a href='/zt/1'>园区二期工程正式开工</a></p>",
    "five choices in a form about a poll": (
        f"<h1>园区服务满意度问卷调查结果</h1>{LINE}<p>{TEXT}</p>" + "<input type=radio name=a>" * 5
    ),
    "a form below a headline that is none of a form": f"{HEAD}{LINE}<p>{TEXT}</p>{CHOICES}",
    "a letter that is published as news is": f"{HEAD}{LINE}{LETTER}<p>{TEXT}</p>",
    "an article that quotes a missing page": (f"{HEAD}{LINE}<p>{TEXT * 14}</p><p>有网友反映：您访问的页面不存在。</p>"),
    "two rows of other articles": f"{HEAD}{LINE}<p>{TEXT}</p><ul>{ROWS[: ROWS.rfind('<li>')]}</ul>",
    "three rows of other articles": f"{HEAD}{LINE}<p>{TEXT}</p><ul>{ROWS}</ul>",
}


@pytest.mark.parametrize("what", ARTICLES)
def test_what_has_a_headline_a_date_line_and_something_below_is_an_article(what: str) -> None:
    assert kind(ARTICLES[what]) == ("article", None)


OTHERS = {
    "nothing": ("", "other", "the page has no text"),
    "a missing page": (
        "<p>您访问的页面不存在</p>",
        "missing",
        "the page says that what was asked for does not exist",
    ),
    "a missing page with a menu": (
        "<a href=/>首页</a><a href=/zx/>园区动态</a><p>404 Not Found</p>",
        "missing",
        "the page says that what was asked for does not exist",
    ),
    "a short article that was taken down": (
        f"{HEAD}{LINE}<p>该信息已被撤回，暂无法查看</p>",
        "missing",
        "the page says that what was asked for does not exist",
    ),
    "a form": (
        f"<h1>园区服务满意度问卷调查</h1>{LINE}<p>{TEXT}</p>{CHOICES}",
        "other",
        "the page is a form to fill in",
    ),
    "a letter": (f"{HEAD}<div>2026-11-18</div>{LETTER}<p>{TEXT}</p>", "other", "the page is a letter with its answer"),
    "a listing": (
        f"{PATH}<ul>{ROWS}</ul>",
        "listing",
        "the page is a list of links with dates and has no article of its own",
    ),
    "a listing of one row": (
        f"{PATH}<ul>{ROWS[: ROWS.find('</li>') + 5]}</ul>",
        "listing",
        "the page is a list of links with dates and has no article of its own",
    ),
    "no headline": ("<a href=/zx/>园区动态</a>", "other", "no headline was found"),
    "no date": (f"{HEAD}<p>{TEXT}</p>", "other", "no date line was found near the headline"),
    "nothing below": (
        f"{HEAD}{LINE}",
        "other",
        "neither text nor pictures nor files were found below the headline",
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_page_that_is_no_article_says_why(what: str) -> None:
    page, expected, reason = OTHERS[what]
    assert kind(page) == (expected, reason)


@pytest.mark.parametrize(
    "path", ["", "/", "/index.html", "/index.htm", "/index.shtml", "/index.php", "/index.jsp", "/index.asp"]
)
def test_a_list_at_the_root_of_a_site_is_its_home_page(path: str) -> None:
    assert kind(f"<ul>{ROWS}</ul>", f"http://www.zone.example{path}") == ("other", "the page is a home page")
    assert kind(f"<ul>{ROWS}</ul>", f"http://www.zone.example/zx{path}")[0] == "listing"


def test_a_date_beside_the_link_stands_for_a_date_line() -> None:
    page = f"{HEAD}<p>{TEXT}</p>"
    told = Hints(title="园区二期工程正式…", date="2026-11-18")
    assert kind(page, hints=told) == ("article", None)
    assert kind(page, hints=Hints(title="园区二期…", date="2026-11-18"))[0] == "other"
    assert kind(page, hints=Hints(title="园区三期工程正式开工", date="2026-11-18"))[0] == "other"
    assert kind(page, hints=Hints(title="园区二期工程正式开工"))[0] == "other"
    assert kind(f"{page}<ul>{ROWS}</ul>", hints=told)[0] != "article"


def test_a_link_before_the_date_is_a_row_and_one_behind_it_a_source() -> None:
    below = f"<p>{TEXT}</p>"
    assert kind(f"{HEAD}<div><a href='/zx/9.html'>园区三期正式</a> 2026-11-18 云泽日报社</div>{below}")[0] == "other"
    assert kind(f"{HEAD}<div>2026-11-18 云泽日报社 <a href='/zx/9.html'>园区三期正式</a></div>{below}")[0] == "article"
    assert kind(f"{HEAD}<div><a href='/zx/9.html'>园区三期</a> 2026-11-18 云泽日报社</div>{below}")[0] == "article"
    assert kind(f"{HEAD}<div><a href='/zx/9.html'>园区三期正式</a> 发布时间：2026-11-18</div>{below}")[0] == "article"
