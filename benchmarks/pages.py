"""The pages that are read: saved ones and made ones, with what is true of them where that is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from devzone_crawler.extraction.decoding import decode
from devzone_crawler.simulator import Request, make_site

FIXTURES = Path(__file__).parent.parent / "fixtures" / "articles"
SIMULATED_PAGES = 60
HOME = "http://zone.example/"
FIELDS = ("title", "publish_date", "published_at", "source", "view_count", "body_text")


@dataclass(frozen=True)
class Page:
    """One page."""

    name: str
    url: str
    body: bytes
    text: str
    """The body decoded, for readers that want text."""
    truth: dict[str, Any] | None = None
    """By key of the data format, what a reader must find; None inside: the page does not say. None: nobody knows."""


@cache
def simulated_pages(count: int = SIMULATED_PAGES) -> list[Page]:
    """Article pages of a simulated site, which knows what is in them."""
    site = make_site("thinkphp", articles=count, seed=11)
    found = []
    for article in site.articles(HOME):
        body = site.respond(Request(article.path)).body
        truth = {name: getattr(article, name) for name in FIELDS}
        found.append(Page(article.path, article.url, body, body.decode(), truth))
    return found


@cache
def saved_pages(folder: Path = FIXTURES) -> list[Page]:
    """Every .html and .htm file below a folder. What is true says a golden file beside it, of the form in fixtures/."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".html", ".htm"} and path.is_file())
    return [_saved_page(path, folder) for path in paths]


def _saved_page(path: Path, folder: Path) -> Page:
    body = path.read_bytes()
    beside = path.with_suffix(".json")
    golden = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    text, _ = decode(body, golden.get("content_type"))
    expected = golden.get("expected", {})
    truth = {name: expected[name] for name in FIELDS if name in expected}
    return Page(path.relative_to(folder).as_posix(), golden.get("url", HOME), body, text, truth or None)
