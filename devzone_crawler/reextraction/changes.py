"""What another extractor makes of the same pages: which fields it fills, leaves empty, and reads otherwise."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.storage.names import ARTICLES
from devzone_crawler.version import __version__

_MOST_EXAMPLES = 5
_NOT_COMPARED = frozenset({"schema_version", "revision", "content_hash", "extractor_version", "archive"})
_COMPARED = tuple(key for key in RECORD_KEYS if key not in _NOT_COMPARED)
_EMPTY: tuple[object, ...] = (None, "", [])


class Example(msgspec.Struct):
    """A record in which a field is read otherwise."""

    id: str
    url: str
    before: Any
    now: Any


class FieldChanges(msgspec.Struct):
    """How often a field is read otherwise, with examples of each."""

    gained: int = 0
    """It was empty."""
    lost: int = 0
    """It is empty now."""
    changed: int = 0
    examples: dict[str, list[Example]] = {}
    """By `gained`, `lost` and `changed`."""


class Changes(msgspec.Struct):
    """Records beside those that the crawl had written from the same pages."""

    compared: int = 0
    """Records that were read from one page, before and now."""
    same: int = 0
    """Of these, such that are equal in every field."""
    only_before: int = 0
    only_before_examples: list[str] = []
    """Addresses."""
    only_now: int = 0
    only_now_examples: list[str] = []
    extractors: list[str] = []
    """Versions that read before."""
    fields: dict[str, FieldChanges] = {}


class _Placed(msgspec.Struct):
    """What tells records of one page."""

    archive: str | None = None


def compare(before: Iterable[Path], now: Path) -> Changes | None:
    """Two readings of the same pages, by their place in the archive: output directories before, and the one of now.

    None if nothing was written before. Raises OSError.
    """
    changes = Changes()
    files = [directory / ARTICLES for directory in before if (directory / ARTICLES).exists()]
    if not files:
        return None
    places: dict[int, tuple[int, int]] = {}
    for number, path in enumerate(files):
        for place, offset, _ in _lines(path):
            places[hash(place)] = (number, offset)
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(open(path, "rb")) for path in files]
        for place, _, line in _lines(now / ARTICLES):
            found = places.pop(hash(place), None)
            if found is None:
                changes.only_now += 1
                _keep(changes.only_now_examples, msgspec.json.decode(line)["url"])
                continue
            opened[found[0]].seek(found[1])
            _compare(changes, opened[found[0]].readline(), line)
        for number, offset in places.values():
            changes.only_before += 1
            opened[number].seek(offset)
            _keep(changes.only_before_examples, msgspec.json.decode(opened[number].readline())["url"])
    changes.fields = {key: changes.fields[key] for key in _COMPARED if key in changes.fields}
    return changes


def _compare(changes: Changes, line_before: bytes, line_now: bytes) -> None:
    changes.compared += 1
    if line_before == line_now and __version__ in changes.extractors:  # by far the most, of the same extractor
        changes.same += 1
        return
    before, now = msgspec.json.decode(line_before), msgspec.json.decode(line_now)
    if before["extractor_version"] not in changes.extractors:
        changes.extractors.append(before["extractor_version"])
    differing = [key for key in _COMPARED if before[key] != now[key]]
    changes.same += not differing
    for key in differing:
        field = changes.fields.setdefault(key, FieldChanges())
        kind = "gained" if before[key] in _EMPTY else "lost" if now[key] in _EMPTY else "changed"
        setattr(field, kind, getattr(field, kind) + 1)
        _keep(field.examples.setdefault(kind, []), Example(now["id"], now["url"], before[key], now[key]))


def _keep(examples: list[Any], example: object) -> None:
    if len(examples) < _MOST_EXAMPLES:
        examples.append(example)


def _lines(path: Path) -> Iterator[tuple[str, int, bytes]]:
    """The archived records of a file: their place in the archive, where their line begins, and the line."""
    decode = msgspec.json.Decoder(_Placed).decode
    offset = 0
    with open(path, "rb") as lines:
        for line in lines:
            place = decode(line).archive
            if place is not None:
                yield place, offset, line
            offset += len(line)
