"""A crawl takes what was chosen: days, a number of articles, categories; real HTTP and the site's own log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from devzone_crawler.extraction.dates import CHINA
from devzone_crawler.simulator import Server, make_site, serve
from tests.conftest import AT_HOME, crawl, records

ARTICLES = 120
SITE = make_site("thinkphp", articles=ARTICLES, seed=7)
TOMORROW = (datetime.now(CHINA) + timedelta(days=1)).date().isoformat()
MIDDLE = SITE.article(70).publish_date
LATE = SITE.article(90).publish_date


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A site of 120 articles that logs what it is asked for."""
    with serve(SITE, log=tmp_path / "requests.jsonl") as served:
        yield served


def numbers(output: Path) -> set[int]:
    """Which articles were written."""
    return {SITE_NUMBERS[record["url"].split("/", 3)[3]] for record in records(output)}


SITE_NUMBERS = {article.path.lstrip("/"): article.number for article in SITE.articles()}


def of_days(since: str = "", until: str = "9999") -> set[int]:
    return {article.number for article in SITE.articles() if since <= article.publish_date <= until}


def in_category(*steps: str) -> set[int]:
    return {article.number for article in SITE.articles() if tuple(article.categories[: len(steps)]) == steps}


def fetched(server: Server) -> set[int]:
    """Which articles were asked for."""
    return {SITE_NUMBERS[path] for request in server.requests() if (path := request.path.lstrip("/")) in SITE_NUMBERS}


# --- days -------------------------------------------------------------------------------------------------------------


def test_since_and_until_take_the_articles_of_these_days_and_no_others(server: Server, tmp_path: Path) -> None:
    done = crawl(server.url, tmp_path / "out", "--since", MIDDLE, "--until", LATE)
    assert done.code == 0, done.err
    assert numbers(tmp_path / "out") == of_days(MIDDLE, LATE)
    assert 0 < len(of_days(MIDDLE, LATE)) < ARTICLES


def test_articles_that_a_listing_dates_outside_are_not_even_fetched(server: Server, tmp_path: Path) -> None:
    done = crawl("cadz", tmp_path / "out", "-a", f"url={server.url}", "--since", MIDDLE, "--until", LATE)
    assert done.code == 0, done.err
    assert fetched(server) == numbers(tmp_path / "out") == of_days(MIDDLE, LATE) & in_category("资讯中心")
    assert "Not written" not in done.err


def test_since_ends_the_walk_of_a_category_at_the_first_page_that_is_older_as_a_whole(
    server: Server, tmp_path: Path
) -> None:
    since = SITE.article(112).publish_date
    done = crawl("cadz", tmp_path / "out", "-a", f"url={server.url}", "--since", since)
    assert done.code == 0, done.err
    assert numbers(tmp_path / "out") == of_days(since) & in_category("资讯中心")
    pages = [request.path for request in server.requests() if "/p/" in request.path]
    assert "/index.php/News/index/p/2.html" in pages
    assert "/index.php/News/index/p/3.html" not in pages


def test_days_of_which_there_is_nothing_give_a_whole_crawl_that_says_what_it_left_out(
    server: Server, tmp_path: Path
) -> None:
    done = crawl(server.url, tmp_path / "out", "--until", "1999-12-31")
    assert done.code == 0, done.err
    assert "Not written, since only articles until 1999-12-31 were asked for:" in done.err
    assert numbers(tmp_path / "out") == set()


# --- number -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 7])
def test_a_crawl_ends_after_as_many_articles_as_were_asked_for_and_says_so(
    server: Server, tmp_path: Path, most: int
) -> None:
    done = crawl(server.url, tmp_path / "out", "--max-articles", str(most))
    assert done.code == 0, done.err
    assert len(records(tmp_path / "out")) == most
    assert done.err.startswith("complete")
    assert f"limited to {most} new records" in " ".join(done.err.split())
    assert len(fetched(server)) < ARTICLES


def test_a_limited_crawl_run_again_writes_the_next_articles(server: Server, tmp_path: Path) -> None:
    for runs in (1, 2, 3):
        assert crawl(server.url, tmp_path / "out", "--max-articles", "20").code == 0
        assert len(numbers(tmp_path / "out")) == 20 * runs


def test_a_limit_above_what_there_is_changes_nothing(server: Server, tmp_path: Path) -> None:
    done = crawl(server.url, tmp_path / "out", "--max-articles", "100000")
    assert done.code == 0, done.err
    assert numbers(tmp_path / "out") == of_days()
    assert "limited" not in done.err


def test_an_interrupted_crawl_with_a_limit_is_interrupted_and_goes_on_later(server: Server, tmp_path: Path) -> None:
    output = tmp_path / "out"
    command = [sys.executable, "-m", "devzone_crawler", "crawl", server.url, "--output", str(output)]
    process = subprocess.Popen(
        [*command, *AT_HOME, "--max-articles", "100", "-s", "DOWNLOAD_DELAY=0.02", "-s", "AUTOTHROTTLE_ENABLED=False"],
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    path = output / "articles.jsonl"
    while process.poll() is None and not (path.exists() and path.stat().st_size > 20_000):
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    before = len(numbers(output))
    assert 0 < before < 100
    assert crawl(server.url, output, "--max-articles", "10").code == 0
    assert len(numbers(output)) == before + 10


# --- categories -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["通知公告"], in_category("通知公告")),
        (["资讯中心"], in_category("资讯中心")),
        (["省级开发区动态"], in_category("资讯中心", "省级开发区动态")),
        (["资讯中心/省级开发区动态"], in_category("资讯中心", "省级开发区动态")),
        (["资讯中心 > 政策法规"], in_category("资讯中心", "政策法规")),
        (["通知公告", "资讯中心/招商引资"], in_category("通知公告") | in_category("资讯中心", "招商引资")),
        (["资讯中心", "资讯中心/招商引资"], in_category("资讯中心")),
    ],
)
def test_the_articles_of_a_category_are_taken_and_no_others_are_fetched(
    server: Server, tmp_path: Path, names: list[str], wanted: set[int]
) -> None:
    options = [part for name in names for part in ("--category", name)]
    done = crawl(server.url, tmp_path / "out", *options)
    assert done.code == 0, done.err
    assert 0 < len(wanted) < ARTICLES
    assert fetched(server) == numbers(tmp_path / "out") == wanted


def test_categories_take_the_place_of_those_that_a_spider_has(server: Server, tmp_path: Path) -> None:
    done = crawl("cadz", tmp_path / "out", "-a", f"url={server.url}", "-a", "category=通知公告，政策法规")
    assert done.code == 0, done.err
    assert numbers(tmp_path / "out") == in_category("通知公告") | in_category("资讯中心", "政策法规")


def test_a_category_that_is_not_there_is_told_with_the_names_that_are(server: Server, tmp_path: Path) -> None:
    done = crawl(server.url, tmp_path / "out", "--category", "通知公告", "--category", "资讯中心/招商指南")
    assert done.code == 5
    sentence = " ".join(done.err.split())
    assert "has no category named 资讯中心/招商指南. It names: 资讯中心, 中国开发区, " in sentence
    assert "政策法规" in sentence
    assert "商务部" not in sentence
    assert numbers(tmp_path / "out") == in_category("通知公告"), "the others are crawled all the same"


def test_a_category_below_another_than_the_named_one_is_not_it(server: Server, tmp_path: Path) -> None:
    done = crawl(server.url, tmp_path / "out", "--category", "通知公告/政策法规")
    assert done.code == 5
    assert "has no category named 通知公告/政策法规" in " ".join(done.err.split())
    assert numbers(tmp_path / "out") == set()


def test_days_categories_and_number_are_combined(server: Server, tmp_path: Path) -> None:
    options = ["--category", "政策法规", "--category", "通知公告", "--since", MIDDLE, "--until", LATE]
    wanted = of_days(MIDDLE, LATE) & (in_category("资讯中心", "政策法规") | in_category("通知公告"))
    assert len(wanted) > 3
    assert crawl(server.url, tmp_path / "few", *options, "--max-articles", "3").code == 0
    assert numbers(tmp_path / "few") < wanted
    assert len(numbers(tmp_path / "few")) == 3
    assert crawl(server.url, tmp_path / "all", *options).code == 0
    assert numbers(tmp_path / "all") == wanted


# --- what cannot be right ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--since", "2026-06-30", "--until", "2026-01-01"], "since=2026-06-30 is later than until=2026-01-01"),
        (["--max-articles", "0"], "max_articles must be a whole number of 1 or more; '0' is none"),
        (["--since", "2026-01-01", "-a", "since=2026-01-02"], "since is given twice: as --since and as -a since="),
        (["-a", "url=http://zone.example/"], "/ and as -a url=. Leave one out."),
        (["--full", "-s", "FULL_CRAWL=False"], "FULL_CRAWL is given twice: as --full and as -s FULL_CRAWL="),
        (["--archive", "-s", "ARCHIVE=False"], "ARCHIVE is given twice: as --archive and as -s ARCHIVE="),
        (["--refresh", "5", "-s", "REFRESH_DAYS=0"], "REFRESH_DAYS is given twice: as --refresh and as -s"),
        (["-s", "OUTPUT_DIR=elsewhere"], "OUTPUT_DIR is given twice: as --output and as -s OUTPUT_DIR="),
    ],
)
def test_what_cannot_be_right_ends_before_the_first_request(
    server: Server, tmp_path: Path, options: list[str], sentence: str
) -> None:
    done = crawl(server.url, tmp_path / "out", *options)
    assert done.code == 2, done.err
    assert sentence in " ".join(done.err.split())
    assert server.requests() == []
    assert not (tmp_path / "out").exists()


def test_a_last_day_in_the_future_is_taken(server: Server, tmp_path: Path) -> None:
    assert crawl(server.url, tmp_path / "out", "--until", TOMORROW, "--max-articles", "1").code == 0


def test_scrapy_takes_the_same_as_arguments_of_the_spider(server: Server, tmp_path: Path) -> None:
    options = ["-a", f"since={MIDDLE}", "-a", f"until={LATE}", "-a", "max_articles=3"]
    done = crawl("cadz", tmp_path / "out", "-a", f"url={server.url}", *options)
    assert done.code == 0, done.err
    assert len(numbers(tmp_path / "out")) == 3
    assert numbers(tmp_path / "out") <= of_days(MIDDLE, LATE) & in_category("资讯中心")
