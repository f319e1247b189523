"""The model of many sites keeps what no schedule can break, and its plot is a picture of the numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

pytest.importorskip("distributed")

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plot import Panel, Series, svg
from benchmarks.scale import LARGEST, SMALLEST, Crawl, Fleet, makespan, politeness_bound, site_sizes

SIZES = st.lists(st.integers(1, 5_000), min_size=1, max_size=40)
CRAWLS = st.builds(Crawl, st.floats(0, 10), st.floats(1, 3), st.floats(0, 0.1))
FLEETS = st.builds(Fleet, st.integers(1, 6), st.integers(1, 6), st.sampled_from([1, 4]), st.floats(0.1, 5))
CLOSE = 1e-6


@given(SIZES, CRAWLS, FLEETS)
def test_no_schedule_is_faster_than_its_largest_site_or_than_its_places_allow(
    sizes: list[int], crawl: Crawl, fleet: Fleet
) -> None:
    took = makespan(sizes, crawl, fleet)
    work = sum(crawl.begin + crawl.requests * size * fleet.delay for size in sizes)
    cpu = sum(crawl.cpu * size for size in sizes) / (fleet.cores * fleet.machines)
    bounds = (politeness_bound(sizes, crawl, fleet.delay), work / (fleet.machines * fleet.at_once), cpu)
    assert took >= max(bounds) * (1 - CLOSE)


@given(SIZES, CRAWLS, FLEETS)
def test_a_list_in_any_order_takes_no_longer_than_its_work_and_its_largest_site(
    sizes: list[int], crawl: Crawl, fleet: Fleet
) -> None:
    """Graham's bound, where the cores suffice."""
    free = Crawl(crawl.begin, crawl.requests, 0)
    work = sum(free.begin + free.requests * size * fleet.delay for size in sizes)
    most = work / (fleet.machines * fleet.at_once) + politeness_bound(sizes, free, fleet.delay)
    assert makespan(sizes, free, fleet) <= most * (1 + CLOSE)


def test_one_site_takes_what_it_takes_alone() -> None:
    assert makespan([100], Crawl(3, 1.5, 0), Fleet(4, 8, 2, 2.0)) == pytest.approx(303)
    assert makespan([100, 100], Crawl(0, 1, 2.0), Fleet(1, 2, 1, 1.0)) == pytest.approx(400), "the core is the bound"


def test_sizes_follow_the_law_between_their_bounds() -> None:
    sizes = sorted(site_sizes(5_000))
    assert SMALLEST <= sizes[0] <= sizes[-1] <= LARGEST
    for number, size in enumerate(sizes):
        rank = (5_000 - number - 0.5) / 5_000
        law = (size**-0.8 - LARGEST**-0.8) / (SMALLEST**-0.8 - LARGEST**-0.8)
        assert law == pytest.approx(rank, abs=0.002)


def test_the_plot_is_svg_with_all_that_was_given() -> None:
    series = [Series("model <a>", [(1, 10), (10, 2)]), Series("measured", [(1, 9), (2, 7), (5, 3)], measured=True)]
    root = ET.fromstring(svg([Panel("hours & sites", "machines", "hours", series)] * 2))
    name = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{name}circle")) == 6
    assert len(root.findall(f".//{name}polyline")) == 2
    assert {"hours & sites", "model <a>", "measured"} <= {text.text for text in root.iter(f"{name}text")}
