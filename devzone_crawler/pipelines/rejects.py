"""Which pages give no record, and what is kept of them."""

from __future__ import annotations

from typing import Any

from devzone_crawler.items import Article, Extraction, Reject


def why_not(extraction: Extraction) -> str | None:
    """The reason why a page gives no record; None if it gives one."""
    if extraction.page_kind != "article":
        return extraction.reason or f"the page is of kind {extraction.page_kind}"
    if extraction.title is None:
        return "no title was found"
    return None


def reject_of(item: Article | Extraction, reason: str) -> dict[str, Any]:
    """One line of rejects.jsonl."""
    reject = Reject(
        url=item.url,
        reason=reason,
        page_kind=getattr(item, "page_kind", None),
        title=item.title,
        fetched_at=item.fetched_at,
        found_on=item.found_on,
        http_status=item.http_status,
    )
    return reject.to_record()
