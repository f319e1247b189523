"""What a crawl would do, as far as the first pages of its listings say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from devzone_crawler.choice import Choice
from devzone_crawler.listing import Entry
from devzone_crawler.listing.extent import Size

_BEFORE_ALL = 2
"""Requests of every crawl: robots.txt and the home page."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A listing by its first page."""

    path: tuple[str, ...]
    """Where it stands in the site."""
    name: str
    """What the menu calls it."""
    url: str
    entries: tuple[Entry, ...]
    """Of this site."""
    size: Size
    """How many entries it has."""
    pages: Size


@dataclass(slots=True)
class Branch:
    """A category with those below it."""

    name: str
    seen: Seen | None = None
    """None for one that is no listing itself."""
    below: dict[str, Branch] = field(default_factory=dict)

    def size(self) -> Size:
        """Of itself and those below: most sites list the articles of the lower in the upper as well."""
        lower = sum((branch.size() for branch in self.below.values()), Size(0, 0))
        return self.seen.size.or_more(lower) if self.seen is not None else lower

    def wanted(self, choice: Choice) -> Size:
        """The same for the days that are wanted."""
        lower = sum((branch.wanted(choice) for branch in self.below.values()), Size(0, 0))
        return wanted_of(self.seen, choice).or_more(lower) if self.seen is not None else lower

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Branch]]:
        """All branches below this one with their depth, as a reader goes down a tree."""
        for branch in self.below.values():
            yield depth, branch
            yield from branch.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """The categories that a crawl would walk, and what that would cost."""

    choice: Choice
    tree: Branch
    delay: float
    """Seconds between two requests."""

    @property
    def articles(self) -> Size:
        """How many articles it would write, into an empty output."""
        return self.tree.wanted(self.choice).capped(self.choice.most)

    @property
    def listing_pages(self) -> Size:
        """How many pages of listings it would read; a limit may be reached on the first."""
        seen = [branch.seen for _, branch in self.tree.walk() if branch.seen is not None]
        pages = sum((pages_walked(one, self.choice) for one in seen), Size(0, 0))
        return pages if self.choice.most is None else Size(min(1, pages.least), pages.most)

    @property
    def requests(self) -> Size:
        """How many requests it would make for these, without counters and what else the site links to."""
        return self.articles + self.listing_pages + Size(_BEFORE_ALL, _BEFORE_ALL)


def plan_of(listings: list[Seen], choice: Choice, delay: float) -> Plan:
    """A plan from the listings that were found.

    Breadcrumbs that stop short put two listings at one place: the one that the menu calls otherwise goes below.
    """
    tree = Branch("")
    for seen in sorted(listings, key=lambda seen: (len(seen.path), seen.name != seen.path[-1])):
        branch = tree
        for name in seen.path:
            branch = branch.below.setdefault(name, Branch(name))
        if branch.seen is not None and seen.name != branch.name:
            branch = branch.below.setdefault(seen.name, Branch(seen.name))
        if branch.seen is None or branch.seen.size.least < seen.size.least:
            branch.seen = seen
    return Plan(choice, tree, delay)


def wanted_of(seen: Seen, choice: Choice) -> Size:
    """How many of a listing's entries are of the days that are wanted.

    Exact when its first page reaches back beyond them; else the rest of the listing may hold none or nothing but such.
    """
    if not choice.by_day:
        return seen.size
    days = [entry.date for entry in seen.entries if not entry.pinned]
    here = sum(1 for entry in seen.entries if entry.date is None or choice.takes(entry.date))
    if _is_whole(seen) or any(day is not None and choice.is_before(day) for day in days):
        return Size(here, here)
    return Size(here, None if seen.size.most is None else max(here, seen.size.most - (len(seen.entries) - here)))


def pages_walked(seen: Seen, choice: Choice) -> Size:
    """How many pages of a listing would be read: up to the first that is older as a whole."""
    wanted = wanted_of(seen, choice)
    if choice.since is None or _is_whole(seen) or not seen.entries:
        return seen.pages
    if wanted.most is None:
        return Size(1, seen.pages.most)
    most = -(-wanted.most // len(seen.entries)) + 1
    return Size(min(2, most), most if seen.pages.most is None else min(most, seen.pages.most))


def _is_whole(seen: Seen) -> bool:
    """True if the first page of a listing is all of it."""
    return seen.size.most == len(seen.entries)
