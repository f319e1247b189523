"""How often the article was viewed, when the page itself prints the number."""

from __future__ import annotations

import re
from decimal import Decimal

from devzone_crawler.extraction.blocks import EDGE
from devzone_crawler.extraction.labels import Labelled, of_field
from devzone_crawler.extraction.ladder import Found, Ladder
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.text import one_line

_NUMBER = re.compile(
    rf"^[\s{EDGE}：:（(\[【]*(?P<number>\d{{1,3}}(?:[,，]\d{{3}})+|\d+(?:\.\d+)?)[\s{EDGE}]*+(?P<unit>[万亿]?)"
)
_BEFORE_WORD = re.compile(
    rf"(?<![\d./:：-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)[\s{EDGE}]*+(?P<unit>万?)\+?[\s{EDGE}]*+(?:次|人|人次)?[\s{EDGE}]*+(?:阅读|浏览|点击|围观|人阅读|次播放)(?![\s{EDGE}]*+[：:])"
)
_AFTER_WORD = re.compile(
    rf"(?<![\u3400-\u9fff])(?:阅读|浏览|点击|围观|人气|热度|播放)[量数]?[\s{EDGE}]*+[（(]?[\s{EDGE}]*+"
    rf"(?P<number>\d{{1,3}}(?:[,，]\d{{3}})+|\d+(?:\.\d+)?)[\s{EDGE}]*+(?P<unit>万?)\+?[）)]?(?![\d./年:-])"
)
_EYE = re.compile(
    r"(?<=[\s\"'_-])(?:eye|icon-?(?:view|liulan|yuedu|chakan))(?:-open|-fill|-o)?[\s\"'][^<>]{0,200}>\s{0,20}(?:</\w{1,8}>)?\s{0,20}"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,10})(?P<unit>)\s{0,20}<"
)
"""An eye drawn by an icon font (Font Awesome's `fa-eye`, Glyphicons' `eye-open`), with the number beside it."""
_ALONE = re.compile(r"\s*[\d,]{1,13}\s*")
_MORE_OF_A_DATE = re.compile(r"[\d./年:-]")
_UNITS = {"": 1, "万": 10_000, "亿": 100_000_000}
_LONGEST_COUNT = 12
"""Characters of a line that is a count and nothing else."""
_MOST = 10**10
"""A larger number is no view count."""


def labelled_views(page: Page) -> Found[int] | None:
    """The number behind 点击量, 浏览次数 or their kin between headline and first paragraph."""
    return _labelled(page.header_labels)


def number_before_its_word(page: Page) -> Found[int] | None:
    """`1164次阅读`."""
    for block in page.header_blocks:
        if block.length < 120 and (match := _BEFORE_WORD.search(block.raw)):
            return _found(match, one_line(match.group()))
    return None


def labelled_views_below_body(page: Page) -> Found[int] | None:
    """The number behind such a label in the body's last lines or just below it."""
    return _labelled(page.closing_labels) or _labelled(page.tail_labels)


def number_after_its_word(page: Page) -> Found[int] | None:
    """`阅读 3,008`, `阅读（2,056）`, `围观 931 次`: without a colon."""
    for block in page.header_blocks:
        if block.length < 120 and not block.is_mostly_links and (match := _AFTER_WORD.search(block.raw)):
            return _found(match, one_line(match.group()))
    return None


def number_below_body(page: Page) -> Found[int] | None:
    """`阅读 539` or `512 次阅读` as a line of its own just below the body."""
    for block in page.tail_blocks:
        match = (
            _AFTER_WORD.search(block.raw) or _BEFORE_WORD.search(block.raw) if block.length < _LONGEST_COUNT else None
        )
        if match is not None:
            return _found(match, one_line(match.group()))
    return None


def number_beside_an_eye(page: Page) -> Found[int] | None:
    """`<i class="fa fa-eye"></i> 528`, when that number stands alone in an inline element of the byline."""
    alone = {
        piece.strip()
        for block in page.header_blocks
        if block.length < 120 and not block.is_mostly_links
        for piece in block.raw.split(EDGE)
        if _ALONE.fullmatch(piece)
    }
    if not alone:
        return None
    match = next((match for match in _EYE.finditer(page.document.source) if match["number"] in alone), None)
    return _found(match, match["number"]) if match is not None else None


VIEWS: Ladder[int] = (
    labelled_views,
    number_before_its_word,
    number_after_its_word,
    number_beside_an_eye,
    labelled_views_below_body,
    number_below_body,
)


def _labelled(values: list[Labelled]) -> Found[int] | None:
    for value in of_field(values, "views"):
        match = _NUMBER.match(value.rest)
        if match and not _MORE_OF_A_DATE.match(value.rest, match.end()):
            found = _found(match, value.label + one_line(match.group()))
            if found is not None:
                return found
    return None


def _found(match: re.Match[str], raw: str) -> Found[int] | None:
    number = int(Decimal(re.sub("[,，]", "", match["number"])) * _UNITS[match["unit"]])
    return Found(number, raw) if number <= _MOST else None
