"""Which faults are asked about, and how what became of them is counted."""

from __future__ import annotations

import pytest

from benchmarks.mutants import COLUMNS, Asked, room_of, row, sample, told_by_file, wilson

NAMES = [f"devzone_crawler.{room}.file.x_read__mutmut_{n}" for room in ("extraction", "listing") for n in range(50)]


def test_a_sample_has_so_many_of_each_room_and_is_the_same_for_a_seed() -> None:
    chosen = sample(NAMES, 20, seed=1)
    assert [sum(room_of(name) == room for name in chosen) for room in ("extraction", "listing")] == [20, 20]
    assert len(set(chosen)) == 40
    assert chosen == sample(NAMES[::-1], 20, seed=1) != sample(NAMES, 20, seed=2)


def test_of_a_room_with_fewer_all_are_asked() -> None:
    assert sorted(sample(NAMES, 60, seed=1)) == sorted(NAMES)


@pytest.mark.parametrize(
    ("successes", "tries", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Brown, Cai, DasGupta 2001: the interval is not empty at the ends
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_the_interval_is_that_of_wilson(successes: int, tries: int, low: float, high: float) -> None:
    assert wilson(successes, tries) == pytest.approx((low, high), abs=5e-5)


def test_nothing_asked_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert row("listing", 9, [])[-2:] == ("–", "0.0 to 100.0")


ASKED = [
    Asked("devzone_crawler.listing.rows.x_find__mutmut_1", "killed"),
    Asked("devzone_crawler.listing.rows.x_find__mutmut_2", "timeout"),
    Asked("devzone_crawler.listing.rows.x_find__mutmut_3", "survived"),
    Asked("devzone_crawler.listing.forms.xǁFormǁsent__mutmut_1", "no test"),
]


def test_what_no_test_reaches_has_survived() -> None:
    line = dict(zip(COLUMNS, row("listing", 3453, ASKED), strict=True))
    assert line == {
        "room": "listing",
        "mutants": "3,453",
        "asked": "4",
        "killed": "2",
        "survived": "2",
        "no test": "1",
        "% killed": "50.0",
        "95 % interval": "15.0 to 85.0",
    }


def test_each_file_names_those_that_survived() -> None:
    assert told_by_file(ASKED).splitlines() == [
        "   0 of   1 killed  listing/forms",
        "                  no test  devzone_crawler.listing.forms.xǁFormǁsent__mutmut_1",
        "   2 of   3 killed  listing/rows",
        "                 survived  devzone_crawler.listing.rows.x_find__mutmut_3",
    ]
