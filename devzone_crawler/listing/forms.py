"""The forms of a page, filled in as a browser would send them (HTML, 4.10.21): pagers may be forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from devzone_crawler.extraction.document import Document
from devzone_crawler.extraction.markup import attributes_of
from devzone_crawler.listing.page_request import PageRequest

_FORM = re.compile(r"<form\b([^<>]*)>(.*?)(?=</form\b|<form\b|\Z)", re.I | re.S)
_CONTROL = re.compile(r"<input\b([^<>]*)>|<select\b([^<>]*)>(.*?)</select", re.I | re.S)
_OPTION = re.compile(r"<option\b([^<>]*)>([^<]*)", re.I)
_BUTTONS = frozenset(("submit", "button", "image", "reset", "file"))
_CHOSEN = frozenset(("checkbox", "radio"))
_MOST_FIELDS = 500


@dataclass(slots=True)
class Form:
    """A form with what stands in it."""

    action: str
    """Absolute."""
    is_post: bool
    fields: dict[str, str] = field(default_factory=dict)
    """Value by name, hidden ones included, buttons not."""
    names: dict[str, str] = field(default_factory=dict)
    """Name by id and by name: scripts know fields by either."""
    buttons: dict[str, str] = field(default_factory=dict)
    """Name of each named button by what it says."""

    def sent(self, **values: str) -> PageRequest:
        """The request that sends it with some values changed or added."""
        fields = self.fields | values
        if self.is_post:
            return PageRequest(self.action, tuple(fields.items()))
        return PageRequest(f"{self.action.partition('?')[0]}?{urlencode(fields)}")


def forms_of(document: Document) -> list[Form]:
    """The forms of a page, in order."""
    source = document.source
    if "<form" not in source and "<FORM" not in source:
        return []
    return [form for match in _FORM.finditer(source) if (form := _form(match[1], match[2], document)) is not None]


def _form(markup: str, content: str, document: Document) -> Form | None:
    attributes = attributes_of(markup)
    action = document.absolute(attributes.get("action") or document.own)
    if action is None:
        return None
    form = Form(action, attributes.get("method", "").strip().lower() == "post")
    for number, match in enumerate(_CONTROL.finditer(content)):
        if number == _MOST_FIELDS:
            break
        control = attributes_of(match[1] or match[2] or "")
        name, value = control.get("name", ""), control.get("value", "")
        kind = control.get("type", "").lower()
        if not name:
            continue
        if match[3] is not None:
            value = _chosen(match[3])
        elif kind in _BUTTONS:
            form.buttons.setdefault(value, name)
            continue
        elif kind in _CHOSEN and "checked" not in control:
            continue
        form.fields[name] = value
        form.names[name] = form.names[control.get("id") or name] = name
    return form


def options_of(select: str) -> list[tuple[dict[str, str], str]]:
    """Attributes and text of each option in what a <select> holds."""
    return [(attributes_of(markup), text.strip()) for markup, text in _OPTION.findall(select)]


def _chosen(select: str) -> str:
    """Value of the option that is selected, else of the first."""
    found = options_of(select)
    chosen = [option for option in found if "selected" in option[0]] or found
    return chosen[0][0].get("value", chosen[0][1]) if chosen else ""
