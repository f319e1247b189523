"""Where the parts of a page are: breadcrumb, headline, byline, body, tail.

A person finds an article by the pair of a headline and the line below it that says when it was published; the body is
what follows. So does this file: it scores headlines and bylines, takes the best pair, and finds the body below it. The
fields are then read in zones (headline to first paragraph, then just below the body), never inside the body.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from devzone_crawler.extraction.body import BodyRange, find_body, is_prose
from devzone_crawler.extraction.breadcrumb import find_breadcrumb
from devzone_crawler.extraction.dates import first_moment, short_moment
from devzone_crawler.extraction.document import Block, Document
from devzone_crawler.extraction.labels import Labelled, LabelName, label_fields, labelled_values, without_labels
from devzone_crawler.extraction.text import one_line, squash
from devzone_crawler.items import Hints

_LONGEST_HEADLINE = 120
_LONGEST_BYLINE = 200
"""Characters without white space."""
_SHORTEST_HINT = 7
"""Characters of a link's text that are a title; shorter ones are the names of columns."""
_LEFT_OF_A_BYLINE = 15
_LEFT_OF_A_SENTENCE = 40
"""Characters beside date and labels: a byline leaves a name, a sentence leaves more."""
_REACH = 9
"""Blocks between a headline and its byline: subtitle, advertisement, share buttons may stand between."""
_BYLINE_LINES = 6
"""Blocks that may follow the date line before the text: source, editor, views, each a list item of its own."""
_POOREST_HEADLINE = -10.0
"""Score below which a line is no headline, whatever stands beside it."""
_FEWEST_FACTS = 4
"""Labels above the headline that make a table of document facts."""
_JUST_BELOW = 4
"""Blocks under the text in which a date alone is taken for its date line."""
_ROWS_OF_A_LIST = 3
_TAIL_REACH = 12
"""Blocks below the body in which a byline may stand."""

_TITLE_LIKE = re.compile(
    r"title|headline|subject|\bh1\b|\btit\b|tit$|biaoti|\bbt\b|[_-]bt$|^bt|timu|article-tit|arti_tit", re.I
)
_SUBTITLE_LIKE = re.compile(r"sub-?_?(?:title|tit|ac)|futi|fubiaoti|yinti|\bft\b|\byt\b|second|small", re.I)
_NO_HEADLINE = re.compile(
    r"^(?:[\d\W_]+|(?:[【\[（(]?)(?:字体|字号|分享到?|打印|来源[：:]|作者[：:]|发布时间|发布日期|日期[：:]|时间[：:]|(?:您|你)?(?:当前|现在|所在)?的?位置|相关(?:新闻|阅读|文章|链接)"
    r"|上一篇|下一篇|更多|浏览次数|点击数|点击量|原标题|摘要|导读|核心提示|编者按|扫一扫|责任编辑|返回|设为首页|加入收藏|热点推荐|推荐阅读|热门|版权|Copyright).*"
    r"|.*共\d+(?:条|页|篇).*|[（(]?图\d?[）)]?|广告|收藏|登录|注册|搜索|正文|首页)$"
)
_SENTENCE_END = re.compile("。")
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_PUBLISHING: frozenset[LabelName] = frozenset({"source", "published", "dated", "views"})
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
    date_line: int | None = None
    """The block with a full date, above the text (then it is the byline) or below it: the mark of an article."""
    date_lines: int = 0
    """How many lines like the date line the page has: three and more are the rows of a list."""
    date_line_is_labelled: bool = False

    @property
    def header(self) -> range:
        """Blocks from the headline to the first paragraph: where the fields are printed."""
        if self.headline is not None:
            start = self.headline.start
        elif self.byline is not None:
            start = self.byline
        else:
            return range(0)
        stop = self.body.start if self.body is not None else start + _REACH + 6
        if self.byline is not None and start <= self.byline:
            stop = min(max(stop, self.byline + 1), self.byline + 1 + _BYLINE_LINES)
        return range(start, max(start, min(stop, start + 40)))

    @property
    def date_line_is_below(self) -> bool:
        """True when the date line stands under the text."""
        return self.date_line is not None and self.date_line != self.byline


@dataclass
class Page:
    """All that the rungs of a ladder may look at."""

    document: Document
    layout: Layout
    hints: Hints
    reference: datetime
    """No article was published after this moment."""
    url: str = ""
    _cache: dict[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def header_blocks(self) -> list[Block]:
        """Visible blocks from the headline to the first paragraph, the headline itself left out."""
        headline = self.layout.headline or range(0)
        blocks = self.document.blocks
        return [blocks[i] for i in self.layout.header if i < len(blocks) and i not in headline and not blocks[i].hidden]

    @cached_property
    def byline_blocks(self) -> list[Block]:
        """Where a date may stand without a label: the header, and the date line if it is below the text."""
        if self.layout.date_line is None or not self.layout.date_line_is_below:
            return self.header_blocks
        return [*self.header_blocks, self.document.blocks[self.layout.date_line]]

    @cached_property
    def table_labels(self) -> list[Labelled]:
        """Labelled values of the table of document facts that government sites print above the headline."""
        layout = self.layout
        if layout.headline is None or layout.breadcrumb is None:
            return []
        above = self.document.blocks[layout.breadcrumb + 1 : layout.headline.start]
        labels = labelled_values([block for block in above if not block.hidden and block.length < _LONGEST_HEADLINE])
        return labels if len(labels) >= _FEWEST_FACTS else []

    @cached_property
    def header_labels(self) -> list[Labelled]:
        """Labelled values between headline and first paragraph."""
        return labelled_values(self.header_blocks)

    @cached_property
    def tail_blocks(self) -> list[Block]:
        """The last lines of the body and the blocks just below it."""
        body = self.layout.body
        if body is None:
            return []
        stop = body.tail + _TAIL_REACH
        if self.layout.date_line is not None and self.layout.date_line_is_below:
            stop = max(stop, self.layout.date_line + 3)
        return [b for b in self.document.blocks[body.tail : stop] if not b.hidden and b.length < _LONGEST_BYLINE]

    @cached_property
    def tail_labels(self) -> list[Labelled]:
        """Labelled values just below the body."""
        return labelled_values(self.tail_blocks)

    @cached_property
    def headline_text(self) -> str | None:
        """The headline as printed."""
        if self.layout.headline is None:
            return None
        return one_line(" ".join(self.document.blocks[i].text for i in self.layout.headline)) or None


def find_layout(document: Document, hints: Hints, reference: datetime) -> Layout:
    """Find the parts of a page. Every part may be missing."""
    blocks = document.blocks
    breadcrumb = find_breadcrumb(document)
    bylines = _score_bylines(blocks, reference)
    headlines = _score_headlines(document, breadcrumb, hints)
    headline, byline = _best_pair(blocks, headlines, bylines)
    date_line = byline if byline is not None and bylines[byline].dated else None
    if headline is not None and byline is None:
        date_line = _date_line_below_body(headline, bylines)
    lines = _lines_of_heading(blocks, headline) if headline is not None else None
    body = _body_beside(document, lines, byline if byline is not None else date_line)
    if lines is not None and date_line is None:
        date_line = _date_just_below(body.tail if body is not None else lines.stop, bylines)
    if byline is not None and body is not None and byline >= body.stop:
        byline = None
    if date_line is None:
        return Layout(breadcrumb, lines, byline, body)
    found = bylines[date_line]
    return Layout(breadcrumb, lines, byline, body, date_line, found.repeats, bool(found.shape[2]))


def _body_beside(document: Document, headline: range | None, byline: int | None) -> BodyRange | None:
    """The body below the byline; or, when prose stands between headline and byline, that prose."""
    below_headline = headline.stop if headline is not None else 0
    if byline is None or byline < below_headline:
        return find_body(document, below_headline)
    below_byline = find_body(document, byline + 1)
    between = [block for block in document.blocks[below_headline:byline] if is_prose(block)]
    above_byline = find_body(document, below_headline, byline) if between else None
    if above_byline is None:
        return below_byline
    is_summary = sum(block.length for block in between) < _PROSE_OF_A_BODY
    if below_byline is not None and below_byline.weight * (2 if is_summary else 0.33) > above_byline.weight:
        return below_byline
    return above_byline


_Shape = tuple[str, str | None, tuple[LabelName, ...]]
"""Tag, class and labels: what the date lines of a list have in common."""


@dataclass(slots=True)
class _Byline:
    score: float
    dated: bool
    shape: _Shape
    repeats: int = 0
    """How many date lines of the same shape and labels the page has."""


def _score_bylines(blocks: list[Block], reference: datetime) -> dict[int, _Byline]:
    """How much each block looks like the line that says when and by whom an article was published."""
    found: dict[int, _Byline] = {}
    shapes: Counter[_Shape] = Counter()
    for block in blocks:
        if block.length > _LONGEST_BYLINE or block.hidden:
            continue
        fields = tuple(label_fields(block))
        moment = first_moment(block.raw, reference)
        if moment is None and not fields:
            if block.length < 60 and (short := short_moment(block.raw, reference)):
                moment = short
            else:
                continue
        score = 0.0
        left = 0
        publishing = _PUBLISHING.intersection(fields)
        if moment is not None:
            score += 30 + (10 if moment.clock else 0)
            if "published" in fields or "dated" in fields:
                score += 25
            left = len(squash(without_labels(block.raw))) - len(squash(moment.raw))
            if not publishing and left > _LEFT_OF_A_BYLINE:
                score -= 40 if left > _LEFT_OF_A_SENTENCE else 15
        score += 14 * len(publishing) + 6 * len(set(fields) - publishing)
        if _SENTENCE_END.search(block.key):
            score -= 45
        if block.link_length > 8 and block.is_mostly_links:
            score -= 40
        if score <= 0:
            continue
        shape = (block.tag, block.element.get("class"), fields)
        byline = found[block.index] = _Byline(score, moment is not None, shape)
        if moment is not None and (left <= _LEFT_OF_A_BYLINE or block.link_length):
            shapes[byline.shape] += 1
    for byline in found.values():
        byline.repeats = shapes[byline.shape]
        if byline.dated and byline.repeats >= 3:
            byline.score -= 12 * min(byline.repeats, 5)
    return {i: b for i, b in found.items() if b.score > 0}


def _score_headlines(document: Document, breadcrumb: int | None, hints: Hints) -> dict[int, float]:
    """How much each block looks like the headline."""
    blocks = document.blocks
    title = squash(document.title)
    stated = {
        squash(document.metas[name]) for name in ("articletitle", "og:title", "dc.title") if name in document.metas
    }
    hint = squash(hints.title or "").rstrip(".…")
    linked = {squash(link.text) for link in document.links if 1 < len(link.text) < 60}
    found: dict[int, float] = {}
    prose_above = 0
    for block in blocks:
        if (
            block.length > _PROSE_OF_A_BODY // 2
            and (breadcrumb is None or block.index > breadcrumb)
            and is_prose(block)
        ):
            prose_above += 1
        if not 2 <= block.length <= _LONGEST_HEADLINE or block.hidden:
            continue
        if block.link_length and block.is_mostly_links and not block.heading:
            continue
        if _NO_HEADLINE.match(block.key) or block.index == breadcrumb:
            continue
        if block.after_break and block.heading:
            continue
        key = squash("".join(blocks[i].key for i in _lines_of_heading(blocks, block.index)))
        if not key:
            continue
        element = block.element
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        score = -60.0 if prose_above > 1 else 0.0
        if block.heading:
            score += (0, 30, 26, 20, 15, 10, 8)[block.heading]
        if marks != " " and _TITLE_LIKE.search(marks):
            score += 14
        if marks != " " and _SUBTITLE_LIKE.search(marks):
            score -= 25
        score += _agreement(key, title) * 30
        if key in stated:
            score += 60
        if len(hint) >= _SHORTEST_HINT and (key.startswith(hint) or (len(key) > 6 and key in hint)):
            score += 50
        if breadcrumb is not None:
            score += 10 if block.index > breadcrumb else -35
        if key in linked and not block.link_length and len(key) < 9:
            score -= 25
        if block.is_mostly_links and block.link_length:
            score -= 20
        if _DATED.search(key) and not _DATED.search(title):
            score -= 25
        if 8 <= len(key) <= 60:
            score += 6
        elif len(key) < 5:
            score -= 8
        if key[-1] in "。；;" or key.count("，") > 3:
            score -= 15
        found[block.index] = score
    return found


def _agreement(key: str, title: str) -> float:
    """0 to 1: how well a line agrees with <title>: the headline with the site's name behind it, or cut, or spam."""
    if not title or not key:
        return 0.0
    if key == title:
        return 1.0
    if title.startswith(key):
        following = title[len(key)]
        if len(key) >= 6 or following in "-_|—–·,，":
            return 1.0 if len(key) >= 4 else 0.6
        return 0.3
    cut = title.rstrip(".…")
    if len(cut) >= 8 and key.startswith(cut):
        return 0.9
    if len(key) >= 8 and key in title:
        return 0.7
    return 0.0


def _best_pair(
    blocks: list[Block], headlines: dict[int, float], bylines: dict[int, _Byline]
) -> tuple[int | None, int | None]:
    """The headline and byline that fit together best; one of them alone when no two do."""
    best: tuple[float, int | None, int | None] = (30.0, None, None)
    order = sorted(index for index, score in headlines.items() if score >= _POOREST_HEADLINE)
    for byline_index, byline in bylines.items():
        for index in order:
            distance = byline_index - index
            if distance < -1 or distance > _REACH or distance == 0:
                continue
            if distance < 0:
                nearness = 2.0 - 4.0 * -distance
            else:
                nearness = 24 - 2.5 * distance - _read_between(blocks, index, byline_index)
            score = headlines[index] + byline.score + nearness
            if score > best[0]:
                best = (score, index, byline_index)
    for index, alone in headlines.items():
        if alone + 20 > best[0]:
            best = (alone + 20, index, None)
    if best[1] is None:
        for byline_index, byline in bylines.items():
            if byline.dated and byline.score > best[0]:
                best = (byline.score, None, byline_index)
    return best[1], best[2]


def _read_between(blocks: list[Block], headline: int, byline: int) -> float:
    """Price of what stands between a headline and its byline: prose costs more than a subtitle."""
    return sum(25.0 for block in blocks[headline + 1 : byline] if block.length > 60 and is_prose(block))


def _date_line_below_body(headline: int, bylines: dict[int, _Byline]) -> int | None:
    """A labelled date line further down: templates that print the byline under the text."""
    for index in sorted(bylines):
        if index > headline and bylines[index].dated and bylines[index].score >= 55:
            return index
    return None


def _date_just_below(tail: int, bylines: dict[int, _Byline]) -> int | None:
    """A date line right under the text, which need not be labelled there."""
    for index in range(tail, tail + _JUST_BELOW):
        if index in bylines and bylines[index].dated and bylines[index].repeats < _ROWS_OF_A_LIST:
            return index
    return None


def _lines_of_heading(blocks: list[Block], index: int) -> range:
    """The headline with the lines that only a <br> parts from it."""
    stop = index + 1
    element = blocks[index].element
    while (
        stop < len(blocks)
        and blocks[index].heading
        and blocks[stop].after_break
        and blocks[stop].element is element
        and stop - index < 4
        and not label_fields(blocks[stop])
        and not _DATED.search(blocks[stop].key)
    ):
        stop += 1
    return range(index, stop)
