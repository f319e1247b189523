"""What an output directory's records say of the time before a run, and of the run: read once, from the file."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from devzone_crawler.runs import column_of

FIELDS = ("categories", "source", "author", "editor", "publish_date", "published_at", "view_count", "body_text")
"""Fields that are compared: what a redesign takes away without a word."""
_REFERENCE = 400
_REFERENCE_OF_A_COLUMN = 100
"""Records that a run is held against: those of the latest days. What a site printed ten years ago is no measure."""
WINDOW = 20
"""Records that say something. A run that has fewer is judged together with the last ones before it."""
_MOST_NOW = 2_000
"""Of this run, the last ones."""
_EMPTY = (b"null", b'""', b"[]")
_BEFORE_ALL = 0


class Seen(NamedTuple):
    """What alarms need of a record."""

    column: str
    url: str
    filled: frozenset[str]
    """The FIELDS that it has."""
    day: int
    """Of its publication (ordinal); of an undated one that of the record before it, which is of its time."""


class Filled:
    """How often fields are filled in some records."""

    def __init__(self, records: Iterable[Seen]) -> None:
        self.records = 0
        self.groups = 0
        """Days of a column: what comes together lacks the same."""
        self.fields = dict.fromkeys(FIELDS, 0)
        groups = set()
        for record in records:
            self.records += 1
            groups.add((record.column, record.day))
            for name in record.filled:
                self.fields[name] += 1
        self.groups = len(groups)

    def share(self, name: str) -> float:
        """Of the records, those in which the field is filled."""
        return self.fields[name] / self.records if self.records else 0.0


class Before:
    """Records of before: those of the latest days to be held against, and the last ones to be judged with the run."""

    def __init__(self, most: int) -> None:
        """`most`: of those that a run is held against."""
        self._most = most
        self._latest: list[tuple[int, int, Seen]] = []
        """A heap: the earliest day first, of a day the one that stands first in the file."""
        self._recent: deque[tuple[int, int, Seen]] = deque()

    def add(self, number: int, record: Seen, *, is_recent: bool) -> None:
        """The next record; `number` is its place in the file, `is_recent` is False for those of the first crawl."""
        if not is_recent:
            self._keep((record.day, number, record))
            return
        self._recent.append((record.day, number, record))
        if len(self._recent) > WINDOW:
            self._keep(self._recent.popleft())

    def filled(self) -> Filled:
        """What a run is held against."""
        return Filled(record for _, _, record in self._latest)

    def with_recent(self, now: list[Seen]) -> list[Seen]:
        """A run's records, with the last ones before them as far as they are too few to say anything."""
        missing = max(WINDOW - len(now), 0)
        return [record for _, _, record in list(self._recent)[len(self._recent) - missing :]] + now

    def _keep(self, entry: tuple[int, int, Seen]) -> None:
        if len(self._latest) < self._most:
            heapq.heappush(self._latest, entry)
        else:
            heapq.heappushpop(self._latest, entry)


@dataclass(slots=True)
class Past:
    """The records of before, and those of the run."""

    everywhere: Before = field(default_factory=lambda: Before(_REFERENCE))
    columns: dict[str, Before] = field(default_factory=dict)
    now: deque[Seen] = field(default_factory=lambda: deque(maxlen=_MOST_NOW))
    days: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Days on which articles were published, by column: of all records."""
    _number: int = 0

    def add(self, record: Seen, *, is_now: bool, is_recent: bool, counts: bool = True) -> None:
        """The next record of the file.

        `is_now`: of the run that is judged; `is_recent`: of one before it, but not of the first; `counts`: False for
        one that is too old to be held against.
        """
        self._number += 1
        if "publish_date" in record.filled:
            self.days[record.column].add(record.day)
        if is_now:
            self.now.append(record)
        elif counts:
            for before in (self.everywhere, self.columns.setdefault(record.column, Before(_REFERENCE_OF_A_COLUMN))):
                before.add(self._number, record, is_recent=is_recent)


class _Line(msgspec.Struct):
    """What is read of a record. Values whose text does not matter are not decoded."""

    url: str
    fetched_at: str
    publish_date: str | None
    categories: list[str] | None
    source: msgspec.Raw
    author: msgspec.Raw
    editor: msgspec.Raw
    published_at: msgspec.Raw
    view_count: msgspec.Raw
    body_text: msgspec.Raw


def read_past(path: Path, start: int, first_lines: int, since: str = "") -> Past:
    """The records of articles.jsonl. Raises OSError if it cannot be read.

    `start`: the byte where this run's records begin; `first_lines`: lines that the first crawl wrote; `since`: the day
    (ISO) before which nothing counts. Lines that are no records are passed over: `devzone check` names them.
    """
    past, offset, day = Past(), 0, _BEFORE_ALL
    decode = msgspec.json.Decoder(_Line).decode
    with open(path, "rb") as lines:
        for number, text in enumerate(lines):
            begins, offset = offset, offset + len(text)
            try:
                line = decode(text)
                day = date.fromisoformat(line.publish_date).toordinal() if line.publish_date else day
            except (msgspec.DecodeError, ValueError):
                continue
            past.add(
                Seen(column_of(line.categories, line.url), line.url, _filled(line), day),
                is_now=begins >= start,
                is_recent=number >= first_lines,
                counts=line.fetched_at[:10] >= since,
            )
    return past


def _filled(line: _Line) -> frozenset[str]:
    found = [name for name in FIELDS[1:] if name != "publish_date" and bytes(getattr(line, name)) not in _EMPTY]
    if line.categories:
        found.append("categories")
    if line.publish_date:
        found.append("publish_date")
    return frozenset(found)
