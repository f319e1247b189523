"""Every saved article page gives what a person reads on it: one test a page and field."""

from __future__ import annotations

from typing import Any

import pytest

from devzone_crawler import extract_article
from tests.golden import Page, check_fields, parametrize, settle

FIELDS = (
    "page_kind",
    "title",
    "source",
    "author",
    "editor",
    "publish_date",
    "published_at",
    "view_count",
    "counter",
    "categories",
    "body_text",
    "images",
    "attachments",
    "encoding",
)


def read(page: Page) -> dict[str, Any]:
    golden = page.golden
    found = extract_article(page.body, golden["url"], content_type=golden["content_type"], fetched_at=page.captured_at)
    beside = {"page_kind": found.page_kind, "counter": found.counter.url if found.counter else None}
    return beside | {key: value for key, value in found.to_record().items() if key in FIELDS}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize(metafunc, "articles", FIELDS)


def test_the_page_gives_what_its_golden_file_says(
    page: Page, fields: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    found = read(page)
    settle(page, found, request.config.getoption("--update-golden"))
    check_fields(page, fields, found)
