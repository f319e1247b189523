"""Where a page leads without an anchor: frames, areas of an image map, a page or script that sends one on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.markup import attributes_of

_FRAME = re.compile(r"<(frame|area)\b([^<>]*)>", re.I)
_INNER_FRAME = re.compile(r"<(iframe)\b([^<>]*)>", re.I)
_META = re.compile(r"<meta\b([^<>]*\brefresh\b[^<>]*)>", re.I)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"']+)", re.I)
_TOP_OF_PAGE = 6000
"""Characters in which a refresh stands."""
_GOES_ON = re.compile(
    r"(?:(?:window|top|self|document|parent)\.)?location(?:\.href)?\s*=\s*[\"']([^\"']+)[\"']"
    r"|location\.(?:replace|assign)\(\s*[\"']([^\"']+)[\"']"
)
_FEW_LINKS = 10
"""A page with fewer links than that has its navigation in inner frames, or is a splash. On others inner frames are
advertisements, maps, and counters that take the question for a visit."""
_HARDLY_ANY_LINKS = 3


def sends_to(document: Document) -> str | None:
    """Absolute address that a page sends its visitors to by <meta http-equiv="refresh">, or by a script when it has
    hardly anything else; None for a page that stays.
    """
    top = document.source[:_TOP_OF_PAGE]
    for meta in _META.finditer(top) if "efresh" in top or "EFRESH" in top else ():
        match = _REFRESH.match(attributes_of(meta[1]).get("content", ""))
        address = document.absolute(match[1]) if match is not None else None
        if address is not None and address != document.own:
            return address
    if len(document.links) < _HARDLY_ANY_LINKS:
        return next(_sent_by_scripts(document), None)
    return None


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
                yield address
    if few:
        yield from _sent_by_scripts(document)


def _sent_by_scripts(document: Document) -> Iterator[str]:
    for script in document.scripts:
        for one, other in _GOES_ON.findall(script.text):
            address = document.absolute(one or other)
            if address is not None:
                yield address
