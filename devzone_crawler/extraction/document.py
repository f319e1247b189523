"""Bytes to text to tree, and the tree flattened: a page as every later step sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml import etree

from devzone_crawler.extraction.blocks import Flat
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.flatten import flatten

_END_TAGS_THAT_STOP_THE_PARSER = re.compile(r"</\s*(?:html|body)\s*>", re.I)
"""libxml2 drops whatever follows a stray </body> or </html>; browsers do not."""

_EMPTY = "<html><body></body></html>"


@dataclass(kw_only=True)
class Document(Flat):
    """A page, decoded, parsed and flattened."""

    url: str
    encoding: str
    root: etree._Element
    source: str = ""
    """The HTML as text."""

    @cached_property
    def base(self) -> str:
        """What relative addresses are relative to."""
        for element in self.root.iter("base"):
            href = (element.get("href") or "").strip()
            if href:
                return self.absolute(href, self.url) or self.url
        return self.url

    @cached_property
    def title(self) -> str:
        """Text of the first <title> that has any, on one line."""
        for element in self.root.iter("title"):
            text = " ".join("".join(element.itertext()).split())
            if text:
                return text
        return ""

    @cached_property
    def metas(self) -> dict[str, str]:
        """Content of each <meta> by its name or property in lower case; the first that is not empty counts."""
        found: dict[str, str] = {}
        for element in self.root.iter("meta"):
            name = (element.get("name") or element.get("property") or "").strip().lower()
            content = " ".join((element.get("content") or "").split())
            if name and content:
                found.setdefault(name, content)
        return found

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


_UNSEEN_IN_URLS = re.compile(r"[\t\n\r]")


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode, parse and flatten a page. Never raises: bytes that are no page give a document without blocks."""
    text, encoding = decode(body, content_type)
    return document_of(text, url, encoding)


def document_of(text: str, url: str, encoding: str) -> Document:
    """Parse and flatten a page that is already text."""
    document = Document(url=url, encoding=encoding, root=_parse(text), source=text)
    flatten(document.root, document)
    return document


def _parse(text: str) -> etree._Element:
    if not _ends_where_it_should(text):
        text = _END_TAGS_THAT_STOP_THE_PARSER.sub("", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root if root is not None else etree.fromstring(_EMPTY, etree.HTMLParser())


def _ends_where_it_should(text: str) -> bool:
    """True if the first </body> is at the very end, where it stops nothing."""
    first = text.find("</body>")
    return (
        first >= 0 and not _END_TAGS_THAT_STOP_THE_PARSER.sub("", text[first:]).strip() and "</html" not in text[:first]
    )
