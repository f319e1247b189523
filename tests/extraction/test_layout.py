"""Where the parts of a page are, told in the numbers of its blocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.datelines import DateLine
from devzone_crawler.extraction.document import document_of
from devzone_crawler.extraction.layout import Layout, find_layout
from devzone_crawler.items import Hints

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
HEAD = "<h1>园区二期工程正式开工</h1>"
LINE = "<div>发布时间：2026-11-18 来源：云泽日报</div>"
SOURCE = "<div>来源：云泽日报</div>"
DAY = "<div>2026-11-18</div>"
P = "<p>云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年。</p>"
BODY = f"<div class=c>{P}{P}</div>"
FILLER = "<p>园</p>"


def layout(page: str, hint: str | None = None) -> Layout:
    return find_layout(document_of(page, "http://zone.example/a/1.html", "utf-8"), Hints(title=hint), NOW)


def parts(page: str, hint: str | None = None) -> tuple[range | None, int | None, range | None, int | None]:
    """Headline, byline, body, date line."""
    found = layout(page, hint)
    body = range(found.body.start, found.body.stop) if found.body is not None else None
    return found.headline, found.byline, body, found.date_line


ABOVE = {
    "headline, byline, text": (HEAD + LINE + BODY, range(1), 1, range(2, 4), 1),
    "a date alone": (HEAD + DAY + BODY, range(1), 1, range(2, 4), 1),
    "a source alone": (HEAD + SOURCE + BODY, range(1), 1, range(2, 4), None),
    "no byline": (HEAD + BODY, range(1), None, range(1, 3), None),
    "a headline of two lines": (HEAD.replace("正式", "<br>正式") + LINE + BODY, range(2), 2, range(3, 5), 2),
    "a date above the headline": (DAY + HEAD + BODY, range(1, 2), 0, range(2, 4), 0),
    "a date above, a source below": (DAY + HEAD + SOURCE + BODY, range(1, 2), 2, range(3, 5), 0),
    "a summary between": (f"{HEAD}<p>云泽二期昨日开工，投资三十亿元。</p>{LINE}{BODY}", range(1), 2, range(3, 5), 2),
    "subtitles between": (f"{HEAD}<p>建设周期两年</p><p>投资三十亿</p>{LINE}{BODY}", range(1), 3, range(4, 6), 3),
    "eight lines between": (HEAD + FILLER * 8 + LINE + BODY, range(1), 9, range(10, 12), 9),
    "the name of a column above": (
        f"<h2>学校动态</h2><p>园区二期工程昨日正式开工</p>{DAY}{BODY}",
        *(range(1, 2), 2, range(3, 5), 2),
    ),
    "the name of a column that is the title": (
        f"<title>学校动态</title><h2>学校动态</h2><p>园区二期工程昨日正式开工</p>{DAY}{BODY}",
        *(range(1), 2, range(3, 5), 2),
    ),
    "lines of a byline": (f"{HEAD}{LINE}<div>作者：李明</div><div>点击：806</div>{BODY}", range(1), 1, range(4, 6), 1),
    "lines without a sentence": (
        f"{HEAD}{LINE}<div><p>张三一李四</p><p>王五一赵六</p><p>钱七一孙八</p></div>",
        *(range(1), 1, range(2, 5), 1),
    ),
    "another article below": (f"{HEAD}{LINE}{BODY}{HEAD.replace('二', '三')}{LINE}{BODY}", range(1), 1, range(2, 4), 1),
    "nothing": ("", None, None, None, None),
    "text alone": (BODY, None, None, range(2), None),
}
BELOW = {
    "a date right below": (HEAD + BODY + DAY, range(1), None, range(1, 3), 3),
    "a source above, a date below": (HEAD + SOURCE + BODY + DAY, range(1), None, range(2, 4), 4),
    "a labelled date far below": (HEAD + BODY + FILLER * 12 + LINE, range(1), None, range(1, 15), 15),
    "text above the byline": (f"{HEAD}{P * 3}{LINE}<div>上一篇：园区</div>", range(1), None, range(1, 4), 4),
}


@pytest.mark.parametrize("what", ABOVE)
def test_headline_and_byline_are_found_together_and_the_text_below(what: str) -> None:
    page, *expected = ABOVE[what]
    assert parts(page)[:2] == tuple(expected[:2])
    assert parts(page)[3] == expected[3]
    if what != "another article below":
        assert parts(page)[2] == expected[2]
    assert layout(page).date_line_is_below is False


@pytest.mark.parametrize("what", BELOW)
def test_a_date_line_may_stand_below_the_text(what: str) -> None:
    page, *expected = BELOW[what]
    found = parts(page)
    assert (found[0], found[1], found[3]) == (expected[0], expected[1], expected[3])
    assert layout(page).date_line_is_below is True


@pytest.mark.parametrize(("lines", "found"), [(3, True), (4, False)])
def test_an_unlabelled_date_stands_close_below(lines: int, found: bool) -> None:
    page = HEAD + SOURCE + BODY + "<p>上一篇：园</p>" * lines + DAY
    assert (parts(page)[3] == 4 + lines) is found


def test_the_breadcrumb_is_known_and_what_the_date_line_looks_like() -> None:
    crumbs = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/x>园区动态</a></div>"
    found = layout(crumbs + HEAD + LINE + BODY)
    assert found.date is not None
    assert (found.breadcrumb, found.date.repeats, found.date.labelled) == (0, 1, True)
    assert layout(HEAD + LINE + BODY).breadcrumb is None
    bare, repeated = layout(HEAD + DAY + BODY).date, layout(f"{HEAD}{LINE}{BODY}<div>{LINE * 3}</div>").date
    assert bare is not None
    assert not bare.labelled
    assert repeated is not None
    assert repeated.repeats == 4


@pytest.mark.parametrize(
    ("page", "header"),
    [
        (HEAD + LINE + BODY, range(2)),
        (HEAD + BODY, range(1)),
        (DAY + HEAD + BODY, range(2)),
        (DAY + HEAD + SOURCE + BODY, range(3)),
        (f"{HEAD}{LINE}<div>作者：李明</div><div>点击：806</div>{BODY}", range(4)),
        (HEAD + LINE + FILLER * 5 + BODY, range(7)),
        (HEAD + LINE + FILLER * 8 + BODY, range(8)),
        (BODY, range(0)),
        ("", range(0)),
    ],
)
def test_the_header_is_where_the_fields_are_printed(page: str, header: range) -> None:
    found = layout(page).header
    assert (found.start, found.stop) == (header.start, header.stop)


def made(headline: range | None = None, byline: int | None = None, date_line: int | None = None) -> Layout:
    date = DateLine(date_line, 30.0, True, ("div", "", ())) if date_line is not None else None
    return Layout(None, headline, byline, None, date)


@pytest.mark.parametrize(
    ("found", "header", "is_below"),
    [
        (made(headline=range(3, 4)), range(3, 18), False),
        (made(headline=range(3, 4), byline=4), range(3, 9), False),
        (made(headline=range(3, 4), byline=17), range(3, 18), False),
        (made(headline=range(3, 4), byline=60), range(3, 43), False),
        (made(headline=range(3, 4), byline=2), range(2, 7), False),
        (made(headline=range(3, 4), byline=1), range(3, 18), False),
        (made(headline=range(3, 4), date_line=2), range(2, 17), False),
        (made(headline=range(3, 4), date_line=9), range(3, 18), True),
        (made(headline=range(3, 4), byline=4, date_line=4), range(3, 9), False),
        (made(byline=5), range(5, 10), False),
        (made(date_line=5), range(0), True),
    ],
)
def test_a_header_without_a_text_ends_all_the_same(found: Layout, header: range, is_below: bool) -> None:
    assert (found.header.start, found.header.stop) == (header.start, header.stop)
    assert found.date_line_is_below is is_below
