"""The pages that grow are article pages, and as large and as deep as they are said to be."""

from __future__ import annotations

import pytest

from benchmarks.growth import GROWING, LISTINGS, NESTING
from devzone_crawler import extract_article
from devzone_crawler.listing import parse_listing


@pytest.mark.parametrize("name", GROWING)
def test_a_grown_page_is_an_article_of_about_the_size_asked_for(name: str) -> None:
    body = GROWING[name](60_000)
    assert 50_000 < len(body) < 75_000
    found = extract_article(body, "http://zone.example/news/1.html")
    assert (found.title, found.publish_date, found.view_count) == ("临江开发区开通跨境班列", "2018-07-09", 806)
    assert "第7批货物今天从园区发车" in found.body_text


@pytest.mark.parametrize("name", LISTINGS)
def test_a_grown_listing_has_every_row(name: str) -> None:
    body = LISTINGS[name](60_000)
    assert 50_000 < len(body) < 75_000
    entries = parse_listing(body, "http://zone.example/news/").entries
    assert len(entries) == body.count("园区第".encode())


@pytest.mark.parametrize("name", NESTING)
def test_a_nested_page_has_its_text_at_that_depth(name: str) -> None:
    tag = name.split(maxsplit=1)[0].strip(",")
    shallow, deep = (NESTING[name](depth).count(f"<{tag}>".encode()) for depth in (3, 300))
    times = 99 if tag == "table" else 297
    assert deep - shallow == times
