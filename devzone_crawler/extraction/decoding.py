"""Bytes to text: which encoding a page really has, whatever its header and meta say.

Candidates in the order of the ladder: byte order mark, UTF-8, HTTP header, meta, GB18030, Big5. The first that decodes
strictly wins; when none does, the one with the fewest errors. UTF-8 comes before what is declared: Chinese in another
encoding is not valid UTF-8 by chance, but for a character or two, while headers and metas are often wrong. `gb2312` and
`gbk` mean GB18030, as in the WHATWG Encoding Standard.
"""

from __future__ import annotations

import codecs
import re

_SNIFF_BYTES = 4096
"""How far a declaration is looked for. The standard says 1,024; Chinese templates put scripts before it."""

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

_WEB_MEANING = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
"""Labels whose meaning on the web differs from Python's codec of that name (WHATWG Encoding Standard, 4.2)."""

_FALLBACKS = ("gb18030", "big5")

_WIDE_SPACE_OF_GBK = "\ue5e5"
"""A3 A0 in GBK pages: a wide space to browsers, a private-use character to Python's gb18030 codec."""

_PAIR_OR_80 = re.compile(rb"[\x81-\xfe][\x30-\xfe]|\x80")
"""Windows-936 writes the euro sign as a lone 0x80, which no GB standard knows."""
_EURO = "€".encode("gb18030")

_ERROR = "\ufffd"


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Text of a page and the name of the encoding that was used. Never raises.

    `content_type` is the HTTP header, verbatim. Undecodable bytes become U+FFFD.
    """
    encoding = _UTF16_MARKS.get(body[:2])
    if encoding is not None:
        return _tidy(body[2:].decode(encoding, "replace")), encoding
    body = body.removeprefix(_UTF8_MARK)
    text = _strict(body, "utf-8")
    if text is not None:
        return _tidy(text), "utf-8"
    candidates = _candidates(body, content_type)
    for encoding in candidates:
        text = _strict(body, encoding)
        if text is not None:
            return _tidy(text), encoding
    tolerant = [(body.decode(encoding, "replace"), encoding) for encoding in candidates]
    text, encoding = min(tolerant, key=lambda pair: pair[0].count(_ERROR))
    return _tidy(text), encoding


def _candidates(body: bytes, content_type: str | None) -> list[str]:
    declared = [match.group(1).decode("ascii") for match in _DECLARED.finditer(body, 0, _SNIFF_BYTES)]
    header = _HEADER.search(content_type or "")
    labels = ([header.group(1)] if header else []) + declared[:2]
    known = [name for label in labels if (name := _codec_of(label))]
    return list(dict.fromkeys((*known, *_FALLBACKS, "utf-8")))


def _codec_of(label: str) -> str | None:
    label = label.lower()
    name = _WEB_MEANING.get(label, label)
    try:
        b"x".decode(name, "replace")  # refuses what is no text encoding, such as base64
        standard = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _WEB_MEANING.get(standard, standard) if standard in _CJK else None


_CJK = frozenset(
    "gb18030 gbk gb2312 big5 big5hkscs cp950 utf-8 shift_jis cp932 euc_jp iso2022_jp euc_kr cp949 hz".split()
)
"""Codecs that a Chinese page may name in earnest. Others accept any bytes and make nonsense of them."""


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding == "gb18030" and b"\x80" in body:
        try:
            return _PAIR_OR_80.sub(_lone_80_to_euro, body).decode(encoding)
        except UnicodeDecodeError:
            pass
    return None


def _lone_80_to_euro(match: re.Match[bytes]) -> bytes:
    return match.group() if len(match.group()) > 1 else _EURO


def _tidy(text: str) -> str:
    return text.replace(_WIDE_SPACE_OF_GBK, "\u3000") if _WIDE_SPACE_OF_GBK in text else text
