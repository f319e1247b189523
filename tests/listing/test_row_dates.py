"""Which date of a row is its day of publishing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.blocks import EDGE, Element
from devzone_crawler.listing import parse_listing
from devzone_crawler.listing.row_dates import RowDate, date_at_end, date_column, date_of_row, stated_date

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["标题", "截至2024年2月29日，园区出租率下降", "2024-03-01　来源：本会"], "2024-03-01"),
        (["标题", "活动时间：2026年11月10日", "发布于 2026-10-30"], "2026-10-30"),
        (["标题", "更新：2019-12-23　发布：2019-12-20"], "2019-12-20"),
        ([f"关于2026年9月1日起调整水价的公告{EDGE}09-14"], "2026-09-14"),
        ([f"标题{EDGE}11-18 09:32{EDGE}"], "2026-11-18"),
        ([f"标题{EDGE}12-31 22:40{EDGE}"], "2025-12-31"),
        ([f"标题{EDGE}今天 09:10{EDGE}"], "2026-11-20"),
        ([f"标题{EDGE}昨天{EDGE}"], "2026-11-19"),
        ([f"标题{EDGE}17小时前{EDGE}"], "2026-11-19"),
        ([f"标题{EDGE}2周前{EDGE}"], "2026-11-06"),
        (["昨天的会议"], None),
        (["《总体规划（2021年1月1日修订）》全文"], "2021-01-01"),
    ],
)
def test_the_day_of_publishing_is_told_from_other_days(row: list[str], expected: str | None) -> None:
    found = date_of_row(row, NOW)
    assert (found.iso if found else None) == expected


def test_the_head_of_a_table_says_which_column_is_the_day_of_publishing() -> None:
    column = date_column(["序号", "标题", "投标截止时间", "发布时间"])
    assert column == (1, 2)
    past_deadline = date_of_row(["1", "标题", "2026-11-01 09:00", "2026-10-20"], NOW, column)
    open_deadline = date_of_row(["2", "标题", "2026-12-01 09:00", "2026-11-02"], NOW, column)
    assert (past_deadline and past_deadline.iso, open_deadline and open_deadline.iso) == ("2026-10-20", "2026-11-02")


def entry_date(row: str, when: datetime = NOW) -> str | None:
    """The date of the first of three rows alike, as the listing at `when` gives it."""
    rows = "".join(f'<li><a href="/{n}.html">园区第{n}批重点项目集中开工</a>{row}</li>' for n in range(3))
    return parse_listing(f"<ul>{rows}</ul>".encode(), "http://www.zone.example/", fetched_at=when).entries[0].date


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("<b>14</b><i>2026.07</i>", "2026-07-14"),
        ("<i>2026-07</i><b>14</b>", "2026-07-14"),
        ("<p>14</p><p>2026年07月</p>", "2026-07-14"),
        ("<b>14</b><i>/2026-07</i>", "2026-07-14"),
        ("<b>[14]</b><i>2026.07</i>", "2026-07-14"),
        ("<b>01</b><i>1949.10</i>", None),
        ("<b>31</b><i>1989.12</i>", None),
        ("<b>22</b><i>2026.11</i>", None),
        ("<b>31</b><i>2026.02</i>", None),
    ],
)
def test_a_day_beside_its_month_is_a_date_if_it_is_plausible(row: str, expected: str | None) -> None:
    assert entry_date(row) == expected


@pytest.mark.parametrize(
    ("row", "iso", "pieces", "has_year"),
    [
        (["2026-11-18 09:30"], "2026-11-18", ("2026-11-18 09:30",), True),
        ([f"14{EDGE}2026.07"], "2026-07-14", ("2026.07", "14"), True),
        ([f"2026.07{EDGE}14"], "2026-07-14", ("2026.07", "14"), True),
        (["2026-07", "31"], "2026-07-31", ("2026-07", "31"), True),
        ([f"07-09{EDGE}园区"], "2026-07-09", ("07-09",), False),
        ([f"[11-21]{EDGE}园区"], "2026-11-21", ("11-21",), False),
        ([f"(11/22){EDGE}园区"], "2025-11-22", ("11/22",), False),
        ([f"7月9日 09:30:15{EDGE}园区"], "2026-07-09", ("7月9日 09:30:15",), False),
        ([f"26-07-09{EDGE}园区"], "2026-07-09", ("26-07-09",), True),
        ([f"刚刚{EDGE}"], "2026-11-20", ("刚刚",), True),
        ([f"前天 10:20{EDGE}"], "2026-11-18", ("前天 10:20",), True),
        ([f"30分钟前{EDGE}"], "2026-11-20", ("30分钟前",), True),
        ([f"16小时前{EDGE}"], "2026-11-20", ("16小时前",), True),
        ([f"3天前{EDGE}"], "2026-11-17", ("3天前",), True),
        ([f"1个星期前{EDGE}"], "2026-11-13", ("1个星期前",), True),
        (["园区2026年9月1日开工，2026年10月1日竣工"], "2026-09-01", ("2026年9月1日",), True),
    ],
)
def test_a_day_is_read_with_the_pieces_that_say_it(
    row: list[str], iso: str, pieces: tuple[str, ...], has_year: bool
) -> None:
    assert date_of_row(row, NOW) == RowDate(iso, pieces, has_year)


@pytest.mark.parametrize(
    "row",
    [
        [],
        [f"2026.07{EDGE}园区"],
        [f"2026.07{EDGE}32"],
        [f"2026.12{EDGE}14"],
        [f"13-09{EDGE}"],
        [f"02-30{EDGE}"],
        [f"2026.07 园区二期工程昨日正式开工总投资三十亿{EDGE}14"],
        [f"14{EDGE}园区{EDGE}2026.07"],
        [f"大后天{EDGE}"],
    ],
)
def test_what_is_no_day_is_none(row: list[str]) -> None:
    assert date_of_row(row, NOW) is None


@pytest.mark.parametrize(
    ("head", "column"),
    [
        (["标题", "发布日期"], None),
        (["发布时间", "截止时间"], (0, 2)),
        (["截止日期", "开标日期", "公布日期"], (2, 3)),
        (["截止日期", "开标日期"], None),
        (["园区项目招标公告的发布日期", "截止日期"], None),
        ([], None),
    ],
)
def test_a_column_counts_when_its_name_says_so_among_others(head: list[str], column: tuple[int, int] | None) -> None:
    assert date_column(head) == column


def test_a_column_is_heeded_when_the_row_has_as_many_days() -> None:
    row = ["2026-10-20", "2026-12-01"]
    assert date_of_row(row, NOW, (0, 2)) == RowDate("2026-10-20", ("2026-10-20",))
    assert date_of_row(row[::-1], NOW, (1, 2)) == RowDate("2026-10-20", ("2026-10-20",))
    assert date_of_row(["2026-10-19", "2026-10-20"], NOW, (1, 3)) == RowDate("2026-10-19", ("2026-10-19",))
    assert date_of_row(["2026-10-19", "2026-12-01"], NOW, (1, 2)) == RowDate("2026-10-19", ("2026-10-19",))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-18 园区开工", "2026-11-18"),
        ("园区开工 2026-11-18", "2026-11-18"),
        ("园区 2026-11-17 开工 2026-11-18", "2026-11-18"),
        ("园区 2026-11-18 开工", None),
        ("园区开工", None),
    ],
)
def test_a_link_has_its_own_day_at_an_end(text: str, iso: str | None) -> None:
    found = date_at_end(text, NOW)
    assert found == (RowDate(iso, (iso,)) if iso is not None else None)


@pytest.mark.parametrize(
    ("markup", "iso"),
    [
        ("data-time='2026-11-18 10:20'", "2026-11-18"),
        ("data-date='2026-11-18'", "2026-11-18"),
        ("data-pubdate='2026-11-18'", "2026-11-18"),
        ("datetime='2026-11-18'", "2026-11-18"),
        ("data-time='now' datetime='2026-11-18'", "2026-11-18"),
        ("title='2026-11-18'", None),
        ("", None),
    ],
)
def test_a_row_may_carry_its_day_for_scripts(markup: str, iso: str | None) -> None:
    found = stated_date(Element("li", markup, None, 0), NOW)
    assert found == (RowDate(iso, ()) if iso is not None else None)
