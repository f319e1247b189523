"""In the directory of a Scrapy project of one's own, its settings and components stand beside ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devzone_crawler.simulator import Server
from tests.conftest import SECONDS_PER_CRAWL, Finished, records

SETTINGS = """
SPIDER_MODULES = ["mine.spiders"]
OUTPUT_DIR = "found"
ALLOW_PRIVATE_ADDRESSES = True
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
PROGRESS_SECONDS = 0
ITEM_PIPELINES = {"mine.pipelines.Mine": 50}
"""
SPIDERS = """
from devzone_crawler.spiders.site import SiteSpider


class OwnSpider(SiteSpider):
    name = "own"
"""
COUNTS = """
class Mine:
    def process_item(self, item):
        with open("seen", "a") as seen:
            print(item.url, file=seen)
        return item
"""
FAILS = """
class Mine:
    def process_item(self, item):
        raise ValueError("no room on the shelf")
"""
BREAKS = """
from devzone_crawler.extensions.memory import Memory


class Mine:
    def __init__(self, crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler)

    def process_item(self, item):
        Memory.of(self.crawler).output.ledger.close()
        return item
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = mine.settings\n")
    package = tmp_path / "mine"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "settings.py").write_text(SETTINGS)
    (package / "spiders.py").write_text(SPIDERS)
    (package / "pipelines.py").write_text(COUNTS)
    return tmp_path


def crawl_there(project: Path, *arguments: str) -> Finished:
    command = [sys.executable, "-m", "devzone_crawler", "crawl", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "SCRAPY_SETTINGS_MODULE"}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=SECONDS_PER_CRAWL, check=False
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def test_the_projects_settings_hold_and_its_components_work_beside_ours(project: Path, served_site: Server) -> None:
    done = crawl_there(project, served_site.url, "--max-articles", "3")
    assert done.code == 0, done.err
    assert len(records(project / "found")) == 3
    seen = (project / "seen").read_text().splitlines()
    assert {record["url"] for record in records(project / "found")} <= set(seen)


def test_the_projects_spiders_are_named_beside_ours(project: Path) -> None:
    assert "There are: cadz, own, site;" in crawl_there(project, "nosuchspider").err


def test_the_command_line_stands_above_the_project(project: Path, served_site: Server) -> None:
    done = crawl_there(project, served_site.url, "--max-articles", "1", "--output", "there")
    assert done.code == 0, done.err
    assert len(records(project / "there")) == 1
    assert not (project / "found").exists()


def test_a_page_that_a_pipeline_fails_on_is_logged_without_its_bytes(project: Path, served_site: Server) -> None:
    (project / "mine" / "pipelines.py").write_text(FAILS)
    done = crawl_there(project, served_site.url, "-s", "LOG_LEVEL=DEBUG", "--max-articles", "3")
    assert done.code == 1
    assert "no room on the shelf" in done.err
    assert "<html" not in done.err


def test_an_output_that_fails_under_a_pipeline_ends_the_crawl_and_is_no_error_of_the_page(
    project: Path, served_site: Server
) -> None:
    (project / "mine" / "pipelines.py").write_text(BREAKS)
    done = crawl_there(project, served_site.url, "-s", "LOG_LEVEL=ERROR")
    assert done.code == 3
    assert "ledger.sqlite cannot be written" in done.err
    assert "ERROR: Error processing" not in done.err
