"""What is installed elsewhere is whole: the wheel, its entry points, its declared dependencies, the locked versions."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
WITH_SCRAPY = {"twisted", "pyopenssl", "service-identity", "zope-interface"}
"""Part of Scrapy's own interface: its version is Scrapy's to choose."""


def normal(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel, built from this checkout without the network."""
    place = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = place.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


def packed(wheel: zipfile.ZipFile, name: str) -> str:
    (found,) = (path for path in wheel.namelist() if path.endswith(f".dist-info/{name}"))
    return wheel.read(found).decode()


def test_the_wheel_holds_every_module_of_the_package(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "devzone_crawler").rglob("*.py")}
    assert "devzone_crawler/simulator/server.py" in modules
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "devzone_crawler/report/template").iterdir()}
    assert "devzone_crawler/report/template/texts.toml" in templates
    others = {"devzone_crawler/py.typed", "devzone_crawler/templates/spider.tmpl"} | templates
    others |= {"devzone_crawler/zones/national.tsv", "devzone_crawler/zones/places.tsv"}
    assert modules | others <= set(wheel.namelist())


def test_the_wheel_holds_nothing_but_the_package(wheel: zipfile.ZipFile) -> None:
    tops = {path.split("/")[0] for path in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"devzone_crawler"}


def test_the_wheel_brings_the_command_and_the_settings_of_the_project(wheel: zipfile.ZipFile) -> None:
    entry_points = ConfigParser()
    entry_points.read_string(packed(wheel, "entry_points.txt"))
    assert entry_points["console_scripts"]["devzone"] == "devzone_crawler.__main__:main"
    assert entry_points["scrapy"]["settings"] == "devzone_crawler.settings"


def test_the_wheel_carries_its_licence(wheel: zipfile.ZipFile) -> None:
    assert packed(wheel, "licenses/LICENSE") == (ROOT / "LICENSE").read_text("utf-8")


def test_every_imported_package_is_a_declared_dependency() -> None:
    imported: set[str] = set()
    for path in (ROOT / "devzone_crawler").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"devzone_crawler"}
    known = packages_distributions()
    assert foreign <= set(known)
    extras = PROJECT["optional-dependencies"]
    for_users = [*PROJECT["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    declared = {normal(requirement) for requirement in for_users}
    assert {normal(name) for package in foreign for name in known[package]} - declared <= WITH_SCRAPY


def test_every_dependency_is_locked_with_hashes() -> None:
    locked = {normal(line) for line in LOCK.splitlines() if line and line[0].isalnum()}
    wanted = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    assert {normal(requirement) for requirement in wanted} <= locked
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locked_versions_name_no_host() -> None:
    assert "://" not in LOCK
    assert "--index-url" not in LOCK
    assert "--find-links" not in LOCK


def test_scrapy_finds_its_settings_in_the_checkout() -> None:
    file = ConfigParser()
    file.read(ROOT / "scrapy.cfg")
    assert file["settings"]["default"] == "devzone_crawler.settings"
    assert file["deploy"]["project"] == PROJECT["name"]


def test_every_extra_has_something_in_it() -> None:
    assert all(PROJECT["optional-dependencies"].values())


def test_the_command_is_installed_beside_python() -> None:
    command = Path(sys.executable).parent / "devzone"
    done = subprocess.run([command, "--help"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no checkout")
def test_nothing_that_is_made_is_in_the_repository() -> None:
    listed = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    assert subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout == ""
