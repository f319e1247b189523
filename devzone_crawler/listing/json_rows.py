"""Rows in JSON: in the answer of an endpoint, or in an array that a page keeps in a script.

Which key holds what is told by the values first and by the names second: every system has names of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from devzone_crawler.extraction.dates import CHINA, first_moment, plausible_day
from devzone_crawler.extraction.document import Document, document_of
from devzone_crawler.extraction.numbers import whole_number
from devzone_crawler.extraction.text import has_cjk, one_line

_ARRAY = re.compile(r"\[\s*\{\s*\"")
_MOST_ARRAYS = 20
_LARGEST = 4_000_000
"""Characters of JSON that are read."""
_DEEPEST = 8
_FEWEST_ROWS = 2
_LONGEST_TITLE = 200
_IS_ADDRESS = re.compile(r"(?:https?:/)?/[^\s<>\"']+|[\w./-]+\.(?:s?html?|jsp|do|aspx?|php)(?:\?[^\s<>\"']*)?")
_IS_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|mp4|css|js)(?:\?|$)", re.I)
_TITLE_NAMES = re.compile(r"title|subject|headline|biaoti|^bt$|^name$|^at$", re.I)
_ADDRESS_NAMES = re.compile(r"url|link|href|path|^au$", re.I)
_DATE_NAMES = re.compile(r"date|time|^apd$|shijian|riqi", re.I)
_TOTALS = ("totalpage", "totalpages", "pagecount", "pages", "total_page", "last_page", "pagetotal")
_LENGTHS_OF_EPOCH = (10, 13)
"""Digits of the seconds, or milliseconds, since 1970."""
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class JsonRow:
    """One row."""

    url: str
    """As written, unresolved."""
    title: str
    date: str | None


def parsed(document: Document) -> Any | None:
    """The JSON that an answer is; None if it is something else."""
    text = document.source.strip().removeprefix("\ufeff")
    if text[:1] not in ("{", "[") or len(text) > _LARGEST:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def markup_in(data: Any, document: Document) -> Document | None:
    """The piece of HTML with the most links that an answer carries (`data.html`), as a page of its own."""
    pieces = [text for text in _strings(data) if "<a" in text]
    if not pieces:
        return None
    return document_of(max(pieces, key=lambda text: text.count("<a")), document.url, document.encoding)


def rows_in(data: Any, reference: datetime) -> list[JsonRow]:
    """The rows of the longest list of objects that have a title and an address. None is of after `reference`."""
    best: list[JsonRow] = []
    for objects in _lists_of_objects(data):
        rows = [row for row in (_row(item, reference) for item in objects) if row is not None]
        if len(rows) > len(best):
            best = rows
    return best


def rows_in_scripts(document: Document, reference: datetime) -> list[JsonRow]:
    """The rows of the longest such list in the page's scripts."""
    best: list[JsonRow] = []
    for script in document.scripts:
        for position in _arrays(script.text):
            try:
                data, _ = json.JSONDecoder().raw_decode(script.text, position)
            except (ValueError, RecursionError):
                continue
            rows = rows_in(data, reference)
            if len(rows) > max(len(best), _FEWEST_ROWS - 1):
                best = rows
    return best


def total_pages(data: Any) -> int | None:
    """How many pages there are, if the answer says so."""
    for objects in _objects(data):
        for name, value in objects.items():
            if name.lower() in _TOTALS and (total := whole_number(str(value))) is not None:
                return total
    return None


def _arrays(text: str) -> Iterator[int]:
    if len(text) > _LARGEST:
        return
    end = 0
    for number, match in enumerate(_ARRAY.finditer(text)):
        if number == _MOST_ARRAYS:
            return
        if match.start() >= end:
            yield match.start()
            end = match.end()


def _row(item: dict[str, Any], reference: datetime) -> JsonRow | None:
    texts = {name: str(value).strip() for name, value in item.items() if isinstance(value, str | int)}
    address = _first(texts, _ADDRESS_NAMES, _as_address)
    title = _first(texts, _TITLE_NAMES, _as_title)
    if address is None or title is None:
        return None
    dates = {name: text for name, text in texts.items() if _DATE_NAMES.search(name)}
    return JsonRow(address, title, _first(dates, _DATE_NAMES, partial(_as_date, reference=reference)))


def _first(texts: dict[str, str], names: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    """What the first value gives that can be read; those with a telling name come before the others."""
    told_first = sorted(texts, key=lambda name: names.search(name) is None)
    return next((found for name in told_first if (found := read(texts[name])) is not None), None)


def _as_address(text: str) -> str | None:
    if text.startswith("{"):  # `"{\"common\":\"/c/1.shtml\"}"`: an address for each kind of device
        try:
            return next((found for value in json.loads(text).values() if (found := _as_address(str(value)))), None)
        except (ValueError, AttributeError, RecursionError):
            return None
    return text if _IS_ADDRESS.fullmatch(text) and not _IS_FILE.search(text) else None


def _as_title(text: str) -> str | None:
    title = one_line(_TAGS.sub("", text))
    return title if has_cjk(title) and len(title) <= _LONGEST_TITLE else None


def _as_date(text: str, reference: datetime) -> str | None:
    if text.isdecimal() and len(text) in _LENGTHS_OF_EPOCH:
        stamp = datetime.fromtimestamp(int(text[:10]), CHINA)
        day = plausible_day(stamp.year, stamp.month, stamp.day, reference)
        return day.isoformat() if day is not None else None
    found = first_moment(text, reference)
    return found.publish_date if found is not None else None


def _strings(data: Any) -> Iterator[str]:
    for value in _walk(data):
        if isinstance(value, str):
            yield value


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    for value in _walk(data):
        if isinstance(value, dict):
            yield value


def _lists_of_objects(data: Any) -> Iterator[list[dict[str, Any]]]:
    for value in _walk(data):
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            yield value


def _walk(data: Any, depth: int = 0) -> Iterator[Any]:
    yield data
    if depth < _DEEPEST:
        inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        for value in inner:
            yield from _walk(value, depth + 1)
