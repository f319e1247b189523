"""What goes wrong gets a sentence that one can act on, and an exit code that tells the truth."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from devzone_crawler.storage.jsonl import JsonLinesFile
from tests.conftest import crawl, records, run

HTML = "text/html; charset=utf-8"
ROWS = "".join(
    f"<li><a href='{name}.html'>{title}</a><span>2026-0{month}-01</span></li>"
    for month, (name, title) in enumerate(
        [("good", "园区一季度项目集中签约"), ("endless", "园区年度统计数据公布"), ("none", "园区企业名录查询")],
        1,
    )
)
ARTICLE = "<h1>{title}</h1><div>发布时间：2026-01-01 来源：临江日报</div><div>{text}</div>"
PAGES: dict[str, tuple[int, bytes]] = {
    "/empty/": (200, b""),
    "/no-listing/": (200, "<html><body><h1>欢迎光临</h1><p>请稍候。</p></body></html>".encode()),
    "/missing/": (404, b"<h1>404</h1>"),
    "/broken/": (500, b"<h1>500</h1>"),
    "/binary/": (200, bytes(range(256)) * 800),
    "/one-line/": (200, b"<html><body><p>" + "很长的一行，没有尽头。".encode() * 160_000 + b"</p></body></html>"),
    "/huge/": (200, b"<html><body>" + b"<p>" + b"x" * 1000 + b"</p>" * 31_000 + b"x" * (33 << 20)),
    "/challenged/": (200, f"<html><body><ul>{ROWS}</ul></body></html>".encode()),
    "/challenged/good.html": (200, b"<html><script>$_ts=window['$_ts'];</script></html>"),
    "/challenge/": (200, b"<html><script>$_ts=window['$_ts'];</script></html>"),
    "/refusing/": (200, f"<html><body><ul>{ROWS}</ul><a href='2.html'>".encode() + "下一页</a></body></html>".encode()),
    "/refusing/2.html": (403, b""),
    "/failing/": (200, f"<html><body><ul>{ROWS}</ul></body></html>".encode()),
    "/failing/good.html": (503, b""),
    "/failing/none.html": (403, b""),
    "/headless/": (200, f"<html><body><ul>{ROWS.replace('good', 'good_2')}</ul></body></html>".encode()),
    "/headless/good_2.html": (
        200,
        ARTICLE.format(
            title="园区一季度项目集中签约",
            text="<p>今天，开工。</p><a href='good.html'>1</a> <a href='good_3.html'>3</a>",
        ).encode(),
    ),
    "/site/": (200, f"<html><body><ul>{ROWS}</ul></body></html>".encode()),
    "/site/good.html": (
        200,
        ARTICLE.format(title="园区一季度项目集中签约", text="<p>今天，开工。</p>").encode(),
    ),
    "/site/endless.html": (
        200,
        ARTICLE.format(title="园区年度统计数据公布", text="<p>来源：2026-01-01，数据。</p>" * 400_000).encode(),
    ),
    "/site/none.html": (200, "<h1>园区企业名录查询</h1><form><input name=q>请输入名称</form>".encode()),
    "/refused/": (412, b"<script>$_ts=window['$_ts']</script>"),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, body = PAGES.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("Content-Type", HTML)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def odd_site() -> Iterator[str]:
    with _served() as url:
        yield url


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        ("ftp://www.zone.example/", "must be an address that begins with http:// or https://"),
        ("http://", "must be an address"),
        ("http://a b/", "must be an address"),
        ("http://zone.example:port/", "must be an address"),
        ("zone.example", "must be an address"),
        ("nosuchspider", "There is no spider named nosuchspider. There are: cadz, site;"),
    ],
)
def test_what_is_no_site_is_told_before_anything_is_fetched(site: str, sentence: str, tmp_path: Path) -> None:
    done = crawl(site, tmp_path / "out")
    assert done.code == 2
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


def test_a_misspelt_spider_argument_is_told(tmp_path: Path) -> None:
    done = crawl("cadz", tmp_path, "-a", "ulr=https://www.zone.example/")
    assert done.code == 2
    assert "has no argument ulr" in done.err


def test_an_option_without_a_value_is_told(tmp_path: Path) -> None:
    assert "-s wants NAME=VALUE" in run("crawl", "cadz", "-s", "DOWNLOAD_DELAY").err


def test_a_host_that_does_not_answer_makes_the_crawl_incomplete(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        done = crawl(url, tmp_path, settings=("RETRY_ENABLED=False",))
    assert done.code == 5
    assert url in done.err
    assert "could not be fetched" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("path", "code", "sentence"),
    [
        ("/missing/", 5, "answered 404"),
        ("/broken/", 5, "answered 500"),
        ("/refused/", 4, "the site refuses this crawler"),
        ("/challenge/", 4, "answered with a challenge (200): the site refuses this crawler"),
        ("/refusing/", 5, "/refusing/2.html answered 403."),
        ("/empty/", 5, "has no links to follow"),
        ("/no-listing/", 5, "has no links to follow"),
        ("/binary/", 5, "is no web page"),
        ("/one-line/", 5, "has no links to follow"),
        ("/huge/", 5, "is larger than DOWNLOAD_MAXSIZE"),
    ],
)
def test_a_start_page_that_leads_nowhere_is_told(
    odd_site: str, path: str, code: int, sentence: str, tmp_path: Path
) -> None:
    done = crawl(odd_site + path, tmp_path, settings=("RETRY_ENABLED=False",))
    assert (done.code, sentence in done.err) == (code, True), done.err
    assert (tmp_path / "articles.jsonl").read_bytes() == b""


def test_an_output_directory_that_cannot_be_made_is_told(odd_site: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here first")
    done = crawl(odd_site + "/empty/", tmp_path / "file")
    assert done.code == 3
    assert "cannot be written" in done.err
    assert "--output" in done.err


@pytest.mark.parametrize(
    "content",
    [
        '{"schema_version":1,"id":"0","revision":1,"url":"http://zone.example/","content_hash":"x"}\n',
        "title,source\n",
        '{"name": "someone else\'s"}\n',
        "{broken\n",
        '{"a": 1}',
    ],
)
def test_an_output_that_holds_a_foreign_file_is_left_alone(odd_site: str, tmp_path: Path, content: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(content)
    done = crawl(odd_site + "/empty/", tmp_path)
    assert done.code == 3
    assert "another directory" in done.err
    assert path.read_text() == content


def test_two_crawls_into_one_directory_are_kept_apart(odd_site: str, tmp_path: Path) -> None:
    with JsonLinesFile(tmp_path / "articles.jsonl"):
        done = crawl(odd_site + "/empty/", tmp_path)
    assert done.code == 3
    assert "is being written by another crawl" in done.err


def test_a_page_that_cannot_be_read_in_time_is_set_aside_and_the_crawl_goes_on(odd_site: str, tmp_path: Path) -> None:
    done = crawl(odd_site + "/site/", tmp_path, settings=("EXTRACTION_SECONDS=0.5", "DOWNLOAD_WARNSIZE=0"))
    assert done.code == 0, done.err
    assert [record["title"] for record in records(tmp_path)] == ["园区一季度项目集中签约"]
    rejects = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert {reject["url"].rsplit("/", 1)[1]: reject["reason"] for reject in rejects} == {
        "endless.html": "reading the page took longer than 0.5 seconds",
        "none.html": "no date line was found near the headline",
    }


def test_a_challenge_in_place_of_an_article_is_told_and_no_record_is_made_of_it(odd_site: str, tmp_path: Path) -> None:
    done = crawl(odd_site + "/challenged/", tmp_path)
    assert done.code == 5
    assert "/challenged/good.html answered with a challenge (200); run the crawl again to fetch it." in done.err
    assert records(tmp_path) == []


def test_an_article_that_the_server_failed_on_makes_the_crawl_incomplete(odd_site: str, tmp_path: Path) -> None:
    done = crawl(odd_site + "/failing/", tmp_path, settings=("RETRY_ENABLED=False",))
    assert done.code == 5
    assert "/failing/good.html answered 503; run the crawl again to fetch it." in done.err
    assert "none.html" not in done.err
    assert "endless.html" not in done.err


def test_a_part_of_an_article_whose_first_page_is_missing_makes_the_crawl_incomplete(
    odd_site: str, tmp_path: Path
) -> None:
    done = crawl(odd_site + "/headless/", tmp_path)
    assert done.code == 5
    assert "/headless/good.html answered 404." in done.err
    assert records(tmp_path) == []
