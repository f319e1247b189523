"""Which zones an article is about, of those it names."""

from __future__ import annotations

from collections.abc import Sequence

from devzone_crawler.zones.gathering import Article, Named, gathered
from devzone_crawler.zones.kinds import ANY, KINDS, NATIONAL_ECONOMIC
from devzone_crawler.zones.places import Place, cities_in
from devzone_crawler.zones.zone import Level, Zone

_MANY = 3
"""Zones in one sentence that may all be what it is about; more are a list."""
_FEW = 8
"""Mentions before which a city is looked for."""
_OFTEN = 4
"""A zone is more than mentioned if it is named twice, and no less than so many times less often than the main one."""


def zones_of(title: str | None, body: str) -> list[Zone]:
    """The zones an article is about: those of the headline first, then by how often it names them.

    A zone counts that the headline names; beside it, one that the text comes back to. Where the headline names none,
    those that the text comes back to and what it names with the first of them; where it comes back to none, all.
    """
    article = Article(title, body)
    named = gathered(article)
    zones = [_zone(one, article) for one in _about(named, article)] if named else []
    return sorted(zones, key=lambda zone: (not zone.in_title, -zone.mentions))


def _about(named: Sequence[Named], article: Article) -> list[Named]:
    in_title = [one for one in named if one.first < article.headline_ends]
    in_text = [one for one in named if one.weight and one.first >= article.headline_ends]
    most = max((one.weight for one in named), default=0)
    often = [one for one in in_text if one.weight >= max(2, most / _OFTEN)]
    if in_title:
        return in_title + often
    if not often:
        return in_text
    main = max(often, key=lambda one: (one.weight, -one.first))
    start, end = article.sentence(main.first)
    beside = [one for one in in_text if any(start <= mention.start < end for mention in one.mentions)]
    return often + [one for one in beside if one not in often and len(beside) <= _MANY]


def _zone(one: Named, article: Article) -> Zone:
    in_title, mentions = one.first < article.headline_ends, len(one.mentions)
    if one.zone:
        return Zone(one.zone.name, one.zone.kind, "国家级", one.zone.province, in_title, mentions)
    kinds = [KINDS[mention.word] for mention in one.mentions if mention.core]
    kind = max(kinds, key=lambda kind: (kind.family != ANY, kind.name == NATIONAL_ECONOMIC))
    level: Level | None = "国家级" if kind.by_state else None
    for mention in one.mentions:
        level = mention.level or level
    return Zone(one.core + kind.full, kind.name, level, _province(one, article), in_title, mentions)


def _province(one: Named, article: Article) -> str | None:
    """The province, if the name leaves one, or the cities that the article names do."""
    if not any(mention.places for mention in one.mentions):
        few = one.mentions[:_FEW]
        before = {place.province for mention in few for place in _cities_before(mention.start, article)}
        return before.pop() if len(before) == 1 else None
    for mention in one.mentions:
        if len({place.province for place in mention.places}) == 1:
            return mention.places[0].province
    several = {place for mention in one.mentions for place in mention.places}
    cities = {place.name for place in article.cities}
    provinces = {place.province for place in article.cities}
    in_city = {place.province for place in several if place.prefecture in cities}
    in_province = {place.province for place in several} & provinces
    for fitting in (in_city, in_province):
        if len(fitting) == 1:
            return fitting.pop()
    return None


def _cities_before(at: int, article: Article) -> list[Place]:
    return cities_in(article.text[article.sentence(at)[0] : at])
