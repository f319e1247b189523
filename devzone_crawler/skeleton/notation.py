r"""Chinese characters in the notations of pages: as they are, `&#22253;`, `&#x56ed;`, `\u56ed`, `%u56ed`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_CHINESE = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_ONE = re.compile(
    rf"(?P<gap>(?:[ \t\r\n\xa0\u3000…]|&nbsp;|&#12288;|&emsp;){{0,40}}+)"
    rf"(?:(?P<plain>{_CHINESE})|&#(?P<decimal>\d{{5,6}})(?P<end>;?)|&#(?P<x>[xX])(?P<hex>[0-9a-fA-F]{{4,5}})(?P<hexend>;?)"
    rf"|(?P<escape>\\u|%u)(?P<escaped>[0-9a-fA-F]{{4}}))"
)
_IS_CHINESE = re.compile(_CHINESE)
_BLANKS = 8
"""Looked past for what stands behind a run."""


@dataclass(frozen=True, slots=True)
class Character:
    """A Chinese character as a page writes it."""

    character: str
    gap: str
    """The blanks in front of it."""
    before: str = ""
    after: str = ""
    base: str = ""
    """`d`, `x` or `X` for a number; empty for the character itself."""

    def written(self, character: str) -> str:
        """Another character in the same notation."""
        return self.before + (format(ord(character), self.base) if self.base else character) + self.after


def characters(text: str, replace: Callable[[list[Character], str, str], str]) -> str:
    """The text, with each run of Chinese characters, and the blanks within it, replaced.

    `replace` is given the run and the characters on either side of it.
    """
    done: list[str] = []
    run: list[Character] = []
    begin = end = 0
    for match in _ONE.finditer(text):
        found = _read(match)
        if found is None:
            continue
        if run and match.start() != end:
            done.append(replace(run, text[begin - 1 : begin], text[end : end + _BLANKS].lstrip()[:1]))
            run, begin = [], end
        if not run:
            done.append(text[end : match.start()])
            begin = match.start()
        run.append(found)
        end = match.end()
    if run:
        done.append(replace(run, text[begin - 1 : begin], text[end : end + _BLANKS].lstrip()[:1]))
    return "".join(done) + text[end:]


def _read(match: re.Match[str]) -> Character | None:
    gap = match["gap"]
    if match["plain"]:
        return Character(match["plain"], gap)
    if match["decimal"]:
        found, before, after, base = int(match["decimal"]), "&#", match["end"], "d"
    elif match["hex"]:
        found, before, after = int(match["hex"], 16), f"&#{match['x']}", match["hexend"]
        base = "X" if match["hex"].isupper() else "x"
    else:
        found, before, after = int(match["escaped"], 16), match["escape"], ""
        base = "X" if match["escaped"].isupper() else "x"
    if found > 0x10FFFF or _IS_CHINESE.fullmatch(chr(found)) is None:
        return None
    return Character(chr(found), gap, before, after, base)
