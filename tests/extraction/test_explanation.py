"""Why a page is read as it is: its parts in its own words, and every rung that speaks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from devzone_crawler.extraction.explanation import Explanation, Part, explain_page
from devzone_crawler.extraction.ladder import Answer
from devzone_crawler.items import Hints

URL = "http://www.zone.example/a/2026/4711.html"
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
FIRST = "云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年。"
LAST = "项目建成后，园区年产值预计增加五十亿元，新增就业岗位两千个。"
PAGE = f"""<html><head><title>园区二期工程开工-云泽开发区</title></head><body>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/news/">园区动态</a></div>
<div class="main box wide"><h1>园区二期工程开工</h1>
<div class="info">发布时间：2026-11-18 09:30　来源：云泽日报　作者：李明　点击：806</div>
<div class="content"><p>{FIRST}</p><p>{LAST}</p></div>
<div class="tail">责任编辑：王芳</div></div></body></html>"""


def explain(page: str, hints: Hints | None = None) -> Explanation:
    return explain_page(page.encode(), URL, content_type="text/html; charset=utf-8", fetched_at=NOW, hints=hints)


def test_the_parts_are_named_with_their_place_and_their_text() -> None:
    assert explain(PAGE).parts == (
        Part("breadcrumb", "0 div.path", "当前位置：首页 > 园区动态"),
        Part("headline", "1 h1", "园区二期工程开工"),
        Part("date line", "2 div.info", "发布时间：2026-11-18 09:30 来源：云泽日报 作者：李明 点击：806"),
        Part("body", "3-4 p", f"{FIRST} … {LAST}"),
        Part("below the body", "5 div.tail", "责任编辑：王芳"),
    )


def test_of_the_names_of_an_element_two_are_shown() -> None:
    found = explain("<h1 id=t class='a b c'>园区二期工程开工</h1><p>2026-11-18</p>" + f"<p>{FIRST}</p>")
    assert found.parts[0].where.startswith("0 h1.")
    assert found.parts[0].where.count(".") == 2


def test_a_line_without_a_date_is_a_byline_and_what_a_page_lacks_is_left_out() -> None:
    found = explain(f"<h1>园区二期工程开工</h1><div>来源：云泽日报　作者：李明</div><p>{FIRST}</p><p>{LAST}</p>")
    assert [part.name for part in found.parts] == ["headline", "byline", "body"]
    assert explain("").parts == ()


def test_every_rung_that_speaks_is_named_the_winner_first() -> None:
    found = explain(PAGE)
    assert list(found.answers) == ["title", "source", "author", "editor", "publish_date", "view_count"]
    firsts = {field: given[0].value for field, given in found.answers.items() if given}
    assert firsts == {
        "title": "园区二期工程开工",
        "source": "云泽日报",
        "author": "李明",
        "editor": "王芳",
        "publish_date": "2026-11-18T09:30:00+08:00",
        "view_count": 806,
    }
    assert all(answer.rung and answer.raw for given in found.answers.values() for answer in given)


def test_a_day_without_a_time_is_answered_as_a_day() -> None:
    found = explain(PAGE.replace(" 09:30", ""))
    assert found.answers["publish_date"][0].value == "2026-11-18"


def test_what_the_crawl_knows_is_heeded() -> None:
    hints = Hints(title="园区二期工程开工", date="2026-11-17")
    without_date = PAGE.replace("发布时间：2026-11-18 09:30", "")
    assert "2026-11-17" in [answer.value for answer in explain(without_date, hints=hints).answers["publish_date"]]
    assert explain(without_date).answers["publish_date"] == ()


def test_the_families_are_those_whose_marks_the_page_carries() -> None:
    assert explain(PAGE).families == ()
    marked = PAGE.replace("<head>", '<head><meta name="SiteName"><meta name="ColumnName"><meta name="PubDate">')
    assert explain(marked.replace("<body>", "<body><!-- TRS_AUTOADD --><div class=TRS_Editor></div>")).families != ()


def test_programs_get_the_same_as_plain_values() -> None:
    found = explain(PAGE)
    told = json.loads(json.dumps(found.to_dict()))
    assert list(told) == ["page_kind", "reason", "families", "parts", "answers", "counter", "record"]
    assert (told["page_kind"], told["reason"], told["counter"]) == ("article", None, None)
    assert told["parts"][1] == {"name": "headline", "where": "1 h1", "text": "园区二期工程开工"}
    first = found.answers["source"][0]
    assert isinstance(first, Answer)
    assert told["answers"]["source"][0] == {"rung": first.rung, "value": "云泽日报", "raw": first.raw}
    assert told["record"] == found.record.to_record()
    assert (told["record"]["url"], told["record"]["view_count"]) == (URL, 806)
