"""What editors do to a text that they print again. It stays the same article."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from devzone_crawler.simulator.text import Draw, pick
from devzone_crawler.simulator.traps_twins import TO_TRADITIONAL
from devzone_crawler.simulator.words import PAPERS, PLACES, SURNAMES, word_list


class Draft(NamedTuple):
    """A headline with the text below it."""

    title: str
    paragraphs: tuple[str, ...]


Edit = Callable[[Draw, Draft], Draft]

_SENTENCE = re.compile(r"[^。！？]+[。！？]”?")
_FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_PUNCTUATION: tuple[dict[int, str], ...] = (
    str.maketrans(dict(zip("，；：（）", ",;:()", strict=True))),
    str.maketrans(dict(zip("“”", "「」", strict=True))),
    str.maketrans({"，": "， ", "。": "。 "}),
    str.maketrans({"；": "，", "、": "，"}),
)
_WORDS = tuple(
    pair.split("/") for pair in word_list("目前/眼下 去年/上年 如今/现在 截至/截止 附近/周边 表示/说 问题/难题")
)
_EDITORS = (
    "（责任编辑：{person}）",
    "编辑：{person}　审核：{other}",
    "声明：本网转载此文是为了传递更多信息，版权归原作者所有，如有侵权请联系我们删除。",
    "原标题：{title}",
    "扫一扫在手机打开当前页",
)
_BYLINES = (
    "本报讯（记者 {person} 通讯员 {other}）",
    "来源：{paper}　作者：{person}",
    "{paper}记者 {person}",
    "编者按：为学习各地的好做法，现将{paper}的报道转发如下，供参考。",
)
_NEW_HEADLINES = (
    "【转载】{title}",
    "{paper}：{title}",
    "{title}（图）",
    "{head}",
    "各地动态丨{head}",
    "聚焦园区发展新变化",
)
_TENS = re.compile(r"(?<![\d.])(\d+(?:\.\d)?)万")
_THOUSANDS = re.compile(r"(?<![\d.])(\d)(\d{3})(?![\d.])")
_FIGURE = re.compile(r"(?<![\d.．,])(\d[\d.．,]*)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")


def byline(draw: Draw, draft: Draft) -> Draft:
    """A line above the text, or words before its first one."""
    line = _named(draw, pick(draw, _BYLINES), draft)
    first, *others = draft.paragraphs
    return draft._replace(paragraphs=(line + first, *others) if draw() < 0.5 else (line, first, *others))


def editors_line(draw: Draw, draft: Draft) -> Draft:
    """A line below the text."""
    return draft._replace(paragraphs=(*draft.paragraphs, _named(draw, pick(draw, _EDITORS), draft)))


def sentence_dropped(draw: Draw, draft: Draft) -> Draft:
    """One sentence less, of a text that has more than three."""
    at = int(draw() * len(draft.paragraphs))
    sentences = _SENTENCE.findall(draft.paragraphs[at])
    if len(sentences) < 2:
        return draft
    del sentences[int(draw() * len(sentences))]
    return draft._replace(paragraphs=(*draft.paragraphs[:at], "".join(sentences), *draft.paragraphs[at + 1 :]))


def tail_cut(draw: Draw, draft: Draft) -> Draft:
    """Up to three tenths of the paragraphs gone at the end."""
    return _first_part(draft, 0.7 + 0.25 * draw())


def excerpt(draw: Draw, draft: Draft) -> Draft:
    """Little more than the first half."""
    return _first_part(draft, 0.6 + 0.1 * draw())


def punctuation(draw: Draw, draft: Draft) -> Draft:
    """Other marks."""
    table = pick(draw, _PUNCTUATION)
    return Draft(draft.title.translate(table), tuple(line.translate(table) for line in draft.paragraphs))


def figures(draw: Draw, draft: Draft) -> Draft:
    """The same figures in another form."""
    if (form := draw()) < 0.3:
        return draft._replace(paragraphs=tuple(line.translate(_FULL_WIDTH) for line in draft.paragraphs))
    if form < 0.6:
        return _lines(draft, _TENS, lambda found: f"{round(float(found[1]) * 10_000)}")
    if form < 0.8:
        return _lines(draft, _THOUSANDS, r"\1,\2")
    return _lines(draft, _PERCENT, r"百分之\1")


def headline(draw: Draw, draft: Draft) -> Draft:
    """Another headline, or more or less of it."""
    head = re.split(r"[：:，,！ ]", draft.title)[0]
    return draft._replace(title=_named(draw, pick(draw, _NEW_HEADLINES), draft).replace("{head}", head))


def wording(draw: Draw, draft: Draft) -> Draft:
    """Another word, once."""
    start = int(draw() * len(_WORDS))
    for old, new in (*_WORDS[start:], *_WORDS[:start]):
        for at, line in enumerate(draft.paragraphs):
            if old in line:
                changed = line.replace(old, new, 1)
                return draft._replace(paragraphs=(*draft.paragraphs[:at], changed, *draft.paragraphs[at + 1 :]))
    return draft


def pages(draw: Draw, draft: Draft) -> Draft:
    """The marks of a text that was split over pages."""
    at = int(draw() * len(draft.paragraphs))
    return draft._replace(paragraphs=(*draft.paragraphs[:at], "上一页 1 2 下一页", *draft.paragraphs[at:]))


def blanks(_: Draw, draft: Draft) -> Draft:
    """Blanks around figures and at the beginning of lines."""
    return draft._replace(paragraphs=tuple("　　" + _FIGURE.sub(r" \1 ", line) for line in draft.paragraphs))


def traditional(_: Draw, draft: Draft) -> Draft:
    """Traditional characters for the most frequent ones."""
    return Draft(
        draft.title.translate(TO_TRADITIONAL), tuple(line.translate(TO_TRADITIONAL) for line in draft.paragraphs)
    )


EDITS: tuple[Edit, ...] = (
    *(byline, editors_line, sentence_dropped, tail_cut, excerpt, punctuation),
    *(figures, headline, wording, pages, blanks, traditional),
)
_MOST = 4
"""Edits of one reprint; some have none."""


def edited(draw: Draw, draft: Draft) -> Draft:
    """A reprint."""
    left = list(EDITS)
    for _ in range(int(draw() * (_MOST + 1))):
        edit = left.pop(int(draw() * len(left)))
        draft = edit(draw, draft)
        if edit in _CUTS:
            left = [other for other in left if other not in _CUTS]
    return draft


_CUTS = frozenset({tail_cut, excerpt})


def _first_part(draft: Draft, part: float) -> Draft:
    """So many paragraphs that at least this part of the text stays."""
    whole = sum(map(len, draft.paragraphs))
    kept: list[str] = []
    for line in draft.paragraphs:
        if sum(map(len, kept)) >= part * whole:
            break
        kept.append(line)
    return draft._replace(paragraphs=tuple(kept))


def _lines(draft: Draft, pattern: re.Pattern[str], form: str | Callable[[re.Match[str]], str]) -> Draft:
    return draft._replace(paragraphs=tuple(pattern.sub(form, line) for line in draft.paragraphs))


def _named(draw: Draw, text: str, draft: Draft) -> str:
    """A line with names drawn for it."""
    names = {
        "paper": pick(draw, PLACES) + pick(draw, PAPERS),
        "person": pick(draw, SURNAMES) + "一川",
        "other": pick(draw, SURNAMES) + "思齐",
        "title": draft.title,
    }
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text
