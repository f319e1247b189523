"""Bytes to text to blocks: a page as every later step sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from devzone_crawler.extraction.blocks import Flat, Link, Script
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.files import leads_to_file
from devzone_crawler.extraction.flatten import flatten
from devzone_crawler.extraction.urls import absolute, joined

_LARGEST_SMALL_SCRIPT = 4000
"""Characters."""


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
        return (joined(self.url, self.stated_base) if self.stated_base else None) or self.url

    @cached_property
    def own(self) -> str:
        """Its own address, without fragment."""
        return self.url.partition("#")[0]

    @cached_property
    def files(self) -> list[Link]:
        """The links that lead to files: by their address, by how it is made, or by the name that they show."""
        return [link for link in self.links if leads_to_file(link.element.markup, link.text)]

    @cached_property
    def small_scripts(self) -> list[Script]:
        """The scripts that set a variable or two, and do no more."""
        return [script for script in self.scripts if 0 < len(script.text) <= _LARGEST_SMALL_SCRIPT]

    def absolute(self, href: str) -> str | None:
        """`href` as an absolute http(s) address without fragment, or None if it is none."""
        if href not in self._addresses:
            self._addresses[href] = absolute(self.base, href)
        return self._addresses[href]


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode and flatten a page. Never raises: bytes that are no page give a document without blocks."""
    text, encoding = decode(body, content_type)
    return document_of(text, url, encoding)


def document_of(text: str, url: str, encoding: str) -> Document:
    """Flatten a page that is already text."""
    document = Document(url=url, encoding=encoding, source=text)
    flatten(text, document)
    return document
