"""Who may write to a directory that machines share. Another machine is what its files say it is: they are made here."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devzone_crawler.extraction.urls import own_number
from devzone_crawler.simulator import make_site, serve
from devzone_crawler.storage.jsonl import OutputBusyError
from devzone_crawler.storage.lease import Lease, why_busy
from devzone_crawler.storage.output import Output
from tests.conftest import crawl, records
from tests.test_crawl_interrupted import SLOW, crawling, end_of

ARTICLES = 150
LEASE = "LEASE_SECONDS=2"
TAKERS = 8
HOLDING = """
import sys, time
from pathlib import Path
from devzone_crawler.storage.jsonl import OutputBusyError
from devzone_crawler.storage.lease import Lease
sys.stdin.readline()
try:
    lease = Lease(Path(sys.argv[1]), 1.0)
except OutputBusyError:
    sys.exit(4)
time.sleep(1.5)
lease.check()
"""


def held_by_another_machine(directory: Path, number: int, *, silent: float = 0.0, seconds: float = 60.0) -> Path:
    """What another machine leaves there."""
    directory.mkdir(exist_ok=True)
    path = directory / f".lease-{number:08}"
    path.write_text(json.dumps({"host": "node7", "pid": 4711, "machine": "another", "seconds": seconds}))
    os.utime(path, (time.time() - silent,) * 2)
    return path


def content(directory: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.iterdir()
        if not path.name.startswith(".lease")
    }


def opened(directory: Path, seconds: float) -> Output:
    return Output(directory, own_number, lease_seconds=seconds)


@pytest.mark.parametrize("seconds", [0, 60])
def test_a_directory_that_another_machine_writes_to_is_refused(seconds: float, tmp_path: Path) -> None:
    """Also to a crawl that takes no lease itself."""
    held_by_another_machine(tmp_path, 1, silent=20)
    with pytest.raises(OutputBusyError, match=r"process 4711 on node7, 2\d seconds ago"):
        opened(tmp_path, seconds)
    assert "node7" in (why_busy(tmp_path) or "")


@pytest.mark.parametrize("left", ["silent", "released", "spoilt"])
def test_what_another_machine_has_left_is_taken_over_under_the_next_number(left: str, tmp_path: Path) -> None:
    path = held_by_another_machine(tmp_path, 41, silent=61 if left == "silent" else 0)
    if left != "silent":
        path.write_text("" if left == "released" else '{"host": 7')
    assert why_busy(tmp_path) is None
    output = opened(tmp_path, 60)
    assert [path.name for path in tmp_path.glob(".lease*")] == [".lease-00000042"]
    output.close()
    opened(tmp_path, 0).close()
    assert [path.read_bytes() for path in tmp_path.glob(".lease*")] == [b""]


@pytest.mark.long
def test_a_crawl_of_this_machine_that_was_killed_is_not_waited_for(tmp_path: Path) -> None:
    """Its lock went with it, whatever its lease says."""
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, tmp_path, "LEASE_SECONDS=600", *SLOW) as process:
            assert "being written" in (why_busy(tmp_path) or "")
            process.kill()
            end_of(process)
        assert why_busy(tmp_path) is None
        done = crawl(server.url, tmp_path, settings=("LEASE_SECONDS=600",))
        assert done.code == 0, done.err
    assert len({record["url"] for record in records(tmp_path)}) == len(records(tmp_path)) == ARTICLES


@pytest.mark.long
def test_a_crawl_whose_directory_was_taken_over_ends_and_writes_nothing_more(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, tmp_path, LEASE, *SLOW) as process:
            (held,) = tmp_path.glob(".lease-*")
            held_by_another_machine(tmp_path, 2)
            held.unlink()
            code, said = end_of(process)
        assert code == 3, said
        assert "may be in other hands" in said
        assert 0 < len(records(tmp_path)) < ARTICLES
        (tmp_path / ".lease-00000002").unlink()
        assert crawl(server.url, tmp_path).code == 0
    assert len({record["url"] for record in records(tmp_path)}) == len(records(tmp_path)) == ARTICLES


@pytest.mark.long
def test_a_crawl_that_was_stopped_for_longer_than_its_lease_writes_nothing_when_it_goes_on(tmp_path: Path) -> None:
    with serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server:
        with crawling(server.url, tmp_path, LEASE, *SLOW) as process:
            process.send_signal(signal.SIGSTOP)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(2.5)
            before = content(tmp_path)
            process.send_signal(signal.SIGCONT)
            code, said = end_of(process)
        assert code == 3, said
        assert content(tmp_path) == before
        assert crawl(server.url, tmp_path).code == 0
    assert len({record["url"] for record in records(tmp_path)}) == len(records(tmp_path)) == ARTICLES


@pytest.mark.long
def test_a_crawl_that_was_stopped_for_less_than_its_lease_goes_on(tmp_path: Path) -> None:
    with (
        serve(make_site("thinkphp", articles=ARTICLES, seed=2)) as server,
        crawling(server.url, tmp_path, "LEASE_SECONDS=60", *SLOW) as process,
    ):
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2.5)
        process.send_signal(signal.SIGCONT)
        code, said = end_of(process)
    assert code == 0, said
    assert len(records(tmp_path)) == ARTICLES


def test_of_many_that_take_a_lease_at_once_one_keeps_it(tmp_path: Path) -> None:
    """Without the lock, as on a file system that has none: those that were passed by end."""
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    takers = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(TAKERS)]
    for taker in takers:
        assert taker.stdin is not None
        taker.stdin.write(b"\n")
        taker.stdin.flush()
    codes = sorted(taker.wait(30) for taker in takers)
    for taker in takers:
        assert taker.stdin is not None
        taker.stdin.close()
    assert codes.count(0) == 1, codes
    assert set(codes) <= {0, 3, 4}
    assert len(list(tmp_path.glob(".lease*"))) == 1


def test_a_lease_is_renewed_for_as_long_as_it_is_held(tmp_path: Path) -> None:
    lease = Lease(tmp_path, 0.5)
    (path,) = tmp_path.glob(".lease-*")
    first = path.stat().st_mtime_ns
    while path.stat().st_mtime_ns == first:
        lease.check()
    lease.release()
    assert path.read_bytes() == b""
