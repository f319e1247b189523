"""How much of a site is looked at: calendars, searches and session ids make addresses without end.

What a listing promises as an article is not bounded here, only what is looked at in the hope that it is something.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

_BEGINNING = re.compile(r"(?:index|default|list|main|home)\b", re.I)
_DIGITS = re.compile(r"\d+")
_MOST_ALIKE = 8
"""Pages of one shape of address that may show the same."""
_REPETITION = 3
"""Pages to each thing that they show, above which a shape shows nothing new."""


class Bounds:
    """Caps for each shape of address and each section, and an eye for shapes that show the same again and again."""

    def __init__(self, per_shape: int, per_section: int) -> None:
        self._caps = {"MAX_PAGES_PER_SHAPE": per_shape, "MAX_PAGES_PER_SECTION": per_section}
        self._left_out: dict[tuple[str, str], str] = {}
        """The caps that were reached (the setting, and what it is a cap of), each with an address that it left out."""
        self._looked_at: Counter[tuple[str, str]] = Counter()
        self._shown: dict[str, Counter[str]] = defaultdict(Counter)
        self._exhausted: set[str] = set()

    def admit(self, url: str) -> bool:
        """Count a page that is to be looked at. False if it would exceed a cap: then that is remembered."""
        bounds = (("MAX_PAGES_PER_SHAPE", shape_of(url)), ("MAX_PAGES_PER_SECTION", section_of(url)))
        for bound in bounds:
            if self._looked_at[bound] >= self._caps[bound[0]]:
                self._left_out.setdefault(bound, url)
                return False
        self._looked_at.update(bounds)
        return True

    def note(self, url: str, content: str) -> None:
        """Remember what a page shows, and give up its shape of address when that shows the same again and again.

        That ends calendars, sort orders and session ids. A shape is given up when most of its pages are repetitions;
        many empty columns, or a hundred deleted articles that say so in the same words, are none among pages that
        each show something of their own.
        """
        for shape in {shape_of(url), file_of(url)}:
            shown = self._shown[shape]
            shown[content] += 1
            if shown[content] > _MOST_ALIKE and shown.total() > _REPETITION * len(shown):
                self._exhausted.add(shape)

    def gives_up(self, url: str) -> bool:
        """True for an address of a shape that shows nothing new any more."""
        return shape_of(url) in self._exhausted or file_of(url) in self._exhausted

    def reached(self) -> Iterator[str]:
        """A sentence for each cap that left something out. Of a shape that shows the same, that is no loss."""
        for (setting, _), url in self._left_out.items():
            if not self.gives_up(url):
                yield f"Of pages like {url} only {self._caps[setting]} were looked at; {setting} says so."


def shape_of(url: str) -> str:
    """The address with its numbers blotted out and its parameters by name only: what a template has in common."""
    parts = urlsplit(url)
    names = "&".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair))
    return _DIGITS.sub("0", parts.path) + "?" + names


def file_of(url: str) -> str:
    """The name of a file in whatever folder: a relative link that is wrong leads to one in each. Numbers are no such
    name, nor is what columns begin with (`index.html`): there the folder counts.
    """
    name = urlsplit(url).path.rpartition("/")[2]
    is_own = not name or _BEGINNING.match(name) is not None or _DIGITS.search(name) is not None
    return shape_of(url) if is_own else f"*/{name}"


def section_of(url: str) -> str:
    """Host and first folder: what editors call a section."""
    parts = urlsplit(url)
    return f"{parts.netloc}/{parts.path.split('/')[1] if parts.path.count('/') > 1 else ''}"
