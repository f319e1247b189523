"""Where a page leads without an anchor: frames, areas of an image map, a script that goes on at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.markup import attributes_of

_FRAME = re.compile(r"<(frame|area)\b([^<>]*)>", re.I)
_INNER_FRAME = re.compile(r"<(iframe)\b([^<>]*)>", re.I)
_GOES_ON = re.compile(
    r"(?:(?:window|top|self|document|parent)\.)?location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']"
    r"|location\.(?:replace|assign)\(\s*[\"']([^\"']+)[\"']"
)
_FEW_LINKS = 10
"""A page with fewer links than that has its navigation in inner frames, or is a splash. On others inner frames are
advertisements, maps, and counters that take the question for a visit."""


def other_ways(document: Document) -> Iterator[str]:
    """Absolute addresses without fragments, in page order."""
    few = len(document.links) < _FEW_LINKS
    source = document.source
    patterns = [_FRAME, _INNER_FRAME] if few else [_FRAME] if "<area" in source or "<frame" in source else []
    for pattern in patterns:
        for match in pattern.finditer(source):
            attributes = attributes_of(match[2])
            address = document.absolute(attributes.get("href" if match[1].lower() == "area" else "src", ""))
            if address is not None:
                yield address.partition("#")[0]
    if few:
        for script in document.scripts:
            for one, other in _GOES_ON.findall(script.text):
                address = document.absolute(one or other)
                if address is not None:
                    yield address.partition("#")[0]
