"""The guides are run as they stand: every command and all Python in them, in their order, in one place."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from devzone_crawler.extraction.fields import LADDERS
from devzone_crawler.simulator import Server
from tests.conftest import ROOT, UNHURRIED
from tests.golden import pages
from tests.test_docs import code_blocks

STARTING = [ROOT / "docs" / "getting-started.md", ROOT / "docs" / "getting-started.zh-CN.md"]
FOR_CHECKOUT = [ROOT / "docs" / "ladders.md", ROOT / "CONTRIBUTING.md"]
SETTINGS = " ".join(f"-s {setting}" for setting in UNHURRIED)
BLOCK = re.compile(r"^```(sh|python|text)\n(.*?)^```", re.S | re.M)


def commands_for(place: Path, server: Server | None = None) -> Path:
    """A folder with `devzone` and `python` in it; crawls go to `server`, in no more of a hurry than tests need."""
    folder = place / "bin"
    folder.mkdir()
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    hurry = f'case "$1" in crawl) set -- "$@" {SETTINGS} ;; esac\n' if server else ""
    devzone = folder / "devzone"
    devzone.write_text(f'#!/bin/sh\n{hurry}exec "{sys.executable}" -m devzone_crawler "$@"\n')
    for command in (python, devzone):
        command.chmod(0o755)
    return folder


def do(language: str, code: str, commands: Path, place: Path) -> str:
    program = ["sh", "-e", "-c", code] if language == "sh" else [sys.executable, "-W", "error", "-c", code]
    path = f"{commands}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    done = subprocess.run(program, cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, f"{code}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.parametrize(
    "guide",
    [STARTING[0], pytest.param(STARTING[1], marks=pytest.mark.long)],
    ids=["English", "Chinese"],
)
def test_getting_started_gets_one_started(guide: Path, tmp_path: Path, served_site: Server) -> None:
    commands = commands_for(tmp_path, served_site)
    blocks = BLOCK.findall(guide.read_text("utf-8"))
    assert len(blocks) >= 6
    for language, code in blocks:
        do(language, code.replace("https://zone.example/", served_site.url), commands, tmp_path)
    assert len((tmp_path / "output/zone/articles.jsonl").read_text("utf-8").splitlines()) == 60


def test_getting_started_says_the_same_in_chinese() -> None:
    english, chinese = (BLOCK.findall(guide.read_text("utf-8")) for guide in STARTING)
    assert english == chinese
    headings = [len(re.findall("^## ", guide.read_text("utf-8"), re.M)) for guide in STARTING]
    assert headings[0] == headings[1]
    links = [set(re.findall(r"\]\(([\w-]+\.md)\)", guide.read_text("utf-8"))) for guide in STARTING]
    assert links[0] - {"getting-started.zh-CN.md"} == links[1] - {"getting-started.md"}


@pytest.mark.parametrize("guide", FOR_CHECKOUT, ids=lambda path: path.name)
def test_what_guides_for_the_checkout_show_is_so(guide: Path, tmp_path: Path) -> None:
    commands = commands_for(tmp_path)
    blocks = BLOCK.findall(guide.read_text("utf-8"))
    assert any(language != "text" for language, _ in blocks)
    for (language, code), (after, printed) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language == "text":
            continue
        shown = do(language, code, commands, ROOT)
        if after == "text":
            assert [line.rstrip() for line in shown.splitlines()] == [line.rstrip() for line in printed.splitlines()]


def test_the_rungs_are_those_of_the_code_in_their_order() -> None:
    listed: dict[str, list[str]] = {}
    field = ""
    for name, rung in re.findall(r"^\| (\w*) ?\| `(\w+)` \|", (ROOT / "docs/ladders.md").read_text("utf-8"), re.M):
        field = name or field
        listed.setdefault(field, []).append(rung)
    assert listed == {field: [rung.__name__ for rung in ladder] for field, ladder in LADDERS.items()}


def test_every_file_that_the_guides_name_is_there() -> None:
    package = {path.name for path in (ROOT / "devzone_crawler").rglob("*.py")}
    for guide in FOR_CHECKOUT:
        named = set(re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", guide.read_text("utf-8"))) - {"utils.py"}
        assert named <= package | {path.name for path in (ROOT / "tests").rglob("*.py")}


def test_the_case_that_contributors_are_shown_is_a_fixture_with_all_its_fields_right() -> None:
    shown = [page for page in pages("articles") if page.path.stem == "dates_as_paragraphs"]
    assert [page.golden["expected"]["page_kind"] for page in shown] == ["article"]
    assert "open" not in shown[0].golden


def test_the_quick_tests_are_tests_of_this_repository() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    listed = re.search(r"^QUICK := (.*?)\n\n", makefile, re.S | re.M)
    assert listed is not None
    assert [name for name in listed[1].replace("\\", "").split() if not (ROOT / name).exists()] == []


def test_python_of_the_guides_is_found() -> None:
    assert [len(code_blocks(guide, "python")) for guide in STARTING] == [1, 1]
