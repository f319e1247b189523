"""The CMS families that can be simulated. A new one is a `Site` and a line here."""

from __future__ import annotations

from typing import Any

from devzone_crawler.simulator.counters import CountersSite
from devzone_crawler.simulator.site import Options, Site
from devzone_crawler.simulator.split import SplitSite
from devzone_crawler.simulator.thinkphp import ThinkPhpSite
from devzone_crawler.simulator.traps_all import TRAPS

FAMILIES: dict[str, type[Site]] = {family.family: family for family in (ThinkPhpSite, SplitSite, CountersSite)}
FAMILIES |= {trap.family: trap for trap in TRAPS}


def make_site(family: str = "thinkphp", **options: Any) -> Site:
    """A site of the family; keyword arguments are the fields of `Options`. ValueError if there is no such family."""
    if family not in FAMILIES:
        raise ValueError(f"family={family!r}: choose one of {', '.join(sorted(FAMILIES))}")
    return FAMILIES[family](Options(**options))
