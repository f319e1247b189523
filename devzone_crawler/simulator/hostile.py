"""A site between whose articles stand pages of a server that means harm, each in its own way.

`BEHAVIOURS` is the list of them. Each is the page of one article, promised by the same column as the healthy ones: the
articles with the lowest numbers are hostile, the others are as they should be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from devzone_crawler.simulator import hostile_bodies as bodies
from devzone_crawler.simulator import hostile_wires as wires
from devzone_crawler.simulator import traps_pages as pages
from devzone_crawler.simulator.site import Options, Request, Response
from devzone_crawler.simulator.traps import TrapSite, html, redirect

Answer = Callable[[Request, bytes], Response]

_FOLDER = "/hostile/"
_HEALTHY = 12
_LINKS = 100_000


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to do harm."""

    name: str
    """In the address."""
    answer: Answer
    """From the request, and the article's page as it should be."""
    failure: str | None
    """What a crawl must say of the page; None if the article can be read all the same."""


def _sent_to(target: str) -> Answer:
    return lambda request, page: redirect(target)


def _longer_and_longer(request: Request, page: bytes) -> Response:
    """A redirect to an address that was never asked for."""
    return redirect(f"{request.path}?hop={request.query}1")


def _refresh(request: Request, page: bytes) -> Response:
    """An article that sends its readers on to where a cloud keeps its secrets."""
    target = b'<meta http-equiv="refresh" content="0;url=http://169.254.169.254/latest/meta-data/">'
    return Response(page.replace(b"</head>", target + b"</head>"))


def _cookies(request: Request, page: bytes) -> Response:
    """Cookies until no server would take the requests that bring them back."""
    return Response(page, headers=tuple(("Set-Cookie", f"bomb{n}={'x' * 200}; Path=/") for n in range(400)))


BEHAVIOURS: tuple[Behaviour, ...] = (
    Behaviour("gzip-bomb", bodies.gzip_bomb, "is larger than DOWNLOAD_MAXSIZE when decompressed"),
    Behaviour("gzip-twice", bodies.gzip_twice, "is larger than DOWNLOAD_MAXSIZE when decompressed"),
    Behaviour("many-layers", bodies.many_layers, "is compressed 20 times over"),
    Behaviour("deflate-bomb", bodies.deflate_bomb, "is larger than DOWNLOAD_MAXSIZE when decompressed"),
    Behaviour("brotli-bomb", bodies.brotli_bomb, "is larger than DOWNLOAD_MAXSIZE when decompressed"),
    Behaviour("zstd-bomb", bodies.zstd_bomb, "is larger than DOWNLOAD_MAXSIZE when decompressed"),
    Behaviour("half-gzip", bodies.half_gzip, "breaks off before its end"),
    Behaviour("no-gzip", bodies.no_gzip, "is not compressed as it says"),
    Behaviour("lying-charset", bodies.lying_charset, None),
    Behaviour("unknown-charset", bodies.unknown_charset, None),
    Behaviour("invisible-characters", bodies.invisible_characters, None),
    Behaviour("deep-nesting", bodies.deep_nesting, None),
    Behaviour("huge-page", bodies.huge_page, None),
    Behaviour("endless-body", wires.endless_body, "is larger than DOWNLOAD_MAXSIZE"),
    Behaviour("announced-size", wires.announced_size, "is larger than DOWNLOAD_MAXSIZE"),
    Behaviour("dripping-body", wires.dripping_body, "took longer than"),
    Behaviour("dripping-headers", wires.dripping_headers, "took longer than"),
    Behaviour("silence", wires.silence, "took longer than"),
    Behaviour("endless-headers", wires.endless_headers, "answers with more than 256 KiB of headers"),
    Behaviour("endless-continue", wires.endless_continue, "answers with more than 256 KiB of headers"),
    Behaviour("endless-line", wires.endless_line, "could not be fetched"),
    Behaviour("too-little", wires.too_little, "broke off"),
    Behaviour("too-much", wires.too_much, None),
    Behaviour("reset", wires.reset, "broke off"),
    Behaviour("reset-without-length", wires.reset_without_length, "broke off"),
    Behaviour("broken-chunks", wires.broken_chunks, "could not be fetched"),
    Behaviour("no-http", wires.no_http, "could not be fetched"),
    Behaviour("steering-status", wires.steering_status, "answered 404"),
    Behaviour("redirect-with-escapes", wires.redirect_with_escapes, "redirects to gopher:, which is no web page"),
    Behaviour(
        "redirect-to-metadata", _sent_to("http://169.254.169.254/latest/meta-data/"), "is not asked for: 169.254"
    ),
    Behaviour("redirect-to-number", _sent_to("http://2852039166/latest/"), "means 169.254.169.254"),
    Behaviour("redirect-to-mapped", _sent_to("http://[::ffff:a9fe:a9fe]/"), "means 169.254.169.254"),
    Behaviour("redirect-to-file", _sent_to("file:///etc/passwd"), "redirects to file:, which is no web page"),
    Behaviour("redirect-to-script", _sent_to("javascript:alert(1)"), "redirects to javascript:, which is no web page"),
    Behaviour("redirect-to-data", _sent_to("data:text/html,<h1>1</h1>"), "redirects to data:, which is no web page"),
    Behaviour("redirect-to-nowhere", _sent_to("http://[::1"), "redirects to what is no address"),
    Behaviour("redirect-loop", _sent_to(f"{_FOLDER}redirect-loop.html"), "redirects more than 20 times"),
    Behaviour("redirect-chain", _longer_and_longer, "redirects more than 20 times"),
    Behaviour("refresh-to-metadata", _refresh, None),
    Behaviour("cookie-bomb", _cookies, None),
)


class HostileSite(TrapSite):
    """All of them on one site, so that what one of them does to the others shows."""

    family: ClassVar[str] = "hostile"

    def __init__(self, options: Options | None = None) -> None:
        super().__init__(options or Options(articles=len(BEHAVIOURS) + _HEALTHY))
        self._hostile = {f"{_FOLDER}{one.name}.html": (n, one) for n, one in enumerate(BEHAVIOURS[: self.size], 1)}

    def path_of(self, number: int) -> str:
        """Hostile pages have a folder of their own."""
        return super().path_of(number) if number > len(BEHAVIOURS) else f"{_FOLDER}{BEHAVIOURS[number - 1].name}.html"

    def reachable(self) -> list[int]:  # type: ignore[override]
        """The healthy ones, and the hostile ones that can be read."""
        return [n for n in range(1, self.size + 1) if n > len(BEHAVIOURS) or BEHAVIOURS[n - 1].failure is None]

    def trap(self, request: Request) -> Response | None:
        """What the server does."""
        if request.path not in self._hostile:
            return None
        number, behaviour = self._hostile[request.path]
        return behaviour.answer(request, self.article_page(number).encode())


class HostileLinks(TrapSite):
    """A home page of a hundred thousand links: to this site, to others, to addresses that are none."""

    family: ClassVar[str] = "hostile-links"
    most_requests: ClassVar[int] = 3_300

    def trap(self, request: Request) -> Response | None:
        """Pages behind the links: all the same."""
        if not request.path.startswith("/go/"):
            return None
        return html(pages.page("跳转", "<p>暂无内容</p>\n"))

    def front(self) -> str:
        """The links beside the column."""
        links = "".join(
            f'<a href="/go/{n}.html">{n}</a><a href="http://h{n}.example/">{n}</a>'
            f'<a href="http://10.0.{n % 256}.1/">{n}</a><a href="javascript:go({n})">{n}</a>\n'
            for n in range(_LINKS // 4)
        )
        return super().front() + pages.box("链接", links)


HOSTILE: tuple[type[TrapSite], ...] = (HostileSite, HostileLinks)
