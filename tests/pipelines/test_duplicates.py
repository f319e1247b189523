"""An article is written once, and again as the next revision when it has changed."""

from __future__ import annotations

import pytest
from scrapy.exceptions import DropItem

from devzone_crawler.items import Article
from devzone_crawler.pipelines.duplicates import Duplicates
from devzone_crawler.storage.jsonl import Known

FIRST, SECOND = "00a1" * 5, "f00d" * 5
"""Content hashes."""


def article(content_hash: str, number: int = 1) -> Article:
    return Article(
        id=f"{number:020x}",
        url=f"http://zone.example/{number}.html",
        site="zone",
        content_hash=content_hash,
        fetched_at="2026-11-24T08:30:00+00:00",
        extractor_version="0",
    )


def test_what_the_output_holds_is_dropped() -> None:
    duplicates = Duplicates([Known(id=f"{1:020x}", revision=1, content_hash=FIRST)])
    with pytest.raises(DropItem):
        duplicates.process_item(article(FIRST))
    assert duplicates.process_item(article(FIRST, number=2)).revision == 1


def test_what_changes_and_changes_back_is_a_new_revision_each_time() -> None:
    duplicates = Duplicates([Known(id=f"{1:020x}", revision=300, content_hash=FIRST)])
    assert duplicates.process_item(article(SECOND)).revision == 301
    with pytest.raises(DropItem):
        duplicates.process_item(article(SECOND))
    assert duplicates.process_item(article(FIRST)).revision == 302


def test_the_last_record_of_a_file_counts() -> None:
    known = [Known(f"{1:020x}", 1, FIRST), Known(f"{1:020x}", 2, SECOND)]
    assert Duplicates(known).process_item(article(FIRST)).revision == 3
