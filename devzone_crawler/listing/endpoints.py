"""Where a page's script gets its rows from, when the page itself holds none: 大汉 jpaas units, `$.post` and its kin.

The script is read as text. Only a call that says which page it wants is taken for one that gets rows.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.markup import attributes_of
from devzone_crawler.extraction.numbers import whole_number
from devzone_crawler.listing.page_request import PageRequest
from devzone_crawler.listing.scripted_links import variable

_UNIT = re.compile(r"<\w+\b([^<>]*/build/unit\b[^<>]*)>")
"""jpaas: the element whose attributes are the parameters of its own request."""
_UNIT_NAMES = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")
_UNIT_PAIR = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*[\"']([^\"']*)[\"']")
_UNIT_PAGE = "paramJson"
_UNIT_SIZE = 15

_CALLS = (
    re.compile(r"\$\.(?P<how>post|get|getJSON)\(\s*[\"'](?P<url>[^\"']+)[\"']\s*,\s*\{(?P<data>[^{}]{0,800})\}"),
    re.compile(
        r"\$\.ajax\(\s*\{(?P<before>(?:(?!\$\.ajax).){0,400}?)\burl\s*:\s*[\"'](?P<url>[^\"']+)[\"']"
        r"(?P<after>(?:(?!\$\.ajax).){0,400}?)\bdata\s*:\s*\{(?P<data>[^{}]{0,800})\}(?P<rest>.{0,200})",
        re.S,
    ),
    re.compile(
        r"\$\.ajax\(\s*\{(?P<before>(?:(?!\$\.ajax).){0,400}?)\bdata\s*:\s*\{(?P<data>[^{}]{0,800})\}"
        r"(?P<after>(?:(?!\$\.ajax).){0,400}?)\burl\s*:\s*[\"'](?P<url>[^\"']+)[\"'](?P<rest>.{0,200})",
        re.S,
    ),
)
_IS_POST = re.compile(r"\b(?:type|method)\s*:\s*[\"']post", re.I)
_PAIR = re.compile(r"[\"']?([\w\[\].]+)[\"']?\s*:\s*(?:\"([^\"]*)\"|'([^']*)'|(\d+)|([A-Za-z_$][\w$]*))\s*(?:,|$)")
_PAGE_NAME = re.compile(
    r"(?:[a-z]+_)?(?:p|pn|page|curr?page|now_?page|current_?page|page_?(?:no|num(?:ber)?|index|id|current))", re.I
)
_NO_ROWS = re.compile(r"click|hit|count|visit|login|comment|search|vote|digg|like|captcha|upload|feedback|liuyan", re.I)


def find_endpoint(document: Document) -> PageRequest | None:
    """The request that brings the first rows of a page; None if its scripts make none."""
    return _unit(document) or _call(document)


def next_of_endpoint(asked: PageRequest, pages: int | None) -> PageRequest | None:
    """The request for the page after the one that was asked for; `pages`: how many there are, if that is known."""
    address, _, query = asked.url.partition("?")
    in_form = asked.form is not None
    pairs = list(asked.form or ()) if in_form else parse_qsl(query, keep_blank_values=True)
    for index, (name, value) in enumerate(pairs):
        number = _page_in(name, value)
        if number is None:
            continue
        if pages is not None and number >= pages:
            return None
        pairs[index] = (name, value.replace(str(number), str(number + 1), 1))
        if in_form:
            return replace(asked, form=tuple(pairs))
        return replace(asked, url=f"{address}?{urlencode(pairs)}")
    return None


def _page_in(name: str, value: str) -> int | None:
    if name == _UNIT_PAGE:
        match = re.search(r"\"pageNo\"\s*:\s*\"?(\d+)", value)
        return whole_number(match[1]) if match is not None else None
    return whole_number(value) if _PAGE_NAME.fullmatch(name) else None


def _unit(document: Document) -> PageRequest | None:
    match = _UNIT.search(document.source) if "/build/unit" in document.source else None
    if match is None:
        return None
    attributes = attributes_of(match[1])
    address = next(
        (found for value in attributes.values() if "/build/unit" in value and (found := document.absolute(value))), None
    )
    if address is None:
        return None
    stated = dict(_UNIT_PAIR.findall(attributes.get("querydata", "")))
    pairs = stated or {name: attributes[name.lower()] for name in _UNIT_NAMES if name.lower() in attributes}
    size = re.search(r"pageSize\D{1,4}(\d{1,3})", attributes.get("paramjson", ""))
    pairs[_UNIT_PAGE] = json.dumps(
        {"pageNo": 1, "pageSize": int(size[1]) if size is not None else _UNIT_SIZE}, separators=(",", ":")
    )
    return PageRequest(f"{address.partition('?')[0]}?{urlencode(pairs)}", scripted=True)


def _call(document: Document) -> PageRequest | None:
    for script in document.scripts:
        if "$." not in script.text:
            continue
        for pattern in _CALLS:
            for match in pattern.finditer(script.text):
                found = _request(match, document)
                if found is not None:
                    return found
    return None


def _request(match: re.Match[str], document: Document) -> PageRequest | None:
    said = match.groupdict()
    address = document.absolute(said["url"])
    pairs = _pairs(said["data"], document)
    if address is None or pairs is None or _NO_ROWS.search(said["url"]):
        return None
    if not any(_page_in(name, value) is not None for name, value in pairs):
        return None
    around = f"{said.get('before') or ''}{said.get('after') or ''}{said.get('rest') or ''}"
    if said.get("how") == "post" or _IS_POST.search(around):
        return PageRequest(address, tuple(pairs), scripted=True)
    return PageRequest(f"{address.partition('?')[0]}?{urlencode(pairs)}", scripted=True)


def _pairs(data: str, document: Document) -> list[tuple[str, str]] | None:
    """Names and values of a literal object; a variable has the value that the page gives it. None if one has none."""
    pairs = []
    for name, double, single, digits, identifier in _PAIR.findall(data.strip()):
        value: str | None = double or single or digits
        if identifier:
            value = "1" if _PAGE_NAME.fullmatch(name) else variable(identifier, document)
        if value is None:
            return None
        pairs.append((name, value))
    return pairs
