"""Crawls of sites that refuse: what may be had is had, and the verdict says what was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import pytest

from devzone_crawler.simulator import LoggedRequest, Options, serve
from devzone_crawler.simulator.unruly import UnrulySite
from devzone_crawler.simulator.unruly_refusals import REFUSALS, Busy, Closed, Down, Restarting
from devzone_crawler.simulator.unruly_robots import ROBOTS, Broken, OncePerDay, Rate, Rules, Slowly
from devzone_crawler.verdicts import Verdict
from tests.conftest import Finished, crawl, records

SITES = (*ROBOTS, *REFUSALS)
SETTINGS: dict[type[UnrulySite], tuple[str, ...]] = {
    OncePerDay: ("LONGEST_CRAWL_DELAY=0.05",),
    Busy: ("DOWNLOAD_DELAY=0.02", "CONCURRENT_REQUESTS_PER_DOMAIN=1"),
}
AT_ONCE = 3
"""Crawls: most of them wait most of their time."""


@dataclass(frozen=True)
class Crawled:
    """A site and what a crawl of it did."""

    site: UnrulySite
    done: Finished
    records: list[dict[str, Any]]
    manifest: dict[str, Any]
    requests: list[LoggedRequest]

    @property
    def gaps(self) -> list[float]:
        """Seconds between two requests, robots.txt first."""
        return [after.t - before.t for before, after in pairwise(self.requests)]


def crawled(kind: type[UnrulySite], output: Path) -> Crawled:
    site = kind(Options(articles=12, seed=8))
    with serve(site, log=output / "requests.jsonl") as server:
        done = crawl(server.url, output, settings=("RETRY_ENABLED=False", *SETTINGS.get(kind, ())))
        manifest = json.loads((output / "manifest.json").read_text("utf-8"))
        return Crawled(site, done, records(output), manifest, server.requests())


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[type[UnrulySite], Future[Crawled]]]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {kind: pool.submit(crawled, kind, tmp_path_factory.mktemp("unruly")) for kind in SITES}


each_site = pytest.mark.parametrize("kind", SITES, ids=lambda kind: kind.family)
Crawls = Mapping[type[UnrulySite], Future[Crawled]]


@each_site
def test_every_article_that_may_be_had_is_found_and_nothing_else(crawls: Crawls, kind: type[UnrulySite]) -> None:
    seen = crawls[kind].result()
    wanted = {seen.site.path_of(number) for number in seen.site.reachable()}
    found = [urlsplit(record["url"]).path for record in seen.records]
    assert len(found) == len(set(found))
    assert set(found) == wanted if seen.site.is_whole else set(found) < wanted
    titles = {seen.site.path_of(number): seen.site.article(number).title for number in seen.site.reachable()}
    assert all(record["title"] == titles[urlsplit(record["url"]).path] for record in seen.records)


@each_site
def test_the_verdict_says_what_was_seen(crawls: Crawls, kind: type[UnrulySite]) -> None:
    seen = crawls[kind].result()
    assert seen.done.err.startswith(seen.site.verdict), seen.done.err
    assert seen.done.code == Verdict(seen.site.verdict).exit_code
    assert seen.site.sentence in seen.done.err
    assert "Traceback" not in seen.done.err


@each_site
def test_it_ends_after_few_requests(crawls: Crawls, kind: type[UnrulySite]) -> None:
    seen = crawls[kind].result()
    assert len(seen.requests) <= seen.site.most_requests


@each_site
def test_robots_txt_is_asked_for_first_and_once(crawls: Crawls, kind: type[UnrulySite]) -> None:
    paths = [request.path for request in crawls[kind].result().requests]
    assert paths[0] == "/robots.txt"
    if kind.verdict == "complete" and kind.family != "unruly-robots-circle":
        assert paths.count("/robots.txt") == 1


def test_what_robots_txt_forbids_is_not_asked_for(crawls: Crawls) -> None:
    seen = crawls[Rules].result()
    assert not {"/news/1.html", "/news/2.html", "/news/3.html"} & {request.path for request in seen.requests}


def test_nothing_is_asked_for_while_robots_txt_is_out_of_reach(crawls: Crawls) -> None:
    assert {request.path for request in crawls[Broken].result().requests} == {"/robots.txt"}


@pytest.mark.parametrize(("kind", "delay"), [(Slowly, 0.2), (Rate, 0.2), (OncePerDay, 0.05)])
def test_a_crawl_delay_is_kept(crawls: Crawls, kind: type[UnrulySite], delay: float) -> None:
    gaps = crawls[kind].result().gaps
    assert median(gaps) > 0.9 * delay
    assert sum(gaps) > len(gaps) * delay - 0.1, "the server's clock is not the crawl's, but they do not drift apart"


def test_a_host_is_left_alone_for_as_long_as_it_asks(crawls: Crawls) -> None:
    """429 and one second, on every seventh page. With one request at a time, none is under way when it comes."""
    seen = crawls[Busy].result()
    pauses = [after.t - before.t for before, after in pairwise(seen.requests) if before.status == 429]
    assert pauses
    assert min(pauses) > 0.9


def test_a_host_is_left_alone_until_the_moment_that_it_names(crawls: Crawls) -> None:
    seen = crawls[Restarting].result()
    (refused,) = (request.t for request in seen.requests if request.status == 503)
    assert not [request for request in seen.requests if refused + 0.1 < request.t < refused + 0.9]


def test_a_server_that_is_down_is_asked_ever_less_often(crawls: Crawls) -> None:
    seen = crawls[Down].result()
    times = [request.t for request in seen.requests if request.status == 503]
    gaps = [after - before for before, after in pairwise(times)]
    assert gaps[-1] > 2 * gaps[-3]


def test_who_asks_for_a_day_is_asked_nothing_more(crawls: Crawls) -> None:
    seen = crawls[Closed].result()
    first = next(number for number, request in enumerate(seen.requests) if request.status == 503)
    assert [request.status for request in seen.requests[first:]].count(200) == 0
    assert seen.requests[-1].t - seen.requests[first].t < 1


def test_a_challenge_is_no_record_and_no_reject(crawls: Crawls) -> None:
    for kind in SITES:
        seen = crawls[kind].result()
        assert not seen.manifest["counts"]["rejected"]
        assert "blocked" not in seen.manifest["counts"]["pages"]


def test_the_manifest_measures_how_fast_each_host_was_asked(crawls: Crawls) -> None:
    told = crawls[Slowly].result()
    ((host, pace),) = told.manifest["politeness"]["hosts"].items()
    assert host == urlsplit(told.manifest["arguments"]["url"]).netloc
    assert pace["requests"] == told.manifest["counts"]["requests"] == len(told.requests)
    mean = (told.requests[-1].t - told.requests[0].t) / (len(told.requests) - 1)
    assert 0 <= pace["least_gap"] <= mean * 1.05  # the log's moments are those of the answers


def test_a_single_request_has_no_gap(crawls: Crawls) -> None:
    told = crawls[Broken].result()
    paces = told.manifest["politeness"]["hosts"].values()
    assert [pace["least_gap"] is None for pace in paces] == [pace["requests"] == 1 for pace in paces]
