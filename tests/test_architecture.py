"""The rooms of the house: who may know of whom, how large a room may be, what it may be called."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import devzone_crawler
from tests.conftest import ROOT

PACKAGE = ROOT / "devzone_crawler"
MODULES = sorted(PACKAGE.rglob("*.py"))

MAY_KNOW: dict[str, frozenset[str]] = {
    "items": frozenset(),
    "version": frozenset(),
    "choice": frozenset(),
    "request_meta": frozenset(),
    "verdicts": frozenset(),
    "manifest": frozenset({"verdicts"}),
    "runs": frozenset({"items", "verdicts", "manifest"}),
    "schema": frozenset({"items", "manifest", "runs"}),
    "extraction": frozenset({"items", "version"}),
    "listing": frozenset({"items", "extraction"}),
    "plan": frozenset({"choice", "listing"}),
    "storage": frozenset({"items", "verdicts"}),
    "simulator": frozenset({"items"}),
    "skeleton": frozenset({"items", "extraction"}),
    "checking": frozenset({"items", "manifest", "runs", "schema", "extraction", "storage"}),
    "zones": frozenset(),
    "objects": frozenset(),
    "reprints": frozenset(),
    "exporting": frozenset({"items", "schema", "storage", "reprints", "zones"}),
    "report": frozenset({"items", "version", "manifest", "runs", "schema", "extraction", "storage", "terminal"}),
    "settings": frozenset({"items", "version"}),
    "checked_settings": frozenset(),
    "network": frozenset(),
    "terminal": frozenset(),
    "watching": frozenset({"extraction", "terminal"}),
    "alarms": frozenset({"verdicts", "manifest", "runs"}),
    "extensions": frozenset(
        {
            "items",
            "version",
            "choice",
            "request_meta",
            "verdicts",
            "terminal",
            "network",
            "watching",
            "alarms",
            "manifest",
            "runs",
            "extraction",
            "listing",
            "storage",
            "checked_settings",
        }
    ),
    "middlewares": frozenset(
        {
            "items",
            "version",
            "request_meta",
            "verdicts",
            "network",
            "manifest",
            "extraction",
            "listing",
            "storage",
            "checked_settings",
            "extensions",
        }
    ),
    "readers": frozenset({"items", "extraction"}),
    "pipelines": frozenset(
        {
            "items",
            "choice",
            "request_meta",
            "verdicts",
            "extraction",
            "listing",
            "storage",
            "checked_settings",
            "extensions",
            "readers",
        }
    ),
    "spiders": frozenset(
        {
            "items",
            "choice",
            "plan",
            "request_meta",
            "verdicts",
            "extraction",
            "listing",
            "network",
            "storage",
            "checked_settings",
            "extensions",
        }
    ),
}
"""Imports point one way. A room that is not listed is a shell (the commands, a run): it may know all but `cli`, which
`__main__` runs.
"""
PAGE_KNOWLEDGE = frozenset({"w3lib", "dateparser"})
MAY_USE: dict[str, frozenset[str]] = {
    "items": frozenset(),
    "choice": frozenset(),
    "request_meta": frozenset(),
    "verdicts": frozenset(),
    "plan": frozenset(),
    "settings": frozenset(),
    "checked_settings": frozenset(),
    "extraction": PAGE_KNOWLEDGE,
    "listing": PAGE_KNOWLEDGE | {"lxml"},
    "storage": frozenset({"msgspec", "warcio", "isal"}),
    "readers": frozenset(),
    "checking": frozenset({"msgspec"}),
    "zones": frozenset(),
    "objects": frozenset({"obstore"}),
    "exporting": frozenset({"duckdb"}),
    "report": frozenset({"msgspec", "jinja2", "markupsafe", "vl_convert"}),
    "reprints": frozenset({"numpy", "rapidfuzz", "opencc"}),
    "manifest": frozenset({"msgspec"}),
    "runs": frozenset({"msgspec"}),
    "schema": frozenset({"msgspec"}),
    "simulator": frozenset({"aiohttp"}),
    "skeleton": frozenset(),
}
"""Packages beside the standard library."""

MOST_LINES = 350
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "tools", "base_utils"})

LIGHT = ("devzone_crawler", "devzone_crawler.extraction.article", "devzone_crawler.listing")
HEAVY = ("scrapy", "twisted", "aiohttp")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file, by its full name."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *(node.module.split(".") if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def rooms_known_by(path: Path) -> set[str]:
    known = {module.split(".")[1] for module in imports_of(path) if module.startswith("devzone_crawler.")}
    return {name for name in known if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


@pytest.mark.parametrize("module", LIGHT)
def test_reading_a_page_loads_no_crawler(module: str) -> None:
    program = f"import sys, {module}\nprint(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_all_that_is_for_others_is_shown_and_there() -> None:
    assert dir(devzone_crawler) == sorted(devzone_crawler.__all__)
    assert all(hasattr(devzone_crawler, name) for name in devzone_crawler.__all__)
    assert not hasattr(devzone_crawler, "nothing")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    known = rooms_known_by(path) - {room}
    if room in MAY_KNOW:
        assert known <= MAY_KNOW[room]
    elif room not in ("cli", "__main__"):
        assert "cli" not in known


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in MAY_USE], ids=name_of)
def test_a_lower_room_uses_only_the_packages_it_needs(path: Path) -> None:
    used = {module.split(".")[0] for module in imports_of(path)} - {"devzone_crawler"} - set(sys.stdlib_module_names)
    assert used <= MAY_USE[room_of(path)]


def test_every_room_that_is_listed_is_there() -> None:
    listed = set(MAY_KNOW) | set(MAY_USE)
    assert listed <= {room_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_is_a_room_and_no_drawer(path: Path) -> None:
    assert not DRAWERS & set(path.relative_to(PACKAGE).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_is_not_too_large(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: cut it where the subject changes"
