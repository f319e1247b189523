"""Text to other text of the same length and shape, the same words to the same words within a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import takewhile

from devzone_crawler.extraction.byline import SURNAMES
from devzone_crawler.skeleton.notation import Character, characters
from devzone_crawler.skeleton.vocabulary import ENDINGS, alphabet, family_names, kept_latin, kept_pattern

_ENDING = re.compile(f"(?:{'|'.join(ENDINGS)})$")
_SHORTEST_WITH_ENDING = 3
_LONGEST_PERSON = 3
_SHORTEST_OF_TITLE = 4
_REACH = 12
"""Characters before one that decide what stands for it."""
_WORDED_DATE = re.compile(
    "[一二〇零三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    "|(?:星期|[周週])[一二三四五六日天]|第[一二三四五六七八九十][页頁]"
)
_UNITS = frozenset("年月日号时時点分秒条页頁篇次人万亿周天赞由")
_ALONE = frozenset("文图大中小一二三四五六七八九十备共第总")
"""Characters that mean something where they stand by themselves: `文/图：`, `大 中 小`, `（一）`, `ICP备`."""
_BEFORE_NUMBER = frozenset("第共图")
"""Characters that make a number a date, a count or the number of a page. 由 stands between a date and a writer."""
_NO_WORD = r"&#?[0-9A-Za-z]+;?|[\\%]u[0-9a-fA-F]{4}|(?:19|20)\d\d(?:[-/.]\d\d){2}(?=\d\d:)"
"""Neither a word nor a number: a character by its name or number, and a date that a time is glued to."""
_LETTERS = re.compile(rf"{_NO_WORD}|(?P<word>[A-Za-z]{{2,}})")
_LONGEST_NUMBER = 20
"""Digits. Longer runs are several numbers."""
_NUMBER = re.compile(rf"{_NO_WORD}|(?P<number>\d{{4,{_LONGEST_NUMBER}}}|\d{{1,3}}(?:,\d{{3}}){{1,6}})", re.A)
_LONG_NUMBER = re.compile(rf"{_NO_WORD}|(?P<number>\d{{5,{_LONGEST_NUMBER}}})", re.A)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(rf"{_YEAR}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?!\d)|(?!\d))")
"""A year, a month or a day, alone or at the beginning of a longer number."""
_NAMES_WITH_NUMBER = re.compile(r"(?i:gb|cp|iso-|windows-|utf-|8859-|20936|code)\Z")
_PLAIN = "3456789"
"""No number that is made up looks like a year."""
_ATTEMPTS = 64
"""Two numbers never become the same one, or two articles would, as long as there are others of the same length."""
_FOREIGN_LETTER = re.compile(r"[^\W\d_\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffA-Za-z]")


@dataclass
class Substitution:
    """What stands for what in one page.

    Each character depends on a secret and on what stands before it in its run. So what is equal stays equal, what
    begins alike still does (a title that was cut), and without the secret nothing leads back.
    """

    secret: bytes
    encoding: str
    _found: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _titles: list[tuple[str, str]] = field(default_factory=list)
    _is_title: bool = False

    def remember(self, title: str) -> None:
        """What <title> says: pieces of it that stand alone on the page, as lines of a headline do, shall fit to it."""
        self._is_title = True
        self.markup(title)
        self._is_title = False

    def text(self, text: str) -> str:
        """What a reader sees."""
        text = _LETTERS.sub(lambda match: self._latin(match["word"]) if match["word"] else match.group(), text)
        return self.markup(_NUMBER.sub(self._number, text))

    def markup(self, text: str) -> str:
        """What a program reads: its Latin letters are no words, and its short numbers are sizes."""
        text = characters(_LONG_NUMBER.sub(self._number, text), self._line)
        return _FOREIGN_LETTER.sub("x", text)

    def number(self, key: str, choices: int) -> int:
        """A number below `choices` that goes with the key."""
        if key not in self._found:
            self._found[key] = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), key=self.secret).digest())
        return self._found[key] % choices

    def letters(self, word: str) -> str:
        """Other letters for the letters of a word, digits as they are."""
        return "".join(
            chr((97 if letter.islower() else 65) + self.number(word[max(0, place - _REACH) : place + 1].lower(), 26))
            if letter.isascii() and letter.isalpha()
            else letter
            for place, letter in enumerate(word)
        )

    def _latin(self, word: str) -> str:
        return word if word.lower() in kept_latin() else self.letters(word)

    def _number(self, match: re.Match[str]) -> str:
        digits = match.group()
        if match["number"] is None or _NAMES_WITH_NUMBER.search(match.string, max(0, match.start() - 8), match.start()):
            return digits
        if digits not in self._numbers:
            others = (self._other_number(digits, attempt) for attempt in range(_ATTEMPTS))
            made = next((one for one in others if one not in self._taken), self._other_number(digits, 0))
            self._numbers[digits] = made
            self._taken.add(made)
        return self._numbers[digits]

    def _other_number(self, digits: str, attempt: int) -> str:
        date = _DATE.match(digits)
        kept = date.end() if date else len(digits) - len(digits.lstrip("0"))
        drawn = self.number(f"{attempt}:{digits}", len(_PLAIN) ** len(digits))
        made = digits[:kept]
        for digit in digits[kept:]:
            drawn, choice = divmod(drawn, len(_PLAIN))
            made += _PLAIN[choice] if digit.isdigit() else digit
        return made

    def _line(self, line: list[Character], before: str, after: str) -> str:
        """A run of Chinese characters, possibly with blanks between them, and what stands on either side of it."""
        spelt = "".join(one.character for one in line)
        for title, said in self._titles:
            place = title.find(spelt) if len(spelt) >= _SHORTEST_OF_TITLE else -1
            if place >= 0:
                return _spelt_as(said[place:], line)
        kept = [False] * len(line)
        for pattern in (kept_pattern(), _WORDED_DATE):
            for match in pattern.finditer(spelt):
                kept[match.start() : match.end()] = [True] * (match.end() - match.start())
        if before.isdigit() or len(line) == 1 or kept[1]:
            for place in takewhile(lambda place: spelt[place] in _UNITS, range(len(line))):
                kept[place] = True
        if spelt in _ALONE:
            kept[0] = True
        kept[-1] |= after.isdigit() and spelt[-1] in _BEFORE_NUMBER
        written = list(spelt)
        start = 0
        for place in range(1, len(line) + 1):
            if place == len(line) or kept[place] or kept[start] or line[place].gap:
                if not kept[start]:
                    written[start:place] = self._run(spelt[start:place])
                start = place
        if self._is_title:
            self._titles.append((spelt, "".join(written)))
        return _spelt_as(written, line)

    def _run(self, run: str) -> str:
        """A run of characters without a kept word in it."""
        if 2 <= len(run) <= _LONGEST_PERSON and run[0] in SURNAMES:
            names = family_names(self.encoding)
            ending, begins = "", names[self.number(run[0], len(names))]
        else:
            match = _ENDING.search(run) if len(run) >= _SHORTEST_WITH_ENDING else None
            ending, begins = match.group() if match else "", ""
        signs = alphabet(self.encoding)
        middle = range(len(begins), len(run) - len(ending))
        return (
            begins
            + "".join(signs[self.number(run[max(0, place - _REACH) : place + 1], len(signs))] for place in middle)
            + ending
        )


def _spelt_as(written: Sequence[str], line: list[Character]) -> str:
    return "".join(one.gap + one.written(new) for one, new in zip(line, written, strict=False))
