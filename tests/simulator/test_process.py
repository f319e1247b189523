"""The site as a process: it is ready when it says so, keeps a log, and is never left behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from devzone_crawler.simulator import make_site, serve

SIMULATOR = [sys.executable, "-m", "devzone_crawler.simulator", "--articles=20"]


def status_of(url: str) -> int:
    with urlopen(url) as response:
        return int(response.status)


def started() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(SIMULATOR, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    announced = json.loads(process.stdout.readline())
    assert (announced["family"], announced["articles"]) == ("thinkphp", 20)
    assert status_of(announced["url"]) == 200
    return process


def test_it_ends_when_its_input_closes() -> None:
    with started() as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=5) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_good_order_at_a_signal(number: signal.Signals) -> None:
    with started() as process:
        process.send_signal(number)
        assert process.wait(timeout=5) == 0


PARENT = """
import os
from devzone_crawler.simulator import make_site, serve
with serve(make_site(articles=20)) as server:
    print(server.url, flush=True)
    input()
    os._exit(9)
"""


def test_it_ends_when_its_parent_dies_without_a_word() -> None:
    """The site shares the parent's standard error: reading that to its end is waiting for both to be gone."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().decode().strip()
        assert status_of(url) == 200
        parent.communicate(b"\n", timeout=5)
        assert parent.returncode == 9
    with pytest.raises(URLError):
        status_of(url)


def test_it_ends_with_the_block_that_started_it() -> None:
    with serve(make_site(articles=20)) as server:
        assert status_of(server.url) == 200
    with pytest.raises(URLError):
        status_of(server.url)


def test_it_ends_after_the_time_it_was_given() -> None:
    subprocess.run([*SIMULATOR, "--max-seconds=0.01"], capture_output=True, timeout=5, check=True)


def test_it_logs_each_request_in_a_line(tmp_path: Path) -> None:
    with serve(make_site(articles=20), log=tmp_path / "requests.jsonl") as server:
        status_of(server.url)
        status_of(server.address("/robots.txt?a=b"))
        logged = server.requests()
    assert [(r.method, r.path, r.status) for r in logged] == [("GET", "/", 200), ("GET", "/robots.txt?a=b", 200)]
    assert logged[0].t <= logged[1].t


def test_a_server_without_a_log_says_how_to_get_one() -> None:
    with serve(make_site(articles=20)) as server, pytest.raises(ValueError, match="log=PATH"):
        server.requests()


def test_arguments_that_cannot_be_right_are_told_in_one_line() -> None:
    ended = subprocess.run([*SIMULATOR, "--seed=-1"], capture_output=True, text=True, timeout=5, check=False)
    assert ended.returncode == 2
    assert "a seed is 0 or greater" in ended.stderr.splitlines()[-1]


def test_importing_the_simulator_loads_neither_scrapy_nor_the_server() -> None:
    code = "import sys, devzone_crawler.simulator; print({'scrapy', 'twisted', 'aiohttp'} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "set()\n"
