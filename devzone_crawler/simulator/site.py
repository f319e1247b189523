"""A simulated site: from a request to a response, without sockets, clocks or state.

Use `Site` for a new CMS family: say where an article lives, which channels it is in, and how requests are answered.
What the articles are (`truth`) and how the bytes travel (`server`) is common to all families.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, Literal
from urllib.parse import urljoin

from devzone_crawler.items import Attachment, Image
from devzone_crawler.simulator import truth
from devzone_crawler.simulator.sentences import Tone
from devzone_crawler.simulator.text import titles_without_repeat
from devzone_crawler.simulator.truth import Block, SimulatedArticle


@dataclass(frozen=True, slots=True)
class Request:
    """What a site sees of an HTTP request."""

    path: str
    """Percent-decoded, without the query."""
    method: str = "GET"
    """GET or POST. The server turns HEAD into GET and leaves the body out."""
    query: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    referer: str = ""
    """The page that the client came from, if it says so."""


Piece = bytes | float
"""Bytes to send, or seconds to wait."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What goes over the connection instead of an HTTP response."""

    pieces: Callable[[], Iterator[Piece]]
    """Perhaps without end: it is asked for one piece after another while the client listens."""
    reset: bool = False
    """True if the connection breaks after the last piece; else it is closed."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a site answers."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers; a name may come more than once."""
    wire: Wire | None = None
    """For servers that do not keep to HTTP; the rest is then only for the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What can be chosen about a site. Family, options and nothing else decide every byte of it."""

    articles: int = 40
    seed: int = 1
    waf: Literal["passive", "strict"] = "passive"
    """passive: the firewall only sets its cookies. strict: articles are shown only to clients that return them."""
    burst: int | None = None
    """Requests per second above which the firewall refuses. None: it never does."""
    broken: int | None = None
    """Number of an article of which a page is missing, on sites that split articles. None: all are whole."""

    def __post_init__(self) -> None:
        most = titles_without_repeat()
        if not 1 <= self.articles <= most:
            raise ValueError(f"articles={self.articles}: a site has 1 to {most} articles")
        if self.seed < 0:
            raise ValueError(f"seed={self.seed}: a seed is 0 or greater")
        if self.waf not in ("passive", "strict"):
            raise ValueError(f"waf={self.waf!r}: choose passive or strict")
        if self.burst is not None and self.burst < 1:
            raise ValueError(f"burst={self.burst}: requests per second, 1 or more")
        if self.broken is not None and not 1 <= self.broken <= self.articles:
            raise ValueError(f"broken={self.broken}: the site has articles 1 to {self.articles}")


class Site(ABC):
    """A site of one CMS family."""

    family: ClassVar[str]
    """Name on the command line."""
    home: ClassVar[str] = "/"
    """Path of the home page."""
    uploads: ClassVar[str] = "/uploads/"
    """Folder of pictures and downloads."""
    shows_time: ClassVar[bool] = True
    """False if bylines print the day only."""
    shows_views: ClassVar[bool] = True
    """False if nobody can learn how often an article was read."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    @property
    def size(self) -> int:
        """How many articles the site has. They are numbered 1 (the oldest) to `size`."""
        return self.options.articles

    @abstractmethod
    def respond(self, request: Request) -> Response:
        """The answer to a request. The same request always has the same answer."""

    @abstractmethod
    def refusal(self) -> Response:
        """What a client gets that asks faster than `Options.burst` allows."""

    @abstractmethod
    def path_of(self, number: int) -> str:
        """URL path of the article's page."""

    @abstractmethod
    def categories_of(self, number: int) -> list[str]:
        """The article's breadcrumb without 首页, outermost first."""

    def tone_of(self, number: int) -> Tone:
        """Whether the article reports or announces."""
        return "news"

    def file_path(self, number: int, block: Block) -> str:
        """URL path of a picture or download of the article."""
        return self.uploads + block.file

    def facts(self, number: int) -> truth.Facts:
        """What a listing needs of an article."""
        return truth.facts(self.options.seed, number, self.tone_of(number))

    def article(self, number: int, base_url: str = "") -> SimulatedArticle:
        """What a crawler must find out about article `number`. IndexError if the site has no such article."""
        if not 1 <= number <= self.size:
            raise IndexError(f"article {number}: the site has articles 1 to {self.size}")
        facts = self.facts(number)
        blocks = truth.body(self.options.seed, number, self.tone_of(number))
        path = self.path_of(number)
        return SimulatedArticle(
            number=number,
            path=path,
            url=urljoin(base_url, path),
            title=facts.title,
            source=facts.source,
            publish_date=f"{facts.published:%Y-%m-%d}",
            published_at=facts.published.isoformat() if self.shows_time else None,
            view_count=facts.view_count if self.shows_views else None,
            categories=self.categories_of(number),
            blocks=blocks,
            images=self._images(number, blocks, base_url),
            attachments=self._attachments(number, blocks, base_url),
        )

    def articles(self, base_url: str = "") -> Iterator[SimulatedArticle]:
        """All articles, oldest first, computed one by one. With a base URL, all their URLs are absolute."""
        return (self.article(number, base_url) for number in range(1, self.size + 1))

    def _images(self, number: int, blocks: tuple[Block, ...], base_url: str) -> list[Image]:
        """Each picture with the caption in the block below it."""
        return [
            Image(urljoin(base_url, self.file_path(number, block)), below.text if below.kind == "caption" else None)
            for block, below in pairwise(blocks)
            if block.kind == "picture"
        ]

    def _attachments(self, number: int, blocks: tuple[Block, ...], base_url: str) -> list[Attachment]:
        return [
            Attachment(urljoin(base_url, self.file_path(number, block)), block.text.removeprefix(block.lead))
            for block in blocks
            if block.kind == "attachment"
        ]
