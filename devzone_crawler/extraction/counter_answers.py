"""The number in a counter's answer, in whatever shape it comes. The answer is read, never executed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.labels import VIEW_LABELS
from devzone_crawler.extraction.references import unescape

_LONGEST_BODY = 16_384
"""Bytes. What is longer is a page of the site that came instead."""
_LONGEST = 4096
"""Characters. A counter says little; a page of the site that came instead says more."""
_MOST = 10**9
"""A larger number is an id or a time."""
_DEEPEST = 3
"""Objects within objects, of a JSON answer."""

_NUMBER = re.compile(
    rf"(?:(?:{VIEW_LABELS})\s*[：:]?\s*)?"
    r"(?P<number>[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]{1,12}(?:\.[0-9]+(?=\s*万))?)\s*(?P<unit>万?)\+?\s*(?:人?次)?"
)
_WRITTEN = re.compile(r"\bdocument\.write(?:ln)?\(\s*(?:\"([^\"]*)\"|'([^']*)'|([0-9]+))\s*\)")
_FILLED = re.compile(
    r"(?:\(\s*[\"']#?(?P<target>[\w-]+)[\"']\s*\)\s*\.\s*)"
    r"(?:(?:html|text|val|append)\s*\(\s*|innerHTML\s*=\s*|innerText\s*=\s*)"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[0-9]+))"
)
"""`$('#hits').html('806')` and `document.getElementById("hits").innerHTML = 806`."""
_OTHER_TARGET = re.compile(r"down|today|day|week|month|comment|digg|score|up|favo", re.I)
"""Elements for other numbers: the download model of PHPCMS fills #todaydowns, #weekdowns and #monthdowns first."""
_JSONP = re.compile(r"[\w$.]{1,60}\(\s*([\[{].*)\)\s*;?", re.S)
_KEYS = ("views", "view", "hits", "hit", "clicks", "click", "viewcount", "visitcount", "count", "num", "data", "msg")
"""Of a JSON object, what says most first."""
_PAGE = re.compile(r"<title\b", re.I)
"""A whole page instead of a fragment: an error that calls itself 200."""
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>")


def answer_text(status: int, body: bytes, content_type: str | None) -> str | None:
    """What a counter answered, as text; None for what cannot be its answer."""
    return decode(body, content_type)[0] if status == 200 and len(body) <= _LONGEST_BODY else None


def read_answer(text: str) -> int | None:
    """The number of views that a counter answered with; None if it gave none, several, or no plausible one."""
    text = text.strip().lstrip("\ufeff")
    if not text or len(text) > _LONGEST or _PAGE.search(text):
        return None
    if "document.write" in text or _FILLED.search(text):
        return _the_only(_numbers_of_script(text))
    if text[0] in "[{":
        return _number_of_json(text)
    if jsonp := _JSONP.fullmatch(text):
        return _number_of_json(jsonp[1])
    return _number(_visible(text).strip("\"'"))


def _numbers_of_script(text: str) -> Iterator[int | None]:
    """What a script writes, or puts into the page. An element that is named for the views outdoes the others."""
    yield from (_number(_visible(next(filter(None, match.groups()), ""))) for match in _WRITTEN.finditer(text))
    for match in _FILLED.finditer(text):
        if not _OTHER_TARGET.search(match["target"]):
            yield _number(_visible(match["double"] or match["single"] or match["bare"] or ""))


def _the_only(numbers: Iterator[int | None]) -> int | None:
    found = {number for number in numbers if number is not None}
    return found.pop() if len(found) == 1 else None


def _number_of_json(text: str) -> int | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _number_in(value, _DEEPEST)


def _number_in(value: Any, depth: int) -> int | None:
    """The number of a JSON value: the first of a list (views, then comments, ...), the best key of an object."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return _number(str(value)) if isinstance(value, str) or 0 <= value <= _MOST else None
    if depth == 0 or not value:
        return None
    if isinstance(value, list):
        return _number_in(value[0], depth - 1)
    if isinstance(value, dict):
        plain = {str(key).lower().replace("_", ""): inner for key, inner in value.items()}
        numbers = (_number_in(plain[key], depth - 1) for key in _KEYS if key in plain)
        return next((number for number in numbers if number is not None), None)
    return None


def _number(text: str) -> int | None:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    number = Decimal(re.sub("[,，]", "", match["number"])) * (10_000 if match["unit"] else 1)
    return int(number) if number <= _MOST else None


def _visible(html: str) -> str:
    """The text that a reader would see."""
    return unescape(_TAG.sub("", _UNSEEN.sub("", html))).strip()
