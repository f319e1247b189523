"""Crawl the listings of Chinese development-zone, government, association and news sites into clean JSONL.

Reading a page needs neither Scrapy nor the network:

    from pathlib import Path
    from devzone_crawler import extract_article
    print(extract_article(Path("page.html").read_bytes(), "https://zone.example/a/1.html").title)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from devzone_crawler.items import Article, Attachment, Evidence, Extraction, Hints, Image
from devzone_crawler.version import __version__

if TYPE_CHECKING:
    from devzone_crawler.extraction.article import extract_article
    from devzone_crawler.extraction.explanation import Explanation, explain_page
    from devzone_crawler.listing import Entry, Listing, parse_listing

__all__ = [
    "Article",
    "Attachment",
    "Entry",
    "Evidence",
    "Explanation",
    "Extraction",
    "Hints",
    "Image",
    "Listing",
    "__version__",
    "explain_page",
    "extract_article",
    "parse_listing",
]

_ROOMS = {
    "extract_article": "extraction.article",
    **dict.fromkeys(("Explanation", "explain_page"), "extraction.explanation"),
    **dict.fromkeys(("Entry", "Listing", "parse_listing"), "listing"),
}
"""What reads pages is loaded by those who read pages: a fifth of a second, each time a command begins (PEP 562)."""


def __getattr__(name: str) -> Any:
    """What is in another room, which is loaded when it is asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """What is there for others, loaded or not."""
    return __all__
