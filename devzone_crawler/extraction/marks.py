"""What generators write around the parts of a page: comments and empty metas, in pairs."""

from __future__ import annotations

from collections.abc import Mapping

from devzone_crawler.extraction.blocks import Flat


def between_marks(page: Flat, pairs: Mapping[str, str]) -> range | None:
    """The blocks between the first pair of marks that holds any; `pairs`: what begins by what ends it."""
    never_ended: set[str] = set()
    for number, mark in enumerate(page.marks):
        begin = mark.text.strip()
        if begin not in pairs or begin in never_ended or mark.block >= len(page.blocks):
            continue
        end = next((other for other in page.marks[number + 1 :] if other.text.strip() == pairs[begin]), None)
        if end is not None:
            # A mark in the middle of a line stands in front of that line's block.
            return range(mark.block, min(max(end.block, mark.block + 1), len(page.blocks)))
        never_ended.add(begin)
    return None
