"""A site that changes between two crawls: what its pages show is decided when they are asked for."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from devzone_crawler.extraction.dates import CHINA
from tests.sites.drafts import Draft, draft

ROWS = 5
"""Of one page of a column."""


@dataclass
class News:
    """An article, as it is now."""

    number: int
    column: str
    day: date
    title: str
    text: str
    views: int = 10
    byline: str = "发布时间：{day} 09:30　来源：临江日报　点击数：{views}"

    @property
    def path(self) -> str:
        """Address of its page."""
        return f"/{self.column}/{self.number}.html"


@dataclass
class ChangingSite:
    """Columns of articles behind a home page. Change what is to be changed, and crawl again."""

    columns: dict[str, list[News]] = field(default_factory=lambda: {"news": [], "notice": [], "empty": []})
    """Articles in the order of their rows."""
    broken: dict[str, int] = field(default_factory=dict)
    """Statuses that are answered in place of pages, by path."""
    has_etags: bool = False
    is_packed: bool = False
    """True if pages are sent compressed, and in chunks."""
    at_home: list[News] = field(default_factory=list)
    """Articles that the home page links to, without a day."""
    requests: list[str] = field(default_factory=list)
    """Paths, as they are asked for."""
    _last: int = 100

    def publish(self, column: str, count: int = 1, *, age: int = 400, last: bool = False) -> list[News]:
        """Put new articles above the rows of a column (`last`: below); `age` is in days, of the newest."""
        today = datetime.now(CHINA).date()
        made = []
        for at in range(count):
            self._last += 1
            made.append(news(self._last, column, today - timedelta(days=age + (count - 1 - at) * 2)))
        rows = self.columns[column]
        self.columns[column] = rows + made if last else made[::-1] + rows
        return made

    @property
    def articles(self) -> list[News]:
        """All that a crawl must find."""
        return [article for rows in self.columns.values() for article in rows]

    def asked(self) -> list[str]:
        """What was asked for since this was called last."""
        asked, self.requests[:] = list(self.requests), []
        return asked

    def page(self, path: str) -> str | None:
        """The HTML at a path; None if nothing is there."""
        if path == "/":
            menu = "".join(f'<li><a href="/{name}/">{_NAMES[name]}</a></li>' for name in self.columns)
            slides = "".join(f'<p><a href="{article.path}">{article.title}</a></p>' for article in self.at_home)
            menu += '<li><a href="/about.html">园区概况</a></li>'
            return _framed("临江经济技术开发区", f'<ul class="nav">{menu}</ul>{slides}')
        if path == "/about.html":
            return _framed("园区概况", "<p>临江经济技术开发区位于江边，规划面积二十平方公里。</p>")
        _, column, name = path.split("/", 2)
        if column not in self.columns:
            return None
        rows = self.columns[column]
        if name == "" or name.startswith("index_"):
            return self._listing(column, rows, int(name.removeprefix("index_").removesuffix(".html") or 1))
        return next((_article(article) for article in rows if article.path == path), None)

    def _listing(self, column: str, rows: list[News], number: int) -> str:
        shown = rows[(number - 1) * ROWS : number * ROWS]
        lines = "".join(
            f'<li><a href="{article.path}">{article.title}</a><span>{article.day}</span></li>' for article in shown
        )
        more = f'<a href="/{column}/index_{number + 1}.html">下一页</a>' if number * ROWS < len(rows) else ""
        return _framed(_NAMES[column], f'{_trail(column)}<ul class="list">{lines}</ul><div class="pages">{more}</div>')


_NAMES = {"news": "新闻动态", "notice": "通知公告", "empty": "政策法规"}


def news(number: int, column: str, day: date) -> News:
    """An article that nobody has changed yet."""
    written: Draft = draft(5, number)
    return News(number, column, day, written.title, "\n".join(written.lines))


def _trail(column: str) -> str:
    return f'<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/{column}/">{_NAMES[column]}</a></div>'


def _article(article: News) -> str:
    paragraphs = "".join(f"<p>　　{line}</p>" for line in article.text.split("\n"))
    byline = f"<div>{article.byline.format(day=article.day, views=article.views)}</div>"
    return _framed(article.title, f"{_trail(article.column)}<h1>{article.title}</h1>{byline}<div>{paragraphs}</div>")


def _framed(title: str, content: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{content}'
        "<div>版权所有 临江经济技术开发区管理委员会</div></body></html>"
    )


@contextmanager
def changing(site: ChangingSite) -> Iterator[str]:
    """Serve the site; the address of its home page."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.requests.append(self.path)
            status = site.broken.get(self.path, 200)
            html = site.page(self.path) if status == 200 and self.path != "/robots.txt" else None
            body = (html or "<h1>404 Not Found</h1>").encode()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and html is None:
                status = 404
            if site.has_etags and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if site.is_packed and status == 200:
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Transfer-Encoding", "chunked")
                body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
            else:
                self.send_header("Content-Length", str(len(body)))
            if site.has_etags:
                self.send_header("ETag", tag)
                self.send_header("Last-Modified", formatdate(0, usegmt=True))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
