"""The tables of zones and places are such that no name leads astray."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from devzone_crawler.zones import zones_of
from devzone_crawler.zones.compile_places import short_name
from devzone_crawler.zones.kinds import KINDS
from devzone_crawler.zones.places import LONGEST, places, rows
from devzone_crawler.zones.table import National, names, nationals

PROVINCES = {place.name for several in places().values() for place in several if place.rank == "province"}
LISTED = {"经济技术开发区": 232, "高新技术产业开发区": 178}
"""How many there are, by the lists the table names; the table may lack some, and has none that they lack."""


def test_there_are_31_provinces_and_every_place_is_in_one() -> None:
    assert len(PROVINCES) == 31
    found = rows("places.tsv")
    assert {fields[4] for fields in found} == PROVINCES
    assert {fields[2] for fields in found} == {"province", "prefecture", "county"}
    assert len({(name, prefecture, province) for name, _, _, prefecture, province in found}) == len(found)


def test_every_zone_is_of_a_known_kind_in_a_province_and_stands_there_once() -> None:
    zones = nationals()
    assert {zone.province for zone in zones} == PROVINCES
    assert {zone.kind for zone in zones} <= {kind.name for kind in KINDS.values()}
    assert len({zone.name for zone in zones}) == len(zones)


def test_no_kind_has_more_zones_than_its_list_nor_a_province_more_than_is_plausible() -> None:
    economic = [zone for zone in nationals() if zone.kind in {"经济技术开发区", "台商投资区", "工业园区", "产业园区"}]
    assert len(economic) == LISTED["经济技术开发区"]
    high = [zone for zone in nationals() if zone.kind == "高新技术产业开发区"]
    assert 170 <= len(high) <= LISTED["高新技术产业开发区"]
    most = Counter(zone.province for zone in economic)
    assert most.most_common(2) == [("江苏省", 27), ("浙江省", 22)]
    assert most["西藏自治区"] == most["北京市"] == most["海南省"] == 1
    assert Counter(zone.province for zone in high).most_common(1) == [("江苏省", 17)]


def test_a_name_that_several_zones_share_needs_a_city() -> None:
    several = {form for form, by in names().places.items() if any(len(zones) > 1 for zones in by.values())}
    assert several == {"前湾"}  # 宁波前湾综合保税区, 青岛前湾综合保税区
    assert all(zone.city for by in names().shared.values() for zones in by.values() for zone in zones)


def test_a_zone_begins_with_no_place_of_another_province() -> None:
    for zone in nationals():
        place = places().get(zone.city, ())
        assert not place or zone.province in {one.province for one in place}, zone


@pytest.mark.parametrize("zone", nationals(), ids=lambda zone: zone.name)
def test_every_zone_is_found_by_every_name_of_the_table(zone: National) -> None:
    for name in (zone.name, *zone.others):
        written = name.rstrip("?")
        for title in (f"记者走进{written}", f"{zone.province}{written}揭牌"):
            (found,) = zones_of(title, f"{written}管委会主任到会。")
            assert (found.name, found.level, found.province) == (zone.name, "国家级", zone.province)


@pytest.mark.parametrize(
    ("name", "rank", "short"),
    [
        ("江苏省", "province", "江苏"),
        ("内蒙古自治区", "province", "内蒙古"),
        ("新疆维吾尔自治区", "province", "新疆"),
        ("恩施土家族苗族自治州", "prefecture", "恩施"),
        ("沛县", "county", "沛县"),
        ("如东县", "county", "如东"),
        ("浦东新区", "county", "浦东"),
        ("新城区", "county", "新城区"),
        ("东乡族自治县", "county", "东乡"),
        ("达拉特旗", "county", "达拉特"),
    ],
)
def test_a_place_is_called_for_short_as_people_do(name: str, rank: str, short: str) -> None:
    assert short_name(name, rank) == short


def test_no_short_name_is_longer_than_what_is_looked_for() -> None:
    assert max(len(fields[1]) for fields in rows("places.tsv")) <= LONGEST
    assert all(re.fullmatch("[\u4e00-\u9fff]+", fields[1]) for fields in rows("places.tsv"))
