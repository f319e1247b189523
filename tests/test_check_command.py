"""`devzone check` on what crawls leave, as people and programs run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler.simulator import Server
from tests.conftest import crawl, run
from tests.made import article, write


@pytest.fixture(scope="module")
def crawled(served_site: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("crawled")
    assert crawl(served_site.url, output).code == 0
    return output


@pytest.fixture
def output(crawled: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    for name in ("articles.jsonl", "runs.jsonl", "manifest.json"):
        (tmp_path / name).write_bytes((crawled / name).read_bytes())
    return tmp_path


def state_running(output: Path) -> None:
    path = output / "manifest.json"
    told = json.loads(path.read_text("utf-8")) | {"state": "running", "files": []}
    path.write_text(json.dumps(told), "utf-8")


def test_what_a_crawl_leaves_is_sound(output: Path) -> None:
    done = run("check", output)
    assert (done.code, done.out) == (0, "")
    assert "articles.jsonl: 60 lines" in done.err
    assert done.err.endswith("nothing found\n")


def test_a_finding_names_file_line_and_key_and_ends_with_6(output: Path) -> None:
    path = output / "articles.jsonl"
    first, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(first.replace(b'"revision":1', b'"revision":0') + b"\n" + rest)
    done = run("check", output)
    assert done.code == 6
    assert done.out.splitlines() == [
        f"{path}:1: revision: 0 does not fit: Expected `int` >= 1.",
        f"{output / 'manifest.json'}: files: {done.out.splitlines()[1].partition('files: ')[2]}",
    ]
    assert "articles.jsonl is not what the last run left: its SHA-256 is" in done.out
    assert "2 findings (value 1, manifest 1)" in done.err


@pytest.mark.parametrize(("most", "shown"), [((), 10), (("--most", "3"), 3)])
def test_no_more_of_a_kind_is_shown_than_one_wants(most: tuple[str, ...], shown: int, tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", *(article(number, revision=7) for number in range(20)))
    done = run("check", path, *most)
    assert len(done.out.splitlines()) == shown
    assert f"20 findings (revision 20); the first {shown} of each kind are shown" in done.err


def test_programs_get_one_json_object(tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", article(1, title="\x1b[2J"))
    done = run("check", path, "--json")
    found: dict[str, Any] = json.loads(done.out)
    assert (done.code, done.err) == (6, "")
    assert found["files"] == [{"file": str(path), "lines": 1, "is_being_written": False}]
    assert found["counts"] == {"control": 1}
    why = "holds U+001B as character 1 of 4."
    assert found["findings"] == [{"file": str(path), "line": 1, "kind": "control", "key": "title", "why": why}]


def test_a_torn_last_line_is_a_finding_unless_a_crawl_is_running(output: Path) -> None:
    with (output / "articles.jsonl").open("ab") as file:
        file.write(b'{"schema_version":1,"id":"5a3d')
    assert "articles.jsonl:61: has no newline at its end" in run("check", output).out
    state_running(output)
    done = run("check", output)
    assert (done.code, done.out) == (0, "")
    assert "60 lines, and one that a crawl is writing" in done.err


def test_the_manifest_of_a_running_crawl_vouches_for_nothing(output: Path) -> None:
    state_running(output)
    write(output / "views.jsonl")
    assert run("check", output).code == 0


def test_files_that_came_and_went_are_told(output: Path) -> None:
    (output / "articles.jsonl").rename(output / "moved.jsonl")
    write(output / "views.jsonl")
    done = run("check", output)
    assert "articles.jsonl is named, and is not there." in done.out
    assert "views.jsonl is there, and is not named." in done.out


def test_a_manifest_that_is_none_is_told(output: Path) -> None:
    (output / "manifest.json").write_text("{}", "utf-8")
    assert "manifest.json: does not fit its format" in run("check", output).out


@pytest.mark.parametrize(("name", "code"), [("nosuch", 2), (".", 2)])
def test_nothing_to_check_ends_with_2(name: str, code: int, tmp_path: Path) -> None:
    done = run("check", tmp_path / name)
    assert (done.code, done.out) == (code, "")
    assert "Name an output directory of devzone" in done.err


def test_a_file_that_cannot_be_read_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").mkdir()
    done = run("check", tmp_path)
    assert (done.code, "cannot be read" in done.err) == (1, True)
