"""Bins hold every number and every day exactly once, and stand in order."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.report.bins import MOST_DAYS, MOST_MONTHS, Bin, over_time, spread

DAYS = st.dates(date(1990, 1, 1), date(2026, 12, 31)).map(str)


def test_numbers_are_spread_over_steps_that_are_read_easily() -> None:
    assert spread([0, 1, 7, 9, 10, 19]) == [
        Bin("0", 1), Bin("1", 1), Bin("2–4", 0), Bin("5–9", 2), Bin("10–19", 2),
    ]  # fmt: skip
    assert spread([3, 49, 120], 50) == [Bin("0–49", 2), Bin("50–99", 0), Bin("100–199", 1)]
    assert spread([10**15]) == [Bin("500,000,000,000+", 1)]
    assert spread([]) == []


@given(st.lists(st.integers(0, 2**63 - 1)), st.sampled_from([1, 5, 50]))
def test_every_number_is_in_the_bin_that_names_it(values: list[int], least: int) -> None:
    bins = spread(values, least)
    assert sum(one.size for one in bins) == len(values)
    assert not bins or (bins[0].size and bins[-1].size)
    for name, size in bins:
        low, _, high = name.replace(",", "").replace("+", "–").partition("–")
        most = int(high or ("9" * 30 if "+" in name else low))
        assert size == sum(int(low) <= value <= most for value in values)


def test_days_are_shown_by_day_by_month_or_by_year() -> None:
    assert over_time({"2026-01-30": 2, "2026-02-01": 1}) == [
        Bin("2026-01-30", 2), Bin("2026-01-31", 0), Bin("2026-02-01", 1),
    ]  # fmt: skip
    assert over_time({"2025-12-30": 2, "2026-03-09": 1}) == [
        Bin("2025-12", 2), Bin("2026-01", 0), Bin("2026-02", 0), Bin("2026-03", 1),
    ]  # fmt: skip
    assert over_time({"2001-12-30": 2, "2009-03-09": 1})[0] == Bin("2001", 2)
    assert over_time({}) == []


@given(st.lists(DAYS, min_size=1))
def test_every_day_is_counted_in_one_bin_and_none_is_left_out_between(days: list[str]) -> None:
    bins = over_time(Counter(days))
    names = [one.name for one in bins]
    assert sum(one.size for one in bins) == len(days)
    assert names == sorted(set(names))
    assert len(bins) <= max(MOST_DAYS, MOST_MONTHS)
    for name, size in bins:
        assert size == sum(day.startswith(name) for day in days)
