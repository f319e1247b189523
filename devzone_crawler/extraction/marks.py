"""What generators write around the parts of a page: comments and empty metas, in pairs."""

from __future__ import annotations

from collections.abc import Mapping

from devzone_crawler.extraction.blocks import Flat


def between_marks(page: Flat, pairs: Mapping[str, str]) -> range | None:
    """The blocks between the first pair of marks that holds any; `pairs`: what begins by what ends it."""
    for number, mark in enumerate(page.marks):
        end = pairs.get(mark.text.strip())
        if end is None:
            continue
        for other in page.marks[number + 1 :]:
            if other.text.strip() == end:
                # A mark in the middle of a line stands in front of that line's block.
                stop = max(other.block, mark.block + 1)
                if mark.block < len(page.blocks):
                    return range(mark.block, min(stop, len(page.blocks)))
                break
    return None
