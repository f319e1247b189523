"""The page that follows: the page's own 下一页 first, then the pager's script, then numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable

from devzone_crawler.extraction.blocks import EDGE, Element, Link
from devzone_crawler.extraction.document import Document

_NEXT = re.compile(r"^[\s\[【<]*(?:下一?页|后一?页|下一頁|下页|next(?:\s*page)?)[\s>»›\]】]*$", re.I)
_ARROW = re.compile(r"^(?:>|>>|»|›|＞|＞＞)$")
_NUMBER = re.compile(r"^[\[【]?(\d{1,5})[\]】]?$")
_CURRENT = re.compile(r"current|active|\bcur\b|\bon\b|thisclass|selected|now", re.I)
_IN_ONCLICK = re.compile(
    r"(?:location(?:\.href)?\s*=\s*|location\.(?:replace|assign)\(\s*|window\.open\(\s*|goto\w*\(\s*|go\(\s*)[\"']([^\"']+)[\"']",
    re.I,
)
_CREATE_PAGE = re.compile(r"createPageHTML\s*\(([^)]*)\)", re.I)
_ARGUMENT = re.compile(r"\s*(?:[\"']([^\"']*)[\"']|(\d+))\s*")


def find_next_page(document: Document) -> str | None:
    """Absolute address of the next page, or None when this is the last or the only one."""
    return _by_text(document) or _by_script(document) or _by_number(document)


def _by_text(document: Document) -> str | None:
    for link in document.links:
        if _NEXT.match(link.text) or (not link.text and _NEXT.match(link.title)):
            return _target(link, document)
    for link in document.links:
        if _ARROW.match(link.text) and _is_near_numbers(link, document):
            return _target(link, document)
    return None


def _target(link: Link, document: Document) -> str | None:
    """Where a pager link leads; None when it leads to the page itself, as on a last page."""
    address = document.absolute(link.href)
    if address is None:
        script = _IN_ONCLICK.search(link.href) or _IN_ONCLICK.search(link.element.get("onclick"))
        address = document.absolute(script.group(1)) if script else None
    if address is None or link.href.strip().startswith("#"):
        return None
    return address if address.partition("#")[0] != document.url.partition("#")[0] else None


def _by_script(document: Document) -> str | None:
    """createPageHTML: four arguments count from 0 (TRS WCM), six from 1 (开普)."""
    for script in document.scripts:
        for match in _CREATE_PAGE.finditer(script.text):
            arguments = [text or number for text, number in _ARGUMENT.findall(match.group(1)) if text or number]
            file_name = _next_file(arguments)
            if file_name is not None:
                return document.absolute(file_name)
    return None


def _next_file(arguments: list[str]) -> str | None:
    """Name of the next page's file by the arguments of createPageHTML; None on the last page and for other calls."""
    if len(arguments) == 4:
        count, current, stem, suffix = arguments
    elif len(arguments) == 6:
        _, count, current, stem, suffix, _ = arguments
    else:
        return None
    if not (count.isdigit() and current.isdigit()):
        return None
    last = int(count) - 1 if len(arguments) == 4 else int(count)
    return f"{stem}_{int(current) + 1}.{suffix}" if int(current) < last else None


def _by_number(document: Document) -> str | None:
    """The link behind the number of this page, in a pager that has numbers only."""
    numbered = {int(match.group(1)): link for link in document.links if (match := _NUMBER.match(link.text))}
    if len(numbered) < 1:
        return None
    current = _current_number(document, numbered)
    following = numbered.get(current + 1) if current is not None else None
    return _target(following, document) if following is not None else None


def _current_number(document: Document, numbered: dict[int, Link]) -> int | None:
    """The number of this page: a link to itself or marked as current, or the one number that is no link."""
    own = document.url.partition("#")[0]
    for number, link in numbered.items():
        parent = link.element.parent
        if (
            document.absolute(link.href) == own
            or _is_marked(link.element)
            or (parent is not None and parent.tag in ("li", "dd", "span") and _is_marked(parent))
        ):
            return number
    unlinked = _numbers_around(document, numbered.values()) - numbered.keys()
    return min(unlinked, default=None)


def _numbers_around(document: Document, links: Iterable[Link]) -> set[int]:
    """The numbers that stand alone between the pager's links or right beside them."""
    found: set[int] = set()
    blocks = document.blocks
    for link in links:
        for block in blocks[max(0, link.first_block - 1) : link.first_block + 2]:
            for piece in re.split(rf"[{EDGE}\s]+", block.raw):
                match = _NUMBER.match(piece)
                if match:
                    found.add(int(match.group(1)))
    return found


def _is_marked(element: Element) -> bool:
    """True if the class says that this is the page one is on."""
    return _CURRENT.search(element.get("class")) is not None


def _is_near_numbers(link: Link, document: Document) -> bool:
    """True if page numbers stand in the same block as the arrow, or in one beside it."""
    return bool(_numbers_around(document, (link,)))
