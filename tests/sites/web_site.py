"""The shape of a small web site: its pages by address, and what is true of its articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xe4g\xf8\xcf\x00\x03\x01\x80!\xb3\xa3\xa3\xae\x00\x00\x00\x00IEND\xaeB`\x82"
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Page:
    """What is answered at one address."""

    content_type: str
    body: bytes
    status: int = 200
    location: str = ""
    """Where a redirect leads."""


@dataclass(frozen=True)
class Article:
    """What a crawler must find out. None: the page does not say."""

    path: str
    """Path and query of the page."""
    title: str
    publish_date: str | None
    body: Sequence[str]
    """Lines."""
    source: str | None = None
    view_count: int | None = None
    categories: Sequence[str] | None = None
    also: Sequence[str] = ()
    """Other addresses of the same page; any one of them will do, two are one too many."""


@dataclass
class WebSite:
    """Pages and articles, filled by its builder."""

    charset: str = "utf-8"
    declared: str = "text/html; charset=utf-8"
    """The header Content-Type of its pages."""
    pages: dict[str, Page] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)

    def add(self, path: str, html: str) -> None:
        """Put a page at a path, with its query. AssertionError if something is there."""
        assert path not in self.pages, path
        self.pages[path] = Page(self.declared, html.encode(self.charset))

    def add_text(self, path: str, text: str, content_type: str) -> None:
        """Put something else than a page at a path."""
        self.pages[path] = Page(content_type, text.encode(self.charset))

    def redirect(self, path: str, location: str) -> None:
        """Send visitors of a path on."""
        self.pages[path] = Page("text/html", b"", status=301, location=location)
