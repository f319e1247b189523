"""Every saved listing page gives the entries and the next page that a person sees: one test a page and field."""

from __future__ import annotations

from typing import Any

import pytest

from devzone_crawler.listing import parse_listing
from tests.golden import Page, check_fields, parametrize, settle

FIELDS = ("entries", "next_page")


def read(page: Page) -> dict[str, Any]:
    golden = page.golden
    listing = parse_listing(page.body, golden["url"], content_type=golden["content_type"], fetched_at=page.captured_at)
    entries = [{"url": e.url, "title": e.title, "date": e.date, "pinned": e.pinned} for e in listing.entries]
    return {"entries": entries, "next_page": listing.next_page}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize(metafunc, "listings", FIELDS)


def test_the_page_gives_what_its_golden_file_says(
    page: Page, fields: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    found = read(page)
    settle(page, found, request.config.getoption("--update-golden"))
    check_fields(page, fields, found)
