"""Dates as pages print them: what is one, what is none, and what time it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.dates import (
    as_utc,
    date_in_url,
    first_moment,
    numeral_moment,
    parsed_moment,
    short_moment,
    split_moment,
)

REFERENCE = datetime(2026, 7, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "published_at"),
    [
        ("2026-06-30 09:05", "2026-06-30T09:05:00+08:00"),
        ("2026年6月30日 上午9:05", "2026-06-30T09:05:00+08:00"),
        ("2026年6月30日 上午12:05", "2026-06-30T00:05:00+08:00"),
        ("2026年6月30日 中午12:05", "2026-06-30T12:05:00+08:00"),
        ("2026年6月30日 中午1:05", "2026-06-30T13:05:00+08:00"),
        ("2026年6月30日 下午3:05", "2026-06-30T15:05:00+08:00"),
        ("2026年6月30日 晚上9:05", "2026-06-30T21:05:00+08:00"),
        ("2026年6月30日 晚上12:05", None),
        ("2026-06-30 25:05", None),
        ("2026-06-30 10:00:60", "2026-06-30T10:00:59+08:00"),
        ("2026-06-30T10:00:00Z", "2026-06-30T10:00:00+00:00"),
        ("2026-06-30T10:00:00+08:00", "2026-06-30T10:00:00+08:00"),
        ("2026-06-30T10:00:00-0530", "2026-06-30T10:00:00-05:30"),
    ],
)
def test_the_time_of_day_is_what_is_printed(text: str, published_at: str | None) -> None:
    moment = first_moment(text, REFERENCE)
    assert moment is not None
    assert (moment.publish_date, moment.published_at) == ("2026-06-30", published_at)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-07-03", "1989-12-31", "第2026-3号", "园区", "2026年计划"])
def test_what_is_no_day_of_publishing_is_none(text: str) -> None:
    assert first_moment(text, REFERENCE) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("26-06-30", "2026-06-30"), ("26-13-30, 26-06-30", "2026-06-30"), ("26-13-30", None), ("a-b", None), ("1", None)],
)
def test_a_year_of_two_digits_is_of_this_century(text: str, day: str | None) -> None:
    moment = short_moment(text, REFERENCE)
    assert (moment.publish_date if moment else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13 2026.04", "2026-04-13"),
        ("2026.04 13日", "2026-04-13"),
        ("31 2026.04", None),
        ("13 2027.04", None),
        ("13 2026.04 13", "2026-04-13"),
        ("31 2026-04 30", "2026-04-30"),
        ("园区 动态", None),
    ],
)
def test_a_day_beside_its_month_is_a_date(text: str, day: str | None) -> None:
    moment = split_moment(text, REFERENCE)
    assert (moment.publish_date if moment else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二六年六月三十日", "2026-06-30"),
        ("二○二六年六月二十一日", "2026-06-21"),
        ("二〇三六年六月三十日，二〇二六年六月三日", "2026-06-03"),
        ("二〇二六年二月三十日", None),
    ],
)
def test_numerals_are_read(text: str, day: str | None) -> None:
    moment = numeral_moment(text, REFERENCE)
    assert (moment.publish_date if moment else None) == day


@pytest.mark.parametrize(
    ("text", "published_at", "day"),
    [
        ("3天前", None, "2026-06-28"),
        ("昨天 10:20", "2026-06-30T10:20:00+08:00", "2026-06-30"),
        ("Nov 3, 2019", None, "2019-11-03"),
        ("in 3 days", None, None),
        ("999999999999 years ago", None, None),
        ("Maybe", None, None),
        ("园区", None, None),
        ("昨天" * 40, None, None),
        ("", None, None),
    ],
)
def test_words_are_read_where_nothing_but_a_date_stands(text: str, published_at: str | None, day: str | None) -> None:
    moment = parsed_moment(text, REFERENCE)
    assert (moment.publish_date if moment else None) == day
    assert (moment.published_at if moment else None) == published_at


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/201909/t20190918_1.html", "2019-09-18"),
        ("/2018/0709/123.html", "2018-07-09"),
        ("/2018-07/09/", "2018-07-09"),
        ("/art/2016/11/22/art_1.html", "2016-11-22"),
        ("/t20190231_1/2019/0228/", "2019-02-28"),
        ("/art/2016/22/11/art_1.html", None),
        ("/t20300101_1.html", None),
        ("/news/1.html", None),
    ],
)
def test_a_day_in_an_address_is_read(path: str, day: str | None) -> None:
    moment = date_in_url("http://zone.example" + path, REFERENCE)
    assert (moment.publish_date if moment else None) == day


def test_a_reference_without_a_zone_is_in_utc() -> None:
    assert as_utc(datetime(2026, 7, 1, 2)) == REFERENCE
    assert as_utc(REFERENCE) is not None
    assert as_utc(None).tzinfo is UTC
