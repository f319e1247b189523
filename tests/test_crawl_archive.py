"""A crawl with --archive: what went over the wire is there, others can read it, and every record leads to its bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from devzone_crawler.simulator import Options, make_site, serve
from devzone_crawler.simulator.counter_kinds import KINDS
from devzone_crawler.simulator.counters import CountersSite
from devzone_crawler.storage.archived import Archives
from tests.conftest import Finished, crawl, records, run
from tests.sites.changing import ChangingSite, changing
from tests.test_crawl_interrupted import SECONDS, SLOW, command, crawling

ARTICLES = 60


def warcs(output: Path) -> list[Path]:
    return sorted((output / "warc").glob("*.warc.gz"))


def assert_valid(output: Path) -> None:
    """What warcio says of the archive, its digests included."""
    checked = [sys.executable, "-m", "warcio.cli", "check", *map(str, warcs(output))]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def assert_traced(output: Path) -> None:
    """Every record leads to its page."""
    archives = Archives(output)
    for record in records(output):
        page = archives.page_at(record["archive"])
        assert (page.url, page.http_status) == (record["url"], 200)
        assert record["title"] in page.body.decode()
    archives.close()


def archived(url: str, output: Path, *options: str) -> Finished:
    done = crawl(url, output, "--archive", *options)
    assert done.code == 0, done.err
    return done


@pytest.fixture
def site() -> ChangingSite:
    made = ChangingSite()
    made.publish("news", 8)
    made.publish("notice", 2, age=1)
    return made


@pytest.fixture
def url(site: ChangingSite) -> Iterator[str]:
    with changing(site) as served:
        yield served


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of an archived crawl; not to be changed."""
    made = ChangingSite()
    made.publish("news", 8)
    output = tmp_path_factory.mktemp("kept")
    with changing(made) as served:
        archived(served, output)
    return output


def test_answers_are_kept_as_they_came_and_requests_with_them(site: ChangingSite, url: str, tmp_path: Path) -> None:
    site.is_packed = True
    archived(url, tmp_path, "-s", "CONTACT=me@university.example")
    assert_valid(tmp_path)
    assert_traced(tmp_path)
    (path,) = warcs(tmp_path)
    asked, answered, info = [], {}, b""
    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            address = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type == "warcinfo":
                info = record.content_stream().read()
            elif record.rec_type == "request":
                asked.append(f"/{address.removeprefix(url)}")
                assert record.http_headers.get_header("From") == "me@university.example"
            elif record.rec_type == "response":
                assert record.http_headers.get_header("Transfer-Encoding") is None
                answered[f"/{address.removeprefix(url)}"] = record.raw_stream.read()
    assert sorted(asked) == sorted(site.asked()), "robots.txt and what is missing included"
    article = site.columns["news"][0].path
    assert gzip.decompress(answered[article]).decode() == site.page(article)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    run_id = manifest["run_id"]
    assert run_id in path.name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    size = path.stat().st_size
    assert {"name": f"warc/{path.name}", "bytes": size, "lines": None, "sha256": digest} in manifest["files"]
    told = dict(line.split(": ", 1) for line in info.decode().splitlines())
    assert (told["isPartOf"], told["robots"], told["operator"]) == (run_id, "obey", "me@university.example")


def test_another_program_reads_the_same(kept: Path) -> None:
    (path,) = warcs(kept)
    with open(path, "rb") as file:
        kinds = Counter(record.rec_type for record in ArchiveIterator(file))
    with open(path, "rb") as file:
        fast = list(FastIterator(file, parse_http=False, func_filter=lambda record: record.verify_block_digest()))
    assert len(fast) == kinds.total()
    assert kinds["response"] == kinds["request"]
    assert kinds["metadata"] >= len(records(kept)), "what the crawl knew of each page"


def test_a_second_crawl_keeps_what_has_changed_and_refers_to_what_has_not(
    site: ChangingSite, url: str, tmp_path: Path
) -> None:
    archived(url, tmp_path)
    young = site.columns["notice"][0]
    young.text += "\n园区管委会随后作了更正，企业数为二十三家。"
    archived(url, tmp_path)
    assert_valid(tmp_path)
    assert_traced(tmp_path)
    with open(warcs(tmp_path)[-1], "rb") as file:
        kept = [(record.rec_headers.get_header("WARC-Target-URI"), record.rec_type) for record in ArchiveIterator(file)]
    assert (url + young.path[1:], "response") in kept
    assert (url + site.columns["notice"][1].path[1:], "revisit") in kept


def test_the_answers_of_view_counters_are_kept(tmp_path: Path) -> None:
    made = CountersSite(Options(articles=len(KINDS), seed=3))
    with serve(made, log=tmp_path / "log") as server:
        archived(server.url, tmp_path)
        assert_valid(tmp_path)
        asked = sorted(server.address(request.path) for request in server.requests())
    with open(warcs(tmp_path)[0], "rb") as file:
        kept = [
            record.rec_headers.get_header("WARC-Target-URI")
            for record in ArchiveIterator(file)
            if record.rec_type == "request"
        ]
    assert sorted(kept) == asked


def test_passwords_are_not_archived(site: ChangingSite, url: str, tmp_path: Path) -> None:
    with_password = url.replace("http://", "http://user:secret@")
    crawl(with_password, tmp_path, "--archive")
    text = b"".join(gzip.decompress(path.read_bytes()) for path in warcs(tmp_path))
    assert b"Authorization" not in text.replace(b"Not kept: Authorization", b"")
    assert b"secret" not in text


def test_a_crawl_that_is_killed_loses_no_record_that_it_has_archived(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, tmp_path, "ARCHIVE=True", *SLOW) as process:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(SECONDS)
        archived(server.url, tmp_path)
        assert len(records(tmp_path)) == ARTICLES
    assert len(warcs(tmp_path)) == 2
    assert_valid(tmp_path)
    assert_traced(tmp_path)


def test_a_disk_that_fills_up_ends_the_crawl_and_no_record_is_without_its_page(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        full = command(server.url, tmp_path, "ARCHIVE=True")
        limited = ["sh", "-c", 'trap \'\' XFSZ; ulimit -f 500; exec "$0" "$@"', *full]
        done = subprocess.run(limited, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert done.returncode == 3, done.stderr
        assert ".warc.gz cannot be written" in done.stderr
        assert len(records(tmp_path)) < ARTICLES
        assert_traced(tmp_path)
        archived(server.url, tmp_path)
        assert len(records(tmp_path)) == ARTICLES
    assert_valid(tmp_path)
    assert_traced(tmp_path)


@pytest.mark.parametrize("size", ["0", "much", "-1"])
def test_a_size_that_means_nothing_is_told(url: str, tmp_path: Path, size: str) -> None:
    done = crawl(url, tmp_path / "out", "--archive", settings=(f"ARCHIVE_MEGABYTES={size}",))
    assert (done.code, f"ARCHIVE_MEGABYTES={size} means nothing" in done.err) == (2, True)


def test_a_record_is_explained_from_its_archived_page(kept: Path) -> None:
    record = records(kept)[3]
    told = json.loads(run("explain", "--json", f"{kept}#{record['id'][:8]}").out)
    same = ("id", "url", "found_on", "title", "source", "publish_date", "body_text", "content_hash", "fetched_at")
    assert {key: told["record"][key] for key in same} == {key: record[key] for key in same}
    assert told["answers"]["title"][0]["value"] == record["title"]
    again = json.loads(run("extract", f"{kept}#{record['id']}").out)
    assert again["content_hash"] == record["content_hash"]


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        ("", "is no id of a record"),
        ("xyz", "is no id of a record"),
        ("00000000000000000000", "begins with 00000000000000000000"),
    ],
)
def test_a_record_that_is_not_there_is_told(kept: Path, article: str, sentence: str) -> None:
    done = run("explain", f"{kept}#{article}")
    assert (done.code, sentence in done.err) == (1, True), done.err


def test_a_record_without_its_archive_is_told(kept: Path, tmp_path: Path) -> None:
    output = shutil.copytree(kept, tmp_path / "copy")
    article = f"{output}#{records(output)[0]['id']}"
    (warc,) = warcs(output)
    warc.write_bytes(warc.read_bytes()[:600])
    done = run("explain", article)
    assert (done.code, "has no record at byte" in done.err) == (1, True), done.err
    warc.unlink()
    done = run("explain", article)
    assert (done.code, "cannot be read: No such file or directory" in done.err) == (1, True), done.err


def test_an_archive_that_is_not_what_the_crawl_left_is_found(kept: Path, tmp_path: Path) -> None:
    output = shutil.copytree(kept, tmp_path / "copy")
    assert run("check", output).code == 0
    (warc,) = warcs(output)
    whole = warc.read_bytes()
    warc.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    done = run("check", output)
    assert (done.code, f"warc/{warc.name} is not what the last run left" in done.out) == (6, True), done.out
    warc.unlink()
    done = run("check", output)
    assert (done.code, f"warc/{warc.name} is named, and is not there." in done.out) == (6, True), done.out


def test_a_record_that_was_never_archived_is_told(url: str, tmp_path: Path) -> None:
    assert crawl(url, tmp_path).code == 0
    assert not (tmp_path / "warc").exists()
    assert {record["archive"] for record in records(tmp_path)} == {None}
    done = run("explain", f"{tmp_path}#{records(tmp_path)[0]['id']}")
    assert (done.code, "Crawl with --archive" in done.err) == (1, True), done.err
