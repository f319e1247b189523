"""The body as text: which lines it has, and how tables are set."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from devzone_crawler.extraction.blocks import Block, Element
from devzone_crawler.extraction.body import BodyRange
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.phrases import is_part_of_text
from devzone_crawler.extraction.text import one_line

_CELLS = frozenset({"td", "th"})


def body_lines(document: Document, body: BodyRange) -> list[str]:
    """The text of the body: one string a line, table rows with a tab between cells."""
    lines: list[str] = []
    blocks = [block for block in document.blocks[body.start : body.stop] if is_part_of_text(block)]
    cells = {block.index: _cell_of(block, body.container) for block in blocks}
    for row, group in groupby(blocks, key=lambda block: _row_of(cells[block.index])):
        lines.extend(_lines_of(row, list(group), cells))
    return [line for line in lines if line]


def _cell_of(block: Block, container: Element) -> Element | None:
    """The table cell that a block stands in, within the container."""
    for element in block.element.lineage():
        if element is container:
            return None
        if element.tag in _CELLS:
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
