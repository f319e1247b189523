"""What each rung of the ladders reads, and the text that it names as its reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.explanation import explain_page
from devzone_crawler.items import Hints

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
URL = "http://www.zone.example/zx/a.html"
P = "云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年。"
LINE = "<div>2026-11-18</div>"


def page(header: str = LINE, below: str = "", last: str = "", above: str = "", head: str = "") -> str:
    return (
        f"<html><head>{head}</head><body>{above}<div><h1>园区二期工程正式开工</h1>{header}"
        f"<div class=TRS_Editor><p>{P}</p><p>{P}</p>{last}</div>{below}</div></body></html>"
    )


def answers(html: str, field: str, url: str = URL, hints: Hints | None = None) -> list[tuple[str, str | int, str]]:
    found = explain_page(html.encode(), url, content_type="text/html; charset=utf-8", fetched_at=NOW, hints=hints)
    return [(answer.rung, answer.value, answer.raw) for answer in found.answers[field]]


FACTS = (
    "<table><tr><td>索引号：<td>1<td>发布机构：<td>云泽管委会<tr><td>文号：<td>2<td>发布日期：<td>2026-11-17</table>"
)
SOURCES = {
    "labelled_source": (page(f"{LINE}<div>来源：云泽日报</div>"), "云泽日报", "来源：云泽日报"),
    "stated_source": (page(head="<meta name=ContentSource content='来源：云泽日报'>"), "云泽日报", "来源：云泽日报"),
    "script_variable": (
        page(head="<script>var copyfrom = '云泽日报';</script>"),
        "云泽日报",
        "copyfrom = '云泽日报'",
    ),
    "labelled_source_above_headline": (page(above=FACTS), "云泽管委会", "发布机构： 云泽管委会"),
    "labelled_source_below_body": (page(last="<p>（来源：云泽日报）</p>"), "云泽日报", "（来源：云泽日报）"),
    "beside_the_date": (page("<div>2026-11-18 云泽日报社</div>"), "云泽日报社", "2026-11-18 云泽日报社"),
    "in_the_line_beside_the_date": (page(f"<div>云泽发布</div>{LINE}"), "云泽发布", "云泽发布"),
    "in_brackets_behind_the_text": (page(last=f"<p>{P}（云泽经发局）</p>"), "云泽经发局", "。（云泽经发局）"),
}
WRITERS = {
    ("author", "labelled_author"): (page(f"{LINE}<div>记者：李明</div>"), "李明", "记者：李明"),
    ("author", "author_below_body"): (page(below="<div>作者：李明</div>"), "李明", "作者：李明"),
    ("author", "stated_author"): (page(head="<meta name=author content=李明>"), "李明", "李明"),
    ("editor", "labelled_editor"): (page(f"{LINE}<div>责任编辑：王芳</div>"), "王芳", "责任编辑：王芳"),
    ("editor", "editor_below_body"): (page(last="<p>（责任编辑：王芳）</p>"), "王芳", "（责任编辑：王芳）"),
}
DATES = {
    "labelled_near_title": (
        page("<div>发布时间：2026-11-18 09:30</div>"),
        "2026-11-18T09:30:00+08:00",
        "2026-11-18 09:30",
    ),
    "unlabelled_in_byline": (page(), "2026-11-18", "2026-11-18"),
    "stated_date": (
        page("<div>来源：云泽</div>", head="<meta name=PubDate content='2026-11-18 09:30'>"),
        "2026-11-18T09:30:00+08:00",
        "2026-11-18 09:30",
    ),
    "labelled_above_headline": (page("<div>来源：云泽</div>", above=FACTS), "2026-11-17", "2026-11-17"),
    "short_year_in_byline": (page("<div>来源：云泽 26-11-18</div>"), "2026-11-18", "26-11-18"),
    "split_in_byline": (page("<div><b>18</b><i>2026.11</i></div>"), "2026-11-18", "18 2026.11"),
    "labelled_below_body": (
        page("<div>来源：云泽</div>", below="<div>发布时间：2026年11月18日</div>"),
        "2026-11-18",
        "2026年11月18日",
    ),
    "script_variable": (
        page("<div>来源：云泽</div>", head="<script>var publishdate = '2026-11-18 09:30';</script>"),
        "2026-11-18T09:30:00+08:00",
        "publishdate = '2026-11-18 09:30'",
    ),
    "worded_in_byline": (page("<div>来源：云泽 发布时间：3天前</div>"), "2026-11-17", "3天前"),
    "other_label": (page("<div>来源：云泽 更新时间：2026-11-18</div>"), "2026-11-18", "2026-11-18"),
    "unlabelled_below_body": (
        page("<div>来源：云泽</div>", below="<div>（2026-11-18）</div>"),
        "2026-11-18",
        "2026-11-18",
    ),
    "day_of_issue": (
        page(
            "<div>来源：云泽</div>",
            above="<div>2026年11月18日 星期三 第5版</div>",
            head="<title>云泽日报数字报</title>",
        ),
        "2026-11-18",
        "2026年11月18日",
    ),
}
VIEWS = {
    "labelled_views": (page(f"{LINE}<div>点击量：1.2万</div>"), 12_000, "点击量1.2万"),
    "number_before_its_word": (page(f"{LINE}<div>1,164次阅读</div>"), 1164, "1,164次阅读"),
    "number_after_its_word": (page(f"{LINE}<div>阅读（3,008）</div>"), 3008, "阅读（3,008）"),
    "number_beside_an_eye": (page("<div>2026-11-18 <i class='fa fa-eye'></i> 528 <b></b></div>"), 528, "528"),
    "labelled_views_below_body": (page(below="<div>浏览次数：931</div>"), 931, "浏览次数931"),
    "number_below_body": (page(below="<div>围观 539</div>"), 539, "围观 539"),
}


@pytest.mark.parametrize("rung", SOURCES)
def test_a_source_is_read_where_it_is_printed(rung: str) -> None:
    html, value, raw = SOURCES[rung]
    assert (rung, value, raw) in answers(html, "source")


@pytest.mark.parametrize(("field", "rung"), WRITERS)
def test_who_wrote_is_read_where_it_is_printed(field: str, rung: str) -> None:
    html, value, raw = WRITERS[field, rung]
    assert (rung, value, raw) in answers(html, field)


@pytest.mark.parametrize("rung", DATES)
def test_a_date_is_read_where_it_is_printed(rung: str) -> None:
    html, value, raw = DATES[rung]
    assert (rung, value, raw) in answers(html, "publish_date")


def test_a_date_may_be_told_by_the_listing_or_the_address() -> None:
    html = page("<div>来源：云泽</div>")
    assert answers(html, "publish_date", "http://www.zone.example/202611/t20261118_1.html") == [
        ("url_path", "2026-11-18", "20261118")
    ]
    assert answers(html, "publish_date", hints=Hints(date="2026-11-17")) == [
        ("beside_the_link", "2026-11-17", "2026-11-17")
    ]


@pytest.mark.parametrize("rung", VIEWS)
def test_a_number_of_views_is_read_where_it_is_printed(rung: str) -> None:
    html, value, raw = VIEWS[rung]
    assert (rung, value, raw) in answers(html, "view_count")


def test_a_title_is_read_where_it_is_printed() -> None:
    html = page(head="<title>园区二期开工_云泽开发区</title><meta name=ArticleTitle content=园区二期工程开工>")
    assert answers(html, "title", hints=Hints(title="园区二期工程")) == [
        ("headline", "园区二期工程正式开工", "园区二期工程正式开工"),
        ("stated_title", "园区二期工程开工", "园区二期工程开工"),
        ("linked_title", "园区二期工程", "园区二期工程"),
        ("document_title", "园区二期开工", "园区二期开工_云泽开发区"),
    ]
    assert [rung for rung, _, _ in answers(html, "title", hints=Hints(title="园区二期..."))] == [
        *("headline", "stated_title", "document_title")
    ]


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("园区-二期开工-云泽日报网", "园区-二期开工"),
        ("园区-二期开工", "园区-二期开工"),
        ("园区 - 云泽", "园区"),
        ("园区--云泽", "园区"),
        ("园区|动态|云泽", "园区"),
        ("-云泽网", "-云泽网"),
    ],
)
def test_the_names_of_column_and_site_are_no_part_of_a_title(stated: str, title: str) -> None:
    assert ("document_title", title, stated) in answers(page(head=f"<title>{stated}</title>"), "title")


NO_SOURCE = {
    "a placeholder": page(f"{LINE}<div>来源：未知</div>"),
    "the name of a tool": page("<div>2026-11-18 打印</div>"),
    "a person": page("<div>2026-11-18 李明</div>"),
    "a number": page("<div>2026-11-18 806</div>"),
    "the headline again": page("<div>2026-11-18 园区二期工程</div>"),
    "one character": page("<div>2026-11-18 云</div>"),
    "more than a name": page(f"<div>2026-11-18 {'云泽' * 13}</div>"),
    "a weekday": page("<div>2026-11-18 星期三</div>"),
    "the name of a label": page("<div>2026-11-18 作者</div>"),
    "whom a weblog names": page("<div>2026-11-18 由 云泽秘书处</div>"),
    "a person in brackets": page(last=f"<p>{P}（李明明）</p>"),
    "a label that is followed by another": page(last="<p>来源：云泽 作者：李明</p>"),
    "an address": page(f"{LINE}<div>来源：http://www.zone.example</div>"),
    "a long line": page(last=f"<p>来源：{'云泽' * 40}</p>"),
}


@pytest.mark.parametrize("what", NO_SOURCE)
def test_what_stands_there_need_not_be_a_source(what: str) -> None:
    assert [found for found in answers(NO_SOURCE[what], "source") if found[1] != "云泽"] == []


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2026-11-18 云泽", "云泽"),
        (f"2026-11-18 {'云泽' * 12}", "云泽" * 12),
        ("2026-11-18 | 云泽日报 | 806", "云泽日报"),
        ("云泽日报 2026-11-18", "云泽日报"),
        ("云泽晚报 2026-11-18 云泽日报", "云泽日报"),
        ("2026-11-18 金华网", "金华网"),
        ("2026-11-18 【云泽日报】 打印", "云泽日报"),
        ("2026-11-18 作者：李明 云泽日报", "云泽日报"),
    ],
)
def test_a_name_beside_the_date_is_the_source(line: str, source: str) -> None:
    assert [value for _, value, _ in answers(page(f"<div>{line}</div>"), "source")] == [source]


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("点击：806", 806),
        ("点击：1,806次", 1806),
        ("点击：[806]", 806),
        ("点击：0", 0),
        ("点击：2亿", 200_000_000),
        ("点击：10000000000", 10_000_000_000),
        ("点击：10000000001", None),
        ("点击：2026-11-18", None),
        ("点击：", None),
        ("点击：很多", None),
    ],
)
def test_a_number_is_views_when_it_can_be(line: str, views: int | None) -> None:
    found = [
        value for rung, value, _ in answers(page(f"{LINE}<div>{line}</div>"), "view_count") if rung == "labelled_views"
    ]
    assert found == ([] if views is None else [views])


@pytest.mark.parametrize(
    ("line", "raw", "moment"),
    [
        ("2026-11-18 9:30 2026-11-17", "2026-11-18 9:30", "2026-11-18T09:30:00+08:00"),
        ("2026-11-17 云泽 2026-11-18 09:30", "2026-11-18 09:30", "2026-11-18T09:30:00+08:00"),
        ("2026-11-17 云泽 2026-11-18", "2026-11-17", "2026-11-17"),
        ("2026-11-18 下午3:05", "2026-11-18 下午3:05", "2026-11-18T15:05:00+08:00"),
        ("2026-11-18 上午12:05", "2026-11-18 上午12:05", "2026-11-18T00:05:00+08:00"),
        ("2026-11-18 中午12:05", "2026-11-18 中午12:05", "2026-11-18T12:05:00+08:00"),
        ("2026-11-18 中午1:05", "2026-11-18 中午1:05", "2026-11-18T13:05:00+08:00"),
        ("2026-11-18 晚上12:05", "2026-11-18 晚上12:05", "2026-11-18"),
        ("2026-11-18 晚上11:05", "2026-11-18 晚上11:05", "2026-11-18T23:05:00+08:00"),
        ("2026-11-18T09:30:15Z", "2026-11-18T09:30:15Z", "2026-11-18T09:30:15+00:00"),
        ("2026-11-18T09:30:60+05:30", "2026-11-18T09:30:60+05:30", "2026-11-18T09:30:59+05:30"),
        ("2026-11-18T09:30:15-0330", "2026-11-18T09:30:15-0330", "2026-11-18T09:30:15-03:30"),
        ("2026-11-18 29:30", "2026-11-18 29:30", "2026-11-18"),
        ("2026-11-21", "2026-11-21", "2026-11-21"),
        ("1990-01-01", "1990-01-01", "1990-01-01"),
    ],
)
def test_a_moment_is_read_as_it_is_printed(line: str, raw: str, moment: str) -> None:
    found = answers(page(f"<div>{line}</div>"), "publish_date")
    assert ("unlabelled_in_byline", moment, raw) in found


@pytest.mark.parametrize("line", ["2026-11-22", "1989-12-31", "2026-13-01", "2026-02-30", "12026-11-18"])
def test_a_day_that_cannot_be_is_none(line: str) -> None:
    assert answers(page(f"<div>来源：云泽 {line}</div>"), "publish_date") == []
