"""Which lines of a page look like its byline: the line that says when, and by whom, an article was published."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from devzone_crawler.extraction.blocks import Block
from devzone_crawler.extraction.dates import Moment, first_moment, numeral_moment, short_moment, split_moment
from devzone_crawler.extraction.labels import LabelName, is_label, label_fields, without_labels
from devzone_crawler.extraction.text import squash
from devzone_crawler.extraction.urls import is_address

LONGEST_BYLINE = 200
"""Characters without white space."""
ROWS_OF_A_LIST = 3
"""So many date lines alike are the rows of a list."""

_LONGEST_SPLIT_DATE = 12
_LONGEST_SHORT_DATE = 60
_LEFT_OF_A_BYLINE = 15
_LEFT_OF_A_SENTENCE = 40
"""Characters beside date and labels: a byline leaves a name, a sentence leaves more."""
_PUBLISHING: frozenset[LabelName] = frozenset({"source", "published", "dated", "views"})
_TODAY = re.compile("(?:今天|现在|当前时间|北京时间)")
"""The clock in a page's header."""
_SENTENCE_END = re.compile("。")

Shape = tuple[str, str, tuple[LabelName, ...]]
"""Tag, class and labels: what the date lines of a list have in common."""
_PARAGRAPH: Shape = ("p", "", ())


@dataclass(slots=True)
class DateLine:
    """A line that looks like a byline."""

    index: int
    """Of its block."""
    score: float
    dated: bool
    """True if it holds a full date, and not only labels."""
    shape: Shape
    repeats: int = 0
    """How many date lines of the same shape the page has."""

    @property
    def labelled(self) -> bool:
        """True if it holds a label."""
        return bool(self.shape[2])


def score_bylines(blocks: list[Block], reference: datetime) -> dict[int, DateLine]:
    """Block index → how much it looks like the byline; not at all if the score is negative.

    No article was published after `reference`.
    """
    found: dict[int, DateLine] = {}
    shapes: Counter[Shape] = Counter()
    for block in blocks:
        if block.length > LONGEST_BYLINE or block.hidden or (block.key.isalpha() and not is_label(block.key)):
            continue  # nothing but letters and characters: no date, no colon
        if _TODAY.match(block.key):
            continue
        fields = tuple(label_fields(block))
        moment = first_moment(block.raw, reference)
        if moment is None and block.length < _LONGEST_SHORT_DATE:
            moment = short_moment(block.raw, reference) or (numeral_moment(block.raw, reference) if fields else None)
            if moment is None and block.length <= _LONGEST_SPLIT_DATE:
                moment = split_moment(block.raw, reference)
        if moment is None and not fields:
            continue
        left = _left_of(block, moment, fields) if moment is not None else 0
        score = _score(block, moment, fields, left)
        if score > 0:
            line = found[block.index] = DateLine(
                block.index, score, moment is not None, (block.tag, block.element.get("class"), fields)
            )
            shapes[line.shape] += line.dated and _may_be_row(blocks, block, line, left)
    for line in found.values():
        line.repeats = shapes[line.shape]
        if line.dated and line.repeats >= ROWS_OF_A_LIST:
            line.score -= 12.0 * min(line.repeats, 5)
    return found


def _may_be_row(blocks: list[Block], block: Block, line: DateLine, left: int) -> bool:
    """True if a date line may be a row of a list. A plain paragraph, as texts have them, is one only beside a link."""
    if line.shape == _PARAGRAPH:
        return any(near.link_length > 0 for near in blocks[max(0, block.index - 1) : block.index + 2])
    return left <= _LEFT_OF_A_BYLINE or block.link_length > 0


def _left_of(block: Block, moment: Moment, fields: tuple[LabelName, ...]) -> int:
    """Characters beside date and labels."""
    if is_address(block.key):
        return block.length - block.link_length - len("".join(moment.raw.split()))
    length = len(squash(without_labels(block.raw))) if fields else block.length
    return length - len("".join(moment.raw.split()))


def _score(block: Block, moment: Moment | None, fields: tuple[LabelName, ...], left: int) -> float:
    publishing = _PUBLISHING.intersection(fields)
    score = 14.0 * len(publishing) + 6.0 * len(set(fields) - publishing)
    if moment is not None:
        score += 40.0 if moment.clock else 30.0
        if "published" in fields or "dated" in fields:
            score += 25.0
        if not publishing and left > _LEFT_OF_A_BYLINE:
            score -= 40.0 if left > _LEFT_OF_A_SENTENCE and not fields else 15.0
    if _SENTENCE_END.search(block.key):
        score -= 45.0
    if block.link_length > 8 and block.is_mostly_links and not is_address(block.key):
        score -= 40.0
    return score
