"""An article that is spread over several pages, while its pages come in one after another."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from devzone_crawler.extraction.joining import headline_of, shown
from devzone_crawler.extraction.numbering import MOST_PARTS
from devzone_crawler.extraction.parts import Parts, find_parts, more_parts
from devzone_crawler.extraction.reading import read_page
from devzone_crawler.extraction.urls import canonical_url
from devzone_crawler.items import ArticlePage, Extraction

_MOST_BYTES = 32 * 1024 * 1024
"""Of all pages of one article: as much as a single page may have."""


@dataclass(slots=True)
class SplitArticle:
    """The pages of an article that are there, and which one is next."""

    page: ArticlePage
    """The first page."""
    parts: Parts
    position: int = 1
    """Of the page that was asked for last."""
    owed: str | None = None
    """The address by which the memory knows it."""
    _bodies: list[bytes] = field(default_factory=list)
    _archived: list[str] = field(default_factory=list)
    _shown: set[object] = field(default_factory=set)
    _headline: str = ""

    def next_address(self) -> str | None:
        """Address of the page to ask for now; None when none is left."""
        if self.position >= self.parts.last:
            return None
        self.position += 1
        return self.asked

    @property
    def asked(self) -> str:
        """Address of the page that was asked for last."""
        return self.parts.address(self.position)

    def addresses(self, start: int = 1) -> list[str]:
        """Every address that shows this article or a part of it from a position on, as far as known."""
        parts = self.parts
        return [*(parts.address(position) for position in range(start, parts.last + 1)), *parts.same]

    def take(self, url: str, body: bytes, content_type: str | None, archive: str | None = None) -> str | None:
        """Keep a page that came in answer to `next_address`; `archive` is its place there.

        Returns what is wrong with it, None if nothing is.
        """
        if canonical_url(url) != canonical_url(self.asked):
            if self.position == self.parts.last and canonical_url(url) in map(canonical_url, self.addresses()):
                return None  # past its end the site shows the first page
            return f"leads to {url}"
        read = read_page(replace(self.page, url=url, body=body, content_type=content_type))
        if read.page_kind in ("blocked", "missing"):
            return f"is no part of it: {read.reason}"
        empty = not read.body_text and not read.images and not read.attachments
        if empty and headline_of(read) != self._headline:  # editors do leave a last page empty, under its headline
            return "has no text that could be read"
        if shown(read) in self._shown:
            return self._end_at_repetition()
        if sum(map(len, self._bodies)) + len(self.page.body) + len(body) > _MOST_BYTES:
            self.position = self.parts.last
            return f"and what follows make it larger than {_MOST_BYTES >> 20} MiB"
        self._shown.add(shown(read))
        self._bodies.append(body)
        if archive is not None:
            self._archived.append(archive)
        self.parts = more_parts(body, url, self.parts)
        if self.position == MOST_PARTS:
            return f"is page {MOST_PARTS} of it, after which no more are asked for"
        return None

    def whole(self) -> ArticlePage:
        """The article with all its pages that came."""
        return replace(self.page, parts=tuple(self._bodies), archived_parts=tuple(self._archived))

    def remember(self, read: Extraction) -> None:
        """Know what the first page shows."""
        self._headline = headline_of(read)
        self._shown.add(shown(read))

    def _end_at_repetition(self) -> str | None:
        """A page that shows nothing new ends an article: the last one again, or pages of comments below one text."""
        early = 2 < self.position < self.parts.last
        self.position = self.parts.last
        return "shows what an earlier page shows" if early else None


def split_article(page: ArticlePage) -> SplitArticle | None:
    """The article whose page this is, if it has more than one.

    Listings number their pages in the same way, so the page is read: only an article has parts. It costs some
    milliseconds, on the few pages that link to numbered siblings.
    """
    parts = find_parts(page.body, page.url)
    if parts is None:
        return None
    read = read_page(page)
    if read.page_kind != "article":
        return None
    article = SplitArticle(page, parts)
    article.remember(read)
    return article
