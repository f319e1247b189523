"""Crawls from the home pages of small sites of many makes: every article, each once, read right, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.conftest import Finished, crawl, records
from tests.sites import (
    asp_frames,
    bilingual,
    form_pager,
    media,
    portal,
    site_builder,
    tabbed_home,
    traditional,
    undated_pages,
    university,
    weblog,
    zone,
)
from tests.sites.serving import address, served
from tests.sites.web_site import Article, WebSite

SITES: dict[str, Callable[[], WebSite]] = {
    module.__name__.rpartition(".")[2]: module.build
    for module in (
        asp_frames,
        bilingual,
        form_pager,
        media,
        portal,
        site_builder,
        tabbed_home,
        traditional,
        undated_pages,
        university,
        weblog,
        zone,
    )
}


OPEN: dict[str, dict[str, str]] = {
    "media": {
        "/tp/20211109/842/1.html body_text": "a caption of eleven characters, alone on its page of a gallery, is lost",
    },
}
"""Fields that are read wrong yet, by site, article and name. What is read right has no business here."""


@dataclass(frozen=True)
class Difference:
    """A field that is not what it should be."""

    field: str
    """Path of the article and name of the field."""
    read: Any
    true: Any


@dataclass(frozen=True)
class Outcome:
    """A crawl beside the truth."""

    done: Finished
    expected: int
    missed: list[str]
    """Paths of articles that have no record."""
    extra: list[str]
    """Addresses of records of no article, or of one that has a record already."""
    wrong: list[Difference]
    requests: int

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.expected

    @property
    def precision(self) -> float:
        written = self.expected - len(self.missed) + len(self.extra)
        return 1 - len(self.extra) / written if written else 1.0


def crawl_site(site: WebSite, output: Path) -> Outcome:
    with served(site) as (url, requests):
        done = crawl(url, output)
    by_address = {
        address(urljoin(url, path)): article for article in site.articles for path in (article.path, *article.also)
    }
    extra: list[str] = []
    wrong: list[Difference] = []
    found: set[str] = set()
    for record in records(output) if (output / "articles.jsonl").exists() else []:
        article = by_address.get(address(record["url"]))
        if article is None or article.path in found:
            extra.append(record["url"])
            continue
        found.add(article.path)
        wrong += differences(article, record)
    missed = [article.path for article in site.articles if article.path not in found]
    return Outcome(done, len(site.articles), missed, extra, wrong, len(requests))


def differences(article: Article, record: dict[str, Any]) -> list[Difference]:
    true = {
        "title": article.title,
        "source": article.source,
        "publish_date": article.publish_date,
        "view_count": article.view_count,
        "categories": None if article.categories is None else list(article.categories),
        "body_text": "\n".join(article.body),
    }
    return [
        Difference(f"{article.path} {name}", record[name], value)
        for name, value in true.items()
        if record[name] != value
    ]


def test_every_site_says_enough_to_be_crawled() -> None:
    for name, build in SITES.items():
        site = build()
        assert 25 <= len(site.articles) <= 80, name
        assert max(Counter(article.path for article in site.articles).values()) == 1, name
        assert {path for article in site.articles for path in (article.path, *article.also)} <= set(site.pages), name


@pytest.mark.parametrize("name", SITES)
def test_a_crawl_from_the_home_page_gives_every_article_once_and_nothing_else(name: str, tmp_path: Path) -> None:
    outcome = crawl_site(SITES[name](), tmp_path)
    assert outcome.missed == []
    assert outcome.extra == []
    assert outcome.done.code == 0, outcome.done.err
    assert {difference.field for difference in outcome.wrong} == OPEN.get(name, {}).keys(), outcome.wrong
