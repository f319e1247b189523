"""The figures in a text by their value: `1.2万`, `12000` and `一万二千` are the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
# A single numeral is a word more often than a figure: 统一, 第三方, 王一川.
_FIGURE = re.compile(
    r"(?:百分之)?(?:(?P<digits>\d+(?:\.\d+)?)(?P<unit>万亿|[万亿]?)%?"
    r"|(?P<words>[〇零一二两三四五六七八九十百千万亿]{2,}|[〇零一二三四五六七八九十]点[〇零一二三四五六七八九]+))"
)


class Figures(NamedTuple):
    """A text taken apart."""

    values: tuple[float, ...]
    """In the order of the text."""
    words: str
    """The text without its figures."""


@lru_cache(256)
def figures(text: str) -> Figures:
    """The values of the figures in a text that `letters` has left, and the rest of it."""
    values: list[float] = []

    def take(found: re.Match[str]) -> str:
        if found["digits"]:
            values.append(round(float(found["digits"]) * _unit(found["unit"]), 6))
        else:
            values.append(_spelled(found["words"]))
        return ""

    words = _FIGURE.sub(take, text)
    return Figures(tuple(values), words)


def _unit(unit: str) -> int:
    factor = 1
    for one in unit:
        factor *= _MYRIADS[one]
    return factor


def _spelled(words: str) -> float:
    """The value of Chinese numerals: 二〇二六 and 一万二千零五 and 三点五."""
    whole, _, decimals = words.partition("点")
    if not set(whole) & (_TENS.keys() | _MYRIADS.keys()):
        value = float("".join(str(_DIGITS[one]) for one in whole))
    else:
        value = float(_counted(whole))
    if decimals:
        value += float("0." + "".join(str(_DIGITS[one]) for one in decimals))
    return value


def _counted(words: str) -> int:
    total = below = digit = 0
    for one in words:
        if one in _MYRIADS:
            total = (total + below + digit or 1) * _MYRIADS[one]
            below = digit = 0
        elif one in _TENS:
            below += (digit or 1) * _TENS[one]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[one]
    return total + below + digit
