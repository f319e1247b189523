"""The date of a row, which may lack its year or come in two pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from devzone_crawler.extraction.blocks import EDGE
from devzone_crawler.extraction.dates import CHINA, first_moment, short_moment

_SPLIT = re.compile(r"^\D{0,3}(?P<a>\d{1,2})\D{0,3}$")
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})(?![\d/.-])")
_NO_YEAR = re.compile(r"(?<![\d.:/-])(?P<month>\d{1,2})\s*[-/月]\s*(?P<day>\d{1,2})日?(?![\d:/.%-])")
_LONGEST_PIECE = 24


@dataclass(frozen=True, slots=True)
class RowDate:
    """An ISO date and the pieces of text it was read from."""

    iso: str
    pieces: tuple[str, ...]
    has_year: bool = True
    """False for a day without a year: `iso` is then the latest that it can be."""


def date_of_row(texts: list[str], reference: datetime) -> RowDate | None:
    """The date in the blocks of a row; a full one before one in pieces before one without a year."""
    for text in texts:
        moment = first_moment(text, reference)
        if moment is not None:
            return RowDate(moment.publish_date, (moment.raw,))
    pieces = [piece for text in texts for piece in text.split(EDGE) if piece.strip()]
    return _in_pieces(pieces, reference) or _without_year(pieces, reference) or _short_year(pieces, reference)


def _in_pieces(pieces: list[str], reference: datetime) -> RowDate | None:
    """`14` beside `2026.07`, in either order."""
    for index, piece in enumerate(pieces):
        match = _YEAR_MONTH.search(piece)
        if match is None or len(piece) > _LONGEST_PIECE:
            continue
        for other in (*pieces[index + 1 : index + 2], *pieces[max(0, index - 1) : index]):
            day = _SPLIT.match(other.strip())
            if day is not None:
                found = _date(int(match["year"]), int(match["month"]), int(day["a"]), reference)
                if found is not None:
                    return RowDate(found.isoformat(), (match.group(), other.strip()))
    return None


def _without_year(pieces: list[str], reference: datetime) -> RowDate | None:
    """`07-09`: the latest such day that is not after the page was fetched."""
    for piece in pieces:
        text = piece.strip(" \t\r\n\xa0\u3000[]()（）【】")
        match = _NO_YEAR.fullmatch(text)
        if match is None:
            continue
        year = reference.astimezone(CHINA).year
        for candidate in (year, year - 1):
            found = _date(candidate, int(match["month"]), int(match["day"]), reference)
            if found is not None:
                return RowDate(found.isoformat(), (text,), has_year=False)
    return None


def _short_year(pieces: list[str], reference: datetime) -> RowDate | None:
    for piece in pieces:
        if len(piece) <= _LONGEST_PIECE and (moment := short_moment(piece, reference)):
            return RowDate(moment.publish_date, (moment.raw,))
    return None


def _date(year: int, month: int, day: int, reference: datetime) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found <= (reference.astimezone(CHINA) + timedelta(days=1)).date() else None
