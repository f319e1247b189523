"""A page that is named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devzone_crawler.commands.console import say

if TYPE_CHECKING:
    from devzone_crawler.items import ArticlePage


def load_or_say(name: str, url: str, chosen: dict[str, str]) -> ArticlePage | None:
    """The page; None when it cannot be had, which is said on standard error.

    `url` is the address of a saved page, `chosen` are settings for one that is asked for.
    """
    from devzone_crawler.page_source import PageSourceError, load_page

    try:
        return load_page(name, url, chosen)
    except PageSourceError as error:
        say(str(error))
        return None
