"""Real crawls of sites that change in mid-history: each change is named in manifest, history, figures and exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Finished, crawl
from tests.sites.changing import ChangingSite, News, changing
from tests.test_operations import figures


def findings(output: Path) -> list[dict[str, Any]]:
    """What the manifest says is not as it was; the history has the same codes."""
    told = json.loads((output / "manifest.json").read_text("utf-8"))
    line = json.loads((output / "runs.jsonl").read_text("utf-8").splitlines()[-1])
    assert line["findings"] == [finding["code"] for finding in told["findings"]]
    assert (told["exit_code"] == 6) == bool(told["findings"]), told["reasons"]
    assert [reason["why"] for reason in told["reasons"]] == [finding["why"] for finding in told["findings"]]
    found: list[dict[str, Any]] = told["findings"]
    return found


def well(url: str, output: Path, *options: str, settings: tuple[str, ...] = ()) -> None:
    """A crawl that finds nothing wrong."""
    done = crawl(url, output, *options, settings=settings)
    assert (done.code, findings(output)) == (0, []), done.err


def suspicious(url: str, output: Path, *options: str, settings: tuple[str, ...] = ()) -> tuple[Finished, list[Any]]:
    """A crawl that finds something, with its findings."""
    done = crawl(url, output, *options, settings=settings)
    assert done.code == 6, done.err
    return done, findings(output)


def put_back(output: Path, days: int) -> None:
    """Let the runs of the history have been so many days ago."""
    path = output / "runs.jsonl"
    runs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for run in runs:
        for key in ("started_at", "ended_at"):
            run[key] = (datetime.fromisoformat(run[key]) - timedelta(days=days)).isoformat()
    path.write_text("".join(json.dumps(run, ensure_ascii=False) + "\n" for run in runs), "utf-8")


@pytest.mark.long
def test_a_site_that_is_well_has_no_findings_however_often_it_is_crawled(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 30)
    site.publish("notice", 4)
    for article in site.columns["notice"]:
        article.byline = "发布时间：{day} 09:30"
    with changing(site) as url:
        for _ in range(6):
            well(url, tmp_path)
            site.publish("news", 2)
            (notice,) = site.publish("notice", 1)
            notice.byline = "发布时间：{day} 09:30"
        well(url, tmp_path, "--full")


def test_a_site_that_is_redesigned_is_named_with_the_fields_that_it_lost(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 30)
    with changing(site) as url:
        well(url, tmp_path)
        for article in site.publish("news", 25):
            article.byline = "{day}"
        done, found = suspicious(url, tmp_path, settings=(f"METRICS_FILE={tmp_path}/site.prom",))
    assert [finding["code"] for finding in found] == ["redesign"]
    assert "source" in found[0]["why"] and "view_count" in found[0]["why"]
    assert all(example.startswith(url) for example in found[0]["examples"])
    assert found[0]["chance"] < 0.0001
    assert found[0]["why"] in " ".join(done.err.split())
    assert figures(tmp_path / "site.prom")["devzone_last_run_findings", "redesign"] == 1
    assert figures(tmp_path / "site.prom")["devzone_last_run_findings", "lost_listing"] == 0


@pytest.mark.long
def test_a_redesign_shows_also_where_each_run_finds_few_articles(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 60)
    with changing(site) as url:
        well(url, tmp_path)
        codes: list[str] = []
        for _ in range(6):
            for article in site.publish("news", 4):
                article.byline = "发布时间：{day} 09:30　点击数：10"
            crawl(url, tmp_path)
            codes += [finding["code"] for finding in findings(tmp_path)]
            if codes:
                break
    assert codes == ["field_fell"]


def test_pages_that_are_no_articles_any_more_are_a_redesign(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 40)
    with changing(site) as url:
        well(url, tmp_path)
        for article in site.publish("news", 12):
            article.text, article.byline = "", ""
        crawl(url, tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [finding["code"] for finding in told["findings"]] == ["redesign"]
    assert "pages that listings promise are articles" in told["findings"][0]["why"]


@pytest.mark.long
def test_a_category_that_fell_silent_is_named_and_one_that_was_silent_before_is_not(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("notice", 30, age=900)
    site.publish("news", 30, age=60)
    with changing(site) as url:
        well(url, tmp_path)
        site.publish("empty", 20, age=0)
        well(url, tmp_path)
        put_back(tmp_path, 80)
        _, found = suspicious(url, tmp_path)
        assert [(one["code"], one["where"], one["found"], one["expected"]) for one in found] == [
            ("silent_category", "新闻动态", 60, 2.0),
        ]
        well(url, tmp_path, settings=("ALARMS=False",))
        today = datetime.now().date().isoformat()
        well(url, tmp_path, settings=(f"ALARMS_SINCE={today}",))
        well(url, tmp_path, "--category", "新闻动态")
        well(url, tmp_path, settings=("ALARM_FALSE_RATE=1e-30",))


@pytest.mark.long
def test_a_site_that_fell_silent_as_a_whole_is_one_finding(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("notice", 30, age=61)
    site.publish("news", 30, age=60)
    with changing(site) as url:
        well(url, tmp_path)
        put_back(tmp_path, 80)
        _, found = suspicious(url, tmp_path)
    assert [(one["code"], one["where"], one["found"]) for one in found] == [("silent_site", None, 60)]


@pytest.mark.long
@pytest.mark.parametrize("how", ["gone", "empty", "unlinked"])
def test_a_listing_that_is_gone_or_empty_is_named(how: str, tmp_path: Path) -> None:
    site = ChangingSite()
    for column in ("news", "notice", "empty"):
        site.publish(column, 7)
    with changing(site) as url:
        for _ in range(3):
            well(url, tmp_path)
        if how == "gone":
            site.broken = {"/notice/": 404, "/notice/index_2.html": 404}
        elif how == "empty":
            site.columns["notice"] = []
        else:
            del site.columns["notice"]
        for _ in range(2):
            _, found = suspicious(url, tmp_path)
            assert [(one["code"], one["where"], one["examples"]) for one in found] == [
                ("lost_listing", "通知公告", [f"{url}notice/"]),
            ]


@dataclass
class CountedSite(ChangingSite):
    """View counts are left to a counter, as EmpireCMS does."""

    counter_answers: bool = True

    def publish(self, column: str, count: int = 1, *, age: int = 400, last: bool = False) -> list[News]:
        made = super().publish(column, count, age=age, last=last)
        for article in made:
            script = f'<script src="/e/public/ViewClick/?classid=1&id={article.number}"></script>'
            article.byline = f"发布时间：{{day}} 09:30　来源：临江日报　点击：{script}次"
        return made

    def page(self, path: str) -> str | None:
        if path.startswith("/e/public/ViewClick/"):
            return "document.write('806');" if self.counter_answers else None
        return super().page(path)


@pytest.mark.long
def test_a_counter_that_answers_no_more_is_named(tmp_path: Path) -> None:
    site = CountedSite()
    site.publish("news", 30)
    with changing(site) as url:
        well(url, tmp_path)
        site.publish("news", 3)
        well(url, tmp_path)
        site.publish("news", 12)
        well(url, tmp_path / "other", settings=("VIEW_COUNTERS=off",))
        site.counter_answers = False
        _, found = suspicious(url, tmp_path)
        assert [(one["code"], one["field"], one["found"], one["expected"]) for one in found] == [
            ("counter_stopped", "view_count", 0, 12.0),
        ]
        site.publish("news", 12)
        well(url, tmp_path, settings=("VIEW_COUNTERS=off",))


@pytest.mark.parametrize(
    "setting", ["ALARM_FALSE_RATE=0", "ALARM_FALSE_RATE=often", "ALARM_FALSE_RATE=1", "ALARMS_SINCE=yesterday"]
)
def test_a_setting_that_means_nothing_ends_before_the_first_request(setting: str, tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:1/", tmp_path, settings=(setting,))
    assert (done.code, f"{setting} means nothing" in done.err) == (2, True)


def test_a_history_that_is_damaged_ends_no_crawl(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 6)
    with changing(site) as url:
        well(url, tmp_path)
        with open(tmp_path / "runs.jsonl", "ab") as file:
            file.write(b'{"schema_version":1,"run":2,"torn')
        well(url, tmp_path)
        assert len((tmp_path / "runs.jsonl").read_text("utf-8").splitlines()) == 2
