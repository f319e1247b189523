"""How many requests reach a host at once, and how closely they follow each other: what the host itself sees."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from devzone_crawler.simulator import make_site
from tests.conftest import crawl, records
from tests.test_crawl_tls import respond, write_certificate

ARTICLES = 20
DELAY = 0.3
HANDSHAKE = 0.2
"""Seconds that every second connection takes to come about."""


@dataclass
class Seen:
    """What a server saw of a crawl."""

    moments: list[float] = field(default_factory=list)
    """Seconds on the monotonic clock at which requests had come."""
    most_at_once: int = 0


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[tuple[str, Seen]]:
    """A made-up site, by https with slow handshakes if there is a certificate; one connection a request."""
    site = make_site("thinkphp", articles=ARTICLES, seed=3)
    seen, connections, lock, present = Seen(), count(), threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            if certificate is not None and next(connections) % 2 == 0:
                time.sleep(HANDSHAKE)  # the handshake comes with the first reading
            super().setup()

        def do_GET(self) -> None:
            with lock:
                seen.moments.append(time.monotonic())
                present[0] += 1
                seen.most_at_once = max(seen.most_at_once, present[0])
            time.sleep(0.02)
            with lock:
                present[0] -= 1
            respond(self, site)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        scheme = "http" if certificate is None else "https"
        yield f"{scheme}://127.0.0.1:{server.server_port}{site.home}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_requests_are_at_a_host_at_once_than_is_allowed(tmp_path: Path, most: int) -> None:
    with serving() as (url, seen):
        done = crawl(url, tmp_path, settings=(f"CONCURRENT_REQUESTS_PER_DOMAIN={most}",))
    assert done.code == 0, done.err
    assert len(records(tmp_path)) == ARTICLES
    assert seen.most_at_once == most


def test_a_delay_is_kept_however_long_connections_take_to_come_about(tmp_path: Path) -> None:
    """Counted from when requests are handed over, every second one would come 0.2 seconds early."""
    write_certificate(tmp_path / "site.pem", x509.IPAddress(ip_address("127.0.0.1")))
    settings = (f"DOWNLOAD_DELAY={DELAY}", "DOWNLOAD_VERIFY_CERTIFICATES=False", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
    with serving(tmp_path / "site.pem") as (url, seen):
        done = crawl(url, tmp_path / "out", settings=settings)
    assert done.code == 0, done.err
    gaps = [after - before for before, after in pairwise(seen.moments)]
    assert len(gaps) > ARTICLES
    assert sum(gap < DELAY - HANDSHAKE / 2 for gap in gaps) <= 1, gaps  # a server that is not woken at once logs late
    (pace,) = json.loads((tmp_path / "out" / "manifest.json").read_bytes())["politeness"]["hosts"].values()
    assert pace["least_gap"] >= DELAY
    assert pace["requests"] == len(seen.moments)
