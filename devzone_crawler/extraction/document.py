"""Bytes to text to blocks: a page as every later step sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from devzone_crawler.extraction.blocks import Flat, Link
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.flatten import flatten
from devzone_crawler.extraction.urls import leads_to_file

_UNSEEN_IN_URLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(kw_only=True)
class Document(Flat):
    """A page, decoded and flattened."""

    url: str
    encoding: str
    source: str
    """The markup, as text."""

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
        href = _UNSEEN_IN_URLS.sub("", href.strip())
        if not href or href[:11].lower() == "javascript:":
            return None
        try:
            address = urljoin(self.base if base is None else base, href)
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
