"""大汉 jpage: rows in XML islands, `<script type="text/xml"><datastore>`, and in the answers of dataproxy.jsp.

The page holds the first group of rows. The next is at the address in <nextgroup>, or is asked for by a form with the
numbers of its first and last record, made from what the page's own call of `jpage({…})` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devzone_crawler.extraction.document import Document, document_of
from devzone_crawler.extraction.markup import attributes_of
from devzone_crawler.extraction.numbers import whole_number
from devzone_crawler.listing.page_request import PageRequest

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[\s*<a\b([^>]*)>", re.S)
_TOTAL = re.compile(r"<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d+)")
_CALL = re.compile(r"\.jpage\(\s*\{(.{0,4000}?)\}\s*\)", re.S)
_OPTION = re.compile(r"[\"']?(\w+)[\"']?\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|(\d+))")
_ADDRESS_OPTION = "proxyurl"
_SENT = ("appid", "webid", "path", "columnid", "unitid", "webname", "permissiontype")
_ROWS_ASKED = 3
"""Screens of rows in a group, as many as the page's own script asks for at once."""


def records(document: Document) -> Document:
    """The rows of all data islands as a page of their own; one without anything when there are none."""
    found = [record for island in _islands(document) for record in _RECORD.findall(island)]
    return document_of(f"<ul>{''.join(found)}</ul>" if found else "", document.url, document.encoding)


def next_group(document: Document, asked: PageRequest | None) -> PageRequest | None:
    """How the rows after those of a page or an answer are asked for; `asked`: what this answers, None for a page."""
    islands = list(_islands(document))
    for island in islands:
        link = _NEXT_GROUP.search(island)
        address = document.absolute(attributes_of(link[1]).get("href", "")) if link is not None else None
        if address is not None:
            return PageRequest(address, scripted=True)
    count = sum(len(_RECORD.findall(island)) for island in islands)
    if not count:
        return None
    if asked is not None and asked.form is not None:
        total = _TOTAL.search(islands[0])
        return _after(asked, whole_number(total[1]) if total is not None else None)
    return _first_form(document, count)


def _islands(document: Document) -> Iterator[str]:
    if document.source.lstrip()[:200].find("<datastore>") >= 0:
        yield document.source
        return
    for script in document.scripts:
        if "xml" in script.markup and "<record" in script.text:
            yield script.text


def _after(asked: PageRequest, total: int | None) -> PageRequest | None:
    form = dict(asked.form or ())
    start, end = whole_number(form.get("startrecord", "")), whole_number(form.get("endrecord", ""))
    if start is None or end is None or (total is not None and end >= total):
        return None
    form |= {"startrecord": str(end + 1), "endrecord": str(end + end - start + 1)}
    return PageRequest(asked.url, tuple(form.items()), scripted=True)


def _first_form(document: Document, count: int) -> PageRequest | None:
    for script in document.scripts:
        for call in _CALL.finditer(script.text):
            options = {name.lower(): one or two or three for name, one, two, three in _OPTION.findall(call[1])}
            total, per_page = whole_number(options.get("totalrecord", "")), whole_number(options.get("perpage", ""))
            address = document.absolute(options.get(_ADDRESS_OPTION, ""))
            if total is None or per_page is None or address is None or count >= total:
                continue
            form = {
                "startrecord": str(count + 1),
                "endrecord": str(min(count + per_page * _ROWS_ASKED, total)),
                "perpage": str(per_page),
                "col": "1",
                "sourceContentType": "1",
            }
            form |= {name: options[name] for name in _SENT if name in options}
            return PageRequest(address, tuple(form.items()), scripted=True)
    return None
