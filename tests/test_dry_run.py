"""A dry run says which categories there are and what a crawl would do; it fetches no article and writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from devzone_crawler.simulator import Server, make_site, serve
from tests.conftest import UNHURRIED, Finished, crawl, records, run

ARTICLES = 120
SITE = make_site("thinkphp", articles=ARTICLES, seed=7)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A site of 120 articles that logs what it is asked for."""
    with serve(SITE, log=tmp_path / "requests.jsonl") as served:
        yield served


def rows(done: Finished) -> dict[str, list[str]]:
    """The lines of the answer by their first word."""
    return {line.split()[0]: line.split()[1:] for line in done.out.splitlines() if line.strip()}


def count(*steps: str) -> int:
    return sum(tuple(article.categories[: len(steps)]) == steps for article in SITE.articles())


def test_it_shows_the_tree_of_categories_with_their_sizes_and_the_cost(server: Server, tmp_path: Path) -> None:
    done = crawl(server.url, tmp_path / "out", "--dry-run", settings=("DOWNLOAD_DELAY=0.02",))
    assert done.code == 0, done.err
    shown = rows(done)
    assert shown["资讯中心"][0] == str(count("资讯中心"))
    assert shown["省级开发区动态"][0] == str(count("资讯中心", "省级开发区动态"))
    assert shown["通知公告"][0] == str(count("通知公告"))
    assert "\n  省级开发区动态" in done.out, "it stands below 资讯中心"
    assert shown["articles"] == [str(ARTICLES)]
    assert int(shown["requests"][0].rstrip(",")) > ARTICLES
    assert "at one request in 0.02 seconds" in done.out
    assert "dry run" in done.err


def test_it_fetches_no_article_and_no_second_page_and_writes_nothing(server: Server, tmp_path: Path) -> None:
    assert crawl(server.url, tmp_path / "out", "--dry-run").code == 0
    paths = [request.path for request in server.requests()]
    assert not [path for path in paths if "/detail/" in path or "/p/" in path]
    assert len(paths) < 20
    assert not (tmp_path / "out").exists()


def test_it_heeds_categories_days_and_number(server: Server, tmp_path: Path) -> None:
    since = SITE.article(112).publish_date
    options = ["--category", "资讯中心", "--since", since, "--max-articles", "1000"]
    done = crawl(server.url, tmp_path / "out", "--dry-run", *options)
    assert done.code == 0, done.err
    wanted = [a for a in SITE.articles() if a.categories[0] == "资讯中心" and a.publish_date >= since]
    assert rows(done)["articles"][0] == f"{len(wanted)},"
    assert "limited to 1,000" in done.out
    assert "通知公告" not in done.out
    limited = crawl(server.url, tmp_path / "out", "--dry-run", "--max-articles", "2")
    assert rows(limited)["articles"] == ["2,", "limited", "to", "2"]


def test_it_goes_the_way_of_a_named_spider(server: Server, tmp_path: Path) -> None:
    done = crawl("cadz", tmp_path / "out", "-a", f"url={server.url}", "--dry-run")
    assert done.code == 0, done.err
    assert rows(done)["articles"] == [str(count("资讯中心"))]


def test_it_looks_at_the_known_listings_of_a_spider_that_has_such(server: Server, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from devzone_crawler.spiders.base import CategorySpider\n\n\n"
        "class MineSpider(CategorySpider):\n"
        "    name = 'mine'\n"
        f"    listings = ('{server.address('/index.php/Notice/index.html')}',)\n"
    )
    search_path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    settings = [part for setting in (*UNHURRIED, "SPIDER_MODULES=mine") for part in ("-s", setting)]
    done = run("crawl", "mine", "--dry-run", "--output", tmp_path / "out", *settings, PYTHONPATH=search_path)
    assert done.code == 0, done.err
    assert rows(done)["通知公告"][0] == rows(done)["articles"][0] == str(count("通知公告"))
    assert not (tmp_path / "out").exists()
    done = run("crawl", "mine", "--output", tmp_path / "out", *settings, PYTHONPATH=search_path)
    assert done.code == 0, done.err
    assert len(records(tmp_path / "out")) == count("通知公告")


def test_it_says_which_categories_are_not_there(server: Server, tmp_path: Path) -> None:
    done = crawl(server.url, tmp_path / "out", "--dry-run", "--category", "招商指南")
    assert done.code == 5
    assert done.out == ""
    assert "has no category named 招商指南. It names: 资讯中心, " in " ".join(done.err.split())


def test_what_cannot_be_right_ends_before_the_first_request(server: Server, tmp_path: Path) -> None:
    assert crawl(server.url, tmp_path / "out", "--dry-run", "--max-articles", "0").code == 2
    assert server.requests() == []


def test_a_site_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:1/", tmp_path, "--dry-run", settings=("RETRY_ENABLED=False",))
    assert done.code == 5
    assert "http://127.0.0.1:1/" in done.err
