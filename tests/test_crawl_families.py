"""Crawls of each family of CMSs without configuration, compared with what the site knows of itself.

What a family's pages hold is in `devzone_crawler/simulator/cms`; that a browser finds all of it there, in
`tests/simulator/test_families.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler.simulator import SimulatedArticle, Site, make_site, serve
from devzone_crawler.simulator.cms.cms_site import CmsSite
from tests.conftest import Finished, crawl, records

FAMILIES = ("thinkphp", "trs", "jpage", "vsb", "dedecms", "phpcms", "empirecms", "aspnet", "jpaas", "siteserver")
OF_ONE_KIND = ("vsb", "phpcms", "empirecms", "siteserver")
"""Families whose lists are pages of links, as those of trs and dedecms are."""
ARTICLES = 50
SEED = 3

TRUE: dict[str, Callable[[SimulatedArticle], Any]] = {
    "title": lambda article: article.title,
    "source": lambda article: article.source,
    "publish_date": lambda article: article.publish_date,
    "published_at": lambda article: article.published_at,
    "view_count": lambda article: article.view_count,
    "categories": lambda article: article.categories,
    "body_text": lambda article: article.body_text,
    "images": lambda article: list(map(asdict, article.images)),
    "attachments": lambda article: list(map(asdict, article.attachments)),
}
"""What each field of a record must be."""


OPEN: dict[tuple[str, str], str] = {}
"""What is known to go wrong, by family and field: whoever mends it takes it out."""


def expect_failure(request: pytest.FixtureRequest, family: str, what: str) -> None:
    """Let the test fail, and nothing else, if this is known to go wrong."""
    if reason := OPEN.get((family, what)):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))


@dataclass(frozen=True)
class Crawled:
    """A site, and what a crawl of it wrote."""

    site: Site
    true: dict[str, SimulatedArticle]
    """By address."""
    found: list[dict[str, Any]]
    asked: set[str]
    """Addresses without their host."""
    done: Finished


@pytest.fixture(
    scope="module",
    params=[pytest.param(one, marks=[pytest.mark.long] if one in OF_ONE_KIND else []) for one in FAMILIES],
)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """One crawl of each family. Every counter may be asked: here it is nobody's statistics."""
    output: Path = tmp_path_factory.mktemp(request.param)
    site = make_site(request.param, articles=ARTICLES, seed=SEED)
    with serve(site, log=output / "requests.jsonl") as server:
        done = crawl(server.url, output, settings=("VIEW_COUNTERS=all",))
        true = {article.url: article for article in site.articles(server.url)}
        yield Crawled(site, true, records(output), {asked.path for asked in server.requests()}, done)


def test_a_crawl_ends_as_complete(crawled: Crawled) -> None:
    assert crawled.done.code == 0, crawled.done.err


def test_every_article_is_found(crawled: Crawled, request: pytest.FixtureRequest) -> None:
    expect_failure(request, crawled.site.family, "recall")
    assert crawled.true.keys() - {record["url"] for record in crawled.found} == set()


def test_every_page_of_every_listing_that_has_an_address_is_asked_for(crawled: Crawled) -> None:
    if isinstance(crawled.site, CmsSite):
        asked = set(map(crawled.site.folder_of, crawled.asked))
        assert set(crawled.site.listing_addresses()) - asked == set()


def test_nothing_else_is_written_and_nothing_twice(crawled: Crawled, request: pytest.FixtureRequest) -> None:
    expect_failure(request, crawled.site.family, "precision")
    urls = [record["url"] for record in crawled.found]
    assert len(set(urls)) == len(urls)
    assert set(urls) - crawled.true.keys() == set()


@pytest.mark.parametrize("field", TRUE)
def test_a_field_is_right_in_every_record(crawled: Crawled, request: pytest.FixtureRequest, field: str) -> None:
    expect_failure(request, crawled.site.family, field)
    records_of_articles = [record for record in crawled.found if record["url"] in crawled.true]
    assert records_of_articles
    expected = {record["url"]: TRUE[field](crawled.true[record["url"]]) for record in records_of_articles}
    assert {record["url"]: record[field] for record in records_of_articles} == expected
