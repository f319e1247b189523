"""The tags and texts of a page, one after another, as the tokenizer of the HTML standard would give them.

A page is read as a stream; a tree is never built. That is faster than a parse by lxml with a walk over its tree, no
nesting is too deep (libxml2's trees end at 2,048 levels), and what follows a stray </html> is read like anything else,
as browsers do. Rules are those of WHATWG HTML, 13.2.5; where a page is broken in a way that makes browsers drop its
text, the text is kept. The tests hold this file against lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from devzone_crawler.extraction.alternation import one_of
from devzone_crawler.extraction.references import unescape

COMMENT = "!--"
UNREAD = "script style title textarea noscript iframe template select object applet svg math video audio".split()
"""Elements whose content is nothing that a reader sees on the page. (Not all of them are raw text to the standard; of
those that are not, the content is never wanted.)"""

CASES = (str.lower, str.upper, str.capitalize)
"""How templates write the names of tags. To ignore case altogether would cost as much as all the rest."""

Token = tuple[str, str, str]
"""A tag with what follows it: its name, its attributes, and the text up to the next tag, such as
`("p", ' class="x"', "See ")` or `("/p", "", "\n")`; what stands before the first tag follows a nameless one. A comment
or an unread element is one token, and what follows it is its content, which may look like markup and is none. A name of
`!`, `?` or `/` is a declaration or another thing that browsers drop, such as </末尾>. Names are as written."""

_UNQUOTED = r"[^<>=]*+"
_ATTRIBUTES = rf"""({_UNQUOTED}(?:=\s*+(?:"[^"]*+"|'[^']*+')?+{_UNQUOTED})*+)"""
_END = r"(?:>|(?=<)|\Z)"
"""A tag that is never closed ends where the next one begins. Quantifiers are possessive: nothing backtracks."""
_TAG = re.compile(rf"<(/?[a-zA-Z][^\s/<>]*+|[!?/]){_ATTRIBUTES}{_END}")
_ANY_TAG = re.compile(rf"<[^<>=]*+{_ATTRIBUTES}{_END}")

MOST_TAGS = 300_000
"""What comes behind is left unread, so that no page takes all memory; the longest pages of people have a tenth."""

_BETWEEN_TAGS = frozenset(("", ">", "\n", "\r", "\t", " "))
_LONGEST_TAG = 4000
_RAW_NAME = "|".join(one_of(map(case, UNREAD)) for case in CASES)
_RAW_START = re.compile(rf"<(?:{COMMENT}|(?:{_RAW_NAME})(?![\w:-]))")
_RAW_END = {name: re.compile(rf"</(?:{'|'.join(case(name) for case in CASES)})\b[^<>]*>") for name in UNREAD}
_RAW_END[COMMENT] = re.compile("--!?>")

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))?)?""")

_BASE = re.compile(rb"<base\b[^>]*?\bhref\s*=\s*[\"']?([^\s\"'>]{1,300})", re.I)
_TOP_OF_PAGE = 20_000


def tokens(source: str) -> Iterator[Token]:
    """Everything in a page, in order, in time that grows with its length alone."""
    source = _bounded(source)
    position = 0
    never_closed: set[str] = set()
    for start in _RAW_START.finditer(source):
        name = start.group()[1:].lower()
        if start.start() < position or name in never_closed or _is_in_attribute(source, position, start.start()):
            continue  # it stands in the content of another, or in the value of an attribute
        opened = start.end() if name == COMMENT else _end_of_tag(source, start)
        end = _RAW_END[name].search(source, opened - 2 if name == COMMENT else opened)  # <!--> is a whole comment
        if end is None:
            never_closed.add(name)
            if name in ("script", "style"):
                source = source[: start.start()]  # the rest of the page is a program that was cut off
                break
            continue
        yield from _tags(source[position : start.start()])
        yield name, source[start.end() : opened], source[opened : end.start()]
        position = end.end()
    yield from _tags(source[position:])


def attributes_of(markup: str) -> dict[str, str]:
    """Attributes by their names in lower case; the first of a name counts, one without a value is empty."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(markup):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value))
    return found


def stated_base(body: bytes) -> str:
    """What <base> says relative addresses are relative to, told by the first bytes of a page; empty if nothing."""
    stated = _BASE.search(body, 0, _TOP_OF_PAGE)
    return unescape(stated[1].decode("utf-8", "replace")) if stated is not None else ""


def _bounded(source: str) -> str:
    """The page as far as MOST_TAGS tags."""
    if source.count("<") <= MOST_TAGS:
        return source
    end = 0
    for _ in range(MOST_TAGS):
        end = source.index("<", end + 1)
    return source[:end]


def _tags(source: str) -> Iterator[Token]:
    """The tags of a stretch without raw elements; a nameless one before the first."""
    pieces = iter(_TAG.split(source))
    yield "", "", next(pieces)
    yield from zip(pieces, pieces, pieces, strict=True)


def _is_in_attribute(source: str, position: int, start: int) -> bool:
    """True if what looks like a tag at `start` stands in a tag that began before it."""
    if source[start - 1 : start] in _BETWEEN_TAGS:
        return False
    before = source.rfind("<", max(position, start - _LONGEST_TAG), start)
    tag = _ANY_TAG.match(source, before) if before >= 0 else None
    return tag is not None and tag.end() > start


def _end_of_tag(source: str, start: re.Match[str]) -> int:
    tag = _ANY_TAG.match(source, start.start())
    return tag.end() if tag is not None else start.end()
