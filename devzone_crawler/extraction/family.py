"""Which CMS family made a page, by what only that family writes. For people: no rule asks."""

from __future__ import annotations

from devzone_crawler.extraction.profiles import PROFILES, Profile


def families(source: str) -> list[Profile]:
    """The families whose marks a page carries, in the order of the table; several, when texts moved between CMSs."""
    return [profile for profile in PROFILES if any(mark in source for mark in profile.recognised_by)]
