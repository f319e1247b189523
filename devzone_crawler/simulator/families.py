"""The CMS families that can be simulated. A new one is a `Site` and a line here."""

from __future__ import annotations

from typing import Any

from devzone_crawler.simulator.cms.aspnet import AspnetSite
from devzone_crawler.simulator.cms.dedecms import DedecmsSite
from devzone_crawler.simulator.cms.empirecms import EmpirecmsSite
from devzone_crawler.simulator.cms.jpaas import JpaasSite
from devzone_crawler.simulator.cms.jpage import JpageSite
from devzone_crawler.simulator.cms.phpcms import PhpcmsSite
from devzone_crawler.simulator.cms.siteserver import SiteserverSite
from devzone_crawler.simulator.cms.trs import TrsSite
from devzone_crawler.simulator.cms.vsb import VsbSite
from devzone_crawler.simulator.counters import CountersSite
from devzone_crawler.simulator.hostile import HOSTILE
from devzone_crawler.simulator.site import Options, Site
from devzone_crawler.simulator.split import SplitSite
from devzone_crawler.simulator.thinkphp import ThinkPhpSite
from devzone_crawler.simulator.traps_all import TRAPS
from devzone_crawler.simulator.unruly_refusals import REFUSALS
from devzone_crawler.simulator.unruly_robots import ROBOTS

_CLASSES: tuple[type[Site], ...] = (
    ThinkPhpSite,
    TrsSite,
    JpageSite,
    VsbSite,
    DedecmsSite,
    PhpcmsSite,
    EmpirecmsSite,
    AspnetSite,
    JpaasSite,
    SiteserverSite,
    SplitSite,
    CountersSite,
    *TRAPS,
    *HOSTILE,
    *ROBOTS,
    *REFUSALS,
)
FAMILIES: dict[str, type[Site]] = {site.family: site for site in _CLASSES}


def make_site(family: str = "thinkphp", **options: Any) -> Site:
    """A site of the family; keyword arguments are the fields of `Options`. ValueError if there is no such family."""
    if family not in FAMILIES:
        raise ValueError(f"family={family!r}: choose one of {', '.join(sorted(FAMILIES))}")
    return FAMILIES[family](Options(**options))
