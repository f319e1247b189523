"""Addresses with fields, such as `/list-{key}-{n}.html`: one text writes them and reads them."""

from __future__ import annotations

import re
from string import Formatter
from typing import Literal


class Address:
    """The addresses of one kind of page."""

    def __init__(self, text: str) -> None:
        self._text = text
        names: set[str] = set()
        parts: list[str] = []
        for literal, name, _, _ in Formatter().parse(text):
            parts.append(re.escape(literal))
            if name is not None:
                # A column's folder may lie in another; no other field has a slash. A part of a field, or a field once
                # more, is no group of its own.
                value = ".+?" if name == "slug" else "[^/?&]+?"
                parts.append(value if name in names or "." in name else f"(?P<{name}>{value})")
                names.add(name)
        self._pattern = re.compile("".join(parts))

    def write(self, **fields: object) -> str:
        """The address with these fields; those that it does not have are left out."""
        return self._text.format(**fields)

    def read(self, address: str) -> dict[str, str] | None:
        """The fields of an address, None if it is of another kind. Whoever reads makes sure by writing it again."""
        match = self._pattern.fullmatch(address)
        return match.groupdict() if match else None


Numbering = Literal["from one", "from zero", "descending"]
"""How a CMS numbers the files of a listing's pages."""


def file_number(page: int, last: int, numbering: Numbering) -> int:
    """The number in the address of a page, which is counted from 1."""
    return {"from one": page, "from zero": page - 1, "descending": last - page + 1}[numbering]


def page_number(file: int, last: int, numbering: Numbering) -> int:
    """The page, counted from 1, whose address has this number."""
    return {"from one": file, "from zero": file + 1, "descending": last - file + 1}[numbering]


def whole_number(text: str) -> int:
    """What at most nine digits say; -1, which nothing is numbered, for any other text."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else -1
