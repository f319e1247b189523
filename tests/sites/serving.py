"""A small web site on a port of 127.0.0.1, answered by threads of this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.sites.web_site import PDF, PNG, Page, WebSite

_FILES = {
    "png": Page("image/png", PNG),
    "jpg": Page("image/jpeg", PNG),
    "gif": Page("image/gif", PNG),
    "pdf": Page("application/pdf", PDF),
    "doc": Page("application/msword", b"\xd0\xcf\x11\xe0"),
    "rar": Page("application/x-rar", b"Rar!"),
    "mp4": Page("video/mp4", b"\0\0\0\x18ftypmp42"),
    "css": Page("text/css", b"body{margin:0}\n"),
    "js": Page("application/javascript", b";\n"),
}
_MISSING = Page(
    "text/html", b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>", 404
)

Address = tuple[str, frozenset[tuple[str, str]]]


def address(url: str) -> Address:
    """An address as a server understands it: the order of parameters and empty ones make no difference."""
    parts = urlsplit(url)
    return unquote(parts.path), frozenset(parse_qsl(parts.query))


@contextmanager
def served(site: WebSite) -> Iterator[tuple[str, list[str]]]:
    """The address of the home page, and the list of requests as it grows."""
    pages = {address(path): page for path, page in site.pages.items()}
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            requests.append(self.path)
            page = pages.get(address(self.path)) or _FILES.get(self.path.rpartition(".")[2]) or _MISSING
            if urlsplit(self.path).path == "/robots.txt":
                page = _MISSING
            self.send_response(page.status)
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
            if page.location:
                self.send_header("Location", page.location)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", requests
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
