"""Articles that are spread over several pages: which addresses hold the rest, told by the bytes of any one of them.

A crawl asks this of every page, so the ordinary page costs one search for the stem of its own address. Tags are looked
at only where that stem is found with a number behind it, and only a pager's own words (2, 第2页, 下一页) prove that a
number counts parts: neighbours (上一篇, 下一篇), print and mobile twins and related titles are never taken for parts.

Whether the page is an article at all is not asked here: the pages of a listing are numbered in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urljoin, urlsplit

from devzone_crawler.extraction.create_page import pager_calls
from devzone_crawler.extraction.markup import stated_base
from devzone_crawler.extraction.numbering import MOST_PARTS, Numbering, numberings, place_of
from devzone_crawler.extraction.pager_words import Kind, Word, read_word
from devzone_crawler.extraction.references import unescape
from devzone_crawler.extraction.urls import absolute


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of an article as one of them tells. Positions count from 1."""

    first: str
    """Address of the first page."""
    own: int
    """Position of the page that tells."""
    last: int
    """The highest position it knows of; a pager that shows a window of numbers knows only some."""
    before: str
    """Addresses of the pages after the first: this, a number, and `after`."""
    after: str
    offset: int
    """Position less number: 0 where the second page has number 2, 1 where it has number 1."""
    same: frozenset[str] = frozenset()
    """Further addresses that show the first page, or the whole text at once: no parts."""
    first_is_sure: bool = True
    """False when a later page tells and does not link to the first."""

    def address(self, position: int) -> str:
        """Address of the page at a position."""
        return self.first if position == 1 else f"{self.before}{position - self.offset}{self.after}"

    def back(self) -> str:
        """Where to look for the first page: there, or on the page before this one, which is nearer to it."""
        return self.first if self.first_is_sure or self.own == 2 else self.address(self.own - 1)


def find_parts(body: bytes, url: str) -> Parts | None:
    """The pages of the article at `url`, or None when it has one page.

    `body` is the decompressed response. Numbers that the pager leaves out (1 2 3 ... 9) are filled in; a pager without
    a last number says no more than it shows, and its later pages must be asked too.
    """
    ways = numberings(url)
    places = _places(body, ways)
    if not places:
        return None
    links = list(_links(body, url, places))
    told = (_told_by_script(way, body, places) or _told_by_links(way, links) for way in ways)
    return next((parts for parts in told if parts is not None), None)


def more_parts(body: bytes, url: str, known: Parts) -> Parts:
    """What is known of an article with what its page at `url`, one of the known ones, adds to it.

    A pager that says 下一页 and shows no numbers may mean neighbours, but not here, where the numbering is known.
    """
    for way in numberings(url):
        if way.absolute(way.before) == known.before and way.after == known.after:
            told = _told_by_links(way, list(_links(body, url, _places(body, (way,)))), known.offset)
            if told is not None and told.last > known.last:
                return replace(known, last=told.last, same=known.same | told.same)
    return known


# --- what proves parts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Link:
    address: SplitResult
    word: Word


def _told_by_links(way: Numbering, links: list[_Link], known_offset: int | None = None) -> Parts | None:
    """The parts if the address is to be understood in this way; None if nothing proves that there are any."""
    numbered = [(number, link.word) for link in links if (number := way.number(link.address)) is not None]
    offset = _offset(way, numbered) if known_offset is None else known_offset
    if offset is None:
        return None
    own = 1 if way.own is None else way.own + offset
    counted = {number + offset for number, word in numbered if number >= 0 and _counts(number, word, own, offset)}
    subtitled = {number + offset for number, word in numbered if number >= 0 and word.kind is Kind.OTHER}
    last = max(counted | {own})
    while last + 1 in subtitled:
        last += 1
    if not 2 <= last <= MOST_PARTS or own < 1:
        return None
    seen = {number for number, _ in numbered}
    first, sure = (way.url.geturl(), True) if own == 1 else _first(way, offset, seen)
    same = {way.address(number if number >= 0 else None) for number in seen if number < 2 - offset}
    same |= {way.absolute(place_of(link.address)) for link in links if link.word.kind is Kind.WHOLE}
    return _parts(way, first, own, last, offset, frozenset(same - {first, way.url.geturl()}), sure)


def _offset(way: Numbering, numbered: list[tuple[int, Word]]) -> int | None:
    """Position less number, by the most votes of the pager's words; None when none of them proves parts."""
    votes = [0, 0]
    proven = False
    for number, word in numbered:
        if number == way.own:
            continue
        if number < 0:
            proven = proven or (way.own is not None and word == Word(Kind.NUMBER, 1))
        elif word.kind is Kind.NUMBER and word.number - number in (0, 1):
            votes[word.number - number] += 1
            proven = proven or way.own is not None or word.number > 1
        elif word.kind is Kind.NEXT and way.own is None and number in (1, 2):
            votes[2 - number] += 1
            proven = True
    if proven and not any(votes):  # nothing but the way back to page 1, which has no number: then number 1 is page 2
        return int(way.own == 1)
    return int(votes[1] > votes[0]) if proven else None


def _counts(number: int, word: Word, own: int, offset: int) -> bool:
    if word.kind is Kind.NUMBER:
        return word.number == number + offset
    return word.kind is Kind.LAST or (word.kind is Kind.NEXT and number + offset == own + 1)


def _first(way: Numbering, offset: int, seen: set[int]) -> tuple[str, bool]:
    """Address of the first page, told by a later one, and whether it is sure."""
    number = 1 - offset
    if -1 in seen:
        return way.address(None), True
    if number in seen:
        return way.address(number), True
    return way.address(number if way.parameter is None and number else None), False


def _told_by_script(way: Numbering, body: bytes, places: list[int]) -> Parts | None:
    """The parts by what createPageHTML is told, if it is told the stem of this address."""
    if way.parameter is not None or not way.before.endswith("_"):
        return None
    stem = way.before.rpartition("/")[2][:-1]
    for place in places:
        for call in pager_calls(body[max(0, place - _BEFORE_STEM) : place + _BEHIND_STEM].decode("latin-1")):
            own = 1 if way.own is None else way.own + call.offset
            if call.stem == stem and own <= call.pages and 2 <= call.pages <= MOST_PARTS:
                return _parts(way, way.address(None), own, call.pages, call.offset, frozenset())
    return None


def _parts(
    way: Numbering, first: str, own: int, last: int, offset: int, same: frozenset[str], sure: bool = True
) -> Parts:
    return Parts(first, own, last, way.absolute(way.before), way.after, offset, same, sure)


# --- the links that may lead to parts ---------------------------------------------------------------------------------

_ADDRESS = re.compile(rb"\b(?:href|value)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_LABEL = re.compile(rb"\b(?:alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_TAG = re.compile(rb"<[^>]*>")
_END = re.compile(rb"</a\b|</option\b|<a\b|<option\b|</li\b|</td\b|</div\b", re.I)
_LONGEST_TAG = 600
_BEFORE_STEM, _BEHIND_STEM = 80, 200
"""Bytes of a call of createPageHTML around the stem that it is told."""
_LONGEST_TEXT = 300
_MOST_PLACES = 2_000
"""No pager is so long; a page made to be slow may be."""


def _places(body: bytes, ways: Sequence[Numbering]) -> list[int]:
    """Where an address of the same article may stand. All ways to understand an address look for the same bytes."""
    places: list[int] = []
    if ways:
        needle, tails = ways[0].needle, ways[0].tails
        size = len(needle)
        at = body.find(needle)
        while at >= 0 and len(places) < _MOST_PLACES:
            if body[at + size : at + size + 1] in tails:
                places.append(at)
            at = body.find(needle, at + size)
    return places


def _links(body: bytes, url: str, places: list[int]) -> Iterator[_Link]:
    """The links (or choices of a select) whose addresses stand at these places, with their words."""
    base = absolute(url, stated_base(body)) or url if places else url
    done = -1
    for place in places:
        start = body.rfind(b"<", max(0, place - _LONGEST_TAG), place)
        if start <= done or body[start + 1 : start + 2].lower() not in (b"a", b"o"):
            continue
        stop = body.find(b">", place, place + _LONGEST_TAG)
        address = _ADDRESS.search(body, start, stop) if stop > 0 else None
        if address is None:
            continue
        done = start
        raw = address.group(1) or address.group(2) or address.group(3) or b""
        try:
            target = urlsplit(urljoin(base, unescape(raw.decode("utf-8", "replace")).strip()))
        except ValueError:
            continue
        end = _END.search(body, stop, stop + _LONGEST_TEXT)
        inside = body[stop + 1 : end.start() if end else stop + _LONGEST_TEXT]
        labels = (label.group(1) or label.group(2) or b"" for label in _LABEL.finditer(body[start:stop] + inside))
        yield _Link(target, _word(_TAG.sub(b"", inside).strip() or b" ".join(labels)))


def _word(text: bytes) -> Word:
    """The word in whichever encoding makes it one: 尾页 in GBK is valid UTF-8 too, and means nothing there."""
    words = (read_word(unescape(text.decode(encoding, "replace"))) for encoding in ("utf-8", "gb18030"))
    return next((word for word in words if word.kind is not Kind.OTHER), Word(Kind.OTHER))
