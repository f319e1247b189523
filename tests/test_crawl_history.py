"""runs.jsonl of real crawls: one line a run that ended, whatever became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from devzone_crawler.runs import run_schema
from tests.conftest import crawl, records, run
from tests.sites.changing import ChangingSite, changing


def runs(output: Path) -> list[dict[str, Any]]:
    """The lines of runs.jsonl, each of which must be valid."""
    validator = Draft202012Validator(run_schema(), format_checker=FormatChecker())
    lines = [json.loads(line) for line in (output / "runs.jsonl").read_text("utf-8").splitlines()]
    assert [error.message for line in lines for error in validator.iter_errors(line)] == []
    return lines


@pytest.fixture
def site() -> ChangingSite:
    made = ChangingSite()
    made.publish("news", 7)
    made.publish("notice", 2)
    return made


def test_each_run_adds_a_line_that_says_what_it_wrote(site: ChangingSite, tmp_path: Path) -> None:
    with changing(site) as url:
        crawl(url, tmp_path)
        (new,) = site.publish("notice", 1, age=200)
        crawl(url, tmp_path, "--full")
        crawl(url, tmp_path, "--category", "通知公告")
    first, second, third = runs(tmp_path)
    assert [line["run"] for line in (first, second, third)] == [1, 2, 3]
    assert [line["new"] for line in (first, second, third)] == [9, 1, 0]
    assert [line["lines"] for line in (first, second, third)] == [9, 10, 10]
    assert [line["full"] for line in (first, second, third)] == [False, True, False]
    assert third["arguments"]["category"] == "['通知公告']"
    assert {name: column["new"] for name, column in first["columns"].items()} == {"新闻动态": 7, "通知公告": 2}
    assert second["columns"] == {"通知公告": {"new": 1, "revised": 0, "newest": str(new.day)}}
    assert first["filled"]["source"] == sum(record["source"] is not None for record in records(tmp_path)[:9])
    assert first["listings"][url + "news/"] == {"name": "新闻动态", "pages": 2, "entries": 7, "end": "last_page"}


def test_the_line_is_that_of_the_manifest_and_the_manifest_vouches_for_it(site: ChangingSite, tmp_path: Path) -> None:
    site.broken["/news/"] = 500
    with changing(site) as url:
        done = crawl(url, tmp_path, settings=("RETRY_ENABLED=False",))
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    (line,) = runs(tmp_path)
    assert done.code == 5
    assert {key: line[key] for key in ("run_id", "started_at", "ended_at", "verdict", "exit_code")} == {
        key: told[key] for key in ("run_id", "started_at", "ended_at", "verdict", "exit_code")
    }
    assert line["failures"] == sum(told["counts"]["failures"].values()) > 0
    assert [file["name"] for file in told["files"]] == ["articles.jsonl", "runs.jsonl"]
    assert run("check", tmp_path).code == 0


def test_a_torn_line_is_cut_off_and_the_numbers_go_on(site: ChangingSite, tmp_path: Path) -> None:
    with changing(site) as url:
        crawl(url, tmp_path)
        with (tmp_path / "runs.jsonl").open("ab") as file:
            file.write(b'{"schema_version":1,"run":2,"run_i')
        assert "runs.jsonl:2: has no newline at its end" in run("check", tmp_path).out
        crawl(url, tmp_path)
    assert [line["run"] for line in runs(tmp_path)] == [1, 2]


def test_a_history_that_cannot_be_written_is_told(site: ChangingSite, tmp_path: Path) -> None:
    (tmp_path / "runs.jsonl").mkdir()
    with changing(site) as url:
        done = crawl(url, tmp_path)
    assert done.code == 3
    assert "runs.jsonl cannot be written" in done.err
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert (told["verdict"], told["exit_code"]) == ("output", 3)
    assert len(records(tmp_path)) == 9


def test_a_line_that_does_not_fit_is_found(site: ChangingSite, tmp_path: Path) -> None:
    with changing(site) as url:
        crawl(url, tmp_path)
    path = tmp_path / "runs.jsonl"
    line = path.read_text("utf-8")
    path.write_text(line.replace('"run":1', '"run":3') + line.replace('"new":9', '"new":-9'), "utf-8")
    found = run("check", path)
    assert found.code == 6
    assert "runs.jsonl:1: run: is 3; by the lines before it is 1." in found.out
    assert "runs.jsonl:2: is no line of runs.jsonl" in found.out
