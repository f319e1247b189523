"""Crawl the listings of Chinese development-zone, government, association and news sites into clean JSONL."""

from devzone_crawler.extraction.article import __version__, extract_article
from devzone_crawler.items import Article, Attachment, Extraction, Hints, Image

__all__ = ["Article", "Attachment", "Extraction", "Hints", "Image", "__version__", "extract_article"]
