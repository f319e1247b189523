"""A listing is arithmetic: it must agree with counting."""

from __future__ import annotations

import pytest

from devzone_crawler.simulator.rotation import Rotation

ROTATION = Rotation("abacab")


@pytest.mark.parametrize("size", range(1, 20))
@pytest.mark.parametrize("channels", ["a", "b", "c", "ab", "abc"])
def test_a_listing_holds_the_articles_of_its_channels_newest_first(channels: str, size: int) -> None:
    counted = [number for number in range(size, 0, -1) if ROTATION.channel(number) in channels]
    assert list(ROTATION.listing(channels, size)) == counted


def test_a_pinned_row_leaves_its_place_at_the_end() -> None:
    assert ROTATION.listing("a", 10)[:] == [9, 7, 5, 3, 1]
    assert ROTATION.listing("a", 10, pinned=True)[:] == [1, 9, 7, 5, 3]


def test_a_slice_past_the_end_is_empty() -> None:
    assert ROTATION.listing("a", 10)[20:40] == []
