"""Where a text names zones: from the word that ends a name back to where the name begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from devzone_crawler.zones.kinds import ANY, ECONOMIC, HIGH_TECH, KINDS, Kind
from devzone_crawler.zones.locality import locality_after, locality_alone, longer_locality
from devzone_crawler.zones.places import Place, lies_in, place_before, places
from devzone_crawler.zones.table import National, names
from devzone_crawler.zones.zone import Level

_LAST = re.compile("区(?![域块间别])|园(?!区)")
"""How the words for kinds end. 开发区域 is an area, 高新区块 a block, 开发区间 a range."""
_LENGTHS = sorted({len(word) for word in KINDS}, reverse=True)
_LONGEST = 16
"""Characters of the longest form in the table that stands before the word for the kind."""
_QUALIFIER = re.compile("(国家级|国家|省级|市级)$")
_LEVELS: dict[str, Level] = {"国家级": "国家级", "国家": "国家级", "省级": "省级"}
_RAISED = re.compile("[^，。；！？\n]{0,12}?(?:升级为|升为|升格为|晋升为?|获批为?|认定为|批复为)(国家级|国家|省级)")
"""荥阳高新区升为省级高新区."""
_GENERAL = re.compile(
    "(?:全国|全省|全市|全区|各|所有|众多|多个|一批|我国|中国|其他|邻近|新建|家|个|类|类型|国际|部分|一些)的?$"
)
"""Before a word for the kind that stands for many zones, or none."""
_LISTED = re.compile("(?:、|以?及|和|与)$")
_PASSING = re.compile("(?:曾任|历任|先后任|免去|借鉴|学习|对标|考察过|考察学习|比肩|媲美)[^，。；！？\n]{0,10}$")
"""Before a zone the article is not about: where somebody worked before, whose example is followed."""
_FIRM = re.compile("(?:开发|投资|建设|控股|产业|城市|实业|发展|运营|管理|股份)*(?:集团|总公司|有限|公司|股份)")
"""After a zone in the name of the firm that built it, which may be busy elsewhere: 苏州工业园区开发集团."""
_NO_ZONE = (
    "(?!镇|街道|路|大道|大街|广场|站|线|村|社区|中学|小学|大学|医院|银行|证券|股份|高科|论坛|半程|马拉松|公园"
    "|湖|水库|桥|海关)"
)
"""After the name of a town that is a zone too: what is of the town, or of a firm."""


class Mention(NamedTuple):
    """A place in the text that names a zone."""

    start: int
    end: int
    family: str
    zones: tuple[National, ...] = ()
    """That of the table; several where only the rest of the article can tell."""
    needs_city: bool = False
    """True if it is one of them only where the article names the city too."""
    core: str = ""
    """What stands before the word for the kind, if the table knows no such zone; empty for the bare word."""
    word: str = ""
    places: tuple[Place, ...] = ()
    """Where that is, or may be."""
    level: Level | None = None
    """What the text calls it."""
    passing: bool = False
    """True if the words before say that it is no more than mentioned."""
    in_doubt: bool = False
    """True for what is a zone only where something else says so: a town (张江), a locality before a general word."""


@cache
def _unlike_others() -> re.Pattern[str]:
    """The names that end in no word for a kind, and the towns."""
    found = names()
    whole, towns = ("|".join(sorted(map(re.escape, some), key=len, reverse=True)) for some in found[2:])
    return re.compile(f"{whole}|(?:{towns}){_NO_ZONE}")


def mentions_in(text: str) -> list[Mention]:
    """Every mention, in the order of the text. Bare words are among them, general terms are not."""
    found: list[Mention] = []
    for start, end in _ends_and_names(text):
        floor = found[-1].end if found else 0
        for mention in _mentions(text, start, end, floor):
            while found and mention.start <= found[-1].start and found[-1].end <= mention.end:
                found.pop()  # a zone within the name of another: 苏州高新区综保区
            passing = _PASSING.search(text, max(0, mention.start - 16), mention.start) or _FIRM.match(text, mention.end)
            found.append(mention._replace(passing=True) if passing else mention)
    return found


def _ends_and_names(text: str) -> Iterable[tuple[int, int]]:
    """Where the words for kinds stand that may end a name, and the names that need none."""
    found = list(_words(text))
    if any(name in text for name in (*names().whole, *names().towns)):
        found += [match.span() for match in _unlike_others().finditer(text)]
        found.sort(key=lambda span: (span[1], span[0]))
    return found


def _words(text: str) -> Iterator[tuple[int, int]]:
    """The words for kinds. All end in 区 or 园, which few characters of a text are."""
    for last in _LAST.finditer(text):
        end = last.end()
        for length in _LENGTHS:
            if length <= end and text[end - length : end] in KINDS:
                yield end - length, end
                break


def _mentions(text: str, start: int, end: int, floor: int) -> Iterable[Mention]:
    written = text[start:end]
    if written in KINDS:
        return _ending_in(text, start, written, floor)
    zone = names().whole.get(written)
    if zone:
        return [Mention(start, end, _family(zone), (zone,))]
    zone = names().towns[written]
    return [Mention(start, end, _family(zone), (zone,), in_doubt=True)]


def _family(zone: National) -> str:
    return {"经济技术开发区": ECONOMIC, "高新技术产业开发区": HIGH_TECH}.get(zone.kind) or KINDS[zone.kind].family


def _ending_in(text: str, at: int, word: str, floor: int) -> Iterator[Mention]:
    """What a word for a kind ends: a name, names in a list that share it, or the bare word."""
    kind, end = KINDS[word], at + len(word)
    qualifier = _QUALIFIER.search(text, max(floor, at - 3), at)
    before = qualifier.start() if qualifier else at
    named = (
        _in_table(text, before, end, word, kind)
        or _by_place(text, before, end, word, kind, floor)
        or _by_locality(text, before, end, word, kind, floor)
    )
    if named:
        said = qualifier or _QUALIFIER.search(text, max(0, named.start - 3), named.start)
        raised = _RAISED.match(text, end)
        level = _LEVELS.get((raised or said or ["", ""])[1])
        yield from _listed(text, named, kind, floor)
        yield named._replace(level=level)
    elif qualifier is None and not _GENERAL.search(text, max(0, at - 3), at):
        yield Mention(at, end, kind.family, word=word)


def _in_table(text: str, before: int, end: int, word: str, kind: Kind) -> Mention | None:
    """The longest form of a name in the table, unless the places before it are elsewhere."""
    for start in range(max(0, before - _LONGEST), before - 1):
        form = text[start:before]
        if kind.family == ANY and form in _prefectures():
            continue  # 南京市开发区 are all those of the city
        for needs_city, table in ((False, names().places), (True, names().shared)):
            zones = table.get(form, {}).get(kind.family, ())
            if not zones:
                continue
            begin, around = _chain(text, start)
            if around:
                zones = tuple(zone for zone in zones if zone.province == around[0].province)
            if zones:
                in_doubt = needs_city and not (around and around[0].rank != "province")
                core = form if in_doubt or len(zones) > 1 else ""
                return Mention(begin, end, kind.family, zones, needs_city=in_doubt, core=core, word=word)
    return None


@cache
def _prefectures() -> frozenset[str]:
    """Prefectures by their full names."""
    return frozenset(place.name for several in places().values() for place in several if place.rank == "prefecture")


def _by_place(text: str, before: int, end: int, word: str, kind: Kind, floor: int) -> Mention | None:
    """A zone by the place before the word: 如东经济开发区. A province alone names none: 江苏高新区 are many."""
    found = place_before(text, before)
    if found is None or found[0] < floor:
        return None
    start, several = found
    several = tuple(place for place in several if place.rank != "province")
    if not several or (kind.family == ANY and text[start:before] in _prefectures()):
        return None
    if longer := longer_locality(text, start, before, floor):
        return Mention(start - 1, end, kind.family, core=longer, word=word, in_doubt=not kind.alone)
    begin, core, several = _placed(text, start, several, floor)
    return Mention(begin, end, kind.family, core=core, word=word, places=several)


def _by_locality(text: str, before: int, end: int, word: str, kind: Kind, floor: int) -> Mention | None:
    """A zone by a locality that no table knows, in a place (昆山花桥经济开发区) or alone (蒙西经济开发区)."""
    for start in range(before - 1, max(floor, before - 7), -1):
        found = place_before(text, start)
        if found and found[0] >= floor and (locality := locality_after(text[start:before], kind)):
            several = tuple(place for place in found[1] if place.rank != "province")
            if several:
                begin, core, several = _placed(text, found[0], several, floor)
                return Mention(begin, end, kind.family, core=core + locality, word=word, places=several)
            begin = found[0]
            return Mention(begin, end, kind.family, core=locality, word=word, places=found[1]) if kind.alone else None
    if place_before(text, before) is None and (locality := locality_alone(text, before, floor)):
        in_doubt = not kind.alone
        return Mention(before - len(locality), end, kind.family, core=locality, word=word, in_doubt=in_doubt)
    return None


def _placed(text: str, start: int, several: tuple[Place, ...], floor: int) -> tuple[int, str, tuple[Place, ...]]:
    """Where the places before a name begin, what the name is, and which places it may be."""
    above = place_before(text, start)
    if above is None or above[0] < floor:
        return start, several[0].short, several
    fitting = tuple(place for place in several for other in above[1] if lies_in(place, other))
    if fitting:
        begin, _ = _chain(text, start)
        return max(begin, floor), fitting[0].short, fitting
    if any(place.rank == "province" for place in above[1]) or several[0] in above[1]:  # 晋江市晋江经济开发区
        return _chain(text, start)[0] if several[0] in above[1] else start, several[0].short, several
    core = above[1][0].short + several[0].short
    if several[0].rank == "county":  # 阳高龙泉工业园区: a Longquan in Yanggao, not the county of that name
        return above[0], core, above[1]
    return above[0], core, several  # 苏州宿迁工业园区: built by one city in another


def _chain(text: str, start: int) -> tuple[int, tuple[Place, ...]]:
    """The places that stand before: where they begin, and what the nearest one may be."""
    nearest: tuple[Place, ...] = ()
    while found := place_before(text, start):
        start = found[0]
        nearest = nearest or found[1]
    return start, nearest


def _listed(text: str, named: Mention, kind: Kind, floor: int) -> Iterator[Mention]:
    """The zones of a list that share the word at its end: 南京、苏州、无锡高新区."""
    if kind.family not in {ECONOMIC, HIGH_TECH, "综保"}:
        return
    start, marks, listed = named.start, set(), []
    while mark := _LISTED.search(text, max(floor, start - 2), start):
        found = place_before(text, mark.start())
        if found is None or found[0] < floor:
            break
        marks.add(mark[0])
        zones = names().places.get(text[found[0] : mark.start()], {}).get(kind.family, ())
        core = "" if zones else found[1][0].short
        several = tuple(place for place in found[1] if place.rank != "province")
        start, _ = _chain(text, found[0])
        if zones or any(place.rank == "county" for place in several):
            listed.append(Mention(start, mark.start(), kind.family, zones, core=core, word=named.word, places=several))
    if "、" in marks or all(_same_rank(one, named) for one in listed):
        yield from reversed(listed)


def _same_rank(one: Mention, other: Mention) -> bool:
    """True if two names joined by 和 are of places of one rank: not 上海和昆山经开区."""
    return {zone.city == "" for zone in one.zones} == {zone.city == "" for zone in other.zones}
