"""How the pages of an article may be numbered, told by the address of one of them. A table of shapes, no page needed.

| family | first page | second page |
| --- | --- | --- |
| 人民网 | `c1013-31153719.html` | `c1013-31153719-2.html` |
| TRS, which counts from 0 | `t20190918_693227.shtml` | `t20190918_693227_1.shtml` |
| Dede, Empire, SiteServer, 方正 | `1317416.html` | `1317416_2.html` |
| PHPCMS | `show-9-12-1.html` | `show-9-12-2.html` |
| ThinkPHP | `/id/17.html` | `/id/17/p/2.html` |
| galleries | `/tp/20191203/8846/1.html` | `/tp/20191203/8846/2.html` |
| any program | `show.php?id=12` | `show.php?id=12&page=2` |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from devzone_crawler.extraction.urls import site_of

MOST_PARTS = 100
"""Pages of one article. No editor cuts a text into more; a calendar or a pager that never ends does."""

_NUMBERED = re.compile(r"(.*[^_-])([_-])(\d{1,3})")
_MARKS = ("_", "-")
_FOLDERS = ("/p/", "/page/")
_IN_FOLDER = re.compile(r"(.*/)?([^/]+)(/(?:p|page)/)(\d{1,3})(\.\w+)?")
_PARAMETERS = ("page", "p", "Page", "pageno", "pageNo", "pageIndex", "pageindex", "curpage", "pg")
_TELL_NOTHING = frozenset({*_PARAMETERS, "t", "v", "rnd", "spm", "from"})
"""Parameters that do not say which article it is, whatever digits they hold."""
_NO_ARTICLE = re.compile(r"(?:index|default|list|node|more|search|col|channel|category|tag)s?(?:[_-]?\d+)*", re.I)
"""Stems of listings, whose further pages are numbered like parts."""
_MONTH = re.compile(r"(?:19|20)\d\d[_-](?:0?[1-9]|1[0-2])")
"""A number behind year and month is a day, and other days are linked by their numbers from a calendar."""
_OWN_FOLDER = re.compile(r".*/(\d{3,9})")
_DAY_OR_MONTH = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?")
"""A folder of that name holds the articles of a day, or the pages of a paper, and is none itself."""
_COMMENTS = re.compile(r"comment|reply|pinglun|^pl", re.I)

_TAILS = frozenset({b"_", b"-", b"/", b'"', b"'"})
"""What may stand behind the stem of a first page: a mark and a number, or the end of an argument of createPageHTML."""
_TAILS_OF_NUMBERED = _TAILS | {b"."}
"""On a later page the first one is linked too."""
_TAILS_OF_NAME = frozenset({b'"', b"'", b">", b" ", b"#"})
"""Behind the ending that all pages of such a site have: a link to `2.html` holds nothing of its article."""
_TAILS_OF_QUERY = frozenset({b"&", b'"', b"'"})


@dataclass(frozen=True, slots=True)
class Numbering:
    """One way to understand an address: as a first page without a number, or as number `own` of a series."""

    needle: bytes
    """Every link to another part holds this."""
    tails: frozenset[bytes]
    """What may stand behind it there, one byte each."""
    url: SplitResult
    before: str
    """Path and query of a part up to its number, and behind it."""
    after: str
    own: int | None
    """The number in the address itself."""
    bare: str
    """Path and query without any number."""
    parameter: str | None = None
    """Name of the parameter that holds the number."""

    def address(self, number: int | None) -> str:
        """Absolute address of the page with a number; with None, of the one without."""
        return self.absolute(self.bare if number is None else f"{self.before}{number}{self.after}")

    def absolute(self, place: str) -> str:
        """Path and query as an address on the same host."""
        return f"{self.url.scheme}://{self.url.netloc}{place}"

    def number(self, address: SplitResult) -> int | None:
        """The number of a part; -1 for the address without a number; None for what belongs to no part."""
        if site_of(address.geturl()) != site_of(self.url.geturl()) or _COMMENTS.search(address.fragment):
            return None
        if self.parameter is not None:
            return self._number_in_query(address)
        place = place_of(address)
        if place == self.bare:
            return -1
        if not place.startswith(self.before) or not place.endswith(self.after):
            return None
        digits = place[len(self.before) : len(place) - len(self.after)]
        return int(digits) if _is_number(digits) else None

    def _number_in_query(self, address: SplitResult) -> int | None:
        if address.path != self.url.path:
            return None
        value, others = _without(address.query, self.parameter)
        if sorted(others) != sorted(_without(self.url.query, self.parameter)[1]):
            return None
        if value is None:
            return -1
        return int(value) if _is_number(value) else None


def numberings(url: str) -> tuple[Numbering, ...]:
    """The ways to understand an address, the likeliest first; none for listings. All share needle and tails."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    return tuple(_in_query(parts)) or tuple(_in_path(parts._replace(query="", fragment="")))


def _in_path(url: SplitResult) -> Iterator[Numbering]:
    if in_folder := _IN_FOLDER.fullmatch(url.path):
        start, key, middle, digits, after = in_folder.groups(default="")
        if not _NO_ARTICLE.fullmatch(key) and _is_number(digits):
            tails = frozenset({b"/", b"."})
            yield Numbering(key.encode(), tails, url, start + key + middle, after, int(digits), start + key + after)
        return
    folder, _, name = url.path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    if not stem or _NO_ARTICLE.fullmatch(stem):
        return
    after = dot + suffix
    numbered = _NUMBERED.fullmatch(stem)
    if numbered and (not _is_number(numbered.group(3)) or _MONTH.fullmatch(numbered.group(1))):
        numbered = None
    needle = (numbered.group(1) if numbered else stem).encode("utf-8", "replace")
    tails = _TAILS_OF_NUMBERED if numbered else _TAILS
    own_folder = _OWN_FOLDER.fullmatch(folder)
    if own_folder and dot and _is_number(stem) and not _DAY_OR_MONTH.fullmatch(own_folder.group(1)):
        needle, tails = after.encode("utf-8", "replace"), _TAILS_OF_NAME
        yield Numbering(needle, tails, url, f"{folder}/", after, int(stem), f"{folder}/{after}")
    for mark in (*_MARKS, *_FOLDERS):
        yield Numbering(needle, tails, url, f"{folder}/{stem}{mark}", after, None, url.path)
    if numbered:
        common, mark, digits = numbered.groups()
        bare = f"{folder}/{common}{after}"
        yield Numbering(needle, tails, url, f"{folder}/{common}{mark}", after, int(digits), bare)


def _in_query(url: SplitResult) -> Iterator[Numbering]:
    pairs = _pairs(url.query)
    telling = [pair for pair in pairs if _name(pair) not in _TELL_NOTHING and any(map(str.isdecimal, pair))]
    if not telling:
        return
    needle = max(telling, key=len).encode("utf-8", "replace")
    for parameter in _PARAMETERS:
        value, others = _without(url.query, parameter)
        if value is None or _is_number(value):
            bare = f"{url.path}?{'&'.join(others)}"
            own = int(value) if value else None
            yield Numbering(needle, _TAILS_OF_QUERY, url, f"{bare}&{parameter}=", "", own, bare, parameter)


def place_of(url: SplitResult) -> str:
    """Path and query of an address."""
    return f"{url.path}?{url.query}" if url.query else url.path


def _without(query: str, parameter: str | None) -> tuple[str | None, list[str]]:
    """Value of a parameter (None when it is not there) and the other pairs of a query."""
    value, others = None, []
    for pair in _pairs(query):
        if _name(pair) == parameter:
            value = pair.partition("=")[2]
        else:
            others.append(pair)
    return value, others


def _pairs(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair]


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _is_number(digits: str) -> bool:
    """True for numbers that may count parts: no leading zero, at most MOST_PARTS."""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(MOST_PARTS)):
        return False
    return digits == str(int(digits)) and int(digits) <= MOST_PARTS
