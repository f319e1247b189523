"""A server that speaks S3, in a process of its own, and what may stand before it and fail."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from tests.conftest import ROOT

MOTO = ROOT / ".venv-s3" / "bin" / "moto_server"
SECRET = "a-secret-that-nobody-may-see"
_SOMEBODY = {"Authorization": "AWS4-HMAC-SHA256 Credential=somebody/20260101/us-east-1/s3/aws4_request"}
"""Enough for this server, which checks no signatures; without it objects are private."""
_SERVER = '"$0" -H 127.0.0.1 -p "$1" >/dev/null 2>&1 & read -r _; kill $!'
"""Stops when its input ends, so also when the test run is killed."""


@contextmanager
def object_store(**environment: str) -> Iterator[str]:
    """The address of a server without buckets."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["sh", "-c", _SERVER, str(MOTO), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | environment) as server:
        address = f"http://127.0.0.1:{port}"
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/moto-api/", timeout=60).close()
                break
            except HTTPError:
                break
            except URLError:
                os.sched_yield()
        yield address


def keys(address: str, home: Path) -> dict[str, str]:
    """The environment in which a command finds the server."""
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def send(address: str, path: str, body: bytes = b"") -> None:
    """Make a bucket, or an object in one."""
    headers = {"Content-Type": "application/octet-stream"}
    asked = urllib.request.Request(f"{address}/{quote(path)}", body, headers, method="PUT")
    urllib.request.urlopen(asked, timeout=60).close()


def send_all(address: str, bucket: str, folder: Path) -> None:
    """Put the files of a folder into a bucket."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            send(address, f"{bucket}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def has(address: str, path: str) -> bytes | None:
    """An object's content; None if there is none."""
    try:
        asked = urllib.request.Request(f"{address}/{quote(path)}", headers=_SOMEBODY)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            content: bytes = answer.read()
            return content
    except HTTPError as error:
        assert error.code == 404
        return None


@contextmanager
def behind(address: str, refuses: Callable[[str, str], bool]) -> Iterator[str]:
    """The address of a server that passes on what it is asked, but for requests that are refused (method, path)."""

    class Between(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if refuses(self.command, self.path):
                self.send_error(403)
                return
            headers = {"Content-Type": "application/octet-stream"} | dict(self.headers.items())
            asked = urllib.request.Request(address + self.path, body or None, headers, method=self.command)
            try:
                answer = urllib.request.urlopen(asked, timeout=60)
            except HTTPError as error:
                answer = error
            with answer:
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in ("transfer-encoding", "connection", "date", "server"):
                        self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    with contextlib.suppress(ConnectionError):  # whoever asked was ended
                        self.wfile.write(content)

        do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _pass  # noqa: N815 -- the names that the library calls

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Between) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
