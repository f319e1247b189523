"""Normal forms of text that several fields share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from devzone_crawler.extraction.blocks import EDGE

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1b\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u00ad\ufeff\x80-\x9f\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"[^\S\u3000]+")
"""What HTML sets as one space. The wide space is none of it: authors put it where it is."""


def one_line(text: str) -> str:
    """Text as one line that is safe to print: no edges, nothing invisible, spaces as a browser sets them."""
    text = text.replace(EDGE, "")
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one sentence as one line: a space between words, none between Chinese characters."""
    joined = ""
    for line in lines:
        spaced = joined[-1:].isascii() and line[:1].isascii() and joined
        joined += f" {line}" if spaced else line
    return joined


def squash(text: str) -> str:
    """Form for comparing texts: NFKC, lower case, without white space and invisible characters."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return "".join(text.split()).lower()


_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def has_cjk(text: str) -> bool:
    """True if any Chinese character is in it."""
    return _CJK.search(text) is not None
