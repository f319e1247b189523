"""devzone crawl --sites --scheduler: a real scheduler and real workers, that are killed, stopped and continued."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from benchmarks.machines import Cluster, Machine, cluster
from tests.conftest import run
from tests.test_crawl_sites import (
    SLOW,
    assert_whole,
    begun,
    crawl_all,
    crawling_all,
    ended,
    index,
    place,
    sites,
    until,
)

ARTICLES = 100
pytestmark = pytest.mark.long


@pytest.fixture
def two_machines(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "machines"
    folder.mkdir()
    with cluster(2, 1, folder, lost_after=3) as found:
        yield found


def busy(machine: Machine) -> bool:
    return bool(machine.crawls())


def test_sites_are_crawled_on_all_workers(tmp_path: Path, two_machines: Cluster) -> None:
    with sites(4, tmp_path) as servers:
        done = crawl_all(tmp_path, "--scheduler", two_machines.address)
        assert (done.code, done.err.count("complete  http")) == (0, 4), done.err
        assert_whole(tmp_path, servers)


@pytest.mark.parametrize("with_crawls", [True, False], ids=["a machine", "a worker alone"])
def test_what_a_lost_worker_had_begun_is_crawled_elsewhere(
    with_crawls: bool, tmp_path: Path, two_machines: Cluster
) -> None:
    with sites(2, tmp_path, ARTICLES) as servers:
        with crawling_all(tmp_path, "--scheduler", two_machines.address, settings=SLOW) as process:
            paths = [place(tmp_path, server) / "articles.jsonl" for server in servers]
            until(lambda: all(path.exists() and path.stat().st_size > 50_000 for path in paths), process)
            two_machines.machines[0].send(signal.SIGKILL, with_crawls=with_crawls)
            code, said = ended(process)
        assert code == 0, said
        assert_whole(tmp_path, servers, ARTICLES)
    assert sorted(site["attempts"] for site in index(tmp_path)["sites"]) == [1, 2]


def test_a_machine_that_was_stopped_and_comes_back_writes_nothing_twice(tmp_path: Path, two_machines: Cluster) -> None:
    """Its site has begun elsewhere by then, and waits for the lock; that is free when the first crawl finds it has
    lost its lease.
    """
    stopped = two_machines.machines[0]
    with sites(2, tmp_path, ARTICLES) as servers:
        settings = (*SLOW, "LEASE_SECONDS=2")
        with crawling_all(tmp_path, "--scheduler", two_machines.address, settings=settings) as process:
            paths = [place(tmp_path, server) / "articles.jsonl" for server in servers]
            until(lambda: all(path.exists() and path.stat().st_size > 50_000 for path in paths), process)
            stopped.send(signal.SIGSTOP)
            until(lambda: begun(tmp_path, "1-2") or begun(tmp_path, "2-2"), process)
            stopped.send(signal.SIGCONT)
            code, said = ended(process)
        assert code == 0, said
        assert_whole(tmp_path, servers, ARTICLES)
    assert sorted(site["attempts"] for site in index(tmp_path)["sites"]) == [1, 2]


def test_ctrl_c_ends_the_crawls_of_all_workers_in_order(tmp_path: Path, two_machines: Cluster) -> None:
    with sites(3, tmp_path, ARTICLES) as servers:
        with crawling_all(tmp_path, "--scheduler", two_machines.address, settings=SLOW) as process:
            until(lambda: all(map(busy, two_machines.machines)), process)
            paths = [place(tmp_path, server) / "articles.jsonl" for server in servers[:2]]
            until(lambda: all(path.exists() and path.stat().st_size > 20_000 for path in paths), process)
            process.send_signal(signal.SIGINT)
            code, said = ended(process)
        assert code == 130, said
        assert not any(map(busy, two_machines.machines))
        for path in paths:
            manifest = json.loads((path.parent / "manifest.json").read_text("utf-8"))
            assert (manifest["state"], manifest["verdict"]) == ("ended", "interrupted")
        done = crawl_all(tmp_path, "--scheduler", two_machines.address)
        assert done.code == 0, done.err
        assert_whole(tmp_path, servers, ARTICLES)


def test_a_run_whose_scheduler_is_lost_says_so_and_the_next_one_goes_on(tmp_path: Path, two_machines: Cluster) -> None:
    with sites(2, tmp_path, ARTICLES) as servers:
        with crawling_all(tmp_path, "--scheduler", two_machines.address, settings=SLOW) as process:
            until(lambda: all(map(busy, two_machines.machines)), process)
            Machine(two_machines.scheduler).send(signal.SIGKILL)
            code, said = ended(process)
        assert code == 1, said
        assert "is lost" in said
        done = crawl_all(tmp_path)
        assert done.code == 0, done.err
        assert_whole(tmp_path, servers, ARTICLES)


def test_a_scheduler_that_does_not_answer_or_has_no_workers_is_told(tmp_path: Path) -> None:
    (tmp_path / "sites.txt").write_text("cadz\n")
    given = ("crawl", "--sites", tmp_path / "sites.txt", "--output", tmp_path / "out", "--scheduler")
    done = run(*given, "tcp://127.0.0.1:9")
    assert (done.code, done.err.count("\n")) == (1, 1), done.err
    assert "No scheduler answers at tcp://127.0.0.1:9" in done.err
    with cluster(0, 1, tmp_path) as empty:
        done = run(*given, empty.address)
    assert (done.code, done.err.count("\n")) == (1, 1), done.err
    assert "has no workers. Start some with `dask worker" in done.err
