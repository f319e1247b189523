"""Which zones an article is about, of those it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from devzone_crawler.zones.kinds import ANY, ECONOMIC, HIGH_TECH, KINDS, NATIONAL_ECONOMIC
from devzone_crawler.zones.mentions import Mention, mentions_in
from devzone_crawler.zones.places import cities_in
from devzone_crawler.zones.table import National
from devzone_crawler.zones.zone import Level, Zone

_SPACED = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_SENTENCE = re.compile("[。！？\n]")
_SHORT_FOR = re.compile('[（(，,]?(?:以下)?(?:简称|称)为?[“"「『‘]([^”"」』’\n]{2,8})[”"」』’]')
"""漳州台商投资区（以下简称“台商区”）."""
_MANY = 3
"""Zones in one sentence that may all be what it is about; more are a list."""


_MANAGED = ("管委会", "党工委")
_FAMILIES = (ECONOMIC, HIGH_TECH)


class _Named(NamedTuple):
    """A zone that the article names."""

    zone: National | None
    """That of the table."""
    family: str
    core: str
    """What stands before the word for the kind, where the table knows no such zone."""
    mentions: list[Mention]

    def first(self) -> int:
        return min(mention.start for mention in self.mentions)

    def weight(self) -> int:
        """How often the article speaks of it."""
        return sum(not mention.passing for mention in self.mentions)


def zones_of(title: str | None, body: str) -> list[Zone]:
    """The zones an article is about: those of the headline first, then by how often it names them.

    A zone counts that the headline names; beside it, one that the text comes back to. Where the headline names none,
    those that the text comes back to and what it names with the first of them; where it comes back to none, all.
    """
    headline = _SPACED.sub("", title or "")
    text = f"{headline}\n{body}"
    mentions = mentions_in(text)
    named = _gathered(mentions, text)
    if not named:
        return []
    _add_short_names(named, text)
    _add_bare_words(named, mentions)
    zones = [_zone(one, text, len(headline)) for one in _about(named, text, len(headline))]
    return sorted(zones, key=lambda zone: (not zone.in_title, -zone.mentions))


def _gathered(mentions: Sequence[Mention], text: str) -> list[_Named]:
    """The mentions of each zone together."""
    of_table: dict[str, _Named] = {}
    others: dict[tuple[str, str], _Named] = {}
    told: list[Mention] = []
    for mention in mentions:
        if zone := _told_apart(mention, text):
            of_table.setdefault(zone.name, _Named(zone, mention.family, "", [])).mentions.append(mention)
        elif mention.core:
            told.append(mention)
    for mention in sorted(told, key=lambda mention: (mention.family == ANY, -len(mention.core))):
        known = _same(mention, of_table.values()) or _same(mention, others.values())
        if known is None:
            known = others[mention.core, mention.family] = _Named(None, mention.family, mention.core, [])
        known.mentions.append(mention)
    return [one for one in (*of_table.values(), *others.values()) if not _in_doubt(one, text)]


def _told_apart(mention: Mention, text: str) -> National | None:
    """The zone of the table, if the mention and the cities that the article names leave one."""
    zones = mention.zones
    if mention.needs_city or len(zones) > 1:
        around = text[: mention.start] + text[mention.end :]
        zones = tuple(zone for zone in zones if zone.city and zone.city in around)
    return zones[0] if len(zones) == 1 else None


def _same(mention: Mention, known: Iterable[_Named]) -> _Named | None:
    """The zone that a mention names with fewer words: 花桥经济开发区, 昆山花桥开发区."""
    for one in known:
        families = _FAMILIES if mention.family == ANY else (mention.family,)
        if one.family in {*families, mention.family}:
            name = one.zone.name if one.zone else one.core
            if one.core.endswith(mention.core) or (one.zone and mention.core in name and not mention.places):
                return one
    return None


def _in_doubt(one: _Named, text: str) -> bool:
    """True if nothing confirms what may be a zone: 亦庄 once, and no more."""
    if not all(mention.in_doubt for mention in one.mentions):
        return False
    if len(one.mentions) > 1:
        return False
    (mention,) = one.mentions
    listed = "、" in (text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1])
    return not listed and not text.startswith(_MANAGED, mention.end)


def _add_short_names(named: Sequence[_Named], text: str) -> None:
    """Add the mentions by names that the article gives itself."""
    for one in named:
        for mention in list(one.mentions):
            if short := _SHORT_FOR.match(text, mention.end):
                ends = [other.end for other in one.mentions]
                for found in re.finditer(re.escape(short[1]), text[short.end() :]):
                    start, end = found.start() + short.end(), found.end() + short.end()
                    if end not in ends:
                        one.mentions.append(Mention(start, end, one.family))


def _add_bare_words(named: Sequence[_Named], mentions: Sequence[Mention]) -> None:
    """Add 高新区 and 开发区 without a name, where they can mean one zone alone."""
    spoken_of = [one for one in named if one.weight()]
    for mention in mentions:
        if mention.zones or mention.core:
            continue
        meant = [one for one in spoken_of if mention.family in {one.family, ANY}]
        if len(meant) == 1 and not any(mention.start == other.start for other in meant[0].mentions):
            meant[0].mentions.append(mention)


def _about(named: Sequence[_Named], text: str, ended: int) -> list[_Named]:
    """Those that the article is about; `ended` is where its headline does."""
    in_title = [one for one in named if one.first() < ended]
    spoken_of = [one for one in named if one.weight()]
    if not spoken_of:
        return in_title
    most = max(one.weight() for one in spoken_of)
    often = [one for one in spoken_of if one.weight() >= max(2, most / 4)]
    if in_title:
        return in_title + [one for one in often if one not in in_title]
    if not often:
        return spoken_of
    main = max(often, key=lambda one: (one.weight(), -one.first()))
    start, end = _sentence(text, main.first())
    beside = [one for one in spoken_of if any(start <= mention.start < end for mention in one.mentions)]
    return often + [one for one in beside if one not in often and len(beside) <= _MANY]


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    start = max((found.end() for found in _SENTENCE.finditer(text, 0, at)), default=0)
    end = _SENTENCE.search(text, at)
    return start, end.start() if end else len(text)


def _zone(one: _Named, text: str, ended: int) -> Zone:
    in_title, mentions = one.first() < ended, len(one.mentions)
    if one.zone:
        return Zone(one.zone.name, one.zone.kind, "国家级", one.zone.province, in_title, mentions)
    words = [KINDS[mention.word] for mention in one.mentions if mention.word and mention.core]
    kind = max(words, key=lambda kind: (kind.family != ANY, kind.name == NATIONAL_ECONOMIC))
    level: Level | None = "国家级" if kind.by_state else None
    for mention in one.mentions:
        level = mention.level or level
    return Zone(one.core + kind.full, kind.name, level, _province(one, text), in_title, mentions)


def _province(one: _Named, text: str) -> str | None:
    """The province, if the name leaves one, or the places that the article names do."""
    several = {place for mention in one.mentions for place in mention.places}
    if not several:
        nearby = {
            place.province
            for mention in one.mentions
            for place in cities_in(text[slice(*_sentence(text, mention.start))])
        }
        return nearby.pop() if len(nearby) == 1 else None
    for mention in one.mentions:
        if mention.places and len({place.province for place in mention.places}) == 1:
            return mention.places[0].province
    around = {place.province for place in cities_in(text)}
    cities = {place.name for place in cities_in(text)}
    for fitting in ({p.province for p in several if p.prefecture in cities}, {p.province for p in several} & around):
        if len(fitting) == 1:
            return fitting.pop()
    return None
