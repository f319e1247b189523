"""ArticlePage → Extraction, wherever the page came from."""

from __future__ import annotations

from dataclasses import replace

from devzone_crawler.items import ArticlePage, Extraction


def read_page(page: ArticlePage) -> Extraction:
    """Read a page in this process, with its further pages if it has any."""
    from devzone_crawler.extraction.article import extract_article  # noqa: PLC0415 -- a crawl's own process reads few

    extraction = extract_article(
        page.body,
        page.url,
        content_type=page.content_type,
        fetched_at=page.fetched_at,
        hints=page.hints,
        parts=page.parts,
    )
    extraction.http_status = page.http_status
    extraction.site = page.site or extraction.site
    extraction.archive = page.archive
    return extraction


def unread(page: ArticlePage, reason: str) -> Extraction:
    """What stands for a page that could not be read: an empty page, with the reason."""
    extraction = read_page(replace(page, body=b"", content_type=None, parts=()))
    extraction.reason = reason
    return extraction
