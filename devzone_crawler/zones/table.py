"""The zones of national level, and every form of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from devzone_crawler.zones.kinds import ANY, ECONOMIC, HIGH_TECH, KINDS, WORDS
from devzone_crawler.zones.places import Place, place_before, places, rows

_ENDING = re.compile(f"(?:{WORDS})$")
_SHARED = frozenset(
    "石化 临港 滨海 航空 航天 火炬 医药 汽车 金山 临江 空港 新港空港 国际铁路港 辽滨沿海 招商局 兴隆 昆仑".split()
)
"""What other zones are called too: short names only where the article names the city."""
_NO_NAME = frozenset(
    "经开 高新 经开区 高新区 经济技术开发区 高新技术产业开发区 工业 工业园 工业园区 滨海新区 新区 机场 国际机场"
    " 化学工业 金融商贸".split()
)
"""What is left of a name without its city, and is none."""


_WITHIN = (("经开", "经开区", "经济技术开发区"), ("高新", "高新区", "高新技术产业开发区"))
"""How a zone is written that another lies in."""


class National(NamedTuple):
    """A zone of national level."""

    name: str
    kind: str
    province: str
    others: tuple[str, ...]
    """Further names, as the table has them."""

    @property
    def city(self) -> str:
        """The place its name begins with, for short; empty if it begins with none."""
        place, _ = _first_place(self.name)
        return place.short if place else ""


_Forms = dict[str, dict[str, dict[str, National]]]
"""What stands before the word for the kind, the family of the word, and the zones by name."""


class Names(NamedTuple):
    """Where the names of zones lead."""

    places: dict[str, dict[str, tuple[National, ...]]]
    """What stands before the word for the kind, then the family of that word: 昆山, 经开."""
    shared: dict[str, dict[str, tuple[National, ...]]]
    """The same for what zones of other cities may be called too: 临港, 经开."""
    whole: dict[str, National]
    """Names that end in no such word, or are not what they seem: 苏州园区, 武汉光谷."""
    towns: dict[str, National]
    """Names that are towns, roads and stations too: 张江."""


@cache
def nationals() -> tuple[National, ...]:
    """The table."""
    return tuple(National(name, kind, province, tuple("".join(o).split())) for name, kind, province, *o in _rows())


def _rows() -> list[list[str]]:
    return rows("national.tsv")


@cache
def names() -> Names:
    """Every form of every name."""
    own: _Forms = {}
    shared: _Forms = {}
    whole: dict[str, National] = {}
    towns: dict[str, National] = {}
    for zone in nationals():
        for written in (zone.name, *zone.others):
            ending = _ENDING.search(written)
            if written.endswith("?"):
                towns[written[:-1]] = zone
            elif ending is None:
                whole[written] = zone
            else:
                for spelled in _spellings(written[: ending.start()]):
                    for form in _forms(spelled, zone.province):
                        forms = shared if form in _SHARED and not written.startswith(form) else own
                        for family in _families(ending[0], zone):
                            forms.setdefault(form, {}).setdefault(family, {})[zone.name] = zone
    return Names(_told_apart(own), _told_apart(shared), whole, towns)


def _told_apart(forms: _Forms) -> dict[str, dict[str, tuple[National, ...]]]:
    """Of the zones of one short name, that which has no longer one, if there is one."""
    told: dict[str, dict[str, tuple[National, ...]]] = {}
    for form, by_family in forms.items():
        for family, zones in by_family.items():
            exact = [zone for zone in zones.values() if zone.name.startswith(form)]
            told.setdefault(form, {})[family] = tuple(exact if len(exact) == 1 else zones.values())
    return told


def _spellings(before: str) -> Iterator[str]:
    """The same with another dash, or with the zone in which another lies for short or in full: 苏州高新区综合保税区."""
    yield before
    if "-" in before:
        yield before.replace("-", "—")
        yield before.replace("-", "－")
    for short, middle, full in _WITHIN:
        for word in (full, middle, short):
            if before.endswith(word) and before != word:
                yield from (before.removesuffix(word) + other for other in (short, middle, full))
                break


def _families(word: str, zone: National) -> set[str]:
    """The families of words that may follow the place of this zone."""
    family = KINDS[word].family
    if family == ANY:  # 宁波大榭开发区 is one of the economic zones
        return {ANY, ECONOMIC if zone.kind == "经济技术开发区" else HIGH_TECH}
    return {family, ANY} if family == ECONOMIC else {family}


def _forms(before: str, province: str) -> Iterator[str]:
    """What stands before the word for the kind, with and without the city, short and in full."""
    first, rest = _first_place(before)
    if first is None or first.province != province:
        yield before
        return
    rests = {rest, *(place.name for place in places().get(rest, ()) if place.province == province)}
    for end in rests:
        yield first.short + end
        yield first.name + end
        if len(end) > 1 and end not in _NO_NAME and not end.startswith(("湾", "港", "-", "—")):
            yield end


def _first_place(before: str) -> tuple[Place | None, str]:
    """The place a name begins with, and the rest. A county only if it is all of the name."""
    for end in range(len(before), 1, -1):
        found = place_before(before[:end], end)
        if found and found[0] == 0 and (end == len(before) or found[1][0].rank != "county"):
            return min(found[1], key=lambda place: place.rank == "county"), before[end:]
    return None, before
