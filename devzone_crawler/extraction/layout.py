"""Where the parts of a page are: breadcrumb, headline, byline, body, tail.

A person finds an article by the pair of a headline and the line below it that says when it was published; the body is
what follows. So does this file: it takes the pair that fits together best, and finds the body below it. The fields are
then read in zones (headline to first paragraph, then just below the body), never inside the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devzone_crawler.extraction.blocks import Block, Element
from devzone_crawler.extraction.body import BodyRange, find_body, find_lines
from devzone_crawler.extraction.breadcrumb import find_breadcrumb
from devzone_crawler.extraction.datelines import ROWS_OF_A_LIST, DateLine, score_bylines
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.headlines import lines_of_heading, score_headlines
from devzone_crawler.extraction.phrases import is_prose
from devzone_crawler.items import Hints

_LONGEST_NAME_OF_COLUMN = 6
_REACH = 9
"""Blocks between a headline and its byline: subtitle, advertisement, share buttons may stand between."""
_BYLINE_LINES = 6
"""Blocks that may follow the date line before the text: source, editor, views, each a list item of its own."""
_BYLINE_LINES_WITHOUT_BODY = 4
_HEADER_WITHOUT_BODY = 15
_LONGEST_HEADER = 40
"""Blocks."""
_POOREST_HEADLINE = -10.0
"""Score below which a line is no headline, whatever stands beside it."""
_POOREST_PAIR = 30.0
_ALONE = 20.0
"""What a headline without a byline gains, so that it is taken before a poor pair."""
_SURE_DATE_LINE = 55.0
"""Score of a date with a label that says publication."""
_JUST_BELOW = 4
"""Blocks under the text in which a date alone is taken for its date line."""
_TEXT_OF_AN_ARTICLE = 40
"""Characters of prose below a byline that may be a whole article."""
_HEAD_OF_NEXT = 5
"""Blocks below a second headline in which its date line stands."""
_LONGEST_DATE = 60
_CARD_BELOW = 10
"""Blocks under the text in which a labelled one is: 来源, 发布日期, 浏览 in a card of their own."""
_PROSE_OF_A_BODY = 80
"""Characters of prose between headline and byline that make it the body, and the byline one that stands below it."""


@dataclass
class Layout:
    """Block indexes of the parts. None: the page has no such part."""

    breadcrumb: int | None
    headline: range | None
    """The block or blocks (a heading with <br>) of the headline."""
    byline: int | None
    """The block above the text with the date or, without one, with the source."""
    body: BodyRange | None
    date: DateLine | None = None
    """The line with a full date, above the text (then it is the byline) or below it: the mark of an article."""

    @property
    def date_line(self) -> int | None:
        """Its block."""
        return self.date.index if self.date is not None else None

    @property
    def header(self) -> range:
        """Blocks from the headline to the first paragraph: where the fields are printed."""
        if self.headline is not None:
            start = self.headline.start
            if start - 1 in (self.byline, self.date_line):
                start -= 1  # templates that print the date above the headline
        elif self.byline is not None:
            start = self.byline
        else:
            return range(0)
        stop = self.body.start if self.body is not None else start + _HEADER_WITHOUT_BODY
        if self.byline is not None and start <= self.byline:
            lines = _BYLINE_LINES if self.body is not None else _BYLINE_LINES_WITHOUT_BODY
            stop = min(max(stop, self.byline + 1), self.byline + 1 + lines)
        return range(start, max(start, min(stop, start + _LONGEST_HEADER)))

    @property
    def date_line_is_below(self) -> bool:
        """True when the date line stands under the text."""
        if self.date_line is None or self.date_line == self.byline:
            return False
        return self.headline is None or self.date_line > self.headline.start


def find_layout(document: Document, hints: Hints, reference: datetime) -> Layout:
    """Find the parts of a page. Every part may be missing."""
    breadcrumb = find_breadcrumb(document)
    bylines = score_bylines(document.blocks, reference)
    headline, byline = _headline_and_byline(document, score_headlines(document, breadcrumb, hints.title), bylines)
    date = _date_line(headline, byline, bylines)
    body = _body(document, headline, byline, date, bylines)
    if headline is not None and date is None:
        date = _date_just_below(body.stop if body is not None else headline.stop, bylines)
    if byline is not None and body is not None and byline.index >= body.stop:
        byline = None
    return Layout(breadcrumb, headline, byline.index if byline is not None else None, body, date)


def _headline_and_byline(
    document: Document, headlines: dict[int, float], bylines: dict[int, DateLine]
) -> tuple[range | None, DateLine | None]:
    """The headline with all its lines, and the byline. Either may be missing."""
    index, line = _best_pair(document.blocks, headlines, bylines)
    byline = bylines[line] if line is not None else None
    if index is None:
        return None, byline
    if line is not None:
        index = _below_name_of_column(document, index, line, headlines)
    return lines_of_heading(document.blocks, index), byline


def _date_line(headline: range | None, byline: DateLine | None, bylines: dict[int, DateLine]) -> DateLine | None:
    """The line with the date, as far as it can be told before the body is known."""
    if byline is not None and byline.dated:
        return byline
    if headline is None:
        return None
    return _date_further_down(headline, bylines) if byline is None else _date_just_above(headline, bylines)


def _best_pair(
    blocks: list[Block], headlines: dict[int, float], bylines: dict[int, DateLine]
) -> tuple[int | None, int | None]:
    """The headline and byline that fit together best; one of them alone when no two do."""
    best_score, headline, byline = _POOREST_PAIR, None, None
    for line, found in bylines.items():
        if found.score <= 0:
            continue
        for index in range(line - _REACH, line + 2):
            score = headlines.get(index)
            if score is None or score < _POOREST_HEADLINE or index == line:
                continue
            score += found.score + _nearness(blocks, index, line)
            if score > best_score:
                best_score, headline, byline = score, index, line
    alone = max(headlines, key=lambda index: headlines[index], default=None)
    if alone is not None and headlines[alone] + _ALONE > best_score:
        return alone, None
    if headline is None:
        dated = [line for line, found in bylines.items() if found.dated and found.score > _POOREST_PAIR]
        return None, max(dated, key=lambda line: bylines[line].score, default=None)
    return headline, byline


def _below_name_of_column(document: Document, index: int, byline: int, headlines: dict[int, float]) -> int:
    """The line below `index`, if that is the name of a column (`<h2>学校动态</h2>`) and the headline stands between."""
    name = document.blocks[index].key
    if len(name) > _LONGEST_NAME_OF_COLUMN or document.title.startswith(name):
        return index
    between = (
        i for i in range(index + 1, byline) if headlines.get(i, -1.0) >= 0 and document.blocks[i].length > 2 * len(name)
    )
    return next(between, index)


def _nearness(blocks: list[Block], headline: int, byline: int) -> float:
    """What it is worth that a byline stands close below a headline; prose between them costs more than a subtitle."""
    if byline < headline:
        return -2.0
    prose = [block.length for block in blocks[headline + 1 : byline] if block.length > 40 and is_prose(block)]
    return 24.0 - 2.5 * (byline - headline) - sum(25.0 if length > 60 else 10.0 for length in prose)


def _next_article(blocks: list[Block], headline: range, byline: DateLine, bylines: dict[int, DateLine]) -> int | None:
    """Where the page goes on to something else: the next article of an endless page, comments, a stream of others.

    None if it does not, or if there is nothing above that could be an article.
    """
    first = blocks[headline.start]
    tags = {"td", "th"}
    classes = {""} if first.tag == "p" else set()  # of the paragraphs that are set in the headline's tag
    boxes: set[Element | None] = set()
    text = 0
    for index in range(max(byline.index, headline.stop - 1) + 1, len(blocks)):
        block = blocks[index]
        if text >= _TEXT_OF_AN_ARTICLE:
            line = bylines.get(index)
            repeats = line is not None and line.dated and line.repeats >= ROWS_OF_A_LIST
            if repeats and block.tag not in tags and (block.heading or block.element.parent not in boxes):
                return index
            if block.tag == first.tag and block.key != first.key and _look_alike(block, first, classes):
                below = range(index + 1, index + 1 + _HEAD_OF_NEXT)
                if any(i in bylines and bylines[i].dated and blocks[i].length < _LONGEST_DATE for i in below):
                    return index
        if is_prose(block):
            text += block.length
            tags.add(block.tag)
            if block.tag == first.tag:
                classes.add(block.element.get("class"))
            boxes.add(block.element.parent)
    return None


def _look_alike(block: Block, headline: Block, classes: set[str]) -> bool:
    """True if a line is set as the headline is, and the paragraphs between them are not."""
    look = headline.element.get("class")
    return look not in classes and block.element.get("class") == look


def _body(
    document: Document,
    headline: range | None,
    byline: DateLine | None,
    date: DateLine | None,
    bylines: dict[int, DateLine],
) -> BodyRange | None:
    """The body, before the next article begins; lines that hardly look like one only below a byline with a date."""
    stop = _next_article(document.blocks, headline, byline, bylines) if headline is not None and byline else None
    body = _body_beside(document, headline, byline, date, stop)
    if body is None and byline is not None and byline is date:
        return find_lines(document, byline.index + 1, stop if stop is not None else len(document.blocks))
    return body


def _body_beside(
    document: Document, headline: range | None, byline: DateLine | None, date: DateLine | None, stop: int | None
) -> BodyRange | None:
    """The body below the byline; or, when prose stands between headline and byline, that prose."""
    below_headline = headline.stop if headline is not None else 0
    line = byline or date
    if line is None or line.index < below_headline:
        return find_body(document, below_headline, stop)
    below_byline = find_body(document, line.index + 1, stop)
    between = [block for block in document.blocks[below_headline : line.index] if is_prose(block)]
    above_byline = find_body(document, below_headline, line.index) if between else None
    if above_byline is None:
        return below_byline
    is_summary = byline is not None and sum(block.length for block in between) < _PROSE_OF_A_BODY
    if below_byline is not None and below_byline.weight * (2 if is_summary else 0.33) > above_byline.weight:
        return below_byline
    return above_byline


def _date_further_down(headline: range, bylines: dict[int, DateLine]) -> DateLine | None:
    """A labelled date line anywhere below: templates that print the byline under the text."""
    lines = (bylines[index] for index in sorted(bylines) if index > headline.start)
    return next((line for line in lines if line.dated and line.score >= _SURE_DATE_LINE), None)


def _date_just_above(headline: range, bylines: dict[int, DateLine]) -> DateLine | None:
    """A date right above the headline, where designers set it in large figures."""
    line = bylines.get(headline.start - 1)
    return line if line is not None and line.dated and line.repeats < ROWS_OF_A_LIST else None


def _date_just_below(tail: int, bylines: dict[int, DateLine]) -> DateLine | None:
    """A date line right under the text, which need not be labelled there."""
    for index in range(tail, tail + _CARD_BELOW):
        line = bylines.get(index)
        if line is None or not line.dated or line.repeats >= ROWS_OF_A_LIST:
            continue
        above = bylines.get(index - 1)
        if index < tail + _JUST_BELOW or line.labelled or (above is not None and above.labelled and not above.dated):
            return line
    return None
