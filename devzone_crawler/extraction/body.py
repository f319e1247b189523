"""The body: the run of blocks that is the article's own text.

Every block gets a weight: prose counts for itself, links and boilerplate against it. The container is the element
whose blocks, below the byline, weigh most (the deepest of equals), and the body is the heaviest run within it. Nothing
is deleted because of the tag or class of an ancestor: the site this project began with has its articles inside the
last item of a navigation list that is never closed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from devzone_crawler.extraction.blocks import Block, Element
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.profiles import BODY_CONTAINERS
from devzone_crawler.extraction.text import one_line

_PROSE = re.compile("[，。；！？、：”,;]")

_TAIL_PHRASES = """
上一[篇条页则个] 下一[篇条页则个] 上[篇条] 下[篇条] 上一(?=[:：]|$) 下一(?=[:：]|$)
相关(?:新闻|阅读|文章|链接|信息|稿件|内容|推荐|报道|专题|热词|附件) 延伸阅读 猜你喜欢
推荐(?:阅读|新闻|文章|内容) (?:重点|精彩|热点|热门|编辑|今日|为你|为您|相关)推荐
热门(?:新闻|文章) 最新(?:新闻|文章) 更多(?:精彩|新闻|资讯|内容) 点击排行 热点排行 阅读排行
分享(?:到|至|按钮) 扫一扫 打印(?:本页|本文) 关闭(?:窗口|本页) 返回(?:列表|顶部|首页|上一页)
发表评论 网友评论 我要评论 最新评论 我要纠错 纠错 顶一下 踩一下 评论$
版权声明 免责声明 特别声明 郑重声明 版权所有 友情链接 网站标识码 技术支持 Copyright ©
-{4,}分隔线 浏览次数 点击次数 点击数
""".split()
_DISCLAIMER = re.compile(r"^[\s【\[（(]*(?:(?:版权|免责|特别|郑重|重要)?声明)[】\]）)]*[：:]")
_TAIL = re.compile(rf"^[\s【\[（(]*(?:{'|'.join(_TAIL_PHRASES)})", re.I)
"""What begins the end of an article, when it begins a block that is no sentence."""

_DROPPED_PHRASES = r"""
责任编辑(?![部室]) 责编 编\s?辑[：:] 审核[：:] 校对[：:] 初审 复审 终审 本文共\d+页 原标题 扫描二维码 微信扫一扫
来源[：:] 信息来源 文章来源 稿件来源 相关(?:阅读|链接|新闻|报道)
[^。，]{0,10}(?:点击数|点击量|点击次数|浏览次数|浏览量|浏览数|阅读次数|阅读量|阅读数|访问次数|访问量)[：:]
""".split()
_DROPPED = re.compile(rf"^[\s【\[（(]*(?:{'|'.join(_DROPPED_PHRASES)})")
"""Lines that are no part of the text, wherever they stand in it, unless they are sentences."""
_TOOLS = re.compile(
    r"[\d\W_]*(?:(?:打印|关闭|收藏|分享到?|点赞|评论|举报|转发|复制链接|字[体号]|大\W?中\W?小|默认|窗口|本页|返回|顶部)[\d\W_]*)+"
)
"""A line of nothing but buttons."""
_SENTENCE_END = frozenset("。！？；")
_LONGEST_DROPPED = 45
"""Characters. A longer block that begins with such a phrase is a sentence."""

_BOILERPLATE_PHRASES = r"""
ICP备 ICP证 公网安备 版权所有 Copyright All\s?Rights\s?Reserved 网站标识码 技术支持[：:] 建议使用.{0,12}浏览器
违法和不良信息 未经.{0,12}(?:授权|许可).{0,6}(?:不得|禁止)转载
""".split()
_BOILERPLATE = re.compile("|".join(_BOILERPLATE_PHRASES), re.I)
"""What only a page's footer says."""
_LONGEST_BOILERPLATE = 300
_IMPRINT = re.compile("地址[：:]|电话[：:]|传真[：:]|邮编[：:]|邮箱[：:]|备案|主办|承办|版权|分辨率|浏览器")
"""What a footer says beside its boilerplate."""
_LEAST_BELOW_FOOTER = 60
"""Weight of text that is believed to stand below boilerplate."""
_FEWEST_LINES = 2
_SHORTEST_LINES = 12
"""Characters. Less is a button or a caption."""

_MOST_OF_THE_TEXT = 0.75
"""Share of a run's weight that the text's own container must hold."""

_ANNOUNCES = re.compile(r"[下以如][列下].{0,40}[。：:]$|[：:]$")
"""A sentence that a list follows, even one of links: 现批准发布下列十二项团体标准。"""
_BOX = re.compile(r"相关(?!负责)|推荐|热门|热点|最新|延伸阅读|猜你喜欢|点击排行|.{2,4}排行|友情链接|今日访问|您是第")
_NEIGHBOUR = re.compile(r"[\W_]*(?:上|下|前|后)一?[篇条页则个]")
_PAGE_NUMBERS = re.compile(r"[\d\W]+")
_SHORTEST_ROW = 8
"""Characters of a link that is the title of another article."""

_STAND_IN_ROW = frozenset({"td", "th"})


@dataclass(slots=True)
class BodyRange:
    """The blocks of the body: `start` up to, not including, `stop`, inside `container`."""

    container: Element
    start: int
    stop: int
    weight: float
    tail: int
    """First block below the text: where editor and source lines may stand."""


def find_body(document: Document, start: int, stop: int | None = None) -> BodyRange | None:
    """The heaviest run of text in blocks `start` to `stop` (the end); None when there is no text."""
    blocks = document.blocks
    stop = len(blocks) if stop is None else min(stop, len(blocks))
    if start >= stop:
        return None
    weights = _weights(document, start, stop)
    total = [0.0, *accumulate(weights)]

    stop = _footer(blocks, weights, start, stop)
    known = _known_container(document.elements, total, start, stop)
    low, high, weight = _heaviest_run(
        weights, max(known.start, start) if known else start, min(known.end, stop) if known else stop
    )
    if weight <= 0 or weight < _price_of_gap(weights, start, low):
        return None
    home = _home(document.elements, total, low, high)
    low, high = max(low, home.start), min(high, home.end)
    low, high = _extend(document, home, low, high, start, stop)
    high = _cut_tail(blocks, weights, low, high)
    return BodyRange(home, low, high, weight, high) if high > low else None


def find_lines(document: Document, start: int, stop: int) -> BodyRange | None:
    """What stands right below a byline where there is no prose: a list of standards, a table of papers, names."""
    blocks = document.blocks
    beginning = [e for e in document.elements if start <= e.start <= start + 1 and e.end <= stop]
    home = max(beginning, key=lambda e: e.end - e.start, default=None)
    if home is None or blocks[home.start].tag in ("li", "dd", "dt"):
        return None
    parent = home.parent
    if home.end - home.start < _FEWEST_LINES and parent is not None and parent.start < start < parent.end:
        home, stop = parent, min(stop, parent.end)
    else:
        stop = home.end
    high = start
    while high < stop and not _is_tail(blocks[high]) and not _BOILERPLATE.search(blocks[high].key):
        high += 1
    lines = [block for block in blocks[start:high] if _belongs(block)]
    length = sum(block.length for block in lines)
    files = sum(len(link.text) for link in document.files if start <= link.first_block < high)
    if length < _SHORTEST_LINES or files * 2 > length:
        return None
    return BodyRange(home, start, high, length * 0.3, high)


def _footer(blocks: list[Block], weights: list[float], start: int, stop: int) -> int:
    """Where the page's footer begins: its first boilerplate line, unless nearly all text stands below it."""
    above = 0.0
    for index in range(start, stop):
        block = blocks[index]
        if block.length < _LONGEST_BOILERPLATE and _BOILERPLATE.search(block.key):
            below = sum(weights[i] for i in range(index, stop) if weights[i] > 0 and not _IMPRINT.search(blocks[i].key))
            return index if above >= 0.2 * below or below < _LEAST_BELOW_FOOTER else stop
        above += max(0.0, weights[index])
    return stop


def is_prose(block: Block) -> bool:
    """True for a block that reads as text: punctuation, and not a link."""
    return not block.hidden and not block.is_mostly_links and _PROSE.search(block.key) is not None


def _known_container(elements: list[Element], total: list[float], start: int, stop: int) -> Element | None:
    """The element that a CMS family is known to put the text in, if it holds any text here."""
    best, best_weight = None, 0.0
    for element in elements:
        if element.end <= start or element.start >= stop:
            continue
        weight = total[min(element.end, stop)] - total[max(element.start, start)]
        if weight > best_weight and _is_known_container(element):
            best, best_weight = element, weight
    return best


def _home(elements: list[Element], total: list[float], low: int, high: int) -> Element:
    """The innermost element that holds most of a run: the text's own container."""
    whole = total[high] - total[low]
    best = elements[-1]
    for element in elements:
        if element.end <= low or element.start >= high or element.tag == "p":
            continue
        if 1 < element.end - element.start < best.end - best.start:
            inside = total[min(element.end, high)] - total[max(element.start, low)]
            if inside >= _MOST_OF_THE_TEXT * whole:
                best = element
    return best


def _extend(document: Document, home: Element, low: int, high: int, start: int, stop: int) -> tuple[int, int]:
    """The run with the short and linked lines (salutation, signature, files) around it that share its container."""
    anchors = Counter(link.first_block for link in document.links)
    blocks = document.blocks
    announced = high > 0 and _ANNOUNCES.search(blocks[high - 1].key) is not None
    while low > max(home.start, start) and not _is_foreign(blocks[low - 1], anchors):
        low -= 1
    while high < min(home.end, stop):
        block = blocks[high]
        if _is_foreign(block, anchors) and not (announced and block.tag == "li"):
            break
        announced = (block.tag == "li" and announced) or _ANNOUNCES.search(block.key) is not None
        high += 1
    return low, high


def _is_foreign(block: Block, anchors: Counter[int]) -> bool:
    """True for what may stand in the text's container and is no text: link lists, share bars, footers."""
    if _is_tail(block):
        return True
    if block.is_mostly_links and (anchors[block.index] > 2 or block.tag in ("li", "dd", "dt", "ul")):
        return True
    return _BOILERPLATE.search(block.key) is not None


def ends_the_tail(block: Block) -> bool:
    """True for what stands below the lines that still belong to an article: boxes of other articles, the footer."""
    if block.length < _LONGEST_BOILERPLATE and _BOILERPLATE.search(block.key):
        return True
    if block.heading or _BOX.match(block.key):
        return True
    if block.link_length < _SHORTEST_ROW or not block.is_mostly_links:
        return False
    return _NEIGHBOUR.match(block.key) is None and _PAGE_NUMBERS.fullmatch(block.key) is None


def _is_tail(block: Block) -> bool:
    if block.length < _LONGEST_BOILERPLATE and _DISCLAIMER.match(block.key):
        return True
    return block.length < _LONGEST_DROPPED and _begins_with(_TAIL, block)


def _begins_with(phrases: re.Pattern[str], block: Block) -> bool:
    """True if a block begins with a phrase and does not go on as a sentence (下一步，园区将建设交易平台)."""
    key = block.key
    match = phrases.match(key)
    if match is None:
        return False
    return key[-1] not in _SENTENCE_END or (key[match.end() : match.end() + 1] in "：:】]" and "，" not in key)


def _price_of_gap(weights: list[float], start: int, low: int) -> float:
    """What a text must weigh to be believed that far below the headline: footers are the farthest."""
    return -0.5 * sum(weight for weight in weights[start:low] if weight < 0)


def _weights(document: Document, start: int, stop: int) -> list[float]:
    """The weight of each block from `start` to `stop`, 0 for those above."""
    files: set[int] = set()
    for link in document.files:
        if start <= link.first_block < stop:
            files.update(range(link.first_block, link.last_block + 1))
    return [0.0] * start + [_weight(block, block.index in files) for block in document.blocks[start:stop]]


def _weight(block: Block, is_file: bool) -> float:
    """Prose for itself, links and boilerplate against it."""
    length = block.length
    if block.hidden:
        return 0.0
    if is_file:
        return 6.0
    if length < _LONGEST_BOILERPLATE and _BOILERPLATE.search(block.key):
        return -120.0
    if block.link_length:
        own = length - block.link_length
        if block.link_length > own:
            if block.tag == "p":
                return -4.0
            return -(block.link_length + 4.0)
        return own - 1.5 * block.link_length
    if _is_tail(block):
        return -12.0
    if _PROSE.search(block.key):
        return float(length)
    return min(length, 20) * 0.3 + 0.5


def _is_known_container(element: Element) -> bool:
    names = element.names
    return names != "" and not BODY_CONTAINERS.isdisjoint(names.lower().split())


def _heaviest_run(weights: list[float], low: int, high: int) -> tuple[int, int, float]:
    """The contiguous run with the largest sum (Kadane), its lightest ends included."""
    best_sum, best_low, best_high = float("-inf"), low, low
    running, running_low = 0.0, low
    for index in range(low, high):
        if running < 0:
            running, running_low = 0.0, index
        running += weights[index]
        if running >= best_sum:
            best_sum, best_low, best_high = running, running_low, index + 1
    return best_low, best_high, best_sum


def _cut_tail(blocks: list[Block], weights: list[float], low: int, high: int) -> int:
    """End the run at the first tail phrase that has most of the text above it."""
    below = sum(max(0.0, w) for w in weights[low:high])
    above = 0.0
    for index in range(low, high):
        weight = max(0.0, weights[index])
        block = blocks[index]
        if _is_tail(block) and above >= 0.6 * below:
            return index
        above += weight
    return high


def body_lines(document: Document, body: BodyRange) -> list[str]:
    """The text of the body: one string a line, table rows with a tab between cells."""
    lines: list[str] = []
    blocks = [block for block in document.blocks[body.start : body.stop] if _belongs(block)]
    cells = {block.index: _cell_of(block, body.container) for block in blocks}
    for row, group in groupby(blocks, key=lambda block: _row_of(cells[block.index])):
        lines.extend(_lines_of(row, list(group), cells))
    return [line for line in lines if line]


def _belongs(block: Block) -> bool:
    if block.hidden:
        return False
    if block.length >= _LONGEST_DROPPED:
        return True
    if block.tag in _STAND_IN_ROW and block.key[0] not in "【[":
        return True  # 关闭 in the cell of a table says what became of a company
    return not (_begins_with(_DROPPED, block) or _TOOLS.fullmatch(block.key))


def _cell_of(block: Block, container: Element) -> Element | None:
    """The table cell that a block stands in, within the container."""
    for element in block.element.lineage():
        if element is container:
            return None
        if element.tag in _STAND_IN_ROW:
            return element
    return None


def _row_of(cell: Element | None) -> Element | None:
    return None if cell is None else cell.parent


def _set_lines(block: Block) -> list[str]:
    """The lines of a block: one, but in <pre>, where line ends count."""
    return block.raw.split("\n") if block.tag == "pre" else [block.raw]


def _lines_of(row: Element | None, blocks: list[Block], cells: dict[int, Element | None]) -> Iterator[str]:
    """The blocks of a data row as one line with a tab between cells; blocks elsewhere, one a line.

    A row with text in one cell only is no data: layout tables are made of such rows.
    """
    by_cell = [list(group) for _, group in groupby(blocks, key=lambda block: cells[block.index])]
    if row is None or len(by_cell) < 2:
        yield from (one_line(line) for block in blocks for line in _set_lines(block))
    else:
        yield "\t".join(" ".join(one_line(block.raw) for block in cell) for cell in by_cell)
