"""The page that follows: the page's own 下一页 first, then the pager's script, then numbering."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable

from devzone_crawler.extraction.blocks import EDGE, Element, Link
from devzone_crawler.extraction.create_page import pager_calls
from devzone_crawler.extraction.document import Document, document_of
from devzone_crawler.extraction.markup import attributes_of
from devzone_crawler.extraction.pager_words import LOAD_MORE, MORE, NEXT, OLDER
from devzone_crawler.listing.forms import forms_of, options_of
from devzone_crawler.listing.page_request import PageRequest
from devzone_crawler.listing.scripted_links import request_of, request_of_script, stated_address

_NEXT = re.compile(rf"^[\s\[【<(（«←]*(?:{NEXT}|{OLDER}|下一张)[\s>»›→\]】)）]*$", re.I)
_MORE = re.compile(rf"^[\s\[【]*(?:{MORE})[\s>»›.\]】]*$", re.I)
_LOAD = re.compile(rf"^\W*(?:{LOAD_MORE})\W*$", re.I)
_ARROW = re.compile(r"^(?:>|>>|»|›|＞|＞＞)$")
_NUMBER = re.compile(r"^[\[【]?(\d{1,5})[\]】]?$")
_LONGEST_PAGER = 20_000
"""Characters in one block; the longest pagers that are no trap number some hundred pages."""
_CURRENT = re.compile(r"current|active|\bcur\b|\bon\b|thisclass|selected|now", re.I)
_BUTTON = re.compile(rf"<input\b[^<>]*\bvalue\s*=\s*[\"']?[\s\[]*(?:{NEXT})", re.I)
_INPUT = re.compile(r"<input\b([^<>]*)>", re.I)
_SELECT = re.compile(r"<select\b[^<>]*>(.{0,60000}?)</select", re.I | re.S)
_IS_ADDRESS = re.compile(r"[./?]")
_ENCODED = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{40,20000}={0,2}(?![\w+/=])")
"""Base64."""


def find_next_page(document: Document) -> PageRequest | None:
    """How the next page is asked for, or None when this is the last or the only one."""
    for rung in NEXT_PAGE:
        found = rung(document)
        if found is not None:
            return found
    return None


def next_link(document: Document) -> PageRequest | None:
    """The link that says 下一页, or an arrow beside page numbers."""
    for link in reversed(document.links):  # the pager's stands below those of slide shows and calendars
        if (_NEXT.match(link.text) or (not link.text and _NEXT.match(link.title))) and (
            found := request_of(link, document)
        ) is not None:
            return found
    for link in document.links:
        if _ARROW.match(link.text) and _is_near_numbers(link, document):
            return request_of(link, document)
    return None


def next_button(document: Document) -> PageRequest | None:
    """The button that says 下一页: of a form, or with a script of its own."""
    if _BUTTON.search(document.source) is None:
        return None
    for markup in _INPUT.findall(document.source):
        attributes = attributes_of(markup)
        if _NEXT.match(attributes.get("value", "")) and "disabled" not in attributes:
            found = request_of_script(attributes.get("onclick", ""), document)
            if found is not None:
                return found
    for form in forms_of(document):
        for label, name in form.buttons.items():
            if _NEXT.match(label):
                return form.sent(**{name: label})
    return None


def next_option(document: Document) -> PageRequest | None:
    """The option behind the one that is selected, in a list of page numbers whose values are addresses."""
    for select in (
        _SELECT.findall(document.source) if "<option" in document.source or "<OPTION" in document.source else ()
    ):
        options = options_of(select)
        numbers = [text for _, text in options if re.search(r"\d", text)]
        if len(numbers) < len(options) or not all(_IS_ADDRESS.search(found.get("value", "")) for found, _ in options):
            continue
        chosen = next((i for i, (attributes, _) in enumerate(options) if "selected" in attributes), 0)
        address = document.absolute(options[chosen + 1][0]["value"]) if chosen + 1 < len(options) else None
        return PageRequest(address) if address is not None else None
    return None


def create_page_html(document: Document) -> PageRequest | None:
    """The file that follows by what createPageHTML is told."""
    for script in document.scripts:
        for call in pager_calls(script.text):
            file_name = call.next_file()
            address = document.absolute(file_name) if file_name is not None else None
            if address is not None:
                return PageRequest(address)
    return None


def number_after_this(document: Document) -> PageRequest | None:
    """The link behind the number of this page, in a pager that has numbers only."""
    numbered = {int(match.group(1)): link for link in document.links if (match := _NUMBER.match(link.text))}
    if len(numbered) < 1:
        return None
    current = _current_number(document, numbered)
    following = numbered.get(current + 1) if current is not None else None
    return request_of(following, document) if following is not None else None


def encoded_pager(document: Document) -> PageRequest | None:
    """A pager that stands in base64 in the page, for a script with `atob` to show (云南)."""
    if "atob(" not in document.source:
        return None
    for match in _ENCODED.finditer(document.source):
        try:
            markup = base64.b64decode(match.group(), validate=True).decode()
        except ValueError:
            continue
        if "<a" in markup:
            decoded = document_of(markup, document.url, document.encoding)
            decoded.stated_base = document.stated_base
            return next_link(decoded) or number_after_this(decoded)
    return None


def load_more(document: Document) -> PageRequest | None:
    """A button that says where its rows come from: `<a data-url="/list?page=2">加载更多</a>`."""
    for link in document.links:
        if _MORE.match(link.text) and (address := stated_address(link.element, document)):
            return PageRequest(address, scripted=True)
        if _LOAD.match(link.text) and (found := request_of(link, document)) is not None:
            return found
    return None


NEXT_PAGE: tuple[Callable[[Document], PageRequest | None], ...] = (
    next_link,
    next_button,
    create_page_html,
    number_after_this,
    next_option,
    encoded_pager,
    load_more,
)


def _current_number(document: Document, numbered: dict[int, Link]) -> int | None:
    """The number of this page: a link to itself or marked as current, or the one number that is no link."""
    for number, link in numbered.items():
        parent = link.element.parent
        if (
            document.absolute(link.href) == document.own
            or _is_marked(link.element)
            or (parent is not None and parent.tag in ("li", "dd", "span") and _is_marked(parent))
        ):
            return number
    unlinked = _numbers_around(document, numbered.values()) - numbered.keys()
    return min(unlinked, default=None)


def _numbers_around(document: Document, links: Iterable[Link]) -> set[int]:
    """The numbers that stand alone between the pager's links or right beside them."""
    found: set[int] = set()
    last = len(document.blocks)
    # Each block once: the links of a page may all stand in one.
    around = {n for link in links for n in range(max(0, link.first_block - 1), min(link.first_block + 2, last))}
    for n in around:
        raw = document.blocks[n].raw
        if len(raw) > _LONGEST_PAGER:
            continue
        for piece in re.split(rf"[{EDGE}\s]+", raw):
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
