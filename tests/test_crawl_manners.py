"""What a crawl says of itself, how fast it goes, and what it does while it waits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from devzone_crawler.simulator import Options, Request, serve
from devzone_crawler.simulator.unruly_refusals import Wall412
from devzone_crawler.simulator.unruly_robots import Forbidden
from devzone_crawler.version import __version__
from tests.conftest import UNHURRIED, crawl, records, run

SITE = Forbidden(Options(articles=3, seed=8))


class Told:
    """What a server was told."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.sent = 0
        self.over = threading.Event()


@contextmanager
def served(robots: Callable[[BaseHTTPRequestHandler, Told], None]) -> Iterator[tuple[str, Told]]:
    """A healthy site of three articles whose robots.txt is sent by a function."""
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("://")[2].partition("/")[2] if "://" in self.path else self.path[1:]
            told.requests.append((f"/{path}", dict(self.headers)))
            if path == "robots.txt":
                try:
                    robots(self, told)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                return
            answer = SITE.respond(Request(f"/{path}"))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", told
    finally:
        told.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def nothing_to_say(handler: BaseHTTPRequestHandler, told: Told) -> None:
    """404."""
    handler.send_error(404)


def silent(handler: BaseHTTPRequestHandler, told: Told) -> None:
    """Never answers."""
    told.over.wait()


def hanging_up(handler: BaseHTTPRequestHandler, told: Told) -> None:
    """Ends the connection without a word."""
    handler.close_connection = True


def enormous(handler: BaseHTTPRequestHandler, told: Told, size: int = 50 << 20, says_so: bool = True) -> None:
    """Fifty megabytes, of which the first line forbids an article."""
    handler.send_response(200)
    if says_so:
        handler.send_header("Content-Length", str(size))
    handler.end_headers()
    handler.wfile.write(b"User-agent: *\nDisallow: /news/1.html\n")
    comment = b"# " + b"x" * 65_533 + b"\n"
    while told.sent < size:
        told.sent += handler.wfile.write(comment)


@pytest.mark.parametrize("robots", [silent, hanging_up])
def test_a_robots_txt_that_never_comes_closes_the_host(
    robots: Callable[[BaseHTTPRequestHandler, Told], None], tmp_path: Path
) -> None:
    with served(robots) as (url, told):
        done = crawl(url, tmp_path, settings=("RETRY_ENABLED=False", "DOWNLOAD_TIMEOUT=1"))
    assert done.code == 5
    assert f"{url}robots.txt could not be fetched" in done.err
    assert "nothing of its host is asked for (RFC 9309). Run the crawl again later." in done.err
    assert {path for path, _ in told.requests} == {"/robots.txt"}


@pytest.mark.parametrize("says_so", [True, False])
def test_no_more_is_fetched_of_a_robots_txt_than_is_read(says_so: bool, tmp_path: Path) -> None:
    with served(lambda handler, told: enormous(handler, told, says_so=says_so)) as (url, told):
        done = crawl(url, tmp_path)
    assert done.code == 0, done.err
    assert told.sent < 10 << 20, "what the system buffers, and no fifty megabytes"
    assert "/news/1.html" not in {path for path, _ in told.requests}
    assert len(records(tmp_path)) == 2


def test_every_request_says_whose_crawler_it_is(tmp_path: Path) -> None:
    with served(nothing_to_say) as (url, told):
        done = crawl(url, tmp_path, settings=("CONTACT=you@university.example",))
    assert done.code == 0, done.err
    named = f"devzone_crawler/{__version__} (you@university.example; research crawler; obeys robots.txt)"
    assert {(headers["User-Agent"], headers["From"]) for _, headers in told.requests} == {
        (named, "you@university.example")
    }


@pytest.mark.parametrize(("contact", "warns"), [("", True), ("https://university.example/crawl", False)])
def test_a_crawl_of_a_public_host_without_a_contact_is_told_so(contact: str, warns: bool, tmp_path: Path) -> None:
    """The host is public by its name; a proxy on this machine answers for it."""
    with served(nothing_to_say) as (url, _):
        settings = [part for setting in (*UNHURRIED, f"CONTACT={contact}") for part in ("-s", setting)]
        done = run("crawl", "http://www.zone.example/", "--output", tmp_path, *settings, http_proxy=url)
    assert done.code == 0, done.err
    assert len(records(tmp_path)) == 3
    assert ("give -s CONTACT=you@university.example" in done.err) == warns
    assert json.loads((tmp_path / "manifest.json").read_bytes())["remarks"] == [] or warns


def test_a_contact_that_is_none_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    with served(nothing_to_say) as (url, told):
        done = crawl(url, tmp_path, settings=("CONTACT=ask for me",))
    assert done.code == 2
    assert "CONTACT=ask for me means nothing: an address (" in done.err
    assert told.requests == []


@pytest.mark.parametrize("throttle", [True, False])
def test_the_download_delay_lies_between_any_two_requests(throttle: bool, tmp_path: Path) -> None:
    with serve(Forbidden(Options(articles=12, seed=8)), log=tmp_path / "requests.jsonl") as server:
        slowly = ("DOWNLOAD_DELAY=0.1", f"AUTOTHROTTLE_ENABLED={throttle}", "AUTOTHROTTLE_START_DELAY=0.1")
        done = crawl(server.url, tmp_path, settings=slowly)
        gaps = [after.t - before.t for before, after in pairwise(server.requests())]
    assert done.code == 0, done.err
    assert median(gaps) > 0.09
    assert sum(gaps) > len(gaps) * 0.1 - 0.1, "the server's clock is not the crawl's, but they do not drift apart"


def test_a_crawl_that_is_interrupted_while_it_waits_ends_at_once_and_asks_nothing_more(tmp_path: Path) -> None:
    with serve(Wall412(Options(articles=12, seed=8)), log=tmp_path / "requests.jsonl") as server:
        settings = [part for setting in (*UNHURRIED, "BLOCK_PAUSE_SECONDS=600") for part in ("-s", setting)]
        command = [sys.executable, "-m", "devzone_crawler", "crawl", server.url, "--output", str(tmp_path)]
        process = subprocess.Popen([*command, *settings], stderr=subprocess.PIPE, env=os.environ)
        while process.poll() is None and [r.status for r in server.requests()].count(412) < 2:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=0.05)
        asked = len(server.requests())
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        late = server.requests()[asked:]
    assert process.returncode == 130, err
    assert {request.status for request in late} <= {412}, "what was under way, and nothing more"
    told = json.loads((tmp_path / "manifest.json").read_bytes())["politeness"]
    assert (told["pauses"], told["pause_seconds"] < 20, told["refusals"]["challenge"] > 1) == (1, True, True)
