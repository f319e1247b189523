"""How well zones are found in short articles with a known answer, and how fast in many."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.report import Table
from devzone_crawler.zones import zones_of

RECORDS = 100_000
FIXTURES = Path(__file__).parent.parent / "fixtures" / "zones"
QUALITY = ("articles", "number", "zones", "precision", "recall", "province", "level")
SPEED = ("articles of 1.5 KB", "number", "seconds of CPU", "articles a second")
_TEXT = "近年来，当地坚持创新驱动，企业研发投入逐年增长，新增就业岗位三千余个。\n"
_NAMES = (
    "据介绍，昆山经济技术开发区和苏州工业园区去年签约项目二十个。开发区负责人说，如东经济开发区等也参加了活动，"
    "第一批货物今天从园区发车，经铁路口岸出境。\n"
)
_CHARACTERS = 500


class Case(NamedTuple):
    """A short article, and what it is about."""

    kind: str
    title: str
    body: str
    zones: dict[str, tuple[str | None, str | None] | None]
    """By name; province and level where no table says them."""


class Scores(NamedTuple):
    """Of the zones that should be found and those that were."""

    expected: int
    found: int
    right: int
    with_province: tuple[int, int]
    """Right and expected, of the zones that no table knows and that were found."""
    with_level: tuple[int, int]

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.expected


def cases(part: str) -> list[Case]:
    """The articles of a part: `dev`, which the rules were made with, or `held`, for which none was changed."""
    lines = (FIXTURES / f"{part}.tsv").read_text("utf-8").splitlines()
    return [_case(*line.split("\t")) for line in lines if not line.startswith("#")]


def _case(kind: str, title: str, body: str, gold: str) -> Case:
    zones: dict[str, tuple[str | None, str | None] | None] = {}
    for zone in gold.split() if gold != "-" else ():
        name, *known = zone.split("/")
        province, level = (None if part == "-" else part for part in known or "--")
        zones[name] = (province, level) if known else None
    return Case(kind, title, body.replace("¶", "\n"), zones)


def scores(some: list[Case]) -> Scores:
    """How well the zones of these articles are found."""
    expected = found = right = provinces = levels = told = 0
    for case in some:
        zones = {zone.name: zone for zone in zones_of(case.title, case.body)}
        expected, found = expected + len(case.zones), found + len(zones)
        for name in zones.keys() & case.zones.keys():
            right += 1
            if gold := case.zones[name]:
                told += 1
                provinces += zones[name].province == gold[0]
                levels += zones[name].level == gold[1]
    return Scores(expected, found, right, (provinces, told), (levels, told))


def run(records: int = RECORDS) -> Iterator[Table]:
    """Score both parts, then look through so many articles."""
    rows = []
    for part in ("dev", "held"):
        some = cases(part)
        result = scores(some)
        of_others = (f"{right} of {all_}" for right, all_ in (result.with_province, result.with_level))
        figures = (f"{result.precision:.3f}", f"{result.recall:.3f}")
        rows.append((part, str(len(some)), str(result.expected), *figures, *of_others))
    yield Table("zones-found", QUALITY, rows)
    timed = []
    for name, text in (("naming four zones", _NAMES + _TEXT * 20), ("naming none", _TEXT * 20)):
        started = time.process_time()
        for number in range(records):
            zones_of(f"第{number}号", text[:_CHARACTERS])
        seconds = time.process_time() - started
        timed.append((name, f"{records:,}", f"{seconds:.1f}", f"{records / seconds:,.0f}"))
    yield Table("zones-speed", SPEED, timed)
