"""View counts that are not in the HTML: the counter is asked once, and nothing it answers costs an article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
from scrapy.crawler import Crawler

from devzone_crawler.items import Extraction
from devzone_crawler.settings import ITEM_PIPELINES
from devzone_crawler.simulator import LoggedRequest, Options, Request, Response, serve
from devzone_crawler.simulator.counter_kinds import KINDS
from devzone_crawler.simulator.counters import CountersSite
from devzone_crawler.storage.names import output_dir
from tests.conftest import crawl, records

SITE = CountersSite(Options(articles=2 * len(KINDS), seed=3))
COMPARED = ("title", "source", "publish_date", "published_at", "view_count", "body_text", "categories")
ASKED_BY = {"off": (), "safe": ("safe",), "all": ("safe", "all")}


def is_asked(number: int, asks: str) -> bool:
    return SITE.kind_of(number).asked_by in ASKED_BY[asks]


def truth(base: str, asks: str, site: CountersSite = SITE) -> dict[str, dict[str, Any]]:
    """What a crawl must write, by address: the number only if the page prints it, or its counter is asked and knows."""
    found = {}
    for article in site.articles(base):
        kind = site.kind_of(article.number)
        told = kind.name == "printed" or (kind.asked_by in ASKED_BY[asks] and kind.knows)
        expected = {name: getattr(article, name) for name in COMPARED}
        found[article.url] = expected | {"view_count": article.view_count if told else None}
    return found


def written(output: Path) -> dict[str, dict[str, Any]]:
    found = records(output)
    assert len({r["url"] for r in found}) == len(found), "an article was written twice"
    return {r["url"]: {name: r[name] for name in COMPARED} for r in found}


def is_counter(path: str) -> bool:
    return path not in ("/", "/robots.txt") and not path.startswith(("/news/", "/old/", SITE.uploads))


def counters_asked(requests: list[LoggedRequest]) -> Counter[str]:
    """How often each address was asked for that is neither a page nor robots.txt."""
    return Counter(request.path for request in requests if is_counter(request.path))


@pytest.mark.parametrize("asks", ["off", "safe", "all"])
def test_each_counter_that_may_be_asked_is_asked_once_and_all_records_are_right(asks: str, tmp_path: Path) -> None:
    with serve(SITE, log=tmp_path / "log") as server:
        done = crawl(server.url, tmp_path / "out", settings=(f"VIEW_COUNTERS={asks}",))
        assert done.code == 0, done.err
        assert written(tmp_path / "out") == truth(server.url, asks)
        posted = SITE.kind_of(1 + [kind.name for kind in KINDS].index("visit_quarter")).request.partition("?")[0]
        expected = Counter(SITE.request_of(n) for n in range(1, SITE.size + 1) if is_asked(n, asks))
        # The log does not hold what was posted.
        expected = Counter(posted if path.startswith(posted) else path for path in expected.elements())
        assert counters_asked(server.requests()) == expected
        assert max((times for path, times in expected.items() if path != posted), default=1) == 1
        pages = sum(not is_counter(request.path) for request in server.requests())
        assert f"{SITE.size} new records from {pages} pages" in done.err


def test_the_default_asks_only_counters_that_do_not_count_the_question(tmp_path: Path) -> None:
    with serve(SITE) as server:
        crawl(server.url, tmp_path)
        assert written(tmp_path) == truth(server.url, "safe")


def test_a_second_crawl_asks_no_counter_of_what_is_already_written(tmp_path: Path) -> None:
    with serve(SITE, log=tmp_path / "log") as server:
        crawl(server.url, tmp_path / "out", settings=("VIEW_COUNTERS=all",))
        before = counters_asked(server.requests())
        lines = (tmp_path / "out" / "articles.jsonl").read_bytes()
        done = crawl(server.url, tmp_path / "out", settings=("VIEW_COUNTERS=all",))
        assert done.code == 0, done.err
        assert counters_asked(server.requests()) == before
        assert (tmp_path / "out" / "articles.jsonl").read_bytes() == lines


@pytest.mark.parametrize("wrong", ["yes", "True", "ALL", ""])
def test_a_setting_that_means_nothing_ends_the_crawl_before_it_begins(wrong: str, tmp_path: Path) -> None:
    with serve(SITE, log=tmp_path / "log") as server:
        done = crawl(server.url, tmp_path / "out", settings=(f"VIEW_COUNTERS={wrong}",))
        assert done.code == 2
        assert f"VIEW_COUNTERS={wrong} means nothing: choose one of off, safe, all." in done.err
        assert server.requests() == []


def test_an_interrupted_crawl_still_gets_the_numbers_of_the_articles_that_it_writes(tmp_path: Path) -> None:
    site = CountersSite(Options(articles=400, seed=5))
    with serve(site) as server:
        command = [sys.executable, "-m", "devzone_crawler", "crawl", server.url, "--output", str(tmp_path)]
        settings = (
            "ALLOW_PRIVATE_ADDRESSES=True",
            "DOWNLOAD_DELAY=0.02",
            "AUTOTHROTTLE_ENABLED=False",
            "VIEW_COUNTERS=all",
        )
        chosen = [part for setting in settings for part in ("-s", setting)]
        process = subprocess.Popen([*command, *chosen], stderr=subprocess.PIPE, env=os.environ)
        path = tmp_path / "articles.jsonl"
        while process.poll() is None and not (path.exists() and path.stat().st_size > 60_000):
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        found = written(tmp_path)
        expected = truth(server.url, "all", site)
    assert 0 < len(found) < 400
    assert found == {url: expected[url] for url in found}


# --- counters on a server that does what no simulated site does -------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], Response | None]
"""What a server answers; None closes the connection without a word."""


class Front(ThreadingHTTPServer):
    """The simulated site with its counters replaced, which remembers what it was asked."""

    daemon_threads = True

    def __init__(self, counter: Answer, pages: dict[str, Response], site: CountersSite) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.counter = counter
        self.pages = pages
        self.site = site
        self.seen: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a crawl that gives up a slow answer resets the connection."""


class Handler(BaseHTTPRequestHandler):
    server: Front

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        parts = urlsplit(self.path)
        if is_counter(self.path):
            response = self.server.counter(self)
        else:
            response = self.server.pages.get(self.path) or self.server.site.respond(
                Request(parts.path, query=parts.query)
            )
        if response is None:
            return
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def front(
    counter: Answer, pages: dict[str, Response] | None = None, site: CountersSite = SITE
) -> Iterator[tuple[Front, str]]:
    with Front(counter, pages or {}, site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server, f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def counters_seen(server: Front) -> Counter[str]:
    return Counter(path for path, _ in server.seen if is_counter(path))


FAILURES: dict[str, Response | None] = {
    "closes the connection": None,
    "sends a whole page": Response(b"806 " * 100_000),
    "sends no text": Response(b"\x00\xff\xfe\x80"),
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES)
def test_a_counter_that_fails_costs_the_number_and_not_the_article(answer: Response | None, tmp_path: Path) -> None:
    with front(lambda _: answer) as (server, url):
        done = crawl(url, tmp_path)
        assert done.code == 0, done.err
        assert written(tmp_path) == truth(url, "off")
        asked = Counter(SITE.request_of(n) for n in range(1, SITE.size + 1) if is_asked(n, "safe"))
        assert counters_seen(server) == asked


def test_a_counter_that_never_answers_is_not_waited_for_and_not_asked_again(tmp_path: Path) -> None:
    over = threading.Event()

    def silence(_: BaseHTTPRequestHandler) -> None:
        over.wait(60)

    with front(silence) as (server, url):
        done = crawl(url, tmp_path, settings=("VIEW_COUNTER_SECONDS=0.5",))
        over.set()
        assert done.code == 0, done.err
        assert written(tmp_path) == truth(url, "off")
        assert set(counters_seen(server).values()) == {1}


def test_a_counter_that_is_out_of_order_is_not_asked_for_every_article(tmp_path: Path) -> None:
    site = CountersSite(Options(articles=8 * len(KINDS), seed=3))
    would_be_asked = [n for n in range(1, site.size + 1) if "/ViewClick/" in site.request_of(n)]
    with front(lambda _: Response(b"gone", 404), site=site) as (server, url):
        done = crawl(url, tmp_path, settings=("CONCURRENT_REQUESTS=2",))
        assert done.code == 0, done.err
        assert written(tmp_path) == truth(url, "off", site)
        asked = sum("/ViewClick/" in path for path, _ in server.seen)
        assert 10 < asked < 30 < len(would_be_asked)


def test_a_counter_that_robots_txt_forbids_is_not_asked(tmp_path: Path) -> None:
    pages = {
        "/robots.txt": Response(b"User-agent: *\nDisallow: /\nAllow: /$\nAllow: /news/\n", content_type="text/plain")
    }
    with front(lambda _: Response(b"document.write('5');"), pages) as (server, url):
        done = crawl(url, tmp_path)
        assert done.code == 0, done.err
        assert written(tmp_path) == truth(url, "off")
        assert not counters_seen(server)


@pytest.mark.parametrize("status", [403, 412, 503])
def test_a_counter_that_refuses_is_taken_at_its_word(status: int, tmp_path: Path) -> None:
    with front(lambda _: Response(b"no", status)) as (server, url):
        done = crawl(url, tmp_path, settings=("BLOCK_PAUSE_SECONDS=600", "OVERLOAD_PAUSE_SECONDS=600"))
        assert done.code == 0, done.err
        assert written(tmp_path) == truth(url, "off")
        assert set(counters_seen(server).values()) == {1}


def test_a_counter_of_a_server_that_asks_for_time_is_asked_again(tmp_path: Path) -> None:
    refused: list[str] = []

    def busy_once(handler: BaseHTTPRequestHandler) -> Response:
        if refused:
            return Response(b"document.write('5');")
        refused.append(handler.path)
        return Response(b"later", 429)

    with front(busy_once) as (server, url):
        done = crawl(url, tmp_path)
        assert done.code == 0, done.err
        assert counters_seen(server)[refused[0]] == 2
        counted = [article.url for article in SITE.articles(url) if is_asked(article.number, "safe")]
        found = written(tmp_path)
        assert {found[address]["view_count"] for address in counted} == {5}


def test_the_counter_is_asked_as_a_browser_on_the_article_would_ask(tmp_path: Path) -> None:
    with front(lambda _: Response(b"document.write('5');")) as (server, url):
        assert crawl(url, tmp_path).code == 0
        asked = {path: headers["Referer"] for path, headers in server.seen if is_counter(path)}
        assert asked == {SITE.request_of(a.number): a.url for a in SITE.articles(url) if is_asked(a.number, "safe")}


def test_an_article_that_two_addresses_lead_to_has_its_counter_asked_once(tmp_path: Path) -> None:
    number = 1 + [kind.name for kind in KINDS].index("empirecms")
    path = SITE.path_of(number)
    home = f'<html><body><a href="{path}">第一个地址的标题</a><a href="/old/1.html">第二个地址的标题</a></body></html>'
    pages = {
        "/": Response(home.encode()),
        "/old/1.html": Response(b"", 302, headers=(("Location", path),)),
    }
    with front(lambda _: Response(b"document.write('806');"), pages) as (server, url):
        assert crawl(url, tmp_path).code == 0
        assert [path for path, _ in server.seen].count("/old/1.html") == 1
        assert counters_seen(server)[SITE.request_of(number)] == 1
        assert written(tmp_path)[url.rstrip("/") + path]["view_count"] == 806


class EvidenceKeeper:
    """A pipeline that writes down why each article has its view count."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(output_dir(crawler.settings, crawler.spider) / "evidence.txt")

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Extraction) and (found := item.evidence.get("view_count")):
            with self._path.open("a", encoding="utf-8") as lines:
                lines.write(f"{item.url} {found.rung} {found.raw}\n")
        return item


def test_the_evidence_of_the_number_is_the_answer_of_the_counter(tmp_path: Path) -> None:
    pipelines = str(ITEM_PIPELINES | {f"{__name__}.EvidenceKeeper": 250}).replace("'", '"')
    with serve(SITE) as server:
        assert crawl(server.url, tmp_path, settings=(f"ITEM_PIPELINES={pipelines}",)).code == 0
        lines = (tmp_path / "evidence.txt").read_text("utf-8").splitlines()
        for article in SITE.articles(server.url):
            if SITE.kind_of(article.number).name == "empirecms":
                assert f"{article.url} counter document.write('{article.view_count}');" in lines
