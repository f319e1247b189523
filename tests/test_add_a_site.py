"""docs/add-a-site.md is walked as it stands: every command in it, in a copy of the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devzone_crawler.simulator import make_site
from tests.conftest import AT_HOME, ROOT, records
from tests.test_docs import code_blocks

DOCUMENT = ROOT / "docs" / "add-a-site.md"
COMMANDS = [line for block in code_blocks(DOCUMENT, "sh") for line in block.splitlines()]
PORT = "8000"
COPIED = ("devzone_crawler", "tests", "fixtures/listings", "scrapy.cfg", "pyproject.toml")
SECONDS_PER_COMMAND = 120


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands need of the checkout, to be written into."""
    place = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / name)
    return place


@pytest.fixture(scope="module")
def environment(checkout: Path) -> dict[str, str]:
    """`devzone` and `python` as a person has them who has activated the environment of that checkout."""
    commands = checkout / "bin"
    commands.mkdir()
    for name, program in {"python": "", "devzone": "-m devzone_crawler"}.items():
        path = commands / name
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {program} "$@"\n')
        path.chmod(0o755)
    return os.environ | {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(checkout),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "200",
    }


@pytest.fixture(scope="module")
def port(checkout: Path, environment: dict[str, str]) -> Iterator[str]:
    """The first command of the document, on a port that is free."""
    command = COMMANDS[0].replace(f"--port {PORT}", "--port 0")
    assert command.startswith("python -m devzone_crawler.simulator")
    with subprocess.Popen(
        f"exec {command}", shell=True, cwd=checkout, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        yield re.search(r":(\d+)/", json.loads(process.stdout.readline())["url"])[1]  # type: ignore[index]
        process.stdin.close()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def answers(checkout: Path, environment: dict[str, str], port: str) -> list[str]:
    """What every other command of the document prints, one after another."""
    printed = []
    for command in COMMANDS[1:]:
        done = subprocess.run(
            command.replace(f":{PORT}/", f":{port}/"),
            shell=True,
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            timeout=SECONDS_PER_COMMAND,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        printed.append(done.stdout + done.stderr)
    return printed


def test_every_command_of_the_document_does_what_it_says(answers: list[str], checkout: Path) -> None:
    home, notices, preview, spider, test, first, _, days, other = answers
    assert "资讯中心" in home
    assert "通知公告" in notices and "in the whole listing: entries 12" in notices
    assert "nothing written" in preview
    for name in ("devzone_crawler/spiders/zone.py", "fixtures/listings/zone/listing.html", "listing.json"):
        assert name in spider
    assert "2 passed" in test
    assert "limited to 5 new records" in " ".join(first.split())
    assert "complete" in days and "complete" in other
    site = make_site("thinkphp", articles=120)
    wanted = {a.title for a in site.articles() if a.categories == ["资讯中心", "省级开发区动态"]}
    assert {record["title"] for record in records(checkout / "output" / "zone")} == wanted
    few = records(checkout / "output" / "days")
    assert few and all("2008-03-01" <= record["publish_date"] <= "2008-06-30" for record in few)
    assert {record["categories"][0] for record in records(checkout / "output" / "notices")} == {"通知公告"}


def test_the_new_spider_is_in_the_style_of_the_house(answers: list[str], checkout: Path) -> None:
    ruff = Path(sys.executable).parent / "ruff"
    spider = checkout / "devzone_crawler" / "spiders" / "zone.py"
    for arguments in (["check"], ["format", "--check"]):
        done = subprocess.run([ruff, *arguments, spider], cwd=checkout, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    text = spider.read_text("utf-8")
    assert len(text.splitlines()) <= 12
    assert 'categories = ("资讯中心/省级开发区动态",)' in text


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["zone", "{home}"], 2, "There is a zone already."),
        (["cadz", "{home}"], 2, "There is a cadz already."),
        (["Zone-2", "{home}"], 2, "A spider's name is small letters"),
        (["class", "{home}"], 2, "A spider's name is small letters"),
        (["zone2", "zone.example"], 2, "url must be an address"),
        (["zone2", "{home}", "--category", "招商指南"], 5, "has no category named 招商指南"),
        (["zone2", "http://127.0.0.1:1/", "-s", "RETRY_ENABLED=False"], 5, "http://127.0.0.1:1/"),
    ],
)
def test_a_spider_that_cannot_be_written_leaves_no_file(
    answers: list[str],
    checkout: Path,
    environment: dict[str, str],
    port: str,
    arguments: list[str],
    code: int,
    sentence: str,
) -> None:
    filled = [argument.format(home=f"http://127.0.0.1:{port}/") for argument in arguments]
    command = ["devzone", "newspider", *filled, *AT_HOME, "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False"]
    before = {path for path in checkout.rglob("*") if path.is_file()}
    done = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, sentence in " ".join(done.stderr.split())) == (code, True), done.stderr
    assert {path for path in checkout.rglob("*") if path.is_file()} == before
