"""The markup of a page, piece by piece, with what each piece says in other words."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.urls import host_name
from devzone_crawler.skeleton.addresses import Addresses
from devzone_crawler.skeleton.substitution import Substitution

_PIECE = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<program><(?P<name>script|style)\b[^<>]*>.*?(?=</(?P=name)|\Z))"
    r"|(?P<tag><[a-zA-Z/!?][^<>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^<>=]*+)*+>?)"
    r"|(?P<text>[^<]++|<)",
    re.S | re.I,
)
_SPOKEN = re.compile(r"((?<![\w-])(?:alt|title|placeholder|content|summary|label)\s*=\s*)(\"[^\"]*\"|'[^']*')", re.I)
_TITLE = re.compile(r"<title\b[^<>]*>([^<>]{1,400})", re.I)
_TECHNICAL = re.compile(
    r"<meta\b[^<>]*(?:http-?equiv|viewport|generator|renderer|robots|charset|format-detection)", re.I
)
_DOCTYPE = re.compile(r"<[!?]")
_DATA = re.compile(r"(?<=;base64,)[A-Za-z0-9+/\s]{16,}")
_ESCAPED_BYTE = re.compile("[\udc81-\udcff]")
_NO_BYTE = "\udcff"
"""A byte that no encoding of Chinese pages knows stands for each that could not be read: it may be part of a text."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page without its text."""

    body: bytes
    url: str
    """What its address has become."""


def skeleton_of(body: bytes, url: str = "", content_type: str | None = None, secret: bytes | None = None) -> Skeleton:
    """The page with every run of text replaced by generated text of the same length and shape.

    Words that rules look for stay, and so do dates, punctuation, blanks, and whatever is markup, broken or not.
    `content_type` is the HTTP header. `secret` is for tests: the same one gives the same skeleton; nobody can undo what
    was done with one that was thrown away. Never raises on the content of a page.
    """
    _, encoding = decode(body, content_type)
    substitution = Substitution(secret or secrets.token_bytes(32), encoding)
    addresses = Addresses(substitution, host_name(url))
    mark = body[:2] if encoding.startswith("utf-16") else b""
    text = _decoded(body[len(mark) :], encoding)
    for title in _TITLE.findall(text):
        substitution.remember(title)
    written = "".join(_piece(match, addresses) for match in _PIECE.finditer(text))
    written = _ESCAPED_BYTE.sub(_NO_BYTE, written)
    return Skeleton(mark + _encoded(written, encoding), addresses.markup(url))


def _decoded(body: bytes, encoding: str) -> str:
    """Text in which each byte that cannot be read stands by itself, where the codec can do that."""
    try:
        return body.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        return body.decode(encoding, "replace")


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text.encode(encoding, "replace")


def _piece(match: re.Match[str], addresses: Addresses) -> str:
    piece = match.group()
    if match["text"]:
        return addresses.text(piece)
    if match["tag"] and _DOCTYPE.match(piece):
        return piece if piece[:2] == "<!" else addresses.markup(piece)
    piece = _DATA.sub(lambda one: "A" * len(one.group()), piece)
    if match["tag"] and not _TECHNICAL.match(piece):
        return "".join(
            addresses.text(part) if number % 3 == 2 else addresses.markup(part)
            for number, part in enumerate(_SPOKEN.split(piece))
        )
    return addresses.markup(piece)
