"""The date of a row, which may lack its year or come in two pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from devzone_crawler.extraction.blocks import EDGE, Element
from devzone_crawler.extraction.dates import CHINA, Moment, moments, plausible_day, short_moment

_SPLIT = re.compile(r"^\D{0,3}(?P<a>\d{1,2})\D{0,3}$")
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})(?![\d/.-])")
_TIME = r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_NO_YEAR = re.compile(rf"(?P<month>\d{{1,2}})\s*[-/月]\s*(?P<day>\d{{1,2}})日?{_TIME}")
_RELATIVE = re.compile(
    rf"(?P<word>刚刚|今[天日]|昨[天日]|前天){_TIME}|(?P<count>\d{{1,3}})\s*个?(?P<unit>秒钟?|分钟?|小时|[天日]|周|星期)前"
)
_DAYS_AGO = {"昨天": 1, "昨日": 1, "前天": 2}
_HOURS = {"小时": 1, "天": 24, "日": 24, "周": 168, "星期": 168}
"""Hours of a unit; minutes and seconds are none."""
_LONGEST_PIECE = 24
_PUBLISHED = re.compile(r"(?:发布|发表|刊发|公布|发文)(?:时间|日期|于)?[:：\s]*$")
_NOT_PUBLISHED = re.compile(r"(?:截[止至]|结束|开始|活动|会议|报名|成文|生成|更新)\w{0,3}[:：\s]*$")
"""What stands before a day of something else."""
_BESIDE = re.compile(r"[\W_]{0,3}(?:\w{2,4}[:：于])?[\W_]{0,3}")
"""What may stand beside a date that is no part of a sentence: brackets, a label."""
_NAMES_DATES = re.compile(r".{0,6}(?:日期|时间)")
"""A column of a table."""
_STATED = ("data-time", "data-date", "data-pubdate", "datetime")
_FUTURE = timedelta(days=1000)
_BRACKETS = " \t\r\n\xa0\u3000[]()（）【】"
_BOUND = re.compile(rf"[\s{EDGE}]")
_NEAR = 12
"""Characters before a date in which its label stands."""
_SAID, _ALONE, _IN_A_SENTENCE = range(3)


@dataclass(frozen=True, slots=True)
class RowDate:
    """An ISO date and the pieces of text it was read from."""

    iso: str
    pieces: tuple[str, ...]
    has_year: bool = True
    """False for a day without a year: `iso` is then the latest that it can be."""


def date_of_row(texts: list[str], reference: datetime, column: tuple[int, int] | None = None) -> RowDate | None:
    """The date in the blocks of a row: one that says that it is of publishing, then one that stands alone, whole, in
    pieces, without a year or counted from today; then one in a sentence. `column`: which of how many dates of a row the
    head of its table says to be it, see `date_column`.
    """
    if column is not None and (found := _in_column(texts, reference, *column)) is not None:
        return found
    ranked = [(_rank(moment, text), moment) for text in texts for moment in moments(text, reference)]
    rank, best = min(ranked, key=lambda pair: pair[0], default=(_IN_A_SENTENCE, None))
    whole = RowDate(best.publish_date, (best.raw,)) if best is not None else None
    if rank < _IN_A_SENTENCE:
        return whole
    pieces = [piece for text in texts for piece in text.split(EDGE) if piece.strip()]
    return (
        _in_pieces(pieces, reference)
        or _without_year(pieces, reference)
        or _short_year(pieces, reference)
        or _relative(pieces, reference)
        or whole
    )


def date_column(head: list[str]) -> tuple[int, int] | None:
    """Which column of dates is that of publishing, and how many there are, by the texts of a table's head.

    None if there is only one, or if no name says it.
    """
    names = [text for text in head if _NAMES_DATES.fullmatch(text)]
    told = [index for index, name in enumerate(names) if _PUBLISHED.search(name)]
    return (told[0], len(names)) if told and len(names) > 1 else None


def date_at_end(text: str, reference: datetime) -> RowDate | None:
    """The whole date with which a link's text begins or ends: it stands in the link, and is not its neighbour's."""
    found = [moment for moment in moments(text, reference) if moment.start == 0 or moment.end == len(text)]
    return RowDate(found[0].publish_date, (found[0].raw,)) if found else None


def stated_date(row: Element, reference: datetime) -> RowDate | None:
    """The date that a row carries for scripts: `<li data-time="2026-11-18 10:20:00">`."""
    for name in _STATED:
        moment = next(moments(row.get(name), reference), None)
        if moment is not None:
            return RowDate(moment.publish_date, ())
    return None


def _rank(moment: Moment, text: str) -> int:
    """How likely a date is that of publishing, by what stands around it; the lower the likelier."""
    before, after = text[max(0, moment.start - _NEAR) : moment.start], text[moment.end : moment.end + _NEAR]
    label = before.replace(EDGE, "")
    if _PUBLISHED.search(label):
        return _SAID
    beside = _BOUND.split(before)[-1], _BOUND.split(after, maxsplit=1)[0]
    alone = not _NOT_PUBLISHED.search(label) and all(_BESIDE.fullmatch(rest) for rest in beside)
    return _ALONE if alone else _IN_A_SENTENCE


def _in_column(texts: list[str], reference: datetime, index: int, count: int) -> RowDate | None:
    """The date at `index` if the row has `count` of them: days to come, which are no date of publishing, count."""
    found = [
        moment
        for text in texts
        for moment in moments(text, reference + _FUTURE)
        if _rank(moment, text) < _IN_A_SENTENCE
    ]
    if len(found) != count:
        return None
    wanted = found[index]
    past = plausible_day(wanted.day.year, wanted.day.month, wanted.day.day, reference)
    return RowDate(past.isoformat(), (wanted.raw,)) if past is not None else None


def _in_pieces(pieces: list[str], reference: datetime) -> RowDate | None:
    """`14` beside `2026.07`, in either order."""
    for index, piece in enumerate(pieces):
        match = _YEAR_MONTH.search(piece)
        if match is None or len(piece) > _LONGEST_PIECE:
            continue
        for other in (*pieces[index + 1 : index + 2], *pieces[max(0, index - 1) : index]):
            day = _SPLIT.match(other.strip())
            if day is not None:
                found = plausible_day(int(match["year"]), int(match["month"]), int(day["a"]), reference)
                if found is not None:
                    return RowDate(found.isoformat(), (match.group(), other.strip()))
    return None


def _without_year(pieces: list[str], reference: datetime) -> RowDate | None:
    """`07-09`: the latest such day that is not after the page was fetched."""
    for piece in pieces:
        text = piece.strip(_BRACKETS)
        match = _NO_YEAR.fullmatch(text)
        if match is None:
            continue
        year = reference.astimezone(CHINA).year
        for candidate in (year, year - 1):
            found = plausible_day(candidate, int(match["month"]), int(match["day"]), reference)
            if found is not None:
                return RowDate(found.isoformat(), (text,), has_year=False)
    return None


def _relative(pieces: list[str], reference: datetime) -> RowDate | None:
    """`昨天 17:20`, `3小时前`."""
    for piece in pieces:
        text = piece.strip(_BRACKETS)
        match = _RELATIVE.fullmatch(text)
        if match is None:
            continue
        hours = 24 * _DAYS_AGO.get(match["word"] or "", 0)
        if match["count"] is not None:
            hours = int(match["count"]) * _HOURS.get(match["unit"], 0)
        return RowDate((reference.astimezone(CHINA) - timedelta(hours=hours)).date().isoformat(), (text,))
    return None


def _short_year(pieces: list[str], reference: datetime) -> RowDate | None:
    for piece in pieces:
        if len(piece) <= _LONGEST_PIECE and (moment := short_moment(piece, reference)):
            return RowDate(moment.publish_date, (moment.raw,))
    return None
