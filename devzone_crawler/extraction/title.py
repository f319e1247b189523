"""The headline as the page shows it, without kicker, subtitle and the site's name."""

from __future__ import annotations

import re

from devzone_crawler.extraction.ladder import Found, Ladder
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.text import one_line, squash

_PAGE_COUNTER = re.compile(r"[（(]\s*(?:第?\s*\d+\s*页?\s*[/／]\s*共?\s*\d+\s*页?|第\s*\d+\s*页)\s*[)）]$")
_SITE_SEPARATOR = re.compile(r"\s*(?:_+|--+|—{2,}|\||｜|\s[-–—]\s)\s*")
_SITE_LIKE = re.compile(r"(?:网|网站|在线|频道|协会|委员会|管委会|政府|局|日报|中心|大学|学院|公司|新闻|资讯|官网)$")


def headline(page: Page) -> Found[str] | None:
    """The line that the layout found to be the headline."""
    return _title(page.headline_text)


def stated_title(page: Page) -> Found[str] | None:
    """The title meta of the State Council's standard for government sites (国办发〔2017〕47号)."""
    return _title(page.document.metas.get("articletitle"))


def linked_title(page: Page) -> Found[str] | None:
    """The text of the link that led here, unless the listing cut it."""
    hint = page.hints.title
    return None if hint is None or hint.rstrip().endswith(("…", "...", "..")) else _title(hint)


def document_title(page: Page) -> Found[str] | None:
    """<title> without the names of column and site behind it."""
    title = page.document.title
    parts = [part for part in _SITE_SEPARATOR.split(title) if part]
    if len(parts) < 2:
        head, _, last = title.rpartition("-")
        parts = [head, last] if head and _SITE_LIKE.search(last) else [title]
    return _title(parts[0], raw=title)


TITLE: Ladder[str] = (headline, stated_title, linked_title, document_title)


def _title(text: str | None, raw: str | None = None) -> Found[str] | None:
    if text is None:
        return None
    title = _PAGE_COUNTER.sub("", one_line(text)).strip()
    return Found(title, raw or text) if squash(title) else None
