"""How good a reading is: fields equal or not, bodies by their common 4-grams."""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

Truth = dict[str, Any]
Found = dict[str, Any] | None
"""What a reader found. None: it raised."""

_GRAM = 4
_TO_THE_MINUTE = len("2018-07-09T11:18")


def plain(text: object) -> str:
    """Text for comparison: NFKC, no white space. None is the empty text."""
    return "".join(unicodedata.normalize("NFKC", str("" if text is None else text)).split())


def body_f1(truth: str, found: str) -> float:
    """F1 of the character 4-grams of two texts, 0 to 1; repeated grams count as often as they are common."""
    expected, got = _grams(plain(truth)), _grams(plain(found))
    common = (expected & got).total()
    return 2 * common / (expected.total() + got.total()) if common else 0.0


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1)))


def _equal(key: str, length: int | None = None) -> Callable[[Truth, Found], float | None]:
    def score(truth: Truth, found: Found) -> float | None:
        if key not in truth:
            return None
        expected, got = (plain(record.get(key))[:length] for record in (truth, found or {}))
        return float(found is not None and expected == got)

    return score


def _minute(truth: Truth, found: Found) -> float | None:
    return _equal("published_at", _TO_THE_MINUTE)(truth, found) if truth.get("published_at") else None


def _body(truth: Truth, found: Found) -> float | None:
    return body_f1(truth["body_text"], (found or {}).get("body_text") or "") if truth.get("body_text") else None


MEASURES: dict[str, tuple[str, Callable[[Truth, Found], float | None]]] = {
    "title": ("title", _equal("title")),
    "day": ("publish_date", _equal("publish_date")),
    "minute": ("published_at", _minute),
    "source": ("source", _equal("source")),
    "views": ("view_count", _equal("view_count")),
    "body": ("body_text", _body),
}
"""Column, the key it measures, and the score of one page, 0 to 1. None: not to be asked of this page."""


def mean_scores(truths: Sequence[Truth], found: Sequence[Found], fields: Sequence[str]) -> list[float | None]:
    """Mean of each measure over the pages. None for a key that the reader has no field for."""
    means: list[float | None] = []
    for key, score in MEASURES.values():
        pairs = zip(truths, found, strict=True)
        scores = [one for truth, record in pairs if (one := score(truth, record)) is not None]
        means.append(statistics.mean(scores) if scores and key in fields else None)
    return means
