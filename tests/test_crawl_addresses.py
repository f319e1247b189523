"""Crawls go where a site on the internet can be, and tell no host what was meant for another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from devzone_crawler.simulator import Server
from tests.conftest import UNHURRIED, Finished, crawl, records, run

NAME = "www.zone.example"
QUICKLY = (*(setting for setting in UNHURRIED if not setting.startswith("ALLOW_")), "RETRY_ENABLED=False")
# What a name server would say stands in Scrapy's memory of answers; all behind it is as on any day.
ANSWERED = """
import sys
from scrapy.resolver import dnscache
from devzone_crawler.cli import app
dnscache[sys.argv[1]] = sys.argv[2]
app(sys.argv[3:])
"""


def crawl_with_answer(address: str, site: str, output: Path, *options: str) -> Finished:
    """Crawl a site whose name resolves to an address."""
    command = ["-W", "error", "-c", ANSWERED, NAME, address, "crawl", site, "--output", str(output), *options]
    settings = [part for setting in QUICKLY for part in ("-s", setting)]
    done = subprocess.run(
        [sys.executable, *command, *settings],
        capture_output=True,
        timeout=120,
        env=os.environ | {"COLUMNS": "200"},
        check=False,
    )
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "127.1", "localhost", "[::ffff:127.0.0.1]"])
def test_a_start_on_this_machine_is_wrong_usage_and_asks_for_nothing(host: str, tmp_path: Path) -> None:
    done = run("crawl", f"http://{host}:1/", "--output", tmp_path / "out")
    assert done.code == 2
    assert "is not asked for" in done.err
    assert "is a loopback address; -s ALLOW_PRIVATE_ADDRESSES=True lets a crawl go there." in done.err
    assert not (tmp_path / "out").exists()


def test_a_name_that_resolves_to_this_machine_is_refused_at_the_connection(served_site: Server, tmp_path: Path) -> None:
    site = served_site.url.replace("127.0.0.1", NAME)
    done = crawl_with_answer("127.0.0.1", site, tmp_path)
    assert done.code == 5, done.err
    assert f"{site} is not asked for: {NAME} resolves to 127.0.0.1, and 127.0.0.1 is a loopback address" in done.err
    assert records(tmp_path) == []


def test_a_name_that_resolves_to_this_machine_is_crawled_when_that_is_allowed(
    served_site: Server, tmp_path: Path
) -> None:
    site = served_site.url.replace("127.0.0.1", NAME)
    done = crawl_with_answer("127.0.0.1", site, tmp_path, "-s", "ALLOW_PRIVATE_ADDRESSES=True")
    assert done.code == 0, done.err
    assert len(records(tmp_path)) == 60


def test_a_name_that_resolves_to_metadata_is_refused_even_then(tmp_path: Path) -> None:
    done = crawl_with_answer(
        "169.254.169.254", f"http://{NAME}/", tmp_path, "-s", "ALLOW_PRIVATE_ADDRESSES=True", "-s", "DOWNLOAD_TIMEOUT=5"
    )
    assert done.code == 5
    assert "169.254.169.254 is a link-local address" in done.err


def test_a_proxy_of_the_users_may_stand_in_their_own_network_and_is_no_way_into_it(
    served_site: Server, tmp_path: Path
) -> None:
    proxy = served_site.url.rstrip("/")
    settings = [part for setting in QUICKLY for part in ("-s", setting)]
    done = run("crawl", f"http://{NAME}/", "--output", tmp_path, *settings, http_proxy=proxy, no_proxy="")
    assert "is not asked for" not in done.err, "the simulated site answered as a proxy"
    done = run("crawl", "http://10.0.0.1/", "--output", tmp_path, *settings, http_proxy=proxy, no_proxy="")
    assert (done.code, "10.0.0.1 is a private address" in done.err) == (2, True)


# --- what a host is told ----------------------------------------------------------------------------------------------


@contextmanager
def listening(pages: dict[str, tuple[int, list[tuple[str, str]], bytes]]) -> Iterator[tuple[int, list[dict[str, str]]]]:
    """Pages by path on a port of this machine, and the headers of all requests so far."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({"path": self.path} | {name.lower(): value for name, value in self.headers.items()})
            status, headers, body = pages.get(self.path, (404, [], b""))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


HTML = ("Content-Type", "text/html; charset=utf-8")


def test_a_redirect_to_another_host_takes_no_cookie_and_no_header_along(tmp_path: Path) -> None:
    with listening({"/page.html": (200, [HTML], b"<p>elsewhere</p>")}) as (other, seen):
        target = f"http://localhost:{other}/page.html"
        home = b'<h1>x</h1><ul><li><a href="/jump.html">jump</a></li><li><a href="/here.html">here</a></li></ul>'
        pages = {
            "/": (200, [HTML, ("Set-Cookie", "visit=secret; Path=/")], home),
            "/jump.html": (307, [("Location", target), ("Set-Cookie", "late=secret; Path=/")], b""),
            "/here.html": (200, [HTML], b"<p>here</p>"),
        }
        with listening(pages) as (port, own):
            crawl(f"http://127.0.0.1:{port}/", tmp_path)
    assert [one for one in own if one["path"] == "/here.html" and "visit=secret" in one.get("cookie", "")], own
    asked = [one for one in seen if one["path"] == "/page.html"]
    assert asked
    told = {name for one in seen for name in one}
    assert told <= {
        "path",
        "host",
        "user-agent",
        "accept",
        "accept-language",
        "accept-encoding",
        "connection",
        "referer",
    }
    assert {one.get("referer", f"http://127.0.0.1:{port}/") for one in seen} <= {f"http://127.0.0.1:{port}/"}
    assert b"secret" not in json.dumps(seen).encode()
