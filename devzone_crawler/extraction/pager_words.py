"""What the links of a pager say: 2, 第2页, 下一页, 尾页. And which lines of a text are nothing but a pager."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a pager's link says."""

    NUMBER = auto()
    NEXT = auto()
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()
    WHOLE = auto()
    """All pages at once: 单页阅读, 全文阅读."""
    OTHER = auto()
    """Anything else, such as a subtitle."""


@dataclass(frozen=True, slots=True)
class Word:
    """A link's text, understood."""

    kind: Kind
    number: int = 0
    """For NUMBER."""


NEXT = r"下一?[页頁]|后一?[页頁]|next(?:\s*page)?"
PREVIOUS = r"上一?[页頁]|前一?[页頁]|prev(?:ious)?(?:\s*page)?"
FIRST = r"首[页頁]|first"
LAST = r"[尾末][页頁]|最后一?[页頁]|最末[页頁]|last"
"""Patterns for what links and buttons say, in small letters or large."""
OLDER = r"(?:较早|更早)(?:的)?(?:文章|内容|日志)?|older(?:\s*(?:posts|entries))?"
"""What weblogs say for NEXT."""
LOAD_MORE = r"(?:点击)?加载更多(?:内容|新闻|信息|文章|数据)?|load\s?more"
"""A button that puts the next rows below."""
MORE = rf"(?:点击)?(?:查看|浏览|显示)?更多(?:内容|新闻|信息|文章|数据)?|{LOAD_MORE}"
"""A button for more rows; the same words lead from a box on a home page to a listing."""

_EDGES = " \t\r\n\xa0\u3000[]［］【】〔〕()（）<>＜＞«»‹›《》→←|·.…"
_DIGITS_OF = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBER = re.compile(
    r"(?:(\d{1,3})|(?:第|page)\s*(\d{1,3})\s*[页頁]?(?:[：:\s].*)?|第([一二三四五六七八九十])[页頁](?:[：:\s].*)?)",
    re.I,
)
_SAID: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NEXT, re.compile(rf"(?:点击|点此|请?阅读|进入|查看)*(?:{NEXT})(?:[：:].*)?", re.I)),
    (Kind.PREVIOUS, re.compile(PREVIOUS, re.I)),
    (Kind.FIRST, re.compile(FIRST, re.I)),
    (Kind.LAST, re.compile(LAST, re.I)),
    (Kind.WHOLE, re.compile(r".{0,4}(?:单[页頁]|全文|全部).{0,4}|all", re.I)),
)
_ARROWS = {">": Kind.NEXT, ">>": Kind.NEXT, "»": Kind.NEXT, "›": Kind.NEXT, "＞": Kind.NEXT, "→": Kind.NEXT}
_ARROWS |= {"<": Kind.PREVIOUS, "<<": Kind.PREVIOUS, "«": Kind.PREVIOUS, "‹": Kind.PREVIOUS, "←": Kind.PREVIOUS}


def read_word(text: str) -> Word:
    """What the text of a link says of pages."""
    text = text.strip()
    if text in _ARROWS:
        return Word(_ARROWS[text])
    text = text.strip(_EDGES)
    if number := _NUMBER.fullmatch(text):
        arabic = number.group(1) or number.group(2)
        return Word(Kind.NUMBER, int(arabic) if arabic else _DIGITS_OF[number.group(3)])
    return Word(next((kind for kind, pattern in _SAID if pattern.fullmatch(text)), Kind.OTHER))


_TOKEN = re.compile(
    r"本文(?:共\s*\d+\s*页|导航|分页)[：:]?|共\s*\d+\s*页[：:]?|第\s*[\d一二三四五六七八九十]+\s*[页頁]"
    rf"|{NEXT}|{PREVIOUS}|{FIRST}|{LAST}|(?:单页|全文)阅读|页码[：:]?|\d{{1,3}}\s*/\s*\d{{1,3}}\s*[页頁]?"
    r"|\d{1,3}|[\s\[\]［］【】()（）<>＜＞«»‹›《》→←|.…·]+",
    re.I,
)
_WORDED = re.compile(r"[页頁]|本文导航|全文阅读|next|prev", re.I)
_BRACKETED = re.compile(r"[\[［【]\s*\d{1,3}\s*[\]］】]")
_SUBTITLE = re.compile(r"第\s*(\d{1,3})\s*[页頁]\s*[：:].*")
"""An entry of 本文导航."""
_RUN_TOGETHER = "123456789"
"""Links without a space between them: 【1】【2】 without its brackets."""
_INTEGERS = re.compile(r"\d+")
_LONGEST_LINE = 200
_LONGEST_SUBTITLE = 60


def is_pager_line(line: str, pages: int) -> bool:
    """True if a line of an article of so many pages is nothing but its pager: 【1】【2】, 上一页 1 2 下一页, 第2页."""
    line = line.strip()
    if not line or len(line) > _LONGEST_LINE:
        return False
    entry = _SUBTITLE.fullmatch(line)
    if entry is not None:
        return len(line) <= _LONGEST_SUBTITLE and int(entry.group(1)) <= pages
    if _TOKEN.sub("", line):
        return False
    if _WORDED.search(line):
        return True
    if 2 <= len(line) <= pages and _RUN_TOGETHER.startswith(line):
        return True
    numbers = [int(digits) for digits in _INTEGERS.findall(line)]
    if not numbers or max(numbers) > pages or numbers != sorted(set(numbers)):
        return False
    if len(numbers) == 1:
        return line[0] == "【" and _BRACKETED.fullmatch(line) is not None
    return numbers[0] == 1 and "\t" not in line
