"""Bytes to text to blocks: a page as every later step sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from devzone_crawler.extraction.blocks import Flat, Link
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.files import leads_to_file
from devzone_crawler.extraction.flatten import flatten

_UNSEEN_IN_URLS = re.compile(r"[\x00-\x1f\x7f]")
_ORIGIN = re.compile(r"https?://[a-z0-9.:-]+(?=[/?#]|$)")
_PLAIN_PATH = re.compile(r"/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*(?:\?[\w=&%.-]+)?)?", re.A)
_PLAIN_ADDRESS = re.compile(rf"https?://[a-z0-9][a-z0-9.-]*{_PLAIN_PATH.pattern}", re.A)
"""Addresses that `urljoin` has nothing to do for. Most links are of these, and it would take most of the time."""


@dataclass(kw_only=True)
class Document(Flat):
    """A page, decoded and flattened."""

    url: str
    encoding: str
    source: str
    """The markup, as text."""
    _addresses: dict[str, str | None] = field(default_factory=dict)
    """What `absolute` gave for each href: menus and pagers are asked for theirs again and again."""

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        return (self.absolute(self.stated_base, self.url) if self.stated_base else None) or self.url

    @cached_property
    def files(self) -> list[Link]:
        """The links that lead to files: by their address, by how it is made, or by the name that they show."""
        return [link for link in self.links if leads_to_file(link.element.markup, link.text)]

    def absolute(self, href: str, base: str | None = None) -> str | None:
        """`href` as an absolute http(s) address, or None if it is none."""
        if base is not None:
            return _joined(base, href)
        if href not in self._addresses:
            self._addresses[href] = _joined(self.base, href)
        return self._addresses[href]


def _joined(base: str, href: str) -> str | None:
    href = _UNSEEN_IN_URLS.sub("", href.strip())
    if not href or href[:11].lower() == "javascript:":
        return None
    if _PLAIN_PATH.fullmatch(href) and (origin := _ORIGIN.match(base)) is not None:
        return origin.group() + href
    if _PLAIN_ADDRESS.fullmatch(href):
        return href
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode and flatten a page. Never raises: bytes that are no page give a document without blocks."""
    text, encoding = decode(body, content_type)
    return document_of(text, url, encoding)


def document_of(text: str, url: str, encoding: str) -> Document:
    """Flatten a page that is already text."""
    document = Document(url=url, encoding=encoding, source=text)
    flatten(text, document)
    return document
