"""Crawl the listings of Chinese development-zone, government, association and news sites into clean JSONL."""

from typing import TYPE_CHECKING, Any

from devzone_crawler.items import Article, Attachment, Extraction, Hints, Image
from devzone_crawler.version import __version__

if TYPE_CHECKING:
    from devzone_crawler.extraction.article import extract_article

__all__ = ["Article", "Attachment", "Extraction", "Hints", "Image", "__version__", "extract_article"]


def __getattr__(name: str) -> Any:
    """What reads pages is loaded by those who read pages: a fifth of a second, each time a command begins (PEP 562)."""
    if name != "extract_article":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from devzone_crawler.extraction.article import extract_article  # noqa: PLC0415

    return extract_article
