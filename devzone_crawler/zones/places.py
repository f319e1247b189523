"""The names of provinces, prefectures and counties, and what lies in what."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LONGEST = 11
"""Characters of the longest name that is looked for: a few counties are longer, and go by their short names."""


class Place(NamedTuple):
    """A division of the country."""

    name: str
    short: str
    rank: str
    """province, prefecture or county."""
    prefecture: str
    """Empty for a province."""
    province: str


@cache
def places() -> dict[str, tuple[Place, ...]]:
    """All places of a name, full or short: 鼓楼 is a district of four cities."""
    found: dict[str, list[Place]] = {}
    for fields in rows("places.tsv"):
        place = Place(*fields)
        for name in {place.name, place.short}:
            found.setdefault(name, []).append(place)
    return {name: tuple(several) for name, several in found.items()}


def rows(table: str) -> list[list[str]]:
    """The lines of a table of this package, without its comments."""
    text = files(__package__).joinpath(table).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def place_before(text: str, end: int) -> tuple[int, tuple[Place, ...]] | None:
    """The longest name of a place that ends there: where it begins, and all places it may be."""
    named = places()
    for start in range(max(0, end - LONGEST), end - 1):
        if found := named.get(text[start:end]):
            return start, found
    return None


def lies_in(place: Place, other: Place) -> bool:
    """True if a place is a part of another, which may be the same by a longer name."""
    if place.province != other.province or other.rank == "county":
        return False
    return other.rank == "province" or place.prefecture == other.name


@cache
def _city() -> re.Pattern[str]:
    cities = {name for name, several in places().items() if any(place.rank != "county" for place in several)}
    return re.compile("|".join(sorted(map(re.escape, cities), key=len, reverse=True)))


def cities_in(text: str) -> list[Place]:
    """The provinces and prefectures that a text names."""
    return [place for name in set(_city().findall(text)) for place in places()[name] if place.rank != "county"]
