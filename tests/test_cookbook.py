"""docs/cookbook.md is run as it stands, after a real demo, and prints what it says."""

from __future__ import annotations

import csv
import io
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from tests.conftest import COOKBOOK, ROOT

DOCUMENT = ROOT / "docs" / "cookbook.md"
SECONDS = 60
SERVER = """
export PGDATA="$0/data"
pg_ctl -w -l "$0/log" -o "-k $0 -c listen_addresses= -c fsync=off" start >/dev/null && echo ready && read -r _
pg_ctl -m immediate stop >/dev/null
"""
"""Stops when its input ends, so also when the test run is killed."""


class Snippet(NamedTuple):
    """A block of the document."""

    title: str
    language: str
    code: str
    printed: str | None
    """None: the document does not say."""


def snippets() -> Iterator[Snippet]:
    for section in DOCUMENT.read_text("utf-8").split("\n## "):
        title = section.partition("\n")[0].strip("# ")
        blocks = re.findall(r"```(\w+)\n(.*?)```", section, re.S)
        for (language, code), (after, printed) in pairwise([*blocks, ("", "")]):
            if language != "text":
                yield Snippet(title, language, code, printed if after == "text" else None)


SNIPPETS = list(snippets())
PREPARE = [
    one
    for one in SNIPPETS
    if one.title in ("Cookbook", "Export", "Reprints") and one.language == "sh" and "frictionless" not in one.code
]
OTHERS = [one for one in SNIPPETS if one not in PREPARE]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo has crawled and the exports are, with the programs that people have on their path."""
    made = tmp_path_factory.mktemp("cookbook")
    commands = made / "bin"
    commands.mkdir()
    (commands / "devzone").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m devzone_crawler "$@"\n')
    (commands / "devzone").chmod(0o755)
    (commands / "frictionless").symlink_to(COOKBOOK / "frictionless")
    for snippet in PREPARE:
        assert_prints(snippet, done_in_shell(snippet.code, made))
    return made


def environment(place: Path) -> dict[str, str]:
    """Nothing is asked of the network, nothing is kept outside the place."""
    path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    quiet = {"HF_HOME": str(place / "cache"), "HF_HUB_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    return os.environ | quiet | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}


def done_in_shell(code: str, place: Path) -> subprocess.CompletedProcess[str]:
    return run(["sh", "-e", "-c", code], place)


def run(command: list[str], place: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=place,
        env=environment(place),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def assert_prints(snippet: Snippet, done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout + done.stderr
    if snippet.printed is not None:
        shown = done.stderr if snippet.code.startswith("devzone export") else done.stdout
        assert shown.strip() == snippet.printed.strip()


def needs(tool: str, found: bool) -> None:
    if not found:
        pytest.skip(f"{tool} is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The directory in which a PostgreSQL server of this test alone listens."""
    needs("PostgreSQL", all(map(shutil.which, ("initdb", "pg_ctl", "psql"))))
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name  # it does not run as root
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        initialise = [
            "initdb",
            "-D",
            f"{folder}/data",
            "-U",
            "zone",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(initialise, user=user, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
        with subprocess.Popen(
            ["sh", "-c", SERVER, folder], user=user, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin is not None and process.stdout is not None
            assert process.stdout.readline() == b"ready\n", Path(folder, "log").read_text("utf-8")
            yield folder
            process.stdin.close()
            process.wait(SECONDS)


@pytest.mark.parametrize("snippet", [one for one in OTHERS if one.language == "sh"], ids=lambda one: one.title)
def test_commands_do_what_the_cookbook_says(snippet: Snippet, place: Path) -> None:
    for tool, where in (("jq", shutil.which("jq")), ("frictionless", (COOKBOOK / "frictionless").exists())):
        needs(tool, tool not in snippet.code or bool(where))
    assert_prints(snippet, done_in_shell(snippet.code, place))


@pytest.mark.parametrize("snippet", [one for one in OTHERS if one.language == "python"], ids=lambda one: one.title)
def test_python_prints_what_the_cookbook_says(snippet: Snippet, place: Path) -> None:
    python = COOKBOOK / "python"
    package = re.match(r"(?:import|from) (\w+)", snippet.code)
    assert package is not None
    installed = python.exists() and run([str(python), "-c", f"import {package[1]}"], place).returncode == 0
    needs(f"{package[1]} (make test puts it into .venv-cookbook)", installed)
    assert_prints(snippet, run([str(python), "-W", "error::FutureWarning", "-c", snippet.code], place))


@pytest.mark.parametrize("snippet", [one for one in OTHERS if one.language == "sql"], ids=lambda one: one.title)
def test_duckdb_prints_what_the_cookbook_says(snippet: Snippet, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    with duckdb.connect() as connection:
        found = connection.execute(snippet.code)
        printed = io.StringIO()
        csv.writer(printed, lineterminator="\n").writerows(
            [[column[0] for column in found.description], *found.fetchall()]
        )
    assert printed.getvalue() == snippet.printed


def test_postgresql_prints_what_the_cookbook_says(place: Path, server: str) -> None:
    for snippet in (one for one in OTHERS if one.language == "psql"):
        command = ["psql", "-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-h", server, "-U", "zone", "-d", "postgres"]
        assert_prints(snippet, run(command, place, stdin=snippet.code))


def test_every_block_of_the_cookbook_is_run() -> None:
    assert {one.language for one in SNIPPETS} == {"sh", "python", "sql", "psql"}
