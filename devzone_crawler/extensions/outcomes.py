"""Why a request or a page gave no record. Scrapy counts these by their names; manifest and memory tell them apart."""

from __future__ import annotations

from scrapy.exceptions import DropItem, IgnoreRequest

from devzone_crawler.items import PageKind


class Unchanged(DropItem):
    """The output holds this article already."""

    def __init__(self, article: str, why: str) -> None:
        """`article` is its id, perhaps that of another address."""
        super().__init__(why, log_level="DEBUG")
        self.article = article


class NoArticle(DropItem):
    """The page is no article."""

    def __init__(self, kind: PageKind, why: str) -> None:
        super().__init__(why, log_level="DEBUG")
        self.kind = kind


class NotAskedFor(DropItem):
    """An article of another day than those that were asked for."""

    def __init__(self, why: str) -> None:
        super().__init__(why, log_level="DEBUG")


class NotWritten(DropItem):
    """A record that this run could not, or was not to, write: the next run does."""

    def __init__(self, why: str) -> None:
        super().__init__(why, log_level="DEBUG")


class GivenUpError(IgnoreRequest):
    """The spider has learned since it asked that the page shows nothing new."""


class NotModifiedError(IgnoreRequest):
    """The server says that an article is what it was when it was last asked for."""
