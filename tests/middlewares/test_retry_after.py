"""How long a server asks to be left alone, in every way that it may be written."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.middlewares.retry_after import read_date, read_retry_after

NOW = datetime(2026, 7, 9, 11, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Thu, 09 Jul 2026 11:20:00 GMT", 120.0),
        ("Thu, 09 Jul 2026 19:20:00 +0800", 120.0),
        ("Thursday, 09-Jul-26 11:20:00 GMT", 120.0),
        ("Thu Jul  9 11:20:00 2026", 120.0),
        ("Thu, 09 Jul 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("１２０", None),
        ("Thu, 99 Jul 2026 11:20:00 GMT", None),
        ("Thu, 09 Jul 2026 11:20:00 +99999999999999999999", None),
    ],
)
def test_seconds_and_dates_are_read_and_nothing_else(value: str, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds


def test_a_number_without_end_is_longer_than_anything() -> None:
    assert read_retry_after("9" * 5000, NOW) == inf


def test_a_date_is_by_the_clock_of_the_server() -> None:
    assert read_date("Thu, 09 Jul 2026 11:18:00 GMT") == NOW
    assert abs((read_date("") - datetime.now(UTC)).total_seconds()) < 5


DATES = st.builds(
    "{} {:02} {} {} {}:{}:{} {}".format,
    st.sampled_from(("Thu,", "", "Thursday,")),
    st.integers(0, 40),
    st.sampled_from(("Jul", "Feb", "Abc")),
    st.integers(0, 10**20),
    st.integers(0, 30),
    st.integers(0, 70),
    st.integers(0, 70),
    st.one_of(st.just("GMT"), st.integers(-(10**25), 10**25).map("{:+05}".format), st.text(max_size=8)),
)


@given(value=st.one_of(st.text(), DATES), date=st.one_of(st.text(), DATES))
def test_whatever_a_server_sends_is_read_or_not(value: str, date: str) -> None:
    seconds = read_retry_after(value, read_date(date))
    assert seconds is None or seconds >= 0
