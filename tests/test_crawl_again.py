"""What a second crawl asks for, finds and writes: the memory of the first one, told by the site's own log."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import UNHURRIED, Finished, crawl, records, run
from tests.sites.changing import ROWS, ChangingSite, changing

ONE_AT_A_TIME = ("RETRY_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=1")


@pytest.fixture
def site() -> ChangingSite:
    """Twelve news on three pages, four notices on one, an empty column."""
    made = ChangingSite()
    made.publish("news", 12)
    made.publish("notice", 4)
    return made


@pytest.fixture
def url(site: ChangingSite) -> Iterator[str]:
    with changing(site) as served:
        yield served


def again(url: str, output: Path, *options: str, code: int = 0) -> Finished:
    done = crawl(url, output, *options, settings=ONE_AT_A_TIME)
    assert done.code == code, done.err
    return done


def manifest(output: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((output / "manifest.json").read_text("utf-8"))
    return read


def views(output: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (output / "views.jsonl").read_text("utf-8").splitlines()]


def is_complete(site: ChangingSite, url: str, output: Path) -> bool:
    """True if every article of the site has one record, and nothing else has."""
    written = [record["url"] for record in records(output) if record["revision"] == 1]
    return sorted(written) == sorted(url.rstrip("/") + article.path for article in site.articles)


FIRST_PAGES = {"/robots.txt", "/", "/news/", "/notice/", "/empty/", "/about.html"}


def test_a_second_crawl_of_an_unchanged_site_asks_for_first_pages_only(
    site: ChangingSite, url: str, tmp_path: Path
) -> None:
    again(url, tmp_path)
    assert is_complete(site, url, tmp_path)
    site.asked()
    before = (tmp_path / "articles.jsonl").read_bytes()
    done = again(url, tmp_path)
    assert set(site.asked()) == FIRST_PAGES
    assert (tmp_path / "articles.jsonl").read_bytes() == before
    assert "complete: 0 new records" in done.err
    (walked,) = (found for found in manifest(tmp_path)["categories"] if found["url"] == url + "news/")
    assert (walked["end"], walked["pages"], walked["next_page"]) == ("known", 1, url + "news/index_2.html")


def test_new_articles_are_found_and_nothing_else_is_asked_for(site: ChangingSite, url: str, tmp_path: Path) -> None:
    again(url, tmp_path)
    site.asked()
    (new,) = site.publish("notice", 1, age=200)
    again(url, tmp_path)
    assert set(site.asked()) == FIRST_PAGES | {new.path}
    assert is_complete(site, url, tmp_path)


def test_new_articles_that_fill_more_than_a_page_are_all_found(site: ChangingSite, url: str, tmp_path: Path) -> None:
    again(url, tmp_path)
    site.publish("news", 2 * ROWS + 1, age=100)
    again(url, tmp_path)
    assert is_complete(site, url, tmp_path)


def test_a_run_that_ended_early_does_not_hide_what_follows(site: ChangingSite, url: str, tmp_path: Path) -> None:
    again(url, tmp_path)
    site.publish("news", 2 * ROWS, age=100)
    again(url, tmp_path, "--max-articles", str(ROWS))
    assert not is_complete(site, url, tmp_path)
    again(url, tmp_path)
    assert is_complete(site, url, tmp_path)


def test_the_first_article_of_an_empty_column_is_found(site: ChangingSite, url: str, tmp_path: Path) -> None:
    again(url, tmp_path)
    site.publish("empty", 1, age=50)
    again(url, tmp_path)
    assert is_complete(site, url, tmp_path)


def test_a_listing_that_begins_with_the_oldest_is_walked_to_its_end(tmp_path: Path) -> None:
    site = ChangingSite()
    site.columns["news"] = site.publish("news", 12)
    with changing(site) as url:
        again(url, tmp_path)
        site.publish("news", 1, age=100, last=True)
        again(url, tmp_path)
        assert is_complete(site, url, tmp_path)


@pytest.mark.parametrize("options", [("--category", "通知公告"), ("--since", "2026-01-01"), ("--until", "2020-01-01")])
def test_a_run_over_a_part_hides_nothing_from_a_run_over_all(
    site: ChangingSite, url: str, tmp_path: Path, options: tuple[str, ...]
) -> None:
    again(url, tmp_path, *options)
    again(url, tmp_path)
    assert is_complete(site, url, tmp_path)


def test_a_young_article_that_changed_gives_a_revision_and_an_old_one_only_when_all_are_asked_for(
    url: str, site: ChangingSite, tmp_path: Path
) -> None:
    (young,) = site.publish("news", 1, age=1)
    old = site.columns["news"][-1]
    again(url, tmp_path)
    young.text += "\n园区管委会随后作了更正，企业数为二十三家。"
    old.text += "\n园区管委会随后作了更正，企业数为二十三家。"
    again(url, tmp_path)
    assert [record["url"] for record in records(tmp_path) if record["revision"] == 2] == [url + young.path[1:]]
    again(url, tmp_path, "--full")
    changed = [record["url"] for record in records(tmp_path) if record["revision"] == 2]
    assert changed == [url + young.path[1:], url + old.path[1:]]
    assert is_complete(site, url, tmp_path)


def test_young_articles_behind_the_first_page_are_asked_for_too(url: str, site: ChangingSite, tmp_path: Path) -> None:
    made = site.publish("news", ROWS + 2, age=0)
    again(url, tmp_path)
    site.asked()
    again(url, tmp_path, "--refresh", "30")
    assert {article.path for article in made} < set(site.asked())
    again(url, tmp_path, "--refresh", "0")
    assert set(site.asked()) == FIRST_PAGES


def test_a_view_count_that_changed_is_a_line_of_its_own_file(url: str, site: ChangingSite, tmp_path: Path) -> None:
    (young,) = site.publish("news", 1, age=1)
    again(url, tmp_path)
    before = (tmp_path / "articles.jsonl").read_bytes()
    young.views = 250
    for _ in range(2):
        again(url, tmp_path)
    (line,) = views(tmp_path)
    assert (line["url"], line["view_count"]) == (url + young.path[1:], 250)
    assert (tmp_path / "articles.jsonl").read_bytes() == before
    (tmp_path / "ledger.sqlite").unlink()
    again(url, tmp_path)
    assert len(views(tmp_path)) == 1, "the count that was written last is known from the files alone"


def test_a_page_that_the_server_calls_unchanged_is_not_sent_again(url: str, site: ChangingSite, tmp_path: Path) -> None:
    site.has_etags = True
    (young,) = site.publish("news", 1, age=1)
    again(url, tmp_path)
    again(url, tmp_path)
    assert manifest(tmp_path)["counts"]["responses"]["304"] == 1
    assert manifest(tmp_path)["counts"]["unchanged"] == 1
    young.text += "\n园区管委会随后作了更正，企业数为二十三家。"
    again(url, tmp_path)
    assert [record["revision"] for record in records(tmp_path) if record["url"] == url + young.path[1:]] == [1, 2]


def test_an_article_that_failed_is_asked_for_first_by_the_next_run(
    url: str, site: ChangingSite, tmp_path: Path
) -> None:
    failing = site.columns["news"][-1]
    site.broken[failing.path] = 500
    done = again(url, tmp_path, code=5)
    assert "run the crawl again to fetch it" in done.err
    site.broken.clear()
    site.asked()
    done = crawl(url, tmp_path, settings=(*ONE_AT_A_TIME, "DOWNLOAD_DELAY=0.05"))
    assert done.code == 0, done.err
    asked = site.asked()
    assert asked[:3] == ["/robots.txt", "/", failing.path]
    assert set(asked) == FIRST_PAGES | {failing.path}
    assert is_complete(site, url, tmp_path)


def test_an_article_that_is_missing_is_asked_for_by_three_runs_and_no_more(
    url: str, site: ChangingSite, tmp_path: Path
) -> None:
    missing = site.columns["news"][-1]
    site.broken[missing.path] = 404
    asked = []
    for _ in range(5):
        again(url, tmp_path)
        asked.append(site.asked().count(missing.path))
    assert asked == [1, 1, 1, 0, 0]


def of_listings(url: str, folder: Path) -> Iterator[Finished]:
    """Runs of a spider that knows the site's listings, one after another."""
    (folder / "mine.py").write_text(
        "from devzone_crawler.spiders.base import CategorySpider\n\n\n"
        "class MineSpider(CategorySpider):\n"
        "    name = 'mine'\n"
        f"    listings = ('{url}news/', '{url}notice/')\n"
    )
    search_path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
    chosen = (*UNHURRIED, *ONE_AT_A_TIME, "SPIDER_MODULES=mine")
    settings = [part for setting in chosen for part in ("-s", setting)]
    while True:
        yield run("crawl", "mine", "--output", folder / "out", *settings, PYTHONPATH=search_path)


def test_a_spider_of_listings_asks_for_an_article_that_failed_until_it_has_it(
    url: str, site: ChangingSite, tmp_path: Path
) -> None:
    failing = site.columns["news"][-1]
    site.broken[failing.path] = 500
    runs = of_listings(url, tmp_path)
    assert next(runs).code == 5
    site.broken.clear()
    asked = []
    for _ in range(2):
        site.asked()
        done = next(runs)
        assert done.code == 0, done.err
        asked.append([path for path in site.asked() if path != "/robots.txt"])
    assert asked == [[failing.path, "/news/", "/notice/"], ["/news/", "/notice/"]]
    assert is_complete(site, url, tmp_path / "out")


def test_a_spider_of_listings_asks_for_a_missing_article_by_three_runs_and_no_more(
    url: str, site: ChangingSite, tmp_path: Path
) -> None:
    missing = site.columns["news"][-1]
    site.broken[missing.path] = 404
    asked = []
    for _, done in zip(range(5), of_listings(url, tmp_path), strict=False):
        assert done.code == 0, done.err
        asked.append(site.asked().count(missing.path))
    assert asked == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    "spoil",
    ["damaged", *(pytest.param(how, marks=pytest.mark.long) for how in ("missing", "older", "of another format"))],
)
def test_a_ledger_that_cannot_be_trusted_is_made_anew_and_no_article_is_asked_for_twice(
    url: str, site: ChangingSite, tmp_path: Path, spoil: str
) -> None:
    again(url, tmp_path)
    ledger = tmp_path / "ledger.sqlite"
    kept = shutil.copy(ledger, tmp_path / "kept")
    new = site.publish("news", 3, age=100)
    again(url, tmp_path)
    site.asked()
    if spoil == "older":
        shutil.copy(kept, ledger)
    elif spoil == "missing":
        ledger.unlink()
    else:
        ledger.write_bytes(b"no ledger" * 1000 if spoil == "damaged" else b"")
    again(url, tmp_path)
    articles = {article.path for article in site.articles}
    asked = set(site.asked())
    assert asked & articles <= ({article.path for article in new} if spoil == "older" else set())
    assert is_complete(site, url, tmp_path)
    again(url, tmp_path)
    assert set(site.asked()) == FIRST_PAGES


def test_records_that_were_taken_out_of_the_file_are_fetched_again(
    url: str, site: ChangingSite, tmp_path: Path
) -> None:
    again(url, tmp_path)
    path = tmp_path / "articles.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[3:]))
    again(url, tmp_path)
    assert is_complete(site, url, tmp_path)


def test_a_column_that_names_less_than_others_is_no_alarm(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 25)
    for article in site.publish("notice", 6):
        article.byline = "{day}"
    with changing(site) as url:
        again(url, tmp_path)
        for article in site.publish("notice", 25, age=60):
            article.byline = "{day}"
        again(url, tmp_path)


@pytest.mark.parametrize("days", ["-1", "many", "1.5"])
def test_days_that_mean_nothing_are_told(url: str, tmp_path: Path, days: str) -> None:
    done = again(url, tmp_path / "out", f"--refresh={days}", code=2)
    assert f"REFRESH_DAYS={days} means nothing" in done.err
