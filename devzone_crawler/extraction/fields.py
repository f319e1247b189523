"""The fields that are ladders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devzone_crawler.extraction.byline import AUTHOR, EDITOR, SOURCE
from devzone_crawler.extraction.ladder import Answer, Ladder, climb
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.published import PUBLISHED, with_clock
from devzone_crawler.extraction.title import TITLE
from devzone_crawler.extraction.views import VIEWS

LADDERS: Mapping[str, Ladder[Any]] = {
    "title": TITLE,
    "source": SOURCE,
    "author": AUTHOR,
    "editor": EDITOR,
    "publish_date": PUBLISHED,
    "view_count": VIEWS,
}
"""By field, in the order in which people look for them."""


def read_fields(page: Page) -> dict[str, Answer[Any]]:
    """By field, what its ladder says; fields of which it says nothing are left out."""
    found = {field: answer for field, ladder in LADDERS.items() if (answer := climb(ladder, page)) is not None}
    if "publish_date" in found:
        found["publish_date"] = with_clock(found["publish_date"], page)
    return found
