"""One record from the pages of a split article, each of which was read like any page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from devzone_crawler.extraction.numbering import MOST_PARTS
from devzone_crawler.extraction.pager_words import is_pager_line
from devzone_crawler.extraction.text import squash
from devzone_crawler.items import Attachment, Evidence, Extraction, Image

_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("source",),
    ("author",),
    ("editor",),
    ("view_count",),
    ("categories",),
    ("publish_date", "published_at", "publish_date_raw"),
)
"""Fields that a later page fills when the first is silent, each with those that must come from the same page."""
_PAGE_NUMBER = re.compile(r"[(（【\[]\d{1,3}[)）】\]]$")
"""A headline above a later page may end in its number."""

Offered = TypeVar("Offered", Image, Attachment)


def join(pages: Sequence[Extraction]) -> Extraction:
    """The record of an article whose pages were read in order: fields of the first, text of all.

    What later pages repeat at their top (headline, lead) stands once, where it came first; what they repeat at their
    end (editor, a notice) once, where it comes last. The pager's own lines go. A page that shows what an earlier one
    showed counts once. The lone page of an article comes back as it is.
    """
    first = pages[0]
    if len(pages) == 1:
        return first
    told = list(_without_repetition(pages))
    joined = dataclasses.replace(
        first,
        body_text="\n".join(_lines(told, len(pages))),
        images=_union(page.images for page in told),
        attachments=_union(page.attachments for page in told),
        evidence=dict(first.evidence),
    )
    for page in told[1:]:
        _fill(joined, page)
    joined.content_hash = joined.hash_of_content()
    return joined


def headline_of(page: Extraction) -> str:
    """The headline for comparing pages: without the number that it may end in."""
    return _PAGE_NUMBER.sub("", squash(page.title or ""))


def shown(page: Extraction) -> tuple[str, tuple[str, ...]]:
    """What a page shows of its article, for telling whether another shows the same: text, addresses of pictures.

    The pager's lines do not count: the last page may come again with higher numbers.
    """
    text = "".join(line for line in page.body_text.split("\n") if not is_pager_line(line, MOST_PARTS))
    return squash(text), tuple(image.url for image in page.images)


def _without_repetition(pages: Sequence[Extraction]) -> Iterable[Extraction]:
    seen = set()
    for page in pages:
        if (content := shown(page)) not in seen:
            seen.add(content)
            yield page


def _lines(pages: Sequence[Extraction], count: int) -> list[str]:
    texts = [[line for line in page.body_text.split("\n") if not is_pager_line(line, count)] for page in pages]
    keys = [[squash(line) for line in text] for text in texts]
    headline = headline_of(pages[0])
    lines = texts[0][: len(texts[0]) - _common(keys[0][::-1], keys[1][::-1])] if len(texts) > 1 else texts[0]
    for i in range(1, len(texts)):
        start = _top(keys[i], keys[0], headline)
        stop = len(texts[i])
        if i + 1 < len(texts):
            stop -= _common(keys[i][::-1], keys[i + 1][::-1])
        lines += texts[i][start : max(start, stop)]
    return [line for line in lines if line]


def _top(page: list[str], first: list[str], headline: str) -> int:
    """How many lines at the top of a later page repeat the headline or the top of the first page."""
    skipped = 1 if headline and page and _PAGE_NUMBER.sub("", page[0]) == headline else 0
    above = 1 if headline and first and first[0] == headline else 0
    return skipped + _common(page[skipped:], first[above:])


def _common(one: list[str], other: list[str]) -> int:
    """How many items two lists have in common from their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _union(groups: Iterable[list[Offered]]) -> list[Offered]:
    """All of them, each address once, where it came first."""
    kept: dict[str, Offered] = {}
    for group in groups:
        for offered in group:
            kept.setdefault(offered.url, offered)
    return list(kept.values())


def _fill(record: Extraction, page: Extraction) -> None:
    evidence: dict[str, Evidence] = dict(record.evidence)
    for names in _TOGETHER:
        if getattr(record, names[0]) is None and getattr(page, names[0]) is not None:
            for name in names:
                setattr(record, name, getattr(page, name))
                if name in page.evidence:
                    evidence[name] = page.evidence[name]
    record.evidence = evidence
