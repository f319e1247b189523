"""The mentions of each zone together, by whatever name the article calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from devzone_crawler.zones.kinds import ANY, ECONOMIC, HIGH_TECH
from devzone_crawler.zones.mentions import Mention, mentions_in
from devzone_crawler.zones.places import Place, cities_in
from devzone_crawler.zones.table import National

_SPACED = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_SHORT_FOR = re.compile(
    '[（(，,]?(?:以下)?(?:简称|称)为?(?:[“"「『‘]([^”"」』’\n]{2,8})[”"」』’]|([^，。”"\n]{2,8})(?=[）)]))'
)
"""漳州台商投资区（以下简称“台商区”）."""
_MANAGED = ("管委会", "党工委")
_ENDS = "。！？\n"
_LONGEST_SENTENCE = 400
"""Characters on either side in which the end of a sentence is looked for."""


class Article:
    """Headline and text in one."""

    def __init__(self, title: str | None, body: str) -> None:
        headline = _SPACED.sub("", title or "")  # 公 告 is set so for the eye
        self.text = f"{headline}\n{body}"
        self.headline_ends = len(headline)

    @cached_property
    def cities(self) -> list[Place]:
        """The provinces and prefectures it names."""
        return cities_in(self.text)

    @cached_property
    def city_names(self) -> frozenset[str]:
        """The same by their short names."""
        return frozenset(place.short for place in self.cities)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        text, least, most = self.text, max(0, at - _LONGEST_SENTENCE), at + _LONGEST_SENTENCE
        start = max(text.rfind(mark, least, at) for mark in _ENDS)
        ends = [end for mark in _ENDS if (end := text.find(mark, at, most)) >= 0]
        return (least if start < 0 else start + 1), min(ends, default=min(most, len(text)))


@dataclass(eq=False)
class Named:
    """A zone that the article names."""

    zone: National | None
    """That of the table."""
    family: str
    core: str
    """What stands before the word for the kind, where the table knows no such zone."""
    mentions: list[Mention] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Where the article first names it."""
        return min(mention.start for mention in self.mentions)

    @cached_property
    def weight(self) -> int:
        """How often the article speaks of it, when all mentions are found."""
        return sum(not mention.passing for mention in self.mentions)


def gathered(article: Article) -> list[Named]:
    """All zones that are named, with all their mentions."""
    mentions = mentions_in(article.text)
    if not mentions:
        return []
    named = [one for one in _together(mentions, article) if not _in_doubt(one, article.text)]
    for one in named:
        one.mentions += _by_short_name(one, article.text)
    _add_bare_words(named, mentions)
    return named


def _together(mentions: Sequence[Mention], article: Article) -> list[Named]:
    """The mentions by the zone; those with fewer words go to the longer name: 花桥经济开发区, 昆山花桥开发区."""
    of_table: dict[str, Named] = {}
    others: dict[tuple[str, str], Named] = {}
    by_ending: dict[tuple[str, str], Named] = {}
    unknown: list[Mention] = []
    for mention in mentions:
        zone = _told_apart(mention, article)
        if zone is None:
            unknown += [mention] if mention.core else []
            continue
        if zone.name not in of_table:
            of_table[zone.name] = Named(zone, mention.family, "")
            if zone.city:  # 临港经开区, where the article has named 威海临港经济技术开发区
                rest = zone.name.removeprefix(zone.city)
                by_ending |= {(mention.family, rest[:end]): of_table[zone.name] for end in range(2, len(rest))}
        of_table[zone.name].mentions.append(mention)
    for mention in sorted(unknown, key=lambda mention: (mention.family == ANY, -len(mention.core))):
        families = (ANY, ECONOMIC, HIGH_TECH) if mention.family == ANY else (mention.family,)
        known = next((by_ending[key] for family in families if (key := (family, mention.core)) in by_ending), None)
        if known is None or (known.zone and mention.places):
            known = others.setdefault((mention.family, mention.core), Named(None, mention.family, mention.core))
            for start in range(len(mention.core) - 1):
                by_ending.setdefault((mention.family, mention.core[start:]), known)
        known.mentions.append(mention)
    return [*of_table.values(), *others.values()]


def _told_apart(mention: Mention, article: Article) -> National | None:
    """The zone of the table, if the mention and the cities that the article names leave one."""
    zones = mention.zones
    if mention.needs_city or len(zones) > 1:
        zones = tuple(zone for zone in zones if zone.city in article.city_names)
    return zones[0] if len(zones) == 1 else None


def _in_doubt(one: Named, text: str) -> bool:
    """True if nothing confirms what may be a zone: 亦庄 once, and no more."""
    if len(one.mentions) > 1 or not one.mentions[0].in_doubt:
        return False
    (mention,) = one.mentions
    listed = "、" in (text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1])
    return not listed and not text.startswith(_MANAGED, mention.end)


def _by_short_name(one: Named, text: str) -> Iterator[Mention]:
    """The mentions by a name that the article gives the zone itself."""
    for mention in list(one.mentions):
        short = _SHORT_FOR.match(text, mention.end)
        if short:
            known = {*range(*short.span()), *(other.end for other in one.mentions)}
            for found in re.finditer(re.escape(short[1] or short[2]), text):
                if found.end() not in known:
                    yield Mention(*found.span(), one.family)
            return


def _add_bare_words(named: Sequence[Named], mentions: Sequence[Mention]) -> None:
    """Add 高新区 and 开发区 without a name, where they can mean one zone alone."""
    spoken_of = [one for one in named if any(not mention.passing for mention in one.mentions)]
    meant: dict[str, list[Named]] = {}
    for one in spoken_of:
        meant.setdefault(one.family, []).append(one)
    meant[ANY] = spoken_of
    known = {mention.end for one in named for mention in one.mentions}
    for mention in mentions:
        if not mention.zones and not mention.core and mention.end not in known:
            may_be = meant.get(mention.family, [])
            if len(may_be) == 1:
                may_be[0].mentions.append(mention)
