"""The body: the run of blocks that is the article's own text.

Every block gets a weight: prose counts for itself, links and boilerplate against it. The container is the element
whose blocks, below the byline, weigh most (the deepest of equals), and the body is the heaviest run within it. Nothing
is deleted because of the tag or class of an ancestor: the site this project began with has its articles inside the
last item of a navigation list that is never closed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from devzone_crawler.extraction.blocks import Block, Element
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.files import names_file
from devzone_crawler.extraction.labels import label_fields
from devzone_crawler.extraction.marks import between_marks
from devzone_crawler.extraction.phrases import (
    announces_list,
    begins_the_tail,
    ends_the_article,
    ends_the_byline_below,
    heads_another_box,
    is_footer,
    is_part_of_text,
    is_prose,
    may_be_footer,
)
from devzone_crawler.extraction.profiles import BODY_CONTAINERS, BODY_MARKS

_LEAST_BELOW_FOOTER = 60
"""Weight of text that is believed to stand below boilerplate."""
_LEAST_IMPRINT = 150.0
"""Weight below which what begins with an address or a telephone number is the page's footer."""
_BYLINE = frozenset(("source", "published", "views", "editor"))
_LONGEST_LABEL = 30
_PARTS_OF_TABLE = frozenset(("table", "tbody", "thead", "tr"))
_HIGHEST_PRICE = 60.0
_NEAR = 6
"""Blocks below a byline among which its text begins."""
_SHORTEST_SENTENCE = 12
_DEEPEST_GAP = -30.0
"""Weight of what may stand between the parts of one text; a list of links weighs more against them."""
_BOILERPLATE = -120.0
"""Weight of what only a page's footer says."""
_FEWEST_LINES = 2
_SHORTEST_LINES = 12
"""Characters. Less is a button or a caption."""
_MOST_OF_THE_TEXT = 0.75
"""Share of a run's weight that the text's own container must hold."""


@dataclass(slots=True)
class BodyRange:
    """The blocks of the body: `start` up to, not including, `stop`, inside `container`."""

    container: Element
    start: int
    stop: int
    weight: float


def find_body(document: Document, start: int, stop: int | None = None) -> BodyRange | None:
    """The heaviest run of text in blocks `start` to `stop` (the end); None when there is no text."""
    blocks = document.blocks
    stop = len(blocks) if stop is None else min(stop, len(blocks))
    if start >= stop:
        return None
    weights = _weights(document, start, stop)
    total = [0.0, *accumulate(weights)]

    stop = _end(blocks, weights, start, _footer(blocks, weights, start, stop))
    known = _known_place(document, total, start, stop)
    low, high, weight = _heaviest_run(weights, known.start, known.stop)
    border = _border(blocks, weights, known.start, low)
    if border is not None:
        stop = border
        low, high, weight = _heaviest_run(weights, known.start, border)
    if weight <= 0 or weight < _price_of_gap(weights, start, low):
        return None
    if weight < _LEAST_IMPRINT and may_be_footer(blocks[low]):
        return None
    if _is_files_only(document, low, high):
        return None
    home = _home(document.elements, total, low, high)
    low, high = max(low, home.start), min(high, home.end)
    low, high = _extend(document, home, low, high, start, stop)
    high = _cut_tail(blocks, weights, low, high)
    low = _below_labels(blocks, low, high)
    return BodyRange(home, low, high, weight) if high > low else None


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
    while high < stop and not begins_the_tail(blocks[high]) and not ends_the_byline_below(blocks[high], lists=True):
        high += 1
    length = sum(block.length for block in blocks[start:high] if is_part_of_text(block))
    if length < _SHORTEST_LINES or _is_files_only(document, start, high):
        return None
    return BodyRange(home, start, high, length * 0.3)


def _is_files_only(document: Document, low: int, high: int) -> bool:
    """True for a run that is mostly a list of downloads: such an article has no text of its own."""
    files = {link.first_block for link in document.files if names_file(link.text)}
    lines = [block for block in document.blocks[low:high] if is_part_of_text(block)]
    of_files = sum(block.length for block in lines if block.index in files)
    return of_files * 2 > sum(block.length for block in lines)


def _end(blocks: list[Block], weights: list[float], start: int, stop: int) -> int:
    """Where no article goes on: the first such phrase that has any text above it."""
    above = 0.0
    for index in range(start, stop):
        if above >= _SHORTEST_SENTENCE and ends_the_article(blocks[index]):
            return index
        above += max(0.0, weights[index])
    return stop


def _border(blocks: list[Block], weights: list[float], start: int, low: int) -> int | None:
    """Where a short text right below the byline ends, if the heavier one at `low` is not its continuation.

    A notice of one sentence stands before comments, 写信须知 or the box of an association that says more than it does.
    """
    near = next((i for i in range(start, min(low, start + _NEAR)) if _is_sentence(blocks[i])), None)
    if near is None or blocks[near].element.parent is blocks[low].element.parent:
        return None
    gap = 0.0
    for index in range(near + 1, low):
        block = blocks[index]
        gap += min(0.0, weights[index])
        if begins_the_tail(block) or heads_another_box(block) or gap < _DEEPEST_GAP:
            return index
    return None


def _is_sentence(block: Block) -> bool:
    return (
        block.length >= _SHORTEST_SENTENCE and block.key[-1] in "。！？" and is_prose(block) and is_part_of_text(block)
    )


def _footer(blocks: list[Block], weights: list[float], start: int, stop: int) -> int:
    """Where the page's footer begins: its first boilerplate line, unless nearly all text stands below it."""
    above = 0.0
    for index in range(start, stop):
        if weights[index] == _BOILERPLATE:
            below = sum(weights[i] for i in range(index, stop) if weights[i] > 0 and not may_be_footer(blocks[i]))
            return index if above >= 0.2 * below or below < _LEAST_BELOW_FOOTER else stop
        above += max(0.0, weights[index])
    return stop


def _known_place(document: Document, total: list[float], start: int, stop: int) -> range:
    """Where a CMS family is known to put the text: between its marks, or in its container; else everywhere."""
    marked = between_marks(document, BODY_MARKS)
    if marked is not None:
        low, high = max(marked.start, start), min(marked.stop, stop)
        if low < high and total[high] - total[low] > 0:
            return range(low, high)
    known = _known_container(document.elements, total, start, stop)
    if known is None:
        return range(start, stop)
    return range(max(known.start, start), min(known.end, stop))


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
    while best.tag in _PARTS_OF_TABLE and best.parent is not None:
        best = best.parent  # notes stand below a table, not in it
    return best


def _extend(document: Document, home: Element, low: int, high: int, start: int, stop: int) -> tuple[int, int]:
    """The run with the short and linked lines (salutation, signature, files) around it that share its container."""
    anchors = Counter(link.first_block for link in document.links)
    blocks = document.blocks
    announced = high > 0 and announces_list(blocks[high - 1])
    while low > max(home.start, start) and not _is_foreign(blocks[low - 1], anchors) and not _is_label(blocks[low - 1]):
        low -= 1
    while high < min(home.end, stop):
        block = blocks[high]
        if _is_foreign(block, anchors) and not (announced and block.tag == "li"):
            break
        announced = (block.tag == "li" and announced) or announces_list(block)
        high += 1
    return low, high


def _is_label(block: Block) -> bool:
    """True for a short line of the byline, which is no salutation."""
    return block.length < _LONGEST_LABEL and not _BYLINE.isdisjoint(label_fields(block))


def _below_labels(blocks: list[Block], low: int, high: int) -> int:
    """Where a run begins without the last lines of a byline that has a line for each label, and one for its number."""
    start = low
    while low < high and (_is_label(blocks[low]) or (low > start and blocks[low].key.isdecimal())):
        low += 1
    return low


def _is_foreign(block: Block, anchors: Counter[int]) -> bool:
    """True for what may stand in the text's container and is no text: link lists, share bars, footers."""
    if begins_the_tail(block):
        return True
    if block.is_mostly_links and (anchors[block.index] > 2 or block.tag in ("li", "dd", "dt", "ul")):
        return True
    return is_footer(block)


def _price_of_gap(weights: list[float], start: int, low: int) -> float:
    """What a text must weigh to be believed that far below the headline: footers are the farthest."""
    return min(_HIGHEST_PRICE, -0.5 * sum(weight for weight in weights[start:low] if weight < 0))


def _weights(document: Document, start: int, stop: int) -> list[float]:
    """The weight of each block from `start` to `stop`, 0 for those above."""
    files: set[int] = set()
    for link in document.files:
        if start <= link.first_block < stop:
            files.update(link.blocks)
    return [0.0] * start + [_weight(block, block.index in files) for block in document.blocks[start:stop]]


def _weight(block: Block, is_file: bool) -> float:
    """Prose for itself, links and boilerplate against it."""
    length = block.length
    if block.hidden:
        return 0.0
    if is_file:
        return 6.0
    if is_footer(block):
        return _BOILERPLATE
    if block.link_length:
        own = length - block.link_length
        if block.link_length > own:
            if block.tag == "p":
                return -4.0
            return -(block.link_length + 4.0)
        return own - 1.5 * block.link_length
    if begins_the_tail(block):
        return -12.0
    if is_prose(block):
        return float(length)
    return min(length, 20) * 0.3 + 0.5


def _is_known_container(element: Element) -> bool:
    names = element.names
    return names != "" and not BODY_CONTAINERS.isdisjoint(names.split())


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
        if begins_the_tail(block) and above >= 0.6 * below:
            return index
        above += weight
    return high
