"""Which entries may be of the days that are wanted, and when a listing is past them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devzone_crawler.choice import Choice
from devzone_crawler.listing import Entry, Listing, parse_listing
from devzone_crawler.spiders.days import is_past, may_be_wanted

HOME = "https://zone.example/"


def entry(day: str | None, pinned: bool = False, has_year: bool = True) -> Entry:
    return Entry(f"{HOME}{day}.html", "园区开工", day, pinned, has_year=has_year)


def listing(*entries: Entry) -> Listing:
    return replace(parse_listing(b"", HOME), entries=entries)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (entry("2026-02-01"), True),
        (entry("2026-02-28"), True),
        (entry("2026-01-31"), False),
        (entry("2026-03-01"), False),
        (entry(None), True),
        (entry("2026-03-01", has_year=False), True),
        (entry("2026-01-31", has_year=False), False),
    ],
)
def test_an_entry_is_fetched_unless_its_listing_says_that_it_is_of_another_day(found: Entry, wanted: bool) -> None:
    assert may_be_wanted(found, Choice("2026-02-01", "2026-02-28")) is wanted


def test_a_page_that_is_older_as_a_whole_ends_the_walk() -> None:
    assert is_past(listing(entry("2026-01-31"), entry("2026-01-02")), Choice(since="2026-02-01"))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(listing(entry("2020-01-01"), entry("2026-03-01"), entry("2026-01-31")), id="an old row on top"),
        pytest.param(listing(entry("2020-01-01", pinned=True)), id="nothing but pinned rows"),
        pytest.param(listing(entry("2026-01-31"), entry(None)), id="a row without a date"),
        pytest.param(listing(entry("2020-01-01"), entry("2020-05-01")), id="the oldest first"),
        pytest.param(listing(), id="no rows"),
    ],
)
def test_other_pages_do_not_end_it(page: Listing) -> None:
    assert not is_past(page, Choice(since="2026-02-01"))


def test_a_pinned_new_row_does_not_keep_an_old_listing_going() -> None:
    page = listing(entry("2026-03-01", pinned=True), entry("2026-01-31"), entry("2026-01-30"))
    assert is_past(page, Choice(since="2026-02-01"))


def test_without_a_first_day_every_page_is_walked() -> None:
    assert not is_past(listing(entry("1999-01-01")), Choice(until="2026-02-01"))
