"""What a manifest shows of settings and arguments, and what it keeps to itself."""

from __future__ import annotations

import json
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from devzone_crawler.extensions.circumstances import settings_that_differ, shown, versions


def test_settings_that_are_as_in_scrapy_are_left_out() -> None:
    chosen = Settings({"DOWNLOAD_DELAY": 0, "DOWNLOAD_TIMEOUT": 60, "OUTPUT_DIR": Path("out"), "ROBOTSTXT_OBEY": True})
    assert settings_that_differ(chosen) == {"DOWNLOAD_TIMEOUT": 60, "OUTPUT_DIR": "out", "ROBOTSTXT_OBEY": True}


def test_a_setting_that_is_a_table_is_shown_as_one() -> None:
    chosen = Settings({"EXTENSIONS": {AsyncCrawlerProcess: 1}, "HTTPERROR_ALLOWED_CODES": frozenset({404, 403})})
    found = settings_that_differ(chosen)
    assert list(found["EXTENSIONS"].values()) == [1]
    assert found["HTTPERROR_ALLOWED_CODES"] == [403, 404]
    json.dumps(found)


def test_secrets_are_hidden_and_what_only_sounds_like_one_is_not() -> None:
    chosen = Settings(
        {
            "MAIL_PASS": "hunter2",
            "AWS_SECRET_ACCESS_KEY": "hunter2",
            "DEFAULT_REQUEST_HEADERS": {"Cookie": "a=hunter2", "Accept": "text/html"},
            "FEEDS": {"ftp://me:hunter2@files.example/x.jsonl": {"format": "jsonlines"}},
            "AUTOTHROTTLE_START_DELAY": 2.5,
            "USER_AGENT": "devzone_crawler (you@university.example)",
        }
    )
    found = settings_that_differ(chosen)
    assert "hunter2" not in json.dumps(found)
    assert found["DEFAULT_REQUEST_HEADERS"]["Accept"] == "text/html"
    assert list(found["FEEDS"]) == ["ftp://…@files.example/x.jsonl"]
    assert (found["AUTOTHROTTLE_START_DELAY"], found["USER_AGENT"]) == (2.5, "devzone_crawler (you@university.example)")


def test_the_user_of_an_address_is_hidden() -> None:
    assert shown("https://me:secret@zone.example/", "url") == "https://…@zone.example/"


def test_the_versions_name_what_reads_pages() -> None:
    assert {"devzone_crawler", "python", "scrapy", "lxml", "dateparser"} <= versions().keys()
