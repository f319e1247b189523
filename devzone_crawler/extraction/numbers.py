"""Whole numbers, as pages write them: of any length, in any script."""

from __future__ import annotations

LARGEST = 999_999_999
"""No site counts higher. What is longer is an id, a time, or there to make a reader stumble."""


def whole_number(text: str, most: int = LARGEST) -> int | None:
    """The number that a text of ASCII digits is; None for any other text and above `most`.

    `int` raises on more than 4,300 digits, and on ² although that `isdigit`.
    """
    if not (text.isascii() and text.isdecimal()):
        return None
    digits = text.lstrip("0")
    number = int(digits or "0") if len(digits) <= len(str(most)) else None
    return number if number is not None and number <= most else None
