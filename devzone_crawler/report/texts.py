"""The words of a report, each in English and in Chinese, from texts.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal, NamedTuple

from markupsafe import Markup, escape

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}[0-9: -]*\Z")
TAGS = {"en": "en", "zh": "zh-CN"}
"""BCP 47."""


class Text(NamedTuple):
    """The same in both languages."""

    en: str
    zh: str


class Number(int):
    """A number in a sentence: `{n}` is 1,234, and `{n:article|articles}` is 1 article or 1,234 articles."""

    def __format__(self, words: str) -> str:
        figure = f"{int(self):,}"
        if "|" not in words:
            return figure
        one, more = words.split("|")
        return f"{figure} {one if self == 1 else more}"


@cache
def texts() -> dict[str, Text]:
    """All texts by their keys."""
    table = tomllib.loads(files("devzone_crawler.report").joinpath("template/texts.toml").read_text("utf-8"))
    return {key: Text(said["en"], said["zh"]) for key, said in table.items()}


def say(key: str, language: Language, **values: Any) -> str:
    """A text with its values, as it is. KeyError for a text or a value that is missing."""
    return _filled(getattr(texts()[key], language), values)


def both(key: str, **values: Any) -> Markup:
    """A text in both languages as HTML, of which the page shows one. Values are escaped; Markup stays as it is.

    A value may be a Text itself: each language then has its own.
    """
    parts = []
    for language in LANGUAGES:
        own = {name: getattr(value, language) if isinstance(value, Text) else value for name, value in values.items()}
        said = _filled(getattr(texts()[key], language), own, markup=True)
        parts.append(f'<span class="{language}" lang="{TAGS[language]}">{said}</span>')
    return Markup("".join(parts))


def _filled(text: str, values: dict[str, Any], *, markup: bool = False) -> str:
    """The text with its values in their places."""
    done = []
    for literal, name, words, _ in Formatter().parse(text):
        done.append(str(escape(literal)) if markup else literal)
        if name is not None:
            figure = _figure(values[name], words or "")
            done.append(_unbroken(figure) if markup else str(figure))
    return "".join(done)


def _unbroken(figure: str) -> str:
    """A figure as HTML; a date stays on its line."""
    escaped = str(escape(figure))
    return f'<span class="whole">{escaped}</span>' if _DATE.match(figure) else escaped


def _figure(value: Any, words: str) -> str:
    """A value as it is said. A figure that is written already, such as 12.5, takes the word for more than one."""
    if isinstance(value, int):
        return format(Number(value), words)
    if isinstance(value, Markup):
        return value
    if not words:
        return str(value)
    one, more = words.split("|")
    return f"{value} {one if value == '1' else more}"
