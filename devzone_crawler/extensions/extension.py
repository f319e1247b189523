"""What the extensions of a crawl have in common: others ask for them."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler


class Extension:
    """An extension by its class."""

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """That of a running crawl."""
        found = crawler.get_extension(cls)
        assert found is not None, f"the extension {cls.__name__} is off"
        return found
