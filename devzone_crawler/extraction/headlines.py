"""Which lines of a page look like its headline, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from devzone_crawler.extraction.blocks import Block
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.labels import label_fields
from devzone_crawler.extraction.marks import between_marks
from devzone_crawler.extraction.phrases import is_prose
from devzone_crawler.extraction.profiles import TITLE_MARKS
from devzone_crawler.extraction.text import squash

_LONGEST = 120
"""Characters without white space."""
_LONGEST_COLUMN = 9
_LONGEST_SITE = 20
_IMPRINT = re.compile("版权|主办|承办|©|Copyright", re.I)
_LINES_OF_FOOTER = 10
"""Blocks at the end of a page that name the site."""
_LONGEST_IMPRINT = 300
_SHORTEST_HINT = 7
"""Characters of a link's text that are a title; shorter ones are the names of columns."""
_PARAGRAPH = 40
"""Characters of prose that are a paragraph: headlines stand above paragraphs."""
_MOST_LINES = 4
"""Blocks of an element whose lines may be one headline; more are a text."""
_LONGEST_CONTINUATION = 60
_SUBTITLE_BEGINS = re.compile(r"[-–—]|\d+$")
_BY_LEVEL = (0.0, 30.0, 26.0, 20.0, 15.0, 10.0, 8.0)
"""What <h1> to <h6> are worth."""
_STATED_IN = ("articletitle", "og:title", "dc.title")
"""Metas that state the headline; the first is the State Council's standard (国办发〔2017〕47号)."""

_TITLE_LIKE = re.compile(
    r"title|headline|subject|\bh1\b|\btit\b|tit$|biaoti|\bbt\b|[_-]bt$|^bt|timu|article-tit|arti_tit"
)
_SUBTITLE_LIKE = re.compile(r"sub-?_?(?:title|tit|ac)|futi|fubiaoti|yinti|\bft\b|\byt\b|second|small")
_NO_HEADLINE = re.compile(
    r"^(?:[\d\W_]+|[（(]?(?:阅读|浏览|点击|访问)(?:次数|量|数)?[：:].*|放大.{0,4}缩小.*|(?:[【\[（(]?)(?:字体|字号|分享到?|打印|来源[：:]|作者[：:]|发布时间|发布日期|日期[：:]|时间[：:]|(?:您|你)?(?:当前|现在|所在)?的?位置|相关(?:新闻|阅读|文章|链接)"
    r"|上一篇|下一篇|更多|浏览次数|点击数|点击量|原标题|摘要|导读|核心提示|编者按|扫一扫|责任编辑|返回|设为首页|加入收藏|热点推荐|推荐阅读|热门|版权|Copyright).*"
    r"|.*共\d+(?:条|页|篇).*|[（(]?图\d?[）)]?|广告|收藏|登录|注册|搜索|正文|首页)$"
)
_DATED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")


def score_headlines(document: Document, breadcrumb: int | None, hint: str | None) -> dict[int, float]:
    """Block index → how much it looks like the headline. `hint` is the text of the link that led here."""
    found: dict[int, float] = {}
    title = squash(document.title)
    stated = {squash(document.metas[name]) for name in _STATED_IN if name in document.metas}
    expected = squash(hint or "").rstrip(".…")
    linked = {link.text.lower() for link in document.links}
    footer = (block.key for block in document.blocks[-_LINES_OF_FOOTER:] if not block.link_length)
    imprint = "".join(line for line in footer if len(line) <= _LONGEST_IMPRINT and _IMPRINT.search(line)).lower()
    title_is_dated = _DATED.search(title) is not None
    marked = between_marks(document, TITLE_MARKS) or range(0)
    said = "\n".join((title, *stated, expected))
    paragraphs = 0
    for block in document.blocks:
        index, heading = block.index, block.heading
        below_breadcrumb = breadcrumb is None or index > breadcrumb
        paragraphs += below_breadcrumb and block.length > _PARAGRAPH and is_prose(block)
        stands_off = not below_breadcrumb or paragraphs > 1
        if not heading and (
            block.is_mostly_links or (stands_off and index not in marked and block.key.lower() not in said)
        ):
            continue  # nothing could make up for where it stands
        if index == breadcrumb or not _may_be_headline(block):
            continue
        key = squash("".join(document.blocks[i].key for i in lines_of_heading(document.blocks, block.index)))
        if not key:
            continue
        score = sum(_looks(block)) + sum(_reads(key)) + 30.0 * _agreement(key, title)
        if key in stated or (block.index in marked and len(marked) <= _MOST_LINES):
            score += 60.0
        if len(expected) >= _SHORTEST_HINT and (key.startswith(expected) or (len(key) > 6 and key in expected)):
            score += 50.0
        if breadcrumb is not None:
            score += 10.0 if below_breadcrumb else -35.0
        if paragraphs > 1:
            score -= 60.0
        if len(key) < _LONGEST_COLUMN and not block.link_length and key in linked:
            score -= 25.0  # the name of a column, which the menu links to
        if len(key) <= _LONGEST_SITE and key in imprint:
            score -= 40.0  # the name of the site
        if not title_is_dated and _DATED.search(key):
            score -= 25.0
        found[block.index] = score
    return found


def lines_of_heading(blocks: list[Block], index: int) -> range:
    """The headline with the lines that only a <br> parts from it."""
    element = blocks[index].element
    stop = index + 1
    if element.end - element.start <= _MOST_LINES:
        while stop < element.end and blocks[stop].element is element and _goes_on(blocks[stop]):
            stop += 1
    return range(index, stop)


def _goes_on(block: Block) -> bool:
    """True for a line that belongs to the headline above it: no subtitle, no byline, no text."""
    if not block.after_break or block.length > _LONGEST_CONTINUATION or _SUBTITLE_BEGINS.match(block.key):
        return False
    return not (_DATED.search(block.key) or label_fields(block) or block.key[-1] in "。；;")


def _may_be_headline(block: Block) -> bool:
    if not 2 <= block.length <= _LONGEST or block.hidden or _NO_HEADLINE.match(block.key):
        return False
    return not (block.heading and block.after_break)


def _looks(block: Block) -> Iterator[float]:
    """What tag and class say."""
    yield _BY_LEVEL[block.heading]
    names = block.element.names
    if names:
        yield 14.0 if _TITLE_LIKE.search(names) else 0.0
        yield -25.0 if _SUBTITLE_LIKE.search(names) else 0.0
    if block.link_length and block.is_mostly_links:
        yield -20.0


def _reads(key: str) -> Iterator[float]:
    """What the words say: headlines are neither very short nor sentences."""
    if 8 <= len(key) <= 60:
        yield 6.0
    elif len(key) < 5:
        yield -8.0
    if key[-1] in "。;":
        yield -15.0


def _agreement(key: str, title: str) -> float:
    """0 to 1: how well a line agrees with <title>: the headline with the site's name behind it, or cut, or spam."""
    if not title or not key:
        return 0.0
    if key == title:
        return 1.0
    if title.startswith(key):
        following = title[len(key)]
        if len(key) >= 6 or following in "-_|—–·,":
            return 1.0 if len(key) >= 4 else 0.6
        return 0.3
    cut = title.rstrip(".…")
    if len(cut) >= 8 and key.startswith(cut):
        return 0.9
    if len(key) >= 8 and key in title:
        return 0.7
    return 0.0
