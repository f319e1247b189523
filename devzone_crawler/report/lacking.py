"""Which fields a record lacks, and why, as far as the record and its run can tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from devzone_crawler.report.reading import Record
from devzone_crawler.report.shown import link, shown

FIELDS = (
    *("title", "source", "author", "editor", "publish_date", "published_at", "view_count", "categories"),
    *("body_text", "images", "attachments"),
)
"""Keys of a record that a reader looks for, in the order of the data format."""
MOST_EXAMPLES = 20
"""Pages that are named for each field and reason."""

REASONS = {
    "title": "lack_title",
    "source": "lack_source",
    "author": "lack_author",
    "editor": "lack_editor",
    "publish_date": "lack_publish_date",
    "view_count": "lack_view_count",
    "categories": "lack_categories",
    "images": "lack_images",
    "attachments": "lack_attachments",
}
"""By field the key of the text that says why it is lacking, where that is always the same."""


@dataclass
class Page:
    """A page that is named in a report."""

    id: str
    url: str
    link: str | None
    """The address, if it may be linked."""
    title: str


@dataclass
class Lacking:
    """The pages that lack a field for one reason."""

    count: int = 0
    pages: list[Page] = field(default_factory=list)
    """The first of them."""


class Coverage:
    """How often each field is filled, and why it is not."""

    def __init__(self, *, asks_counters: bool = True) -> None:
        self.filled: Counter[str] = Counter()
        self.lacking: dict[str, dict[str, Lacking]] = {name: {} for name in FIELDS}
        """By field and reason (a key of the texts)."""
        self._asks_counters = asks_counters

    def add(self, record: Record) -> None:
        """Count a record."""
        for name in FIELDS:
            if getattr(record, name) not in (None, "", []):
                self.filled[name] += 1
                continue
            found = self.lacking[name].setdefault(self._why(name, record), Lacking())
            found.count += 1
            if len(found.pages) < MOST_EXAMPLES:
                found.pages.append(page_of(record))

    def add_all(self, other: Coverage) -> None:
        """Count what another has counted."""
        self.filled.update(other.filled)
        for name, reasons in other.lacking.items():
            for why, theirs in reasons.items():
                ours = self.lacking[name].setdefault(why, Lacking())
                ours.count += theirs.count
                ours.pages += theirs.pages[: MOST_EXAMPLES - len(ours.pages)]

    def _why(self, name: str, record: Record) -> str:
        if name == "published_at":
            return "lack_time" if record.publish_date else "lack_publish_date"
        if name == "body_text":
            return "lack_body_images" if record.images else "lack_body_files" if record.attachments else "lack_body"
        if name == "view_count" and not self._asks_counters:
            return "lack_view_count_off"
        return REASONS[name]


def page_of(record: Record) -> Page:
    """The page of a record."""
    return Page(record.id, shown(record.url), link(record.url), shown(record.title or ""))
