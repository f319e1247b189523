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


def known(revision: int, content_hash: str = FIRST) -> Known:
    return Known(f"{1:020x}", revision, "http://zone.example/1.html", content_hash)


def test_what_the_output_holds_is_dropped() -> None:
    duplicates = Duplicates([known(1)])
    with pytest.raises(DropItem):
        duplicates.process_item(article(FIRST))
    assert duplicates.process_item(article(FIRST, number=2)).revision == 1


def test_what_changes_and_changes_back_is_a_new_revision_each_time() -> None:
    duplicates = Duplicates([known(300)])
    assert duplicates.process_item(article(SECOND)).revision == 301
    with pytest.raises(DropItem):
        duplicates.process_item(article(SECOND))
    assert duplicates.process_item(article(FIRST)).revision == 302


def test_the_last_record_of_a_file_counts() -> None:
    records = [known(1), known(2, SECOND)]
    assert Duplicates(records).process_item(article(FIRST)).revision == 3


def moved(url: str) -> Article:
    found = article(FIRST, number=9)
    found.url = url
    return found


def test_an_article_under_another_address_with_its_number_is_dropped() -> None:
    duplicates = Duplicates([known(1)])
    with pytest.raises(DropItem, match="another address"):
        duplicates.process_item(moved("http://zone.example/plus/view.php?aid=1"))


def test_a_reprint_is_another_article() -> None:
    assert Duplicates([known(1)]).process_item(moved("http://zone.example/2.html")).revision == 1
