"""Pictures and files that belong to the article."""

from __future__ import annotations

import re

from devzone_crawler.extraction.blocks import Element, Placed
from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.page import Page
from devzone_crawler.extraction.phrases import is_part_of_text
from devzone_crawler.extraction.text import one_line
from devzone_crawler.extraction.urls import joined
from devzone_crawler.items import Attachment, Image

_DECORATION = re.compile(
    r"icon|logo|voice|speak|audio|play|weixin|wechat|\b\w\.gif|\bqr\b|\bqr[?./]|\bnew\d*\.gif|\bhot\d*\.gif|share|qr_?code|ewm|erweima|blank\.|spacer|loading|\bbtn|button|print\.|close\.|arrow|/sys/|/(?:fck|ck)editor/images/|/skin/|/templets?/|/images?/(?:bg|dot|line)"
)
_SOURCES = ("data-original", "data-src", "oldsrc", "orisrc", "src")
_SMALLEST = 60
"""Pixels. Smaller pictures are bullets and buttons."""
_CAPTION = re.compile(r"\bcap(?:tion)?\b|(?:img|pic|photo)-?(?:txt|text|desc|note|info)\b|tushuo", re.I)
_LONGEST_CAPTION = 60
_BELOW = 14
"""Blocks below the body in which a list of attachments may stand."""


def images(page: Page) -> list[Image]:
    """Pictures between byline and end of the body, each once, with the caption that follows it."""
    body = page.layout.body
    document = page.document
    header = page.layout.header
    if body is None and not header:
        return []
    low = header.start if header else body.start if body else 0
    if page.layout.byline is not None and not page.layout.date_line_is_below:
        low = page.layout.byline + 1  # a picture in the byline is a button
    high = body.stop if body else header.stop + 6
    inside = [placed for placed in document.images if body is not None and _is_inside(placed, body.container)]
    found: dict[str, Image] = {}
    for placed in inside or document.images:
        element = placed.element
        if placed.hidden or not low <= placed.block <= high:
            continue
        if placed.block == high and body is not None and not _hangs_with_text(element, document, body.stop):
            continue
        address = _address(element, document)
        if address and address not in found:
            found[address] = Image(address, _caption(document, placed.block, body.stop if body else high))
    return list(found.values())


def attachments(page: Page) -> list[Attachment]:
    """Files linked from the body or just below it, each once."""
    layout = page.layout
    header = layout.header
    if layout.body is None and not header:
        return []
    low = header.start if header else layout.body.start if layout.body else 0
    high = (layout.body.stop if layout.body else header.stop) + _BELOW
    found: dict[str, Attachment] = {}
    for link in page.document.files:
        if low <= link.first_block <= high:
            address = joined(page.document.base, link.href)
            name = one_line(link.text) or one_line(link.title) or None
            if address and (address not in found or found[address].name is None):
                found[address] = Attachment(address, name)
    return list(found.values())


def has_player(page: Page) -> bool:
    """True if a video, sound or frame stands between headline and the end of the body."""
    header = page.layout.header
    if not header:
        return False
    stop = page.layout.body.stop if page.layout.body else header.stop + 6
    return any(header.start <= placed.block <= stop and not placed.hidden for placed in page.document.players)


def _is_inside(placed: Placed, container: Element) -> bool:
    return container.start <= placed.block <= container.end and placed.element.stands_in(container)


def _address(element: Element, document: Document) -> str | None:
    for name in _SOURCES:
        value = element.get(name)
        if value and not value.startswith("data:"):
            break
    else:
        return None
    if _DECORATION.search(value.lower()) or any(_pixels(element.get(side)) < _SMALLEST for side in ("width", "height")):
        return None
    return joined(document.base, value)


def _pixels(text: str) -> int:
    match = re.fullmatch(r"(\d{1,5})(?:px)?", text.strip())
    return int(match.group(1)) if match else _SMALLEST


def _hangs_with_text(element: Element, document: Document, stop: int) -> bool:
    """True if a picture behind the last line still belongs to the text: nothing follows it in the container."""
    return stop >= len(document.blocks) or not element.stands_in(document.blocks[stop].element)


def _caption(document: Document, block: int, stop: int) -> str | None:
    """The line below a picture if it is set as a caption: centred, or beginning with 图."""
    if block >= min(stop, len(document.blocks)):
        return None
    line = document.blocks[block]
    if line.length > _LONGEST_CAPTION or line.is_mostly_links or not is_part_of_text(line):
        return None
    element = line.element
    centred = (
        element.get("align").lower() == "center"
        or "center" in element.get("style")
        or _CAPTION.search(element.get("class")) is not None
        or element.tag in ("center", "figcaption", "dd")
    )
    marked = re.match(r"^[（(]?(?:图[为\d一二三四五六七八九十：:]|上图|下图)", line.key)
    return one_line(line.raw) if centred or marked else None
