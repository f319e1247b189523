"""The categories that a crawl is told to take: where they begin, and what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from devzone_crawler.extraction.text import squash
from devzone_crawler.extraction.urls import canonical_url
from devzone_crawler.listing.navigation import Category

_STEPS = re.compile(r"[/>＞›»／]")
"""What people write between a category and the one above it."""
_MOST_LOOKED_INTO = 60
"""Pages of a navigation that are fetched to find a name that its home page does not show."""
_MOST_NAMES_TOLD = 40


@dataclass(slots=True)
class _Wanted:
    """A category by the name that was given, and where it was found."""

    name: str
    steps: tuple[str, ...]
    """Squashed, outermost first."""
    begins_at: dict[str, str] = field(default_factory=dict)
    """Canonical address of each page that it begins at, with its path as the navigation shows it."""
    refuted: set[str] = field(default_factory=set)
    """Those of them whose breadcrumb says that they stand elsewhere."""

    @property
    def is_found(self) -> bool:
        return len(self.begins_at) > len(self.refuted)


class ChosenCategories:
    """What is wanted of a site, by the names that its navigation prints. Without names, all of it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._wanted = [_Wanted(name, steps_of(name)) for name in dict.fromkeys(names)]
        self._trails: set[tuple[str, ...]] = set()
        """Breadcrumbs of the pages that the categories begin at."""
        self._site_wide: set[str] = set()
        """Canonical addresses that the home page names and that are none of them."""
        self._elsewhere: dict[str, str] = {}
        """Addresses on other sites that wanted names lead to."""
        self._names: dict[str, None] | None = None
        """Paths of the categories that the pages named; None before the first page was read."""

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def find(self, categories: Sequence[Category], above: Sequence[str] = ()) -> list[Category]:
        """Remember which of the categories that a page names are wanted ones that were not found on an earlier page.

        `above`: where that page stands; what it names may stand below it.
        """
        self._names = self._names or {}
        beginning: list[Category] = []
        missing = [wanted for wanted in self._wanted if not wanted.is_found]
        for category in categories:
            path = "/".join(category.path)
            if category.is_likely:
                self._names.setdefault(path)
            steps = steps_of(path)
            address = canonical_url(category.url)
            meant = [wanted for wanted in missing if ends_with(wanted.steps, (*_squashed(above), *steps))]
            for wanted in meant:
                if address not in wanted.begins_at:
                    wanted.begins_at[address] = path
                    beginning.append(category)
        return beginning

    def note_elsewhere(self, categories: Sequence[Category]) -> None:
        """Remember which wanted names lead to other sites, which this crawl does not enter."""
        for category in categories:
            for wanted in self._wanted:
                if ends_with(wanted.steps, steps_of("/".join(category.path))):
                    self._elsewhere.setdefault(wanted.name, category.url)

    def note_site_wide(self, categories: Sequence[Category]) -> None:
        """Remember what the home page names: without a breadcrumb, such a page belongs to no category but its own."""
        for category in categories:
            steps = _squashed(category.path)
            if category.is_likely and not any(_in_order(wanted.steps, steps) for wanted in self._wanted):
                self._site_wide.add(canonical_url(category.url))

    def to_look_into(self, categories: Sequence[Category]) -> list[Category]:
        """The categories of the home page whose pages may name what it does not: those above it, else all."""
        chosen: dict[str, Category] = {}
        likely = [category for category in categories if category.is_likely]
        for wanted in self._wanted:
            if wanted.is_found:
                continue
            above = [category for category in categories if self._is_above(category, wanted)]
            for category in above or likely:
                chosen.setdefault(canonical_url(category.url), category)
        return list(chosen.values())[:_MOST_LOOKED_INTO]

    def confirm(self, url: str, breadcrumb: Sequence[str]) -> bool:
        """False if the page that a category was to begin at says that it stands elsewhere; else it belongs to it."""
        address, steps = canonical_url(url), _squashed(breadcrumb)
        confirmed = False
        for wanted in self._wanted:
            if address not in wanted.begins_at:
                continue
            if len(steps) > 1 and not _in_order(wanted.steps[:-1], steps):
                wanted.refuted.add(address)
            else:
                confirmed = True
        if confirmed and steps:
            self._trails.add(steps)
        return confirmed

    def contains(self, url: str, breadcrumb: Sequence[str]) -> bool:
        """True if a page that a category led to belongs to one.

        Its breadcrumb says so. If that is silent, everything does but what the navigation offers on every page.
        """
        steps = _squashed(breadcrumb)
        if any(_in_order(wanted.steps, steps) for wanted in self._wanted):
            return True
        if steps and not any(steps[: len(trail)] == trail for trail in self._trails):
            return False
        return canonical_url(url) not in self._site_wide

    def missing(self, home: str) -> str | None:
        """A sentence that says which were not found, with the names that there are. None if all were, or none read."""
        missing = [wanted.name for wanted in self._wanted if not wanted.is_found]
        if not missing or self._names is None:
            return None
        names = list(self._names)
        more = f" and {len(names) - _MOST_NAMES_TOLD} more" if len(names) > _MOST_NAMES_TOLD else ""
        there_are = f"It names: {', '.join(names[:_MOST_NAMES_TOLD])}{more}." if names else "It names none."
        leads = [
            f" {name} leads to {self._elsewhere[name]}, another site: crawl that."
            for name in missing
            if name in self._elsewhere
        ]
        return f"{home} has no category named {', nor '.join(missing)}. {there_are}{''.join(leads)}"

    def ambiguous(self) -> list[str]:
        """A sentence for each name that several categories have."""
        sentences = []
        for wanted in self._wanted:
            paths = dict.fromkeys(path for url, path in wanted.begins_at.items() if url not in wanted.refuted)
            if len(paths) > 1:
                sentences.append(
                    f"{len(paths)} categories are named {wanted.name}, and all were taken: {', '.join(paths)}."
                )
        return sentences

    @staticmethod
    def _is_above(category: Category, wanted: _Wanted) -> bool:
        return any(ends_with(wanted.steps[:count], _squashed(category.path)) for count in range(1, len(wanted.steps)))


def steps_of(name: str) -> tuple[str, ...]:
    """The steps of a category's name as people write it, squashed, outermost first."""
    return _squashed(_STEPS.split(name))


def ends_with(steps: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """True if the path leads through all steps and ends with the last of them."""
    return bool(path) and path[-1] == steps[-1] and _in_order(steps, path)


def _squashed(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(squash(name) for name in names if name.strip())


def _in_order(steps: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """True if the path leads through all steps, whatever lies between."""
    rest = iter(path)
    return all(step in rest for step in steps)
