"""What is remembered of pages that were linked without a day."""

from __future__ import annotations

import pytest

from devzone_crawler.items import Hints
from devzone_crawler.spiders.waiting import Waiting

URL = "http://zone.example/view/7.html"
MET = Hints(title="园区开工")
LISTED = Hints(title="园区开工", date="2021-05-06", found_on="http://zone.example/list/3.html")


def test_a_page_that_waits_is_told_what_a_listing_says_and_is_asked_for_once() -> None:
    waiting = Waiting()
    waiting.add(URL)
    assert not waiting.tell(URL, LISTED)
    assert waiting.take(URL, b"<p>no day</p>", MET) == LISTED
    assert not waiting.tell(URL, LISTED)


def test_a_page_without_any_day_is_looked_at_once_more_when_a_listing_dates_it() -> None:
    waiting = Waiting()
    waiting.add(URL)
    assert waiting.take(URL, b"<p>no day</p> Copyright 2011-2021", MET) == MET
    assert waiting.tell(URL, LISTED)
    assert not waiting.tell(URL, LISTED)


@pytest.mark.parametrize("day", ["2021-05-06", "2021/5/6", "2021.05.06", "2021年5月6日"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_that_holds_a_day_has_its_own(day: str, encoding: str) -> None:
    waiting = Waiting()
    waiting.add(URL)
    waiting.take(URL, f"<p>{day}</p>".encode(encoding), MET)
    assert not waiting.tell(URL, LISTED)


def test_a_page_that_was_never_met_is_not_remembered() -> None:
    assert not Waiting().tell(URL, LISTED)
