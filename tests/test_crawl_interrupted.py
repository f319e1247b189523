"""Crawls that are killed, interrupted, or lose their output: nothing is lost, nothing is written twice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from benchmarks.crashes import crash, readers_of
from devzone_crawler.simulator import make_site, serve
from tests.conftest import UNHURRIED, crawl, records

ARTICLES = 150
SLOW = ("DOWNLOAD_DELAY=0.02", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
SECONDS = 60
IN_FLIGHT = 16
"""Pages asked for at once: the links of those written last may not have been followed, so they are asked for again."""


def command(url: str, output: Path, *settings: str) -> list[str]:
    chosen = [part for setting in (*UNHURRIED, *settings) for part in ("-s", setting)]
    return [sys.executable, "-m", "devzone_crawler", "crawl", url, "--output", str(output), *chosen]


@contextmanager
def crawling(url: str, output: Path, *settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A crawl in a process of its own, once it has written some records."""
    path = output / "articles.jsonl"
    with subprocess.Popen(command(url, output, *settings), stderr=subprocess.PIPE) as process:
        try:
            while process.poll() is None and not (path.exists() and path.stat().st_size > 20_000):
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(timeout=0.02)
            yield process
        finally:
            process.kill()


def end_of(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, said = process.communicate(timeout=SECONDS)
    return process.returncode, said.decode()


@pytest.mark.parametrize(
    "family", ["thinkphp", *(pytest.param(one, marks=pytest.mark.long) for one in ("trs", "siteserver"))]
)
def test_a_crawl_that_is_killed_again_and_again_loses_nothing_and_writes_nothing_twice(family: str) -> None:
    found = crash(make_site(family, articles=ARTICLES, seed=3), 2, Random(family))
    assert (found.lost, found.twice, found.torn, found.codes[-1]) == (0, 0, 0, 0), found
    assert found.fetched_again <= IN_FLIGHT * found.killed, "pages that were dealt with are not asked for again"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_crawl_writes_what_it_has_and_the_next_one_goes_on(number: int, tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2), log=tmp_path / "log") as server:
        with crawling(server.url, tmp_path / "out", *SLOW) as process:
            process.send_signal(number)
            code, said = end_of(process)
        assert code == 130, said
        assert "interrupted" in said
        written = {record["url"] for record in records(tmp_path / "out")}
        fetched = {server.address(request.path) for request in server.requests() if "/detail/" in request.path}
        assert written == fetched, "every page that had come was written"
        assert crawl(server.url, tmp_path / "out").code == 0
        assert len(records(tmp_path / "out")) == ARTICLES


def test_the_second_interrupt_ends_a_crawl_that_waits(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, tmp_path, *SLOW) as process:
            readers = readers_of(process.pid)
            for pid in readers:  # nothing is read any more: there is something to wait for
                os.kill(pid, signal.SIGSTOP)
            process.send_signal(signal.SIGINT)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=1)
            process.send_signal(signal.SIGINT)
            code = process.wait(SECONDS)
            for pid in readers:
                os.kill(pid, signal.SIGKILL)
            said = end_of(process)[1]
        assert code == 130, said
        assert "ended at once" in said
        assert crawl(server.url, tmp_path).code == 0
        assert len(records(tmp_path)) == ARTICLES


def test_a_disk_that_fills_up_ends_the_crawl_and_the_next_one_completes_it(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: it needs no rights, and the ledger meets it too."""
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        limited = ["sh", "-c", 'trap \'\' XFSZ; ulimit -f 600; exec "$0" "$@"', *command(server.url, tmp_path)]
        done = subprocess.run(limited, capture_output=True, text=True, timeout=SECONDS, check=False)
        assert done.returncode == 3, done.stderr
        assert "cannot be written" in done.stderr
        assert 0 < len(records(tmp_path)) < ARTICLES, "the file ends on a whole line"
        assert crawl(server.url, tmp_path).code == 0
        assert len({record["url"] for record in records(tmp_path)}) == len(records(tmp_path)) == ARTICLES


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a file system is not allowed here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_real_disk_that_fills_up_ends_the_crawl_too(small_disk: Path) -> None:
    with serve(make_site("thinkphp", articles=400, seed=2)) as server:
        done = crawl(server.url, small_disk / "out")
        assert done.code == 3, done.err
        assert 0 < len(records(small_disk / "out")) < 400
        subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
        assert crawl(server.url, small_disk / "out").code == 0
        assert len(records(small_disk / "out")) == 400


def test_an_output_that_is_removed_ends_the_crawl(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, tmp_path / "out", *SLOW) as process:
            shutil.rmtree(tmp_path / "out")
            code, said = end_of(process)
        assert code == 3, said
        assert "was removed while the crawl wrote to it" in said
        assert crawl(server.url, tmp_path / "out").code == 0
        assert len(records(tmp_path / "out")) == ARTICLES


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Takes away the right to change a directory, from root too; it comes back at the end of the test."""
    directories: list[Path] = []

    def freeze(directory: Path) -> None:
        command = ["chattr", "+i", str(directory)]
        if shutil.which("chattr") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no way here to take a right away from root")
        directories.append(directory)

    yield freeze
    for directory in directories:
        subprocess.run(["chattr", "-i", str(directory)], check=True)


def test_a_directory_that_may_not_be_changed_any_more_ends_in_a_verdict_and_loses_nothing(
    tmp_path: Path, frozen: Callable[[Path], None]
) -> None:
    """The files that are open stay open; the manifest cannot be replaced."""
    output = tmp_path / "out"
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, output, *SLOW) as process:
            frozen(output)
            code, said = end_of(process)
        assert code == 3, said
        assert "manifest.json cannot be written" in said
        assert len({record["url"] for record in records(output)}) == len(records(output)) == ARTICLES
