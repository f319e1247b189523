"""Rows that a page keeps in a script for its own JavaScript to show: 大汉 jpage's <script type="text/xml"> records."""

from __future__ import annotations

import re

from devzone_crawler.extraction.document import Document, document_of

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S)


def records_in_scripts(document: Document) -> Document:
    """The records of all data islands as a page of their own; one without anything when there are none."""
    records = [
        record for script in document.scripts if "xml" in script.markup for record in _RECORD.findall(script.text)
    ]
    return document_of(f"<ul>{''.join(records)}</ul>" if records else "", document.url, document.encoding)
