"""What is left of a text when everything is taken away that an editor changes without changing the text.

Punctuation and line ends become the same separator, blanks nothing; full-width, traditional and capital letters become
half-width, simplified and small ones; figures lose leading zeros and thousands separators.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

Units = npt.NDArray[np.uint16]
"""UTF-16 code units: what lies beyond the first plane is two letters, which does no harm here."""

SEPARATOR = 0
_ZERO, _POINT, _COMMA = map(ord, "0.,")
_CODES = 0x10000
_SURROGATES = range(0xD800, 0xE000)
_BLANK = " "
_PART_OF_FIGURES = "%"


def letters(text: str) -> Units:
    """The letters of a text, one separator between clauses and none at the ends."""
    table, half_width = _tables()
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    found: Units = table[units]
    if not found.any():
        return found[:0]
    printed = half_width[units]
    is_blank = printed == ord(_BLANK)
    if is_blank.any():
        found, printed = _without_blanks(found, printed, is_blank)
    found = _plain_figures(found, printed)
    is_separator = found == SEPARATOR
    keep = ~is_separator
    keep[1:] |= keep[:-1]  # the separator behind a letter
    found = found[keep]
    return found[:-1] if found[-1] == SEPARATOR else found


def clauses(units: Units) -> list[str]:
    """The text between separators."""
    return units.tobytes().decode("utf-16-le", "surrogatepass").split(chr(SEPARATOR)) if len(units) else []


def _without_blanks(found: Units, printed: Units, is_blank: npt.NDArray[np.bool_]) -> tuple[Units, Units]:
    """Blanks are taste in Chinese, but between two figures, where they stay."""
    follows_blank = np.concatenate([np.zeros(1, np.bool_), is_blank[:-1]])[~is_blank]
    found, printed = found[~is_blank], printed[~is_blank]
    is_digit = _is_digit(found)
    between = np.flatnonzero(is_digit[1:] & is_digit[:-1] & follows_blank[1:]) + 1
    if len(between):
        found, printed = np.insert(found, between, SEPARATOR), np.insert(printed, between, ord(_BLANK))
    return found, printed


def _is_digit(found: Units) -> npt.NDArray[np.bool_]:
    is_digit: npt.NDArray[np.bool_] = found - np.uint16(_ZERO) <= 9  # what is below zero is far above
    return is_digit


def _plain_figures(found: Units, printed: Units) -> Units:
    """`3,500.5` and `07` as `3500.5` and `7`. `printed`: what stood there, half-width."""
    size = len(found)
    digit = np.zeros(size + 5, np.bool_)  # with one neighbour before, and four behind
    digit[1 : size + 1] = _is_digit(found)
    if not digit.any():
        return found
    before, after, second, third, fourth = (digit[at : at + size] for at in (0, 2, 3, 4, 5))
    is_point = (printed == _POINT) & before & after
    is_comma = (printed == _COMMA) & before & after & second & third & ~fourth
    leads = (found == _ZERO) & ~before & after
    leads[1:] &= ~(is_point | is_comma)[:-1]
    plain: Units = np.where(is_point, np.uint16(_POINT), found)
    plain = plain[~(is_comma | leads)]
    return plain


@cache
def _tables() -> tuple[Units, Units]:
    """For every code unit: the letter that it stands for, or the separator; and what it is in half-width."""
    half_width = [_single(unicodedata.normalize("NFKC", chr(code)), chr(code)) for code in range(_CODES)]
    kept = [_single(form.lower(), form) if _is_letter(form) else _BLANK for form in half_width]
    simplified = OpenCC("t2s").convert("\n".join(kept)).split("\n")
    letter = [SEPARATOR if was == _BLANK else ord(_single(now, was)) for was, now in zip(kept, simplified, strict=True)]
    letter[_SURROGATES.start : _SURROGATES.stop] = _SURROGATES
    return np.array(letter, np.uint16), np.array([ord(form) for form in half_width], np.uint16)


def _is_letter(form: str) -> bool:
    return form.isalnum() or form in _PART_OF_FIGURES


def _single(form: str, otherwise: str) -> str:
    """A form that fits into one code unit, or what it is the form of."""
    return form if len(form) == 1 and ord(form) < _CODES else otherwise
