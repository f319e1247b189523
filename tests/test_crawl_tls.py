"""Crawls by https: who answers must be who was asked, unless the site's spider says otherwise."""

from __future__ import annotations

import json
import os
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from devzone_crawler.simulator import Request, Site, make_site
from tests.conftest import AT_HOME, UNHURRIED, crawl, records, run

ARTICLES = 20
NOT_VERIFIED = "Certificates were not verified: DOWNLOAD_VERIFY_CERTIFICATES is off."
NO_RETRY = ("RETRY_ENABLED=False",)


def write_certificate(path: Path, *names: x509.GeneralName) -> None:
    """A certificate for these names that nobody but itself vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "zone.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))


def respond(handler: BaseHTTPRequestHandler, site: Site) -> None:
    """Send what a made-up site answers."""
    path, _, query = handler.path.partition("?")
    answer = site.respond(Request(path, query=query))
    handler.send_response(answer.status)
    handler.send_header("Content-Type", answer.content_type)
    for name, value in answer.headers:
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(answer.body)))
    handler.end_headers()
    handler.wfile.write(answer.body)


@contextmanager
def serving(certificate: Path) -> Iterator[tuple[str, list[str]]]:
    """A made-up site by https: its address, and the paths that were asked for so far."""
    site = make_site("thinkphp", articles=ARTICLES, seed=3)
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            respond(self, site)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class QuietServer(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that does not like the certificate goes away: that is what is tested."""

    server = QuietServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}{site.home}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[..., Path]:
    """Writes a certificate for names."""

    def written(*names: x509.GeneralName) -> Path:
        path = tmp_path / "certificate.pem"
        write_certificate(path, *names)
        return path

    return written


OWN = x509.IPAddress(ip_address("127.0.0.1"))


def test_a_certificate_that_nobody_vouches_for_is_refused_and_told(
    certificate: Callable[..., Path], tmp_path: Path
) -> None:
    with serving(certificate(OWN)) as (url, asked):
        done = crawl(url, tmp_path / "out", settings=NO_RETRY)
        read = run("extract", *AT_HOME, url)
    assert done.code == 5
    assert f"{url} has no valid certificate (expired, or of nobody whom this machine trusts)" in done.err
    assert "DOWNLOAD_VERIFY_CERTIFICATES=False takes it nevertheless" in done.err
    assert (read.code, "CERTIFICATE_VERIFY_FAILED" in read.err) == (1, True)
    assert asked == []


def test_a_certificate_that_is_vouched_for_is_taken(
    certificate: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(OWN)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving(path) as (url, _):
        done = crawl(url, tmp_path / "out", settings=NO_RETRY)
    assert done.code == 0, done.err
    assert len(records(tmp_path / "out")) == ARTICLES
    assert NOT_VERIFIED not in done.err


def test_a_certificate_of_another_host_is_refused(
    certificate: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certificate(x509.DNSName("other.example"))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with serving(path) as (url, asked):
        done = crawl(url, tmp_path / "out", settings=NO_RETRY)
    assert done.code == 5
    assert f"{url} has no valid certificate" in done.err
    assert asked == []


def test_a_spider_whose_site_has_no_valid_certificate_says_so_and_the_run_tells_it(
    certificate: Callable[..., Path], tmp_path: Path
) -> None:
    with serving(certificate(OWN)) as (url, _):
        (tmp_path / "mine.py").write_text(
            "from devzone_crawler.spiders.site import SiteSpider\n\n\n"
            "class MineSpider(SiteSpider):\n"
            "    name = 'mine'\n"
            f"    home = '{url}'\n"
            "    custom_settings = {'DOWNLOAD_VERIFY_CERTIFICATES': False}\n"
        )
        search_path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
        settings = [part for setting in (*UNHURRIED, "SPIDER_MODULES=mine") for part in ("-s", setting)]
        done = run("crawl", "mine", "--output", tmp_path / "out", *settings, PYTHONPATH=search_path)
    assert done.code == 0, done.err
    assert len(records(tmp_path / "out")) == ARTICLES
    assert NOT_VERIFIED in done.err
    assert NOT_VERIFIED in json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["remarks"]
