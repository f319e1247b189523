"""The words that end the name of a zone, and the kind each stands for."""

from __future__ import annotations

import re
from typing import NamedTuple


class Kind(NamedTuple):
    """A word that ends names."""

    family: str
    """Zones of one family are told apart by their place: 昆山经开区 is 昆山经济技术开发区, 昆山高新区 is another."""
    name: str
    """The kind it stands for."""
    full: str
    """The word as it stands in the name of a zone that no table knows."""
    alone: bool = False
    """True if a locality that no table knows may stand before it without a county: 蒙西经济开发区."""
    by_state: bool = False
    """True if the State Council alone can approve such a zone, which is of national level then."""


ECONOMIC, HIGH_TECH, ANY = "经开", "高新", "开发区"
NATIONAL_ECONOMIC, NATIONAL_HIGH_TECH = "经济技术开发区", "高新技术产业开发区"
BONDED = "综合保税区"

_PROVINCIAL_ECONOMIC = "经济开发区"
"""What the catalogue of 2006 renamed the provincial ones to; the national ones kept 技术."""
_HIGH = (HIGH_TECH, NATIONAL_HIGH_TECH, NATIONAL_HIGH_TECH, True)

KINDS: dict[str, Kind] = {
    "经济技术开发区": Kind(ECONOMIC, NATIONAL_ECONOMIC, NATIONAL_ECONOMIC, True),
    "经济技术产业开发区": Kind(ECONOMIC, NATIONAL_ECONOMIC, NATIONAL_ECONOMIC, True),
    "经济开发区": Kind(ECONOMIC, _PROVINCIAL_ECONOMIC, _PROVINCIAL_ECONOMIC, True),
    "经开区": Kind(ECONOMIC, _PROVINCIAL_ECONOMIC, _PROVINCIAL_ECONOMIC, True),
    "高新技术产业开发区": Kind(*_HIGH),
    "高新技术产业园区": Kind(*_HIGH),
    "高新技术开发区": Kind(*_HIGH),
    "高技术产业开发区": Kind(*_HIGH),
    "高新产业开发区": Kind(*_HIGH),
    "高新开发区": Kind(*_HIGH),
    "高新区": Kind(*_HIGH),
    "综合保税区": Kind("综保", BONDED, BONDED, True, by_state=True),
    "综保区": Kind("综保", BONDED, BONDED, True, by_state=True),
    "保税港区": Kind("保税港", "保税港区", "保税港区", by_state=True),
    "保税物流园区": Kind("保税物流", "保税物流园区", "保税物流园区", by_state=True),
    "保税区": Kind("保税", "保税区", "保税区", by_state=True),
    "出口加工区": Kind("出口加工", "出口加工区", "出口加工区", by_state=True),
    "边境经济合作区": Kind("边合", "边境经济合作区", "边境经济合作区", by_state=True),
    "边合区": Kind("边合", "边境经济合作区", "边境经济合作区", by_state=True),
    "台商投资区": Kind("台商", "台商投资区", "台商投资区"),
    "工业园区": Kind("工业", "工业园区", "工业园区"),
    "工业园": Kind("工业", "工业园区", "工业园区"),
    "工业集中区": Kind("工业集中", "工业集中区", "工业集中区"),
    "产业集聚区": Kind("产业集聚", "产业集聚区", "产业集聚区"),
    "产业园区": Kind("产业", "产业园区", "产业园区"),
    "科技园区": Kind("科技", "科技园区", "科技园区"),
    "开发区": Kind(ANY, "开发区", "开发区"),
}
"""Every word that ends a name. Parks of firms (产业园, 科技园) are none: their names hold no zone."""

WORDS = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
