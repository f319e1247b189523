"""Why a page is read as it is: every field with the rung that won, and what the next rungs would have said.

For the person who mends a rule: the parts that the layout found, in the page's own words, and each ladder to its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from devzone_crawler.extraction.article import open_page, read_page
from devzone_crawler.extraction.dates import Moment, as_utc
from devzone_crawler.extraction.document import Document, read_document
from devzone_crawler.extraction.family import families
from devzone_crawler.extraction.fields import LADDERS
from devzone_crawler.extraction.joining import join
from devzone_crawler.extraction.ladder import Answer, Ladder, answers
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.text import one_line
from devzone_crawler.items import Extraction, Hints


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page as the layout found it."""

    name: str
    where: str
    """Its blocks, as `12` or `12-30`, and the element around them, as `div.content`."""
    text: str
    """Its text; of a body the first and the last line."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page, taken apart."""

    document: Document = field(repr=False)
    record: Extraction
    families: tuple[str, ...]
    """Names of the CMS families whose marks the page carries."""
    parts: tuple[Part, ...]
    answers: Mapping[str, tuple[Answer[str | int], ...]]
    """By field: what each rung that speaks says, the winner first."""

    def to_dict(self) -> dict[str, Any]:
        """The same for programs: dicts, lists and strings only."""
        return {
            "page_kind": self.record.page_kind,
            "reason": self.record.reason,
            "families": list(self.families),
            "parts": [{"name": part.name, "where": part.where, "text": part.text} for part in self.parts],
            "answers": {
                name: [{"rung": a.rung, "value": a.value, "raw": a.raw} for a in given]
                for name, given in self.answers.items()
            },
            "counter": self.record.counter.url if self.record.counter else None,
            "record": self.record.to_record(),
        }


def explain_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    hints: Hints | None = None,
    parts: Sequence[bytes] = (),
) -> Explanation:
    """Take one page apart. Arguments as for `extract_article`. Never raises on the content of a page."""
    moment = as_utc(fetched_at)
    documents = [read_document(source, url or "", content_type) for source in (body, *parts)]
    pages = [open_page(document, moment, hints or Hints()) for document in documents]
    page = pages[0]
    return Explanation(
        document=page.document,
        record=join([read_page(other) for other in pages]),
        families=tuple(profile.name for profile in families(page.document.source)),
        parts=tuple(_parts(page)),
        answers={name: tuple(_answers(ladder, page)) for name, ladder in LADDERS.items()},
    )


def _answers(ladder: Ladder[Any], page: Page) -> Iterator[Answer[str | int]]:
    for answer in answers(ladder, page):
        value = answer.value
        if isinstance(value, Moment):
            value = value.published_at or value.publish_date
        yield Answer(answer.rung, value, one_line(answer.raw))


def _parts(page: Page) -> Iterator[Part]:
    layout = page.layout
    if layout.breadcrumb is not None:
        yield _part("breadcrumb", range(layout.breadcrumb, layout.breadcrumb + 1), page)
    if layout.headline is not None:
        yield _part("headline", layout.headline, page)
    if layout.date_line is not None:
        yield _part("date line", range(layout.date_line, layout.date_line + 1), page)
    elif layout.byline is not None:
        yield _part("byline", range(layout.byline, layout.byline + 1), page)
    if layout.body is not None:
        yield _part("body", range(layout.body.start, layout.body.stop), page)
        tail = range(layout.body.stop, min(layout.body.stop + 1, len(page.document.blocks)))
        if tail:
            yield _part("below the body", tail, page)


def _part(name: str, where: range, page: Page) -> Part:
    blocks = page.document.blocks
    first, last = blocks[where.start], blocks[where.stop - 1]
    names = first.element.names.split()
    element = ".".join((first.tag, *names[:2]))
    place = f"{where.start}" if len(where) == 1 else f"{where.start}-{where.stop - 1}"
    text = first.text if len(where) == 1 else f"{first.text} … {last.text}"
    return Part(name, f"{place} {element}", one_line(text))
