"""The readers that are measured: ours, a bare parse, and the peers, each called as its own manual shows.

A reader runs in a process of its own, and a peer in an environment where devzone_crawler is not installed: nothing is
imported here before it is wanted. `peers.txt` says which distributions that environment holds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Read = Callable[[bytes, str, str], Any]
"""Bytes, text and address of a page to whatever the reader returns. This is what is timed."""
Record = Callable[[Any], dict[str, Any]]
"""That, by the keys of the data format. Not timed."""


@dataclass(frozen=True)
class Reader:
    """A program that reads article pages."""

    name: str
    distribution: str
    """What its version is the version of."""
    load: Callable[[], tuple[Read, Record]]
    """Imports it. ImportError if it is not installed."""
    fields: tuple[str, ...]
    """The keys it has a field for."""
    ours: bool = False
    """True: runs in the environment of devzone_crawler."""


def _devzone() -> tuple[Read, Record]:
    extract_article = import_module("devzone_crawler").extract_article
    return (lambda body, text, url: extract_article(body, url)), lambda found: dict(found.to_record())


def _parse() -> tuple[Read, Record]:
    lxml_html = import_module("lxml.html")
    parser = lxml_html.HTMLParser(encoding="utf-8")
    return (lambda body, text, url: lxml_html.document_fromstring(body, parser=parser)), lambda found: {}


def _trafilatura(**options: bool) -> tuple[Read, Record]:
    extract = import_module("trafilatura").bare_extraction

    def record(found: Any) -> dict[str, Any]:
        return {"title": found.title, "publish_date": found.date, "body_text": found.text} if found else {}

    return (lambda body, text, url: extract(body, url=url, with_metadata=True, **options)), record


def _gne() -> tuple[Read, Record]:
    reader = import_module("gne").GeneralNewsExtractor()

    def record(found: Any) -> dict[str, Any]:
        return {"title": found["title"], "body_text": found["content"], **_moment(found["publish_time"] or "")}

    return (lambda body, text, url: reader.extract(text, host=url)), record


def _newspaper() -> tuple[Read, Record]:
    article_class = import_module("newspaper").Article

    def read(body: bytes, text: str, url: str) -> Any:
        article = article_class(url, language="zh")
        article.download(input_html=text)
        article.parse()
        return article

    def record(found: Any) -> dict[str, Any]:
        moment = f"{found.publish_date:%Y-%m-%d %H:%M}" if found.publish_date else ""
        return {"title": found.title, "body_text": found.text, **_moment(moment.removesuffix(" 00:00"))}

    return read, record


def _readability() -> tuple[Read, Record]:
    document_class = import_module("readability").Document

    def read(body: bytes, text: str, url: str) -> Any:
        document = document_class(text, url=url)
        return document.short_title(), document.summary(html_partial=True)

    return read, lambda found: {"title": found[0], "body_text": _plain_text(found[1])}


def _magic_html() -> tuple[Read, Record]:
    reader = import_module("magic_html").GeneralExtractor()

    def record(found: Any) -> dict[str, Any]:
        return {"title": found.get("title"), "body_text": _plain_text(found.get("html") or "")}

    return (lambda body, text, url: reader.extract(text, base_url=url)), record


_EVERYTHING = ("title", "publish_date", "published_at", "source", "view_count", "body_text")
_DAY_AND_TEXT = ("title", "publish_date", "body_text")
_MOMENT_AND_TEXT = ("title", "publish_date", "published_at", "body_text")
_TEXT = ("title", "body_text")

OURS = "devzone_crawler"
READERS: tuple[Reader, ...] = (
    Reader(OURS, OURS, _devzone, _EVERYTHING, ours=True),
    Reader("lxml, parse alone", "lxml", _parse, (), ours=True),
    Reader("trafilatura", "trafilatura", _trafilatura, _DAY_AND_TEXT),
    Reader("trafilatura, precision", "trafilatura", lambda: _trafilatura(favor_precision=True), _DAY_AND_TEXT),
    Reader("GNE", "gne", _gne, _MOMENT_AND_TEXT),
    Reader("readability-lxml", "readability-lxml", _readability, _TEXT),
    Reader("newspaper4k", "newspaper4k", _newspaper, _MOMENT_AND_TEXT),
    Reader("magic-html", "magic-html", _magic_html, _TEXT),
)

_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_TAGS = re.compile(r"<[^>]*>")


def _moment(printed: str) -> dict[str, str]:
    """Day, and minute where there is one, of a date as printed."""
    day = _DAY.search(printed)
    if day is None:
        return {}
    found = {"publish_date": f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}"}
    clock = _CLOCK.search(printed, day.end())
    if clock is not None:
        found["published_at"] = f"{found['publish_date']}T{int(clock[1]):02d}:{clock[2]}"
    return found


def _plain_text(markup: str) -> str:
    """The words of an answer that is HTML. White space does not count in any measure."""
    return html.unescape(_TAGS.sub("\n", markup))
