"""Crawls from end to end: real HTTP, real processes, and the file compared with what the site knows of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.simulator import Server, make_site, serve
from tests.conftest import ROOT, UNHURRIED, crawl, records, run

COMPARED = ("title", "source", "publish_date", "published_at", "view_count", "body_text", "categories")


def truth(server: Server, articles: int, seed: int) -> dict[str, dict[str, Any]]:
    """What the site knows of its articles, by address."""
    site = make_site("thinkphp", articles=articles, seed=seed)
    return {a.url: {name: getattr(a, name) for name in COMPARED} for a in site.articles(server.url)}


def compared(output: Path) -> dict[str, dict[str, Any]]:
    found = records(output)
    assert len({r["url"] for r in found}) == len(found), "an article was written twice"
    return {r["url"]: {name: r[name] for name in COMPARED} for r in found}


def test_every_article_is_found_once_and_read_right_and_nothing_else_is_written(
    served_site: Server, tmp_path: Path
) -> None:
    done = crawl(served_site.url, tmp_path)
    assert done.code == 0, done.err
    assert compared(tmp_path) == truth(served_site, articles=60, seed=7)
    assert not (tmp_path / "rejects.jsonl").exists()


def test_every_key_is_on_every_line_in_the_order_of_the_data_format(served_site: Server, tmp_path: Path) -> None:
    crawl(served_site.url, tmp_path)
    assert {tuple(record) for record in records(tmp_path)} == {RECORD_KEYS}


def test_a_second_crawl_into_the_same_directory_writes_nothing_twice(served_site: Server, tmp_path: Path) -> None:
    crawl(served_site.url, tmp_path)
    before = (tmp_path / "articles.jsonl").read_bytes()
    done = crawl(served_site.url, tmp_path)
    assert done.code == 0
    assert (tmp_path / "articles.jsonl").read_bytes() == before


@pytest.mark.parametrize("torn", [1, 100, 3000])
def test_a_crawl_over_a_torn_file_writes_the_lost_article_again(served_site: Server, tmp_path: Path, torn: int) -> None:
    crawl(served_site.url, tmp_path)
    path = tmp_path / "articles.jsonl"
    os.truncate(path, path.stat().st_size - torn)
    done = crawl(served_site.url, tmp_path)
    assert done.code == 0, done.err
    assert compared(tmp_path) == truth(served_site, articles=60, seed=7)


def test_a_site_that_grew_gives_only_its_new_articles_to_a_second_crawl(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=20, seed=3)) as server:
        crawl(server.url, tmp_path)
        port = server.url.rsplit(":", 1)[1].strip("/")
    before = (tmp_path / "articles.jsonl").read_bytes()
    with serve(make_site("thinkphp", articles=30, seed=3), port=int(port)) as server:
        crawl(server.url, tmp_path)
    after = (tmp_path / "articles.jsonl").read_bytes()
    assert after.startswith(before)
    assert len(after.splitlines()) == 30


def test_the_named_spider_takes_its_channel_and_leaves_the_rest(served_site: Server, tmp_path: Path) -> None:
    done = crawl("cadz", tmp_path, "-a", f"url={served_site.url}")
    assert done.code == 0, done.err
    wanted = {url: a for url, a in truth(served_site, 60, 7).items() if a["categories"][0] == "资讯中心"}
    assert 0 < len(wanted) < 60
    assert compared(tmp_path) == wanted
    assert {record["site"] for record in records(tmp_path)} == {"cadz"}


def test_a_firewall_that_wants_its_cookies_back_gets_them(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=20, seed=5, waf="strict")) as server:
        done = crawl(server.url, tmp_path)
        assert done.code == 0, done.err
        assert compared(tmp_path) == truth(server, articles=20, seed=5)


def test_scrapy_crawl_writes_the_same_file_as_devzone_crawl(served_site: Server, tmp_path: Path) -> None:
    settings = [part for setting in UNHURRIED for part in ("-s", setting)]
    feed = tmp_path / "feed.jsonl"
    subprocess.run(
        [
            *(sys.executable, "-m", "scrapy", "crawl", "cadz", "-a", f"url={served_site.url}"),
            *("-s", f"OUTPUT_DIR={tmp_path / 'out'}", "-O", str(feed), *settings),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    crawl("cadz", tmp_path / "ours", "-a", f"url={served_site.url}")
    assert compared(tmp_path / "out") == compared(tmp_path / "ours")
    exported = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
    assert {tuple(record) for record in exported} == {RECORD_KEYS}
    assert {r["id"] for r in exported} == {r["id"] for r in records(tmp_path / "out")}


def test_the_demo_leaves_the_records_of_others_alone(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"schema_version":1,"id":"0","revision":1,"url":"https://zone.example/1.html"}\n')
    done = run("demo", "--output", tmp_path)
    assert done.code == 3
    assert "is not from a demo" in done.err
    assert "zone.example" in path.read_text()


def test_the_demo_crawls_its_own_site_and_shows_what_it_got(tmp_path: Path) -> None:
    done = run("demo", "--output", tmp_path, "--articles", "25")
    assert done.code == 0, done.err
    assert len(records(tmp_path)) == 25
    assert "25 records" in done.out
    assert records(tmp_path)[0]["title"] in done.out or "one record" in done.out
    assert "complete" in done.err
