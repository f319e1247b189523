"""Crawls of sites that are bad input: each ends by itself, finds what can be found once, and says how it went."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from devzone_crawler.simulator import LoggedRequest, Options, SimulatedArticle, serve
from devzone_crawler.simulator.traps import TrapSite
from devzone_crawler.simulator.traps_all import TRAPS
from devzone_crawler.verdicts import Verdict
from tests.conftest import Finished, crawl, records

ARTICLES = 12
COMPARED = ("title", "source", "publish_date", "published_at", "view_count", "body_text")


@dataclass(frozen=True)
class Crawled:
    """A trap and what a crawl of it did."""

    site: TrapSite
    done: Finished
    records: list[dict[str, Any]]
    manifest: dict[str, Any]
    requests: list[LoggedRequest]


@pytest.fixture(scope="module", params=TRAPS, ids=lambda trap: trap.family)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    output: Path = tmp_path_factory.mktemp("trap")
    site: TrapSite = request.param(Options(articles=ARTICLES, seed=8))
    with serve(site, log=output / "requests.jsonl") as server:
        done = crawl(server.url, output, settings=("RETRY_ENABLED=False",))
        manifest = json.loads((output / "manifest.json").read_text("utf-8"))
        yield Crawled(site, done, records(output), manifest, server.requests())


def fields(article: SimulatedArticle) -> dict[str, Any]:
    return {name: getattr(article, name) for name in COMPARED} | {"publish_date": article.publish_date or None}


def test_it_ends_by_itself_after_few_requests(crawled: Crawled) -> None:
    assert len(crawled.requests) <= crawled.site.most_requests


def test_every_article_is_found_once_and_nothing_else(crawled: Crawled) -> None:
    wanted = [crawled.site.article(number) for number in crawled.site.reachable()]
    assert sorted(record["title"] for record in crawled.records) == sorted(article.title for article in wanted)
    found = {record["title"]: record for record in crawled.records}
    for article in wanted:
        record = found[article.title]
        assert urlsplit(record["url"]).path in crawled.site.addresses_of(article.number)
        assert {name: record[name] for name in COMPARED} == fields(article)


def test_the_verdict_is_right_and_says_what_was_seen(crawled: Crawled) -> None:
    assert crawled.done.err.startswith(crawled.site.verdict), crawled.done.err
    assert crawled.done.code == Verdict(crawled.site.verdict).exit_code
    assert crawled.site.sentence in crawled.done.err


def test_the_manifest_counts_what_the_site_saw(crawled: Crawled) -> None:
    assert (crawled.manifest["verdict"], crawled.manifest["exit_code"]) == (
        crawled.done.err.partition(":")[0],
        crawled.done.code,
    )
    assert crawled.manifest["counts"]["new"] == len(crawled.records)
    assert sum(crawled.manifest["counts"]["responses"].values()) == len(crawled.requests)
