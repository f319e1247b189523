"""Which zones an article is about: what is found, what is left alone, and that nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.zones import cases, scores
from devzone_crawler.zones import Zone, zones_of
from devzone_crawler.zones.kinds import KINDS
from devzone_crawler.zones.places import places
from devzone_crawler.zones.table import National, nationals

PIECES = st.sampled_from(
    [
        *KINDS,
        *(zone.name for zone in nationals()[::9]),
        *list(places())[::40],
        *"、和与在（）“”。\n的区园市县港",
        *"张江 光谷 国家级 省级 以下简称 曾任 有限公司 升级为 \x1b[31m =1+1 <b> \u202e".split(),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))
PROVINCES = {place.province for several in places().values() for place in several}


@pytest.mark.parametrize("part", ["dev", "held"])
def test_zones_are_found_as_well_as_is_said(part: str) -> None:
    some = cases(part)
    assert len(some) >= 70
    result = scores(some)
    assert result.precision >= 0.95, result
    assert result.recall >= 0.9, result
    assert result.with_province[0] >= 0.9 * result.with_province[1], result
    assert result.with_level[0] >= 0.9 * result.with_level[1], result


def test_scores_fall_when_answers_are_wrong() -> None:
    some = cases("dev")
    turned = [case._replace(title=other.title, body=other.body) for case, other in zip(some, some[7:], strict=False)]
    assert scores(turned).precision < 0.2


@given(TEXTS, TEXTS)
def test_no_text_breaks_it_and_what_it_finds_is_whole(title: str, body: str) -> None:
    found = zones_of(title, body)
    assert len({zone.name for zone in found}) == len(found)
    for zone in found:
        assert zone.name
        assert zone.mentions >= 1
        assert zone.level in {"国家级", "省级", None}
        assert zone.province in PROVINCES | {None}
        assert zone.kind in {kind.name for kind in KINDS.values()}
    assert found == sorted(found, key=lambda zone: (not zone.in_title, -zone.mentions))


@given(
    st.sampled_from(nationals()), st.sampled_from(["在", "位于", "和", "与", "走进", "我省的", "（", "“", "10月8日，"])
)
def test_a_national_zone_is_found_after_any_word(zone: National, word: str) -> None:
    name = zone.name
    assert [one.name for one in zones_of(None, f"项目{word}{name}。")] == [name]


@pytest.mark.parametrize("title", [None, "", "\n", "区", "园", "经开区", "国家级高新区"])
def test_nothing_is_found_in_nothing(title: str | None) -> None:
    assert zones_of(title, "") == []


def test_what_is_not_known_is_null() -> None:
    (zone,) = zones_of("鼓楼高新区举办招聘会", "")
    assert zone == Zone("鼓楼高新技术产业开发区", "高新技术产业开发区", None, None, in_title=True, mentions=1)


def test_customs_zones_are_of_national_level_since_no_others_are_approved() -> None:
    (zone,) = zones_of("浙江海宁综保区封关运作", "")
    assert (zone.name, zone.level, zone.province) == ("海宁综合保税区", "国家级", "浙江省")


def test_a_zone_of_another_province_is_not_the_one_in_the_table() -> None:
    (zone,) = zones_of("黑龙江明水经济开发区", "")
    assert (zone.name, zone.level, zone.province) == ("明水经济开发区", None, "黑龙江省")


@pytest.mark.parametrize(
    ("repeated", "times"),
    [("高新区", 50_000), ("江苏苏州昆山", 20_000), ("鼓楼高新区。", 10_000), ("张江、", 50_000), ("区", 300_000)],
)
def test_a_long_text_of_one_word_is_read_to_its_end(repeated: str, times: int) -> None:
    found = zones_of("昆山经开区", repeated * times + "昆山经济技术开发区")
    assert found[0].name == "昆山经济技术开发区"
