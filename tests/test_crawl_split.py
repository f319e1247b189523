"""Crawls of a site whose articles are split: the record holds the whole text, and no part is a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler.simulator import Options, Server, SimulatedArticle, make_site, serve
from devzone_crawler.simulator.split import MISSING_POSITION, SplitSite
from tests.conftest import crawl, records

ARTICLES = 40
COMPARED = ("title", "source", "publish_date", "published_at", "view_count", "body_text", "categories")
SITE = SplitSite(Options(articles=ARTICLES, seed=4))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """The site, and what a crawl of it wrote."""
    output = tmp_path_factory.mktemp("split")
    with serve(SITE, log=output / "requests.jsonl") as server:
        done = crawl(server.url, output)
        assert done.code == 0, done.err
        yield server, output


def fields(article: SimulatedArticle | dict[str, Any]) -> dict[str, Any]:
    if isinstance(article, dict):
        return {name: article[name] for name in COMPARED}
    return {name: getattr(article, name) for name in COMPARED}


def test_the_site_splits_some_articles_into_many_parts_and_some_not_at_all() -> None:
    counts = Counter(len(SITE.parts_of(number)) for number in range(1, ARTICLES + 1))
    assert counts[1] >= 1
    assert max(counts) >= 8
    assert sum(count for parts, count in counts.items() if parts > 1) > ARTICLES / 2


def test_every_article_is_one_record_with_its_whole_text(crawled: tuple[Server, Path]) -> None:
    server, output = crawled
    found = records(output)
    assert len(found) == ARTICLES
    assert {r["url"]: fields(r) for r in found} == {a.url: fields(a) for a in SITE.articles(server.url)}
    assert not (output / "rejects.jsonl").exists()


def test_every_part_is_asked_for_once(crawled: tuple[Server, Path]) -> None:
    server, _ = crawled
    asked = Counter(request.path for request in server.requests())
    parts = [
        SITE.path_of_part(number, position)
        for number in range(1, ARTICLES + 1)
        for position in range(1, len(SITE.parts_of(number)) + 1)
    ]
    met_first = {SITE.path_of_part(number, 2) for number in SITE.featured()}
    assert {path: asked[path] for path in parts if path not in met_first} == dict.fromkeys(set(parts) - met_first, 1)
    assert not [path for path in asked if "all=1" in path]


def test_a_part_that_is_met_before_its_article_gives_no_record_of_its_own(crawled: tuple[Server, Path]) -> None:
    server, output = crawled
    asked = [request.path for request in server.requests()]
    urls = {record["url"] for record in records(output)}
    featured = SITE.featured()
    assert len(featured) == 4
    for number in featured:
        part = SITE.path_of_part(number, 2)
        assert asked.count(part) == 2, "once on its own, once as a part"
        assert server.address(part) not in urls


def test_a_part_that_is_missing_is_told_and_the_rest_of_the_text_is_kept(tmp_path: Path) -> None:
    broken = next(n for n in range(1, ARTICLES + 1) if len(SITE.parts_of(n)) > MISSING_POSITION)
    with serve(make_site("split", articles=ARTICLES, seed=4, broken=broken)) as server:
        done = crawl(server.url, tmp_path)
        missing = server.address(SITE.path_of_part(broken, MISSING_POSITION))
        url = server.address(SITE.path_of(broken))
    assert done.code == 5, done.err
    assert missing in done.err
    record = next(record for record in records(tmp_path) if record["url"] == url)
    parts = SITE.parts_of(broken)
    there = [block.text for i, part in enumerate(parts, 1) if i != MISSING_POSITION for block in part]
    assert record["body_text"].split("\n") == there
    assert len(records(tmp_path)) == ARTICLES
