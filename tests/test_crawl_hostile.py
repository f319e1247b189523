"""Crawls of servers that mean harm: each ends by itself and soon, in little memory, with every healthy article."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy.downloadermiddlewares.httpcompression import ACCEPTED_ENCODINGS

from benchmarks.process import peak_memory
from devzone_crawler.simulator import LoggedRequest, Options, SimulatedArticle, serve
from devzone_crawler.simulator.hostile import BEHAVIOURS, Behaviour, HostileLinks, HostileSite
from devzone_crawler.simulator.traps import TrapSite
from tests.conftest import ROOT, UNHURRIED, records

MOST_MEBIBYTES = 400
MOST_SECONDS = 60
GLANCE = 0.02
"""Seconds between two looks at the memory of a crawl."""
COMPARED = ("title", "source", "publish_date", "published_at", "view_count", "body_text")
HURRIED = ("CONCURRENT_REQUESTS_PER_DOMAIN=4", "DOWNLOAD_TIMEOUT=2", "RETRY_TIMES=1", "LOG_LEVEL=DEBUG")
"""So that waiting in vain takes seconds, and the log says all that it can."""


@dataclass(frozen=True)
class Survived:
    """A crawl and what it took."""

    site: TrapSite
    code: int
    err: bytes
    seconds: float
    mebibytes: float
    """Its own process at its largest; 0 where the system does not say."""
    records: list[dict[str, Any]]
    manifest: dict[str, Any]
    requests: list[LoggedRequest]


def survive(site: TrapSite, output: Path) -> Survived:
    """Crawl a site, and measure the crawl."""
    output.mkdir(exist_ok=True)
    chosen = [part for setting in (*UNHURRIED, *HURRIED) for part in ("-s", setting)]
    with serve(site, log=output / "requests.jsonl") as server, open(output / "err", "wb") as err:
        command = [sys.executable, "-W", "error", "-m", "devzone_crawler", "crawl", server.url]
        began = time.monotonic()
        process = subprocess.Popen([*command, "--output", str(output), *chosen], stderr=err)
        peak = 0
        while process.poll() is None:
            peak = max(peak, peak_memory(process.pid))
            time.sleep(GLANCE)
        return Survived(
            site,
            process.returncode,
            (output / "err").read_bytes(),
            time.monotonic() - began,
            peak / 1024**2,
            records(output),
            json.loads((output / "manifest.json").read_text("utf-8")),
            server.requests(),
        )


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survived]:
    """One crawl of a site that does everything at once."""
    site = HostileSite(Options(articles=len(BEHAVIOURS) + 12, seed=8))
    yield survive(site, tmp_path_factory.mktemp("hostile"))


def fields(article: SimulatedArticle) -> dict[str, Any]:
    return {name: getattr(article, name) for name in COMPARED}


def by_path(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {urlsplit(record["url"]).path: {name: record[name] for name in COMPARED} for record in found}


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_a_hostile_page_is_read_or_its_failure_is_told(survived: Survived, behaviour: Behaviour) -> None:
    number = BEHAVIOURS.index(behaviour) + 1
    path = survived.site.path_of(number)
    if behaviour.failure is None:
        assert by_path(survived.records)[path] == fields(survived.site.article(number))
        return
    assert path not in by_path(survived.records)
    told = [one for one in survived.manifest["failed"] if path in one["url"] + one["why"]]
    expected = behaviour.failure
    if behaviour.name == "zstd-bomb" and b"zstd" not in ACCEPTED_ENCODINGS:  # Scrapy before 2.19
        expected = "is compressed in a way that is not known here"
    assert [expected in one["why"] for one in told] == [True], told


def test_every_healthy_article_of_a_hostile_site_is_found_and_nothing_else(survived: Survived) -> None:
    wanted = {survived.site.path_of(number): survived.site.article(number) for number in survived.site.reachable()}
    assert by_path(survived.records) == {path: fields(article) for path, article in wanted.items()}


def test_a_crawl_of_a_hostile_site_ends_by_itself_in_little_memory(survived: Survived) -> None:
    assert survived.seconds <= MOST_SECONDS
    assert survived.mebibytes <= MOST_MEBIBYTES


def test_the_verdict_names_what_may_be_had_another_time_and_not_what_is_refused(survived: Survived) -> None:
    assert (survived.code, survived.manifest["verdict"]) == (5, "incomplete")
    said = " ".join(reason["why"] for reason in survived.manifest["reasons"])
    assert "took longer than" in said
    assert "broke off" in said
    assert "DOWNLOAD_MAXSIZE" not in said


def test_nothing_that_steers_a_terminal_reaches_it(survived: Survived) -> None:
    log = survived.err.decode()  # UTF-8 throughout
    assert "Crawled (404)" in log, "the log is there"
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", log) == []


def test_the_documents_name_every_behaviour() -> None:
    told = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    assert [behaviour.name for behaviour in BEHAVIOURS if f"`{behaviour.name}`" not in told] == []


def test_each_hostile_page_is_asked_for_a_few_times_at_most(survived: Survived) -> None:
    assert len(survived.requests) <= 150


def test_a_page_of_a_hundred_thousand_links_costs_no_hundred_thousand_requests(tmp_path: Path) -> None:
    survived = survive(HostileLinks(Options(articles=12, seed=8)), tmp_path / "out")
    assert (survived.code, survived.manifest["verdict"]) == (0, "complete"), survived.err[-2000:]
    assert len(by_path(survived.records)) == 12
    assert len(survived.requests) <= HostileLinks.most_requests
    assert survived.seconds <= MOST_SECONDS
    assert survived.mebibytes <= MOST_MEBIBYTES
