"""The breadcrumb: where a page stands in its site, `当前位置：首页 > 资讯中心 > 省级开发区动态`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from devzone_crawler.extraction.blocks import EDGE, Block
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.text import one_line, squash

_LABEL = re.compile(
    rf"(?:^[\s\W]*(?:的|所在的?|所处的)?|(?:您|你)?(?:现在|目前|[当當]前|所在|您|你)(?:的|所在的?|所处的)?){EDGE}?位\s?置(?:是|为)?"
    rf"(?:[\s{EDGE}]*[：:>»]|(?=[\s{EDGE}\[【]|$))"
    r"|您(?:现在|目前)?(?:在|位于)[：:]?"
    rf"|^[\s{EDGE}]*(?i:you are here|(?:(?:your|current)\s){{0,2}}(?:location|position))[\s{EDGE}]*[：:]"
)
"""`当前位置`, `您现在的位置`, `您所在的位置`, ... as counted in crawler templates, and what English editions say; not
the 位置 of 龙门大桥位置图."""

_HOME = re.compile(r"^(?:网站|網站|本站|返回)?[首主][页頁]$|^home$", re.I)
_ENDS = re.compile(
    r"^(?:[\u3400-\u9fff]{0,2}正文|详细|详情|内容|详细内容|浏览文章|查看内容|文章内容|信息内容|查看详情|文章正文|新闻详情|阅读文章|浏览信息)$"
)
_SEPARATOR = re.compile(
    rf"[>＞»›→》]+|-{{2,}}>?|::|(?<=[\s{EDGE}])[-–—·|/\\](?=[\s{EDGE}])|(?<={EDGE})[-–—·•|/\\](?={EDGE})"
)
_MARKED = re.compile(r"bread|crumb|position|location|sitemap|weizhi|dqwz|(?:^|[\s_-])(?:nav)?path(?:$|[\s_-])")
"""Ids and classes of breadcrumbs that say nothing else of themselves."""
_ARROW = re.compile(rf"[{EDGE}\s][>＞»›→]{{1,2}}[{EDGE}\s]")
_NAME_OF_COLUMN = re.compile(rf"^[^{EDGE}>＞»›→]{{2,16}}{EDGE}+(?=\s*[首主][页頁]\s*[>＞»›→])")
"""The name of the column, printed large in front of the breadcrumb: `图说园区` `首页 > 新闻动态 > 图说园区`."""
_ARROWS = frozenset(">＞»›→/·")
_HOME_BEGINS = frozenset("首主网網本返hH")
_MOST_STEPS = 6
_MOST_PLAIN_STEPS = 3
_FARTHEST_LABEL = 40
_LONGEST_STEP = 12
_LONGEST_UNLABELLED = 60
_LONGEST = 160
"""Characters. A longer block is text that happens to hold 位置."""


def find_breadcrumb(document: Document) -> int | None:
    """Index of the block that is the breadcrumb, or None. A labelled one comes before one that only looks like it."""
    arrows = marked = plain = None
    for block in document.blocks:
        if block.length > _LONGEST or block.hidden:
            continue
        if "位置" in block.key and _label_of(block.raw) is not None and _is_trail(block):
            return block.index
        if block.length > _LONGEST_UNLABELLED:
            continue
        if arrows is not None:
            continue
        if _is_trail_of_arrows(block):
            arrows = block.index
        elif marked is None and block.link_length and _is_marked(block):
            marked = block.index
        elif plain is None and _is_plain_trail(block):
            plain = block.index
    return next((index for index in (arrows, marked, plain) if index is not None), None)


def read_breadcrumb(document: Document, index: int, headline: str | None) -> list[str]:
    """The steps of the breadcrumb without 首页, without 正文 and without the headline, outermost first.

    A home page under another name (`和讯网 > 股票`) is a step like any other: what is printed is kept.
    """
    blocks = document.blocks
    text = blocks[index].raw
    label = _label_of(text)
    if label is not None:
        text = text[label.end() :]
    text = _NAME_OF_COLUMN.sub("", text.strip())
    if not _has_steps(text) or _HOME.match(blocks[index].key):
        text = _following_links(blocks, index)
    steps = [one_line(step).strip(" >:：-|/·") for piece in _SEPARATOR.split(text) for step in piece.split(EDGE)]
    title = squash(headline or "")
    kept: list[str] = []
    for step in steps:
        if not step or _HOME.search(step) or _ENDS.match(step):
            continue
        if title and (squash(step) == title or (len(step) > 12 and title.startswith(squash(step).rstrip(".…")))):
            continue
        if not kept or step != kept[-1]:
            kept.append(step)
    return kept


def _label_of(text: str) -> re.Match[str] | None:
    """The label that a breadcrumb begins with; in the middle of a sentence 位置 is a word like any other."""
    label = _LABEL.search(text)
    if label is None or label.start() > _FARTHEST_LABEL or "。" in text:
        return None
    return label


def _is_marked(block: Block) -> bool:
    """True if the block's element, or the list that it is an item of, is called a breadcrumb."""
    element = block.element
    if element.tag == "li" and element.parent is not None:
        element = element.parent
    return _MARKED.search(element.names) is not None


def _is_trail(block: Block) -> bool:
    return block.link_length > 0 or ">" in block.raw or "首页" in block.key or block.length < 12


def _is_trail_of_arrows(block: Block) -> bool:
    """`首页 > 要闻`, `音乐频道 > 内地音乐 > 正文`, `云岭网 > 财经`, `主页 / 动态 / 成员故事`."""
    if _ARROWS.isdisjoint(block.key):
        return False
    steps = _steps(_NAME_OF_COLUMN.sub("", block.raw.strip()))
    if not 2 <= len(steps) <= _MOST_STEPS or _SEPARATOR.search(block.raw) is None:
        return False
    if _HOME.match(steps[0]) or steps[-1] == "正文":
        return True
    return block.link_length > 0 and _ARROW.search(block.raw) is not None and max(map(len, steps)) <= _LONGEST_STEP


def _is_plain_trail(block: Block) -> bool:
    """`首页 要闻`, as links with nothing between them. More of them, or with bars between, are a menu."""
    if block.key[0] not in _HOME_BEGINS or not block.link_length or "|" in block.key or "｜" in block.key:
        return False
    steps = _steps(block.raw)
    return 2 <= len(steps) <= _MOST_PLAIN_STEPS and _HOME.match(steps[0]) is not None


def _steps(text: str) -> list[str]:
    return [step for step in re.split(rf"[{EDGE}>＞»›→·|/\s-]+", text) if step]


def _has_steps(text: str) -> bool:
    return bool("".join(text.replace(EDGE, "").split()).strip(">:："))


def _is_of_same_list(block: Block, first: Block) -> bool:
    """True for the step where the reader is, which leads nowhere."""
    return block.tag == "li" and block.element.parent is first.element.parent


def _following_links(blocks: Sequence[Block], index: int) -> str:
    """The steps when each is a block of its own, as in <ol class="breadcrumb"><li>."""
    steps: list[str] = []
    for block in blocks[index + 1 : index + 8]:
        is_step = block.link_length or _ENDS.match(block.key) or _is_of_same_list(block, blocks[index])
        if block.length > 20 or not is_step:
            break
        steps.append(block.raw)
    return ">".join(steps)
