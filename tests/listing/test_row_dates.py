"""Which date of a row is its day of publishing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.blocks import EDGE
from devzone_crawler.listing import parse_listing
from devzone_crawler.listing.row_dates import date_column, date_of_row

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
