"""All that the rungs of a ladder may look at: the page, its parts, and the zones in which fields are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from devzone_crawler.extraction.blocks import Block
from devzone_crawler.extraction.datelines import LONGEST_BYLINE
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.labels import Labelled, labelled_values, of_field
from devzone_crawler.extraction.layout import Layout
from devzone_crawler.extraction.phrases import ends_the_byline_below
from devzone_crawler.extraction.text import join_lines, one_line
from devzone_crawler.items import Hints

_FEWEST_FACTS = 4
"""Labels above the headline that make a table of document facts."""
_FEWEST_DATED_FACTS = 2
"""So many are enough when one is the date."""
_TABLE_REACH = 24
"""Blocks above the headline in which such a table stands, if no breadcrumb says where it begins."""
_LONGEST_FACT = 120
_CLOSING_LINES = 3
_LONGEST_CLOSING = 30
_TAIL_REACH = 12
"""Blocks below the body in which a byline may stand."""


@dataclass
class Page:
    """A document with its parts, what the crawl knows of it, and the moment it was fetched."""

    document: Document
    layout: Layout
    hints: Hints
    reference: datetime
    """No article was published after this moment."""

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
        if layout.headline is None:
            return []
        start = layout.headline.start - _TABLE_REACH if layout.breadcrumb is None else layout.breadcrumb + 1
        above = self.document.blocks[max(0, start) : layout.headline.start]
        labels = labelled_values([block for block in above if not block.hidden and block.length < _LONGEST_FACT])
        states_date = any(of_field(labels, "published", "other_date"))
        return labels if len(labels) >= (_FEWEST_FACTS if not states_date else _FEWEST_DATED_FACTS) else []

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
        blocks = self.document.blocks[body.stop : body.stop + _TAIL_REACH]
        own = list(takewhile(lambda block: not ends_the_byline_below(block), blocks))
        line = self.layout.date_line
        if line is not None and self.layout.date_line_is_below:
            own += self.document.blocks[max(line - 3, body.stop + len(own)) : line + 5]
        return [block for block in own if not block.hidden and block.length < LONGEST_BYLINE]

    @cached_property
    def closing_labels(self) -> list[Labelled]:
        """Labelled values in the body's last lines, where templates put counts into the box of the text."""
        body = self.layout.body
        if body is None:
            return []
        last = self.document.blocks[max(body.start, body.stop - _CLOSING_LINES) : body.stop]
        return labelled_values([block for block in last if block.length < _LONGEST_CLOSING and not block.hidden])

    @cached_property
    def tail_labels(self) -> list[Labelled]:
        """Labelled values just below the body."""
        return labelled_values(self.tail_blocks)

    @cached_property
    def headline_text(self) -> str | None:
        """The headline as printed."""
        if self.layout.headline is None:
            return None
        return one_line(join_lines(self.document.blocks[i].text for i in self.layout.headline)) or None
