"""Dates as Chinese pages print them: tokens found by pattern, checked against a plausible window.

The ladder of the publish date is in `published.py`; this file knows nothing of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import dateparser

from devzone_crawler.extraction.blocks import EDGE

CHINA = timezone(timedelta(hours=8))
"""China has one time zone and no daylight saving time; pages never name it."""

_EARLIEST = date(1990, 1, 1)
"""No Chinese web page is older; what looks older is a legal text's or a birth date."""

_GAP = rf"[\s{EDGE}]*+"
_CLOCK = (
    rf"(?:{_GAP}[T,，]?{_GAP}(?:[（(]?(?:星期|[周週])[一二三四五六日天][)）]?{_GAP})?(?P<half>上午|下午|晚上|中午|[AP]M)?{_GAP}"
    rf"(?P<hour>\d{{1,2}})\s*[:：时点]\s*(?P<minute>\d{{2}})(?!\d)(?:\s*[:：分]\s*(?P<second>\d{{1,2}})(?!\d)(?:\.\d+)?)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_TOKEN = re.compile(
    rf"(?<![\d.])(?P<year>(?:19|20)\d{{2}})\s*(?:年|[-/.]|—+)\s*(?P<month>\d{{1,2}})\s*(?:月|[-/.]|—+)\s*"
    rf"(?P<day>\d{{1,2}})(?!\s*[-–—~～至]\s*\d{{1,2}}\s*[日号])(?:\s*[日号])?(?:{_CLOCK}(?!\d)|(?=\d{{2}}:\d{{2}}))",
    re.I,
)
_TOKEN_FAST = re.compile(r"(?:19|20)\d{2}\s*[-/.年—]")
_SHORT_YEAR = re.compile(
    rf"(?<![\d/.:-])(?P<year>\d{{2}})[-/.](?P<month>\d{{2}})[-/.](?P<day>\d{{2}})(?![\d/.-]){_CLOCK}", re.I
)
_NUMERAL = re.compile(
    r"(?P<year>[一二〇○零OＯ][〇○零OＯ一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_YEAR_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})月?")
_DAY_ALONE = re.compile(r"\d{1,2}日?")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零OＯ", 0)

_ONES = "一二三四五六七八九"
_NUMERALS = {
    f"{tens}{ones}": 10 * multiple + digit
    for multiple, tens in enumerate(("", "十", "二十", "三十"))
    for digit, ones in enumerate(("", *_ONES))
}
"""一 to 三十九 as numbers."""

_LOOKS_RELATIVE = re.compile(r"[前昨今天]|ago|[A-Za-z]{3}", re.I)
_LONGEST_FOR_DATEPARSER = 64
"""Characters. dateparser costs 0.8-1.0 ms a call and finds dates in prose where there are none."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of day if the text had one."""

    day: date
    clock: time | None
    raw: str
    start: int = 0
    """Where in the text it began."""
    end: int = 0

    @property
    def publish_date(self) -> str:
        """ISO date."""
        return self.day.isoformat()

    @property
    def published_at(self) -> str | None:
        """ISO date and time with offset, None without a time of day."""
        if self.clock is None:
            return None
        clock = self.clock if self.clock.tzinfo else self.clock.replace(tzinfo=CHINA)
        return datetime.combine(self.day, clock).isoformat()


def plausible_day(year: int, month: int, day: int, reference: datetime) -> date | None:
    """The day; None if there is no such day, or none on which anything was published by one day after `reference`."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    is_past = found <= reference.date() or found <= (reference.astimezone(CHINA) + timedelta(days=1)).date()
    return found if is_past and found >= _EARLIEST else None


def moments(text: str, reference: datetime) -> Iterator[Moment]:
    """Every full date in a text, in order, that is plausible: from 1990 to one day after `reference`."""
    if ("20" not in text and "19" not in text) or _TOKEN_FAST.search(text) is None:
        return
    for match in _TOKEN.finditer(text):
        moment = _moment(match, reference)
        if moment is not None:
            yield moment


def first_moment(text: str, reference: datetime) -> Moment | None:
    """The first plausible full date in a text."""
    return next(moments(text, reference), None)


def short_moment(text: str, reference: datetime) -> Moment | None:
    """A date with a year of two digits (`17-07-28`): only to be asked where nothing but a date can stand."""
    if "-" not in text and "/" not in text and "." not in text:
        return None
    for match in _SHORT_YEAR.finditer(text):
        moment = _moment(match, reference, century=2000)
        if moment is not None:
            return moment
    return None


def split_moment(text: str, reference: datetime) -> Moment | None:
    """A day beside its month, as designers set them: `13` and `2022.04`, in either order, each in a tag of its own."""
    pieces = [piece for piece in re.split(rf"[\s{EDGE}]+", text) if piece]
    for piece, other in pairwise(pieces):
        for day, month in ((piece, other), (other, piece)):
            match = _YEAR_MONTH.fullmatch(month)
            if match is not None and _DAY_ALONE.fullmatch(day):
                found = plausible_day(int(match["year"]), int(match["month"]), int(day.rstrip("日")), reference)
                if found is not None:
                    return Moment(found, None, f"{piece} {other}", 0, len(text))
    return None


def numeral_moment(text: str, reference: datetime) -> Moment | None:
    """A date in Chinese numerals, such as 二〇一八年七月九日."""
    for match in _NUMERAL.finditer(text):
        year = int("".join(str(_DIGITS[c]) for c in match["year"]))
        moment = _checked(year, _tens(match["month"]), _tens(match["day"]), None, match, reference)
        if moment is not None:
            return moment
    return None


def parsed_moment(text: str, reference: datetime) -> Moment | None:
    """What only a date parser can read: relative words (3天前) and months in words. At most 64 characters are read."""
    text = text.strip()
    if not text or len(text) > _LONGEST_FOR_DATEPARSER or not _LOOKS_RELATIVE.search(text):
        return None
    local = reference.astimezone(CHINA).replace(tzinfo=None)
    try:
        parsed = dateparser.parse(
            text,
            languages=["zh", "en"],
            settings={"RELATIVE_BASE": local, "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "YMD"},
        )
    except (ValueError, OverflowError, RecursionError):
        return None
    if parsed is not None and parsed.tzinfo is not None:
        parsed = parsed.astimezone(CHINA)
    day = plausible_day(parsed.year, parsed.month, parsed.day, reference) if parsed is not None else None
    if parsed is None or day is None:
        return None
    has_clock = ":" in text or "：" in text or "时" in text
    return Moment(day, parsed.time().replace(microsecond=0) if has_clock else None, text, 0, len(text))


def date_in_url(url: str, reference: datetime) -> Moment | None:
    """The day that a CMS writes into addresses: /201909/t20190918_1.html, /2018/0709/123.html, /2018-07/09/."""
    for pattern in _IN_URLS:
        for match in pattern.finditer(url):
            moment = _checked(int(match["year"]), int(match["month"]), int(match["day"]), None, match, reference)
            if moment is not None:
                return moment
    return None


_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d{2})", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_IN_URLS = (
    re.compile(rf"(?<=[/t_-]){_YEAR}{_MONTH}{_DAY}(?=[/_.-])"),  # TRS t20190918_1.html, /20180709/
    re.compile(rf"/{_YEAR}/{_MONTH}{_DAY}/"),  # Dede, PHPCMS, 人民网
    re.compile(rf"/{_YEAR}[-_]?{_MONTH}/{_DAY}(?=[/_.-])"),  # 方正, 新华网
    re.compile(rf"/{_YEAR}[-/_](?P<month>\d{{1,2}})[-/_](?P<day>\d{{1,2}})(?=[/_.])"),  # jcms /art/2016/11/22/
)


def _moment(match: re.Match[str], reference: datetime, century: int = 0) -> Moment | None:
    clock = _clock(match)
    return _checked(century + int(match["year"]), int(match["month"]), int(match["day"]), clock, match, reference)


def _clock(match: re.Match[str]) -> time | None:
    if match["hour"] is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = (match["half"] or "").upper()
    if half == "晚上" and hour == 12:
        return None  # midnight, of which day nobody knows
    if (half in ("下午", "晚上", "PM") and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    elif half in ("上午", "AM") and hour == 12:
        hour = 0
    zone = match["zone"]
    try:
        return time(hour, minute, min(second, 59), tzinfo=_zone(zone) if zone else None)
    except ValueError:
        return None


def _zone(text: str) -> timezone:
    if text in "Zz":
        return timezone(timedelta(0))
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _checked(
    year: int, month: int, day: int, clock: time | None, match: re.Match[str], reference: datetime
) -> Moment | None:
    found = plausible_day(year, month, day, reference)
    if found is None:
        return None
    raw = " ".join(match.group().replace(EDGE, " ").split())
    return Moment(found, clock, raw, match.start(), match.end())


def _tens(numeral: str) -> int:
    """一 to 三十一 as a number, 0 for what is none."""
    return _NUMERALS.get(numeral, 0)


def as_utc(moment: datetime | None) -> datetime:
    """A moment in UTC; now when there is none, and UTC is meant when it names no zone."""
    if moment is None:
        return datetime.now(UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
