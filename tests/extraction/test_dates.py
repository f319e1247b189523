"""Dates and times in every spelling, and what only looks like one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from devzone_crawler.extraction.blocks import EDGE
from devzone_crawler.extraction.dates import (
    Moment,
    as_utc,
    date_in_url,
    first_moment,
    moments,
    numeral_moment,
    parsed_moment,
    short_moment,
    split_moment,
)

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
LATE = datetime(2026, 11, 20, 20, tzinfo=UTC)
"""The 21st in China."""


def test_every_date_of_a_text_is_told_with_its_place() -> None:
    text = f"自2026年9月1日{EDGE}起，至2026-10-31  09:05:07止"
    assert list(moments(text, NOW)) == [
        Moment(date(2026, 9, 1), None, "2026年9月1日", 1, 10),
        Moment(date(2026, 10, 31), time(9, 5, 7), "2026-10-31 09:05:07", 14, 34),
    ]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("2018.7.9", "2018.7.9"),
        ("2018/07/09", "2018/07/09"),
        ("2018——07——09", "2018——07——09"),
        ("2018 年 7 月 9 日", "2018 年 7 月 9 日"),
        (f"2018-07-09{EDGE}11:18", "2018-07-09 11:18"),
        ("2018-07-0911:18:00", "2018-07-0911:18:00"),
        ("2018年7月9号（星期一）11:18", "2018年7月9号（星期一）11:18"),
        ("2018年7月9-11日，2019-01-02", "2019-01-02"),
    ],
)
def test_a_date_has_many_spellings(text: str, raw: str) -> None:
    found = first_moment(text, NOW)
    assert found is not None
    assert found.raw == raw


@pytest.mark.parametrize("text", ["", "2018", "园区", "1.2018-07-09", "1989-12-31", "2026-11-22"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert first_moment(text, NOW) is None


def test_the_day_after_is_allowed_as_it_is_in_china() -> None:
    assert first_moment("2026-11-21", NOW) is not None
    assert first_moment("2026-11-22", NOW) is None
    assert first_moment("2026-11-22", LATE) is not None
    assert first_moment("2026-11-23", LATE) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17-07-28", "2017-07-28"),
        ("[17.07.28 09:30]", "2017-07-28T09:30:00+08:00"),
        ("17/07/28", "2017-07-28"),
        ("27-07-28 17-07-29", "2017-07-29"),
        ("27-07-28", None),
        ("7-07-28", None),
        ("17-07-28-1", None),
        ("1:17-07-28", None),
        ("17 07 28", None),
    ],
)
def test_a_year_of_two_digits_is_of_this_century(text: str, iso: str | None) -> None:
    found = short_moment(text, NOW)
    assert (found and (found.published_at or found.publish_date)) == iso


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"13{EDGE}2022.04", (date(2022, 4, 13), "13 2022.04", 10)),
        ("2022年4月 3日 园区", (date(2022, 4, 3), "2022年4月 3日", 13)),
        (f"园区 {EDGE} 13 2022-04", (date(2022, 4, 13), "13 2022-04", 15)),
        ("31 2022-04", None),
        ("13 1989-04", None),
        ("22 2026-11", None),
        ("21 2026-11", (date(2026, 11, 21), "21 2026-11", 10)),
        ("13 园区 2022-04", None),
        ("2022-04", None),
        ("", None),
    ],
)
def test_a_day_beside_its_month_is_a_date(text: str, expected: tuple[date, str, int] | None) -> None:
    found = split_moment(text, NOW)
    assert found == (Moment(expected[0], None, expected[1], 0, expected[2]) if expected is not None else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一八年七月九日", date(2018, 7, 9)),
        ("二○一八年十月十日", date(2018, 10, 10)),
        ("二零一八年十二月二十日", date(2018, 12, 20)),
        ("二OO八年一月三十一日", date(2008, 1, 31)),
        ("一九九〇年一月一日", date(1990, 1, 1)),
        ("二〇一八年十三月九日 二〇一八年七月二十九日", date(2018, 7, 29)),
        ("二〇一八年七月四十日", None),
        ("二〇一八年七月十十日", None),
        ("二〇二七年七月九日", None),
        ("园区", None),
    ],
)
def test_a_date_may_be_in_numerals(text: str, day: date | None) -> None:
    found = numeral_moment(text, NOW)
    assert (found.day if found is not None else None) == day
    assert found is None or (found.clock, found.raw) == (None, text.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/201909/t20190918_693227.shtml", date(2019, 9, 18)),
        ("/20180709/1.html", date(2018, 7, 9)),
        ("/2018/0709/123.html", date(2018, 7, 9)),
        ("/2018-07/09/content_1.htm", date(2018, 7, 9)),
        ("/201807/09/c1.html", date(2018, 7, 9)),
        ("/art/2016/11/2/art_1_2.html", date(2016, 11, 2)),
        ("/a-2016-1-22.html", None),
        ("/2016-1-22/1.html", date(2016, 1, 22)),
        ("/20181309/1.html", None),
        ("/20180231/20180228/1.html", date(2018, 2, 28)),
        ("/2018/1.html", None),
        ("/id/120180709/1.html", None),
        ("/20270709/1.html", None),
    ],
)
def test_an_address_may_name_the_day(path: str, day: date | None) -> None:
    found = date_in_url(f"http://zone.example{path}", NOW)
    assert (found.day if found is not None else None) == day
    assert found is None or found.clock is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3天前", "2026-11-17"),
        ("昨天 10:20", "2026-11-19T10:20:00+08:00"),
        ("Nov 3, 2019", "2019-11-03"),
        ("Wed, 18 Nov 2026 09:30:00 +0800", "2026-11-18T09:30:00+08:00"),
        ("Wed, 18 Nov 2026 20:30:00 GMT", "2026-11-19T04:30:00+08:00"),
        ("Nov 3, 2029", None),
        ("Nov 3, 1985", None),
        ("园区", None),
        ("", None),
        ("3天前" + "。" * 62, None),
    ],
)
def test_a_date_in_words_is_counted_from_the_moment_of_the_request(text: str, iso: str | None) -> None:
    found = parsed_moment(text, NOW)
    assert (found and (found.published_at or found.publish_date)) == iso
    assert found is None or (found.raw, found.start, found.end) == (text, 0, len(text))


def test_a_moment_is_told_in_the_zone_of_its_text_else_in_that_of_china() -> None:
    day = date(2026, 11, 18)
    assert Moment(day, None, "").published_at is None
    assert Moment(day, time(9, 30), "").published_at == "2026-11-18T09:30:00+08:00"
    assert Moment(day, time(9, 30, tzinfo=UTC), "").published_at == "2026-11-18T09:30:00+00:00"
    assert Moment(day, None, "").publish_date == "2026-11-18"


def test_a_moment_without_a_zone_means_utc() -> None:
    assert as_utc(datetime(2026, 11, 20, 8)) == NOW
    assert as_utc(datetime(2026, 11, 20, 16, tzinfo=timezone(timedelta(hours=8)))) == NOW
    assert as_utc(NOW).utcoffset() == timedelta(0)
    assert abs(as_utc(None) - datetime.now(UTC)) < timedelta(minutes=1)
