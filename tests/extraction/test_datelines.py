"""What a line is worth as the byline, reason by reason: who changes a weight sees which lines it moves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.datelines import DateLine, score_bylines
from devzone_crawler.extraction.document import document_of

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TITLE = "园区二期工程正式开工建设"


def lines(page: str) -> dict[int, DateLine]:
    return score_bylines(document_of(page, "http://zone.example/a/1.html", "utf-8").blocks, NOW)


@pytest.mark.parametrize(
    ("line", "score", "dated", "labels"),
    [
        ("2026-11-18", 30, True, ()),
        ("2026-11-18 09:30", 40, True, ()),
        ("发布时间：2026-11-18", 69, True, ("published",)),
        ("日期：2026-11-18", 69, True, ("dated",)),
        ("发布时间：2026-11-18 09:30 来源：云泽日报", 93, True, ("published", "source")),
        ("来源：云泽日报", 14, False, ("source",)),
        ("点击：806", 14, False, ("views",)),
        ("作者：李明", 6, False, ("author",)),
        ("责任编辑：李明", 6, False, ("editor",)),
        ("来源：云泽日报 作者：李明", 20, False, ("source", "author")),
        ("来源", 14, False, ("source",)),
        (f"2026-11-18 {'园' * 15}", 30, True, ()),
        (f"2026-11-18 {'园' * 16}", 15, True, ()),
        (f"2026-11-18 {'园' * 40}", 15, True, ()),
        (f"作者：李明 2026-11-18 {'园' * 41}", 21, True, ("author",)),
        (f"来源：云泽日报 2026-11-18 {'园' * 41}", 44, True, ("source",)),
        ("发布时间：2026-11-18开工。", 24, True, ("published",)),
        (f"<a href=/1>{TITLE}</a> 发布时间：2026-11-18", 69, True, ("published",)),
        (f"<a href=/1>{TITLE * 2}</a> 发布时间：2026-11-18", 29, True, ("published",)),
        ("<a href=/1>云泽日报</a> 2026-11-18", 30, True, ()),
        ("18 2026-11", 30, True, ()),
        ("发布：二〇二六年十一月十八日", 69, True, ("dated",)),
        ("http://www.zone.example 2026-11-18", 15, True, ()),
        (f"发布时间：2026-11-18{'园' * 180}", 69, True, ("published",)),
    ],
)
def test_a_line_is_worth_what_speaks_for_it(line: str, score: float, dated: bool, labels: tuple[str, ...]) -> None:
    found = lines(f"<div>{line}</div>")
    assert list(found) == [0]
    assert (found[0].score, found[0].dated, found[0].shape) == (score, dated, ("div", "", labels))
    assert found[0].labelled is bool(labels)


@pytest.mark.parametrize(
    "line",
    [
        "园区二期",
        "今天是2026-11-18",
        "2027-11-18",
        "二〇二六年十一月十八日",
        "2026-11-18开工。",
        f"2026-11-18 {'园' * 41}",
        f"发布时间：2026-11-18{'园' * 186}",
        f"<a href=/1>{TITLE * 2}</a> 2026-11-18",
        "<span style='display:none'>2026-11-18</span>",
    ],
)
def test_a_line_that_more_speaks_against_is_none(line: str) -> None:
    assert lines(f"<div>{line}</div>") == {}


def rows(count: int, row: str = "<li>园区 2026-11-{}</li>") -> list[tuple[float, int]]:
    page = "".join(row.format(day) for day in range(11, 11 + count))
    return [(line.score, line.repeats) for line in lines(f"<ul>{page}</ul>").values()]


def test_date_lines_alike_are_the_rows_of_a_list() -> None:
    assert rows(2) == [(30, 2)] * 2
    assert rows(3) == [(-6, 3)] * 3
    assert rows(7) == [(-30, 7)] * 7
    assert rows(3, f"<li>2026-11-{{}} {'园' * 15}</li>") == [(-6, 3)] * 3
    assert rows(3, f"<li>2026-11-{{}} {'园' * 16}</li>") == [(15, 0)] * 3
    assert rows(3, f"<li><a href=/>园区</a>2026-11-{{}} {'园' * 16}</li>") == [(-21, 3)] * 3
    assert rows(3, "<li class=r{}>2026-11-18</li>") == [(30, 1)] * 3
    assert rows(3, "<li>作者：李明</li>") == [(6, 0)] * 3


def test_a_plain_paragraph_is_a_row_only_beside_a_link() -> None:
    assert rows(3, "<p>2026-11-{}</p>") == [(30, 0)] * 3
    assert rows(3, "<p>2026-11-{}</p><a href=/>园区</a>") == [(-6, 3)] * 3
    assert rows(3, "<a href=/>园区</a><p>2026-11-{}</p><b>园</b>") == [(-6, 3)] * 3
