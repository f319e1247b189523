"""An article is written once, and again as the next revision when it has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devzone_crawler.extensions.outcomes import Unchanged
from devzone_crawler.extraction.urls import own_number
from devzone_crawler.items import Article
from devzone_crawler.pipelines.duplicates import revision_of
from devzone_crawler.storage.output import Output

FIRST, SECOND = "00a1" * 5, "f00d" * 5
"""Content hashes."""


def article(content_hash: str, number: int = 1, revision: int = 1) -> Article:
    return Article(
        id=f"{number:016x}0000",
        revision=revision,
        url=f"http://zone.example/{number}.html",
        site="zone",
        content_hash=content_hash,
        fetched_at="2026-11-24T08:30:00+00:00",
        extractor_version="0",
    )


@pytest.fixture
def output(tmp_path: Path) -> Iterator[Output]:
    opened = Output(tmp_path, own_number)
    yield opened
    opened.close()


def test_what_the_output_holds_is_dropped(output: Output) -> None:
    output.append(article(FIRST).to_record())
    with pytest.raises(Unchanged):
        revision_of(article(FIRST), output)
    assert revision_of(article(FIRST, number=2), output) == 1


def test_what_changes_and_changes_back_is_a_new_revision_each_time(output: Output) -> None:
    output.append(article(FIRST, revision=300).to_record())
    assert revision_of(article(SECOND), output) == 301
    output.append(article(SECOND, revision=301).to_record())
    with pytest.raises(Unchanged):
        revision_of(article(SECOND), output)
    assert revision_of(article(FIRST), output) == 302


def moved(url: str) -> Article:
    found = article(FIRST, number=9)
    found.url = url
    return found


def test_an_article_under_another_address_with_its_number_is_dropped(output: Output) -> None:
    output.append(article(FIRST).to_record())
    with pytest.raises(Unchanged, match="another address"):
        revision_of(moved("http://zone.example/plus/view.php?aid=1"), output)


def test_a_reprint_is_another_article(output: Output) -> None:
    output.append(article(FIRST).to_record())
    assert revision_of(moved("http://zone.example/2.html"), output) == 1
