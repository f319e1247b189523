"""The manifest of real crawls: what it says is what happened, and it is there whatever happened."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.manifest import manifest_schema
from devzone_crawler.simulator import Options, Server, make_site, serve
from devzone_crawler.simulator.traps_rows import BrokenList, Elsewhere
from devzone_crawler.storage.jsonl import JsonLinesFile
from tests.conftest import AT_HOME, crawl, records, run


def manifest(output: Path) -> dict[str, Any]:
    """The manifest, which must be valid and the only file of its kind."""
    found: dict[str, Any] = json.loads((output / "manifest.json").read_text("utf-8"))
    errors = Draft202012Validator(manifest_schema(), format_checker=FormatChecker()).iter_errors(found)
    assert [error.message for error in errors] == []
    assert not list(output.glob(".manifest*")), "a draft was left"
    return found


def test_a_complete_crawl_counts_what_it_wrote_and_vouches_for_the_file(served_site: Server, tmp_path: Path) -> None:
    done = crawl(served_site.url, tmp_path)
    told = manifest(tmp_path)
    assert (told["state"], told["verdict"], told["exit_code"], told["reasons"]) == ("ended", "complete", 0, [])
    assert told["started_at"] <= told["ended_at"]
    assert (told["spider"], told["arguments"]) == ("site", {"url": served_site.url})
    assert told["settings"]["OUTPUT_DIR"] == str(tmp_path)
    assert (told["counts"]["new"], told["counts"]["unchanged"], told["counts"]["revised"]) == (60, 0, 0)
    assert told["counts"]["requests"] == sum(told["counts"]["responses"].values())
    assert told["files"] == [
        {"name": name, "bytes": len(content), "lines": lines, "sha256": hashlib.sha256(content).hexdigest()}
        for name, lines in (("articles.jsonl", 60), ("runs.jsonl", 1))
        for content in [(tmp_path / name).read_bytes()]
    ]
    assert str(tmp_path / "manifest.json") in done.err


def test_coverage_is_the_share_of_records_that_have_a_field(served_site: Server, tmp_path: Path) -> None:
    crawl(served_site.url, tmp_path)
    found = records(tmp_path)
    assert manifest(tmp_path)["coverage"] == {
        key: round(sum(record[key] not in (None, "", []) for record in found) / len(found), 4) for key in RECORD_KEYS
    }


def test_every_column_was_walked_to_its_end(served_site: Server, tmp_path: Path) -> None:
    crawl(served_site.url, tmp_path)
    columns = {tuple(one["breadcrumb"]): one for one in manifest(tmp_path)["categories"] if one["breadcrumb"]}
    assert ("资讯中心", "招商引资") in columns
    assert {one["end"] for one in columns.values()} <= {"last_page", "nothing_new"}
    assert sum(one["pages"] for one in columns.values()) > len(columns)


def test_a_second_crawl_tells_unchanged_from_revised_articles(served_site: Server, tmp_path: Path) -> None:
    crawl(served_site.url, tmp_path)
    first = manifest(tmp_path)
    path = tmp_path / "articles.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    changed = json.loads(lines[0]) | {"content_hash": "0" * 20}
    path.write_text(json.dumps(changed, ensure_ascii=False, separators=(",", ":")) + "\n" + "".join(lines[1:]), "utf-8")
    crawl(served_site.url, tmp_path, "--full")
    second = manifest(tmp_path)
    assert (second["counts"]["new"], second["counts"]["unchanged"], second["counts"]["revised"]) == (0, 59, 1)
    assert second["coverage"]["title"] == 1.0
    assert second["run_id"] != first["run_id"]


def test_entries_that_lead_elsewhere_are_counted_by_host(tmp_path: Path) -> None:
    with serve(Elsewhere(Options(articles=12, seed=8)), log=tmp_path / "log") as server:
        crawl(server.url, tmp_path)
        assert not [request for request in server.requests() if ".pdf" in request.path], "files are not asked for"
    told = manifest(tmp_path)["left_out"]
    assert {why: [(one["host"], one["count"]) for one in hosts] for why, hosts in told.items()} == {
        "external": [("paper.example", 3), ("ministry.example", 3)],
        "wechat": [("mp.weixin.qq.com", 3)],
        "file": [("127.0.0.1", 3)],
    }
    assert sorted(told["external"][0]["examples"]) == [f"http://paper.example/2024/{n}.html" for n in (1, 2, 3)]


def test_a_broken_listing_is_named_with_the_page_that_broke_it(tmp_path: Path) -> None:
    with serve(BrokenList(Options(articles=12, seed=8))) as server:
        done = crawl(server.url, tmp_path, settings=("RETRY_ENABLED=False",))
        broken = server.address("/news/list_3.html")
    told = manifest(tmp_path)
    assert (told["verdict"], told["exit_code"], done.code) == ("incomplete", 5, 5)
    assert told["reasons"] == [{"verdict": "incomplete", "why": f"{broken} answered 500."}]
    (column,) = (one for one in told["categories"] if one["url"].endswith("/news/"))
    assert (column["pages"], column["entries"], column["end"], column["next_page"]) == (2, 10, "broken", broken)
    assert column["why"] == "The next page answered 500."
    assert told["failed"] == [{"url": broken, "role": "listing", "why": "answered 500"}]
    assert (told["counts"]["failures"], told["counts"]["responses"]["500"]) == ({"listing": 1}, 1)


def crawling(url: str, output: Path) -> subprocess.Popen[bytes]:
    """A slow crawl that has begun to write."""
    command = [sys.executable, "-m", "devzone_crawler", "crawl", url, "--output", str(output)]
    slowly = ["-s", "DOWNLOAD_DELAY=0.02", "-s", "AUTOTHROTTLE_ENABLED=False"]
    path = output / "articles.jsonl"
    size = path.stat().st_size if path.exists() else 0
    process = subprocess.Popen([*command, *AT_HOME, *slowly], stderr=subprocess.DEVNULL, env=os.environ)
    while process.poll() is None and not (path.exists() and path.stat().st_size > size + 20_000):
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
    return process


def test_the_manifest_of_a_later_run_is_left_alone(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=400, seed=2)) as server:
        process = crawling(server.url, tmp_path)
        assert manifest(tmp_path)["state"] == "running"
        (tmp_path / "manifest.json").write_text('{"run_id": "20991231T000000Z-000000"}')
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    assert (tmp_path / "manifest.json").read_text() == '{"run_id": "20991231T000000Z-000000"}'


@pytest.mark.parametrize(
    ("how", "state", "verdict", "code"),
    [(signal.SIGKILL, "running", None, None), (signal.SIGINT, "ended", "interrupted", 130)],
)
def test_a_killed_run_says_that_it_runs_and_an_interrupted_one_that_it_was_interrupted(
    how: signal.Signals, state: str, verdict: str | None, code: int | None, tmp_path: Path
) -> None:
    with serve(make_site("thinkphp", articles=400, seed=2)) as server:
        crawl(server.url, tmp_path, settings=("CLOSESPIDER_ITEMCOUNT=5",))
        before = manifest(tmp_path)
        process = crawling(server.url, tmp_path)
        process.send_signal(how)
        process.wait(timeout=60)
    told = manifest(tmp_path)
    assert (told["state"], told["verdict"], told["exit_code"]) == (state, verdict, code)
    assert told["run_id"] != before["run_id"]
    assert (told["ended_at"] is None, told["files"] == []) == (state == "running", state == "running")


def test_a_run_that_never_began_leaves_the_manifest_that_is_there(served_site: Server, tmp_path: Path) -> None:
    crawl(served_site.url, tmp_path)
    before = (tmp_path / "manifest.json").read_bytes()
    with JsonLinesFile(tmp_path / "articles.jsonl"):
        assert crawl(served_site.url, tmp_path).code == 3
    assert crawl("http://", tmp_path).code == 2
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_a_manifest_that_cannot_be_written_is_told(served_site: Server, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    done = crawl(served_site.url, tmp_path)
    assert done.code == 3
    assert "manifest.json cannot be written" in done.err
    assert len(records(tmp_path)) == 60


def test_the_demo_begins_with_a_manifest_and_an_archive_of_its_own(tmp_path: Path) -> None:
    for _ in range(2):
        run("demo", "--output", tmp_path, "--articles", "20", "-s", "ARCHIVE=True")
        assert manifest(tmp_path)["counts"]["new"] == 20
        assert len(list((tmp_path / "warc").iterdir())) == 1
