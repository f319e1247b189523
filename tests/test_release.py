"""What goes out of the house: the container file, the licences, the forms in which people report, the site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.conftest import ROOT

FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
INPUTS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
HADOLINT = ROOT / ".venv-release" / "bin" / "hadolint"
ZENSICAL = ROOT / ".venv-site" / "bin" / "zensical"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_has_what_the_host_demands(path: Path) -> None:
    form: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    names = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(names) == len(set(names))
    for part in form["body"]:
        assert part["type"] in INPUTS
        assert part["attributes"].get("label") or part["attributes"].get("value")
        assert all(option["label"] for option in part["attributes"].get("options", []))
    assert any(part.get("validations", {}).get("required") for part in form["body"])


def test_the_form_for_a_wrong_page_asks_for_a_skeleton() -> None:
    assert "devzone skeleton" in (ROOT / ".github/ISSUE_TEMPLATE/wrong-page.yml").read_text("utf-8")
    assert yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text("utf-8"))["blank_issues_enabled"]


def test_the_container_file_is_as_its_linter_wants_it() -> None:
    if not HADOLINT.exists():
        pytest.skip("hadolint is not installed (make test puts it into .venv-release)")
    done = subprocess.run([HADOLINT, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_container_runs_as_nobody_special_and_keeps_its_records() -> None:
    stages = DOCKERFILE.split("\nFROM ")
    assert len(stages) == 3
    last = stages[-1]
    assert re.search(r"^USER \d{4,}:\d{4,}$", last, re.M)
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "VOLUME /data" in last
    assert 'ENTRYPOINT ["devzone"]' in last


def test_what_the_container_is_built_from_is_there_and_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {
        name.removeprefix("./")
        for line in re.findall(r"^COPY (?!--from)(.*)", DOCKERFILE, re.M)
        for name in line.split()[:-1]
    }
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)


def test_the_constraints_of_the_container_are_the_locked_versions(tmp_path: Path) -> None:
    command = re.search(r"RUN (sed .*?) > constraints.txt", DOCKERFILE)
    assert command is not None
    done = subprocess.run(["sh", "-c", command[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    names = re.findall(r"^([a-z0-9.-]+)==\S+ ?", done.stdout, re.M)
    assert names == re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    assert len(names) == len(done.stdout.splitlines())


def test_licences_are_those_of_the_locked_packages() -> None:
    listed = re.findall(r"^\| ([a-z0-9.-]+) \| (.+) \|$", (ROOT / "docs/licences.md").read_text("utf-8"), re.M)
    names = {name for name, _ in listed} - {"package"}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M))
    assert names <= locked
    assert {name for name in locked - names if is_installed(name)} == set()
    assert not [licence for _, licence in listed if "UNKNOWN" in licence]


def is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


class Links(HTMLParser):
    """The links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src") and value]


def test_the_site_has_every_document_and_no_link_that_leads_nowhere(tmp_path: Path) -> None:
    if not ZENSICAL.exists():
        pytest.skip("zensical is not installed (make test puts it into .venv-site)")
    for name in (".venv-site", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for file in (*ROOT.glob("*.md"), *map(ROOT.joinpath, ("Makefile", "zensical.toml", "LICENSE"))):
        shutil.copy(file, tmp_path)
    done = subprocess.run(
        ["make", "site"], cwd=tmp_path, env=os.environ | {"NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "build" / "site"
    written = {path.stem for path in site.glob("*.html")}
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} | {"index", "index.zh-CN", "CONTRIBUTING"} <= written
    for path in site.glob("*.html"):
        reader = Links()
        reader.feed(path.read_text("utf-8"))
        for link in reader.links:
            parts = urlsplit(link)
            if path.name != "404.html" and not parts.scheme and not parts.netloc and parts.path:
                assert (path.parent / unquote(parts.path)).exists(), f"{path.name}: {link}"
