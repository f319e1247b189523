"""Where a link of a pager leads, also when a script would take one there. Scripts are read as text and never run."""

from __future__ import annotations

import re

from devzone_crawler.extraction.blocks import Element, Link
from devzone_crawler.extraction.document import Document
from devzone_crawler.listing.forms import Form, forms_of
from devzone_crawler.listing.page_request import PageRequest

_LEADS = r"(?:location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\(|window\.open\(|\bhref\s*=(?!=))"
_LITERAL_ADDRESS = re.compile(rf"(?:{_LEADS}|\bgo\w*\()\s*(?:\w+\(\s*)?[\"']([^\"']+)[\"']\s*(?![\s+])", re.I)
"""`location.href=encodeURI('index_2.jhtml')`, `goto('list_2.html')`."""
_POSTBACK = re.compile(
    r"__doPostBack\(\s*[\"']([^\"']*)[\"']\s*,\s*[\"']([^\"']*)[\"']|PostBackOptions\(\s*[\"']([^\"']+)[\"']\s*,\s*[\"']([^\"']*)[\"']"
)
_CALL = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]*)\(\s*[\"']?(\d{1,6})[\"']?\s*[,)]")
_ROW_CALL = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$]*)\(\s*[\"']?([\w-]{2,64})[\"']?\s*\)")
"""`viewInfo('88031')`: a row's own function is given the row's number."""
_STATED_IN = ("data-url", "data-href", "data-next", "data-link")
"""Attributes from which scripts take an address."""
_LONGEST_BODY = 1500
_ADDRESS = re.compile(rf"{_LEADS}\s*(?:encodeURI\(\s*)?([^;\n]{{2,400}})")
_PIECE = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z_$][\w$]*)|(\d+))\s*(?:\+|\)|$)")
_SETS_FIELD = re.compile(
    r"(?:getElementById\(\s*[\"']([^\"']+)[\"']\s*\)|\$\(\s*[\"'](?:#|[^\"']*name=[\\\"']*)([\w.:-]+)[^\"']*[\"']\s*\)"
    r"|\.(?:elements\[\s*[\"'])?([\w$-]+)(?:[\"']\s*\])?)\s*\.(?:value\s*=|val\()\s*([A-Za-z_$][\w$]*|\d+)"
)
_PAGE_FIELD = re.compile(r"(?:to|go|cur(?:rent)?|now)?_?page_?(?:no|num(?:ber)?|index|id)?|p|pn|currpage", re.I)
"""Names of the field that says which page is wanted."""


def request_of(link: Link, document: Document) -> PageRequest | None:
    """How the page behind a pager's link is asked for; None when it is this page itself, as on a last page."""
    href = link.href.strip()
    address = document.absolute(href) if not href.startswith("#") else None
    if address is not None and href:
        return _unless_own(address, document)
    script = f"{href}\n{link.element.get('onclick')}"
    return request_of_script(script, document) or _unless_own(stated_address(link.element, document), document)


def stated_address(element: Element, document: Document) -> str | None:
    """Absolute address that an element carries for a script to take; None if it carries none."""
    addresses = (document.absolute(element.get(name)) for name in _STATED_IN)
    return next((address for address in addresses if address is not None), None)


def address_of(element: Element, document: Document) -> str | None:
    """Absolute address that a row's link leads to, or the row itself by a script of its own; None if none is told."""
    href = element.get("href")
    address = document.absolute(href)
    if address is not None and not href.startswith("#"):
        return address
    script = f"{href}\n{element.get('onclick')}"
    literal = _LITERAL_ADDRESS.search(script)
    if literal is not None:
        return document.absolute(literal[1])
    call = _ROW_CALL.search(script)
    function = _function(call[1], document) if call is not None else None
    if call is None or function is None:
        return None
    made = _address_made(function[1], function[0], call[2], document)
    return made.url if made is not None else None


def request_of_script(script: str, document: Document) -> PageRequest | None:
    """What the script of a link or button asks for; None if that cannot be told."""
    literal = _LITERAL_ADDRESS.search(script)
    if literal is not None:
        return _unless_own(document.absolute(literal[1]), document)
    return _by_postback(script, document) or _by_call(script, document)


def _unless_own(address: str | None, document: Document) -> PageRequest | None:
    return PageRequest(address) if address is not None and address != document.own else None


def _by_postback(script: str, document: Document) -> PageRequest | None:
    """ASP.NET: the page sends its form, view state and all, with the name of what was clicked."""
    match = _POSTBACK.search(script)
    if match is None:
        return None
    target, argument = (match[1], match[2]) if match[1] is not None else (match[3], match[4])
    forms = [form for form in forms_of(document) if "__VIEWSTATE" in form.fields] or forms_of(document)
    return forms[0].sent(__EVENTTARGET=target, __EVENTARGUMENT=argument) if forms else None


def _by_call(script: str, document: Document) -> PageRequest | None:
    """`turnPage(2)`: what the page's own function of that name does with the number."""
    call = next((call for call in _CALL.finditer(script) if call[1] != "void"), None)
    if call is None:
        return None
    name, number = call[1], call[2]
    function = _function(name, document)
    if function is not None:
        parameter, body = function
        return _address_made(body, parameter, number, document) or _form_filled(body, parameter, number, document)
    for form in forms_of(document):
        for known in form.fields:
            if _PAGE_FIELD.fullmatch(known) and form.fields[known] != number:
                return form.sent(**{known: number})
    return None


def _function(name: str, document: Document) -> tuple[str, str] | None:
    """First parameter and beginning of the body of a function that the page defines."""
    pattern = re.compile(
        rf"(?:function\s+{re.escape(name)}\s*|\b{re.escape(name)}\s*=\s*function\s*)\(\s*([\w$]*)[^)]*\)\s*\{{"
    )
    for script in document.scripts:
        if name in script.text and (match := pattern.search(script.text)):
            return match[1], script.text[match.end() : match.end() + _LONGEST_BODY].partition("\nfunction ")[0]
    return None


def _address_made(body: str, parameter: str, number: str, document: Document) -> PageRequest | None:
    """`location.href = "list_" + n + ".html"` with the number in its place."""
    for match in _ADDRESS.finditer(body):
        made = _joined(match[1], {parameter: number}, document)
        if made is not None and number in made:
            return _unless_own(document.absolute(made), document)
    return None


def _joined(expression: str, known: dict[str, str], document: Document) -> str | None:
    """A concatenation of literals and known names; None if anything else is in it."""
    made, position = "", 0
    for piece in _PIECE.finditer(expression):
        if piece.start() != position:
            break
        position = piece.end()
        double, single, name, digits = piece.groups()
        if name is not None:
            value = known.get(name) or variable(name, document)
            if value is None:
                return None
            made += value
        else:
            made += next(text for text in (double, single, digits) if text is not None)
    return made or None


def variable(name: str, document: Document) -> str | None:
    """The text or number that a script of the page gives to a variable; None if none does."""
    pattern = re.compile(rf"\b{re.escape(name)}\s*=\s*(?:[\"']([^\"']*)[\"']|(\d+))\s*[;,\n]")
    for script in document.scripts:
        if name in script.text and (match := pattern.search(script.text)):
            return match[1] if match[1] is not None else match[2]
    return None


def _form_filled(body: str, parameter: str, number: str, document: Document) -> PageRequest | None:
    """`document.getElementById("pageNo").value = n; form.submit()`."""
    if "submit" not in body:
        return None
    forms = forms_of(document)
    changed: dict[str, str] = {}
    chosen: Form | None = None
    for by_id, by_selector, by_name, value in _SETS_FIELD.findall(body):
        for form in forms:
            name = form.names.get(by_id or by_selector or by_name)
            if name is not None:
                chosen = form
                changed[name] = number if value == parameter else value
    return chosen.sent(**changed) if chosen is not None and number in changed.values() else None
