"""devzone reextract: the same records from the archive as from the site, archives of others, and what goes wrong."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from devzone_crawler.simulator import Options, Request, make_site, serve
from devzone_crawler.simulator.counter_kinds import KINDS
from devzone_crawler.simulator.counters import CountersSite
from tests.conftest import Finished, crawl, records, run
from tests.sites.changing import ChangingSite, changing

SITE = make_site("thinkphp", articles=12, seed=4)
ADDRESS = "http://zone.example/"
PAGES = {SITE.article(n, ADDRESS).url: SITE.respond(Request(SITE.article(n, ADDRESS).path)).body for n in range(1, 13)}
TITLES = {SITE.article(n, ADDRESS).url: SITE.article(n, ADDRESS).title for n in range(1, 13)}
HTML = ("Content-Type", "text/html; charset=utf-8")


def archived(url: str, output: Path, *options: str) -> None:
    done = crawl(url, output, "--archive", *options)
    assert done.code in (0, 6), done.err


def again(output: Path, *sources: Path, code: int = 0) -> Finished:
    done = run("reextract", *sources, "--output", output)
    assert done.code == code, done.err
    return done


def report(output: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((output / "reextraction.json").read_text("utf-8"))
    return read


def by_place(output: Path) -> dict[str, dict[str, Any]]:
    return {record["archive"]: record for record in records(output)}


# --- archives of our own ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", ["thinkphp", "split", "counters"])
def test_what_is_read_from_the_archive_is_what_the_crawl_wrote(family: str, tmp_path: Path) -> None:
    """Hints of listings, split articles and the answers of counters included; rejects too."""
    made = CountersSite(Options(articles=len(KINDS), seed=3)) if family == "counters" else None
    with serve(made or make_site(family, articles=40, seed=3)) as server:
        archived(server.url, tmp_path / "crawl", "-s", "VIEW_COUNTERS=all")
    done = again(tmp_path / "again", tmp_path / "crawl")
    for name in ("articles.jsonl", "rejects.jsonl", "views.jsonl"):
        assert (tmp_path / "again" / name).exists() == (tmp_path / "crawl" / name).exists()
    assert by_place(tmp_path / "again") == by_place(tmp_path / "crawl")
    assert f"{len(records(tmp_path / 'crawl'))} of {len(records(tmp_path / 'crawl'))} records are what they" in done.out


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of two archived crawls, between which an article and the views of another changed."""
    site = ChangingSite()
    site.publish("news", 6)
    young, other = site.publish("notice", 2, age=1)
    output = tmp_path_factory.mktemp("changed")
    with changing(site) as url:
        archived(url, output)
        young.text += "\n园区管委会随后作了更正，企业数为二十三家。"
        other.views = 250
        archived(url, output)
    return output


def test_revisions_and_view_counts_come_again_too(changed: Path, tmp_path: Path) -> None:
    again(tmp_path, changed)
    assert sorted(record["revision"] for record in records(tmp_path)) == [*[1] * 8, 2]
    for name in ("articles.jsonl", "views.jsonl"):
        assert (tmp_path / name).read_bytes() == (changed / name).read_bytes()
    assert report(tmp_path)["unchanged"] >= 1
    assert not (tmp_path / "unfinished").exists()


def test_a_record_that_was_read_again_is_explained_from_the_archive_that_it_came_from(
    changed: Path, tmp_path: Path
) -> None:
    again(tmp_path, changed)
    record = records(tmp_path)[-1]  # the last revision is the one that is explained
    told = json.loads(run("explain", "--json", f"{tmp_path}#{record['id']}").out)
    assert told["record"]["content_hash"] == record["content_hash"]


def test_the_files_of_an_archive_may_be_given_one_by_one_or_copied(changed: Path, tmp_path: Path) -> None:
    files = sorted((changed / "warc").iterdir())
    again(tmp_path / "files", *files)
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in files:
        shutil.copy(file, copy)
    again(tmp_path / "copied", copy)
    expected = (changed / "articles.jsonl").read_bytes()
    assert (tmp_path / "files" / "articles.jsonl").read_bytes() == expected
    assert (tmp_path / "copied" / "articles.jsonl").read_bytes() == expected


def test_what_another_extractor_reads_is_told_with_examples(changed: Path, tmp_path: Path) -> None:
    before = shutil.copytree(changed, tmp_path / "crawl")
    lines = [json.loads(line) for line in (before / "articles.jsonl").read_text("utf-8").splitlines()]
    lines[0] |= {"source": None, "extractor_version": "0.0.9"}
    lines[1] |= {"editor": "王一川", "title": "旧标题"}
    del lines[2]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (before / "articles.jsonl").write_text(text, "utf-8")
    done = again(tmp_path / "again", before)
    changes = report(tmp_path / "again")["changes"]
    assert (changes["compared"], changes["same"], changes["only_now"], changes["only_before"]) == (8, 6, 1, 0)
    assert "0.0.9" in changes["extractors"]
    assert changes["fields"]["source"]["gained"] == changes["fields"]["editor"]["lost"] == 1
    assert changes["fields"]["title"]["examples"]["changed"][0]["before"] == "旧标题"
    assert "source: 1 gained, 0 lost, 0 changed" in done.out
    assert "gained: null -> 临江日报" in done.out


# --- archives of others -----------------------------------------------------------------------------------------------


def response(writer: WARCWriter, url: str, body: bytes, *headers: tuple[str, str], status: str = "200 OK") -> Any:
    head = StatusAndHeaders(status, list(headers or (HTML,)), protocol="HTTP/1.1")
    return writer.create_warc_record(url, "response", payload=BytesIO(body), length=len(body), http_headers=head)


def like_wget(writer: WARCWriter) -> None:
    """Requests, chunks as they came, a style sheet, what is missing, and its own log at the end."""
    writer.write_record(writer.create_warcinfo_record("wget.warc.gz", {"software": "Wget/1.21 (linux-gnu)"}))
    for url, body in PAGES.items():
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:999], body[999:])) + b"0\r\n\r\n"
        answer = response(writer, url, chunks, HTML, ("Transfer-Encoding", "chunked"))
        head = StatusAndHeaders("GET / HTTP/1.1", [("Host", "zone.example")], is_http_request=True)
        writer.write_request_response_pair(writer.create_warc_record(url, "request", http_headers=head), answer)
    writer.write_record(response(writer, ADDRESS + "a.css", b"h1 {}", ("Content-Type", "text/css")))
    writer.write_record(response(writer, ADDRESS + "gone", next(iter(PAGES.values())), status="404 Not Found"))
    writer.write_record(
        writer.create_warc_record("metadata://gnu.org/log", "resource", payload=BytesIO(b"done"), length=4)
    )


def like_common_crawl(writer: WARCWriter) -> None:
    """Bodies unpacked, with the headers that say so renamed; metadata after each page."""
    writer.write_record(writer.create_warcinfo_record("CC-MAIN.warc.gz", {"software": "Apache Nutch"}))
    for url, body in PAGES.items():
        headers = (HTML, ("X-Crawl-Content-Encoding", "gzip"), ("Content-Length", str(len(body))))
        writer.write_record(response(writer, url, body, *headers))
        told = BytesIO(b"fetchTimeMs: 9\r\n")
        writer.write_record(writer.create_warc_record(url, "metadata", payload=told, length=len(told.getvalue())))


def like_a_browser(writer: WARCWriter) -> None:
    """Bodies packed, nothing but answers; a page that is there twice, and one that only refers to another file."""
    for url, body in PAGES.items():
        writer.write_record(response(writer, url, gzip.compress(body), HTML, ("Content-Encoding", "gzip")))
    url, body = next(iter(PAGES.items()))
    writer.write_record(response(writer, url.replace("http:", "https:"), body))
    digest, date = "sha1:" + "A" * 32, "2026-01-01T00:00:00Z"
    writer.write_record(writer.create_revisit_record(url, digest, url, date, http_headers=None))


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("like", [like_wget, like_common_crawl, like_a_browser])
def test_article_pages_in_archives_of_others_are_taken(
    like: Callable[[WARCWriter], None], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / ("other.warc.gz" if packed else "other.warc")
    with open(path, "wb") as file:
        like(WARCWriter(file, gzip=packed))
    again(tmp_path / "out", path)
    assert {record["url"]: record["title"] for record in records(tmp_path / "out")} == TITLES
    record = records(tmp_path / "out")[0]
    assert (record["site"], record["found_on"], record["http_status"]) == ("zone.example", None, 200)
    told = json.loads(run("explain", "--json", f"{tmp_path / 'out'}#{record['id']}").out)
    assert told["record"]["body_text"] == record["body_text"]


def test_an_archive_that_is_compressed_as_one_piece_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    plain, whole = BytesIO(), tmp_path / "good.warc"
    like_common_crawl(WARCWriter(plain, gzip=False))
    whole.write_bytes(plain.getvalue())
    (tmp_path / "one.warc.gz").write_bytes(gzip.compress(plain.getvalue()))
    (tmp_path / "empty.warc.gz").write_bytes(b"")
    (tmp_path / "page.warc.gz").write_bytes(b"<html>no archive</html>")
    (tmp_path / "cut.warc").write_bytes(plain.getvalue()[:-9_000])
    done = again(tmp_path / "out", tmp_path, code=5)
    assert "warcio recompress" in done.err
    assert "is empty" in done.err
    assert "is no WARC file" in done.err
    assert "breaks off" in done.err
    assert len(report(tmp_path / "out")["problems"]) == 4
    assert len(records(tmp_path / "out")) == len(PAGES)


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "code", "sentence"),
    [("nosuch", 2, "is neither a file nor a directory"), (".", 2, "holds no WARC files. Crawl with --archive")],
)
def test_a_source_without_an_archive_is_told(source: str, code: int, sentence: str, tmp_path: Path) -> None:
    assert sentence in again(tmp_path / "out", tmp_path / source, code=code).err
    assert not (tmp_path / "out").exists()


def test_records_that_are_there_are_never_overwritten(changed: Path, tmp_path: Path) -> None:
    before = (changed / "articles.jsonl").read_bytes()
    assert "is there already" in again(changed, changed, code=3).err
    assert (changed / "articles.jsonl").read_bytes() == before


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four files of 600 pages each."""
    folder = tmp_path_factory.mktemp("large")
    bodies = list(PAGES.values())
    for number in range(4):
        with open(folder / f"{number}.warc.gz", "wb") as file:
            writer = WARCWriter(file)
            for page in range(600):
                body = bodies[page % len(bodies)].replace(b"<h1", b"<h1 id=x%d" % page)
                writer.write_record(response(writer, f"{ADDRESS}{number}/{600 * number + page}.html", body))
    return folder


def command(source: Path, output: Path) -> list[str]:
    return [sys.executable, "-m", "devzone_crawler", "reextract", str(source), "--output", str(output)]


@pytest.mark.parametrize("number", [pytest.param(signal.SIGKILL, marks=pytest.mark.long), signal.SIGINT])
def test_a_run_that_is_ended_goes_on_where_it_was(number: int, large: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with subprocess.Popen(command(large, output), stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the first file is whole
        os.kill(process.pid, number)
        said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == (130 if number == signal.SIGINT else -number), said
    whole = {path.name for path in (output / "unfinished").glob("[0-9]*.jsonl")}
    assert whole
    assert not (output / "articles.jsonl").exists()
    times = {name: (output / "unfinished" / name).stat().st_mtime_ns for name in whole}
    with subprocess.Popen(command(large, output), stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        kept = {name: (output / "unfinished" / name).stat().st_mtime_ns for name in whole}
        process.communicate(timeout=60)
    assert (process.returncode, kept) == (0, times)
    assert len({record["url"] for record in records(output)}) == len(records(output)) == 2_400


def test_a_page_that_stalls_its_reader_is_set_aside_and_no_other(tmp_path: Path) -> None:
    endless = b"<html><body>" + "<p>来源：一行没有尽头的文字，2018-07-09。</p>".encode() * 300_000
    with open(tmp_path / "other.warc.gz", "wb") as file:
        writer = WARCWriter(file)
        for at, (url, body) in enumerate(PAGES.items()):
            if at == 5:
                writer.write_record(response(writer, ADDRESS + "endless.html", endless))
            writer.write_record(response(writer, url, body))
    again_with = [*command(tmp_path / "other.warc.gz", tmp_path / "out"), "-s", "EXTRACTION_SECONDS=2"]
    done = subprocess.run(again_with, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert {record["url"] for record in records(tmp_path / "out")} == set(PAGES)
    (reject,) = (json.loads(line) for line in (tmp_path / "out" / "rejects.jsonl").read_text("utf-8").splitlines())
    assert reject["url"] == ADDRESS + "endless.html"
    assert reject["reason"] == "reading the page took longer than 2 seconds"
