"""A page that is named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devzone_crawler.terminal import CleanConsole

if TYPE_CHECKING:
    from devzone_crawler.page_source import LoadedPage

_ERR = CleanConsole(stderr=True, highlight=False)


def load_or_tell(name: str, url: str, chosen: dict[str, str]) -> LoadedPage | None:
    """The page; None when it cannot be had, which is said on standard error.

    `url` is the address of a saved page, `chosen` are settings for one that is asked for.
    """
    from devzone_crawler.page_source import PageSourceError, load_page

    try:
        return load_page(name, url, chosen)
    except PageSourceError as error:
        _ERR.print(str(error), markup=False)
        return None
