"""A site that was crawled three times while it changed, its report, and a browser to look at it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import crawl, run
from tests.sites.changing import ChangingSite, changing

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output directory with three runs: the second met changes, the third a broken article."""
    output = tmp_path_factory.mktemp("reported") / "zone"
    site = ChangingSite()
    site.publish("news", 27)
    site.publish("notice", 9)
    with changing(site) as url:
        crawl(url, output, "--archive")
        site.publish("news", 3, age=20)
        for article in site.articles[:20]:
            article.views += article.number % 17 * 3
        site.articles[5].title += "（更正）"
        crawl(url, output, "--full", "--archive")
        for article in site.articles[3:12]:
            article.views += article.number % 13 * 5
        site.articles[8].byline = "发布时间：{day}　点击数：{views}"
        (broken,) = site.publish("notice", 1, age=2)
        site.publish("empty", 2, age=5)
        site.broken[broken.path] = 500
        assert crawl(url, output, "--full", "--archive", settings=("RETRY_ENABLED=False",)).code == 5
    return output


@pytest.fixture(scope="session")
def page_of_crawled(crawled: Path) -> Path:
    """The report of that directory."""
    done = run("report", crawled)
    assert done.code == 0, done.err
    return crawled / "report.html"


@pytest.fixture(scope="module")  # Playwright's event loop runs as long, and no other can run beside it
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium: apt-get install chromium fonts-wqy-microhei")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program)
        yield chromium
        chromium.close()
