"""What all tests share: the golden option, and crawls run as people run them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from devzone_crawler.simulator import Server, make_site, serve
from tests.forked import Forks

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
SECONDS_PER_CRAWL = 120
COOKBOOK = ROOT / ".venv-cookbook" / "bin"
"""Programs that docs/cookbook.md shows; `make test` installs them there. Tests without theirs are skipped."""
WIDE = {"COLUMNS": "200"}
FORKS = Forks(WIDE)
AT_HOME = ("-s", "ALLOW_PRIVATE_ADDRESSES=True")
"""For commands that read what is served on this machine."""
UNHURRIED = (
    *("ALLOW_PRIVATE_ADDRESSES=True", "DOWNLOAD_DELAY=0"),
    *("AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS_PER_DOMAIN=16"),
    *("BLOCK_PAUSE_SECONDS=0.05", "OVERLOAD_PAUSE_SECONDS=0.01"),
    "PROGRESS_SECONDS=0",  # the verdict is the first line, however slow the machine is
)

settings.register_profile("tests", deadline=None)  # a machine may be busy
settings.load_profile("tests")
settings.register_profile("mutants", max_examples=10, derandomize=True, deadline=None, database=None)
"""What `make mutants` asks for: a test that runs for every fault must be quick, and fail for the fault alone."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is read now into the golden files")
    parser.addoption("--whole-pages", action="store_true", help="one golden test a page, not one a page and field")


@pytest.fixture(scope="session", autouse=True)
def heeded_interrupts() -> Iterator[None]:
    """What a shell runs in the background is told to ignore Ctrl-C, and so would be what the tests start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
    FORKS.close()


@dataclass(frozen=True)
class Finished:
    """A command that ran to its end."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path, stdin: bytes | None = None, **environment: str) -> Finished:
    """Run `devzone` in a process of its own, as a person does."""
    given = [*map(str, arguments)]
    whole = os.environ | WIDE | environment
    start = _started if environment else FORKS.run  # what is loaded has looked at its environment
    code, out, err = start("devzone_crawler", given, stdin or b"", whole, SECONDS_PER_CRAWL)
    return Finished(code, out.decode(), err.decode())


def _started(
    module: str, arguments: list[str], stdin: bytes, environment: dict[str, str], seconds: float
) -> tuple[int, bytes, bytes]:
    """The same as a new program, for what Python looks at when it starts."""
    command = [sys.executable, "-W", "error", "-m", module, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=seconds, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def crawl(site: str, output: Path, *options: str, settings: tuple[str, ...] = ()) -> Finished:
    """Run `devzone crawl` without the delays that a public site deserves."""
    chosen = [part for setting in (*UNHURRIED, *settings) for part in ("-s", setting)]
    return run("crawl", site, "--output", output, *options, *chosen)


def records(output: Path) -> list[dict[str, Any]]:
    """The lines of articles.jsonl; every one must be whole."""
    text = (output / "articles.jsonl").read_text("utf-8")
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def served_site() -> Iterator[Server]:
    """A made-up site of 60 articles on 127.0.0.1."""
    with serve(make_site("thinkphp", articles=60, seed=7)) as server:
        yield server
