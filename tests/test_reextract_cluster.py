"""devzone reextract --scheduler: the same records by the workers of a scheduler, also when one of them is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from benchmarks.machines import cluster
from tests.conftest import run
from tests.test_crawl_sites import crawl_all, ended, sites, until

SITES = 4
ARTICLES = 150
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archives of some sites, and what is read from them on this machine: DIR/out and DIR/here."""
    folder = tmp_path_factory.mktemp("archives")
    with sites(SITES, folder, ARTICLES):
        done = crawl_all(folder, "--archive")
        assert done.code == 0, done.err
    done = run("reextract", folder / "out", "--output", folder / "here")
    assert done.code == 0, done.err
    return folder


def assert_same(archives: Path, output: Path) -> None:
    assert (output / "articles.jsonl").read_bytes() == (archives / "here" / "articles.jsonl").read_bytes()
    assert (output / "reextraction.json").read_bytes() == (archives / "here" / "reextraction.json").read_bytes()
    assert not (output / "unfinished").exists()


def test_workers_read_what_this_machine_reads(archives: Path, tmp_path: Path) -> None:
    with cluster(2, 1, tmp_path) as found:
        done = run("reextract", archives / "out", "--output", tmp_path / "there", "--scheduler", found.address)
    assert done.code == 0, done.err
    assert f"{SITES * ARTICLES} of {SITES * ARTICLES} records are what they were" in done.out
    assert_same(archives, tmp_path / "there")


def test_a_worker_that_is_killed_costs_no_more_than_its_part(archives: Path, tmp_path: Path) -> None:
    output = tmp_path / "there"
    with cluster(2, 1, tmp_path) as found:
        command = [sys.executable, "-m", "devzone_crawler", "reextract", str(archives / "out"), "--output"]
        given = [*command, str(output), "--scheduler", found.address]
        with subprocess.Popen(given, stderr=subprocess.PIPE, env=os.environ) as process:
            until(lambda: any((output / "unfinished").glob(".*.new")), process)
            found.machines[0].send(signal.SIGKILL)
            code, said = ended(process)
    assert code == 0, said
    assert_same(archives, output)


def test_a_file_that_is_no_archive_is_named_and_the_others_are_read(archives: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "torn.warc.gz").write_bytes(b"no archive at all")
    with cluster(1, 2, tmp_path) as found:
        sources = (archives / "out", tmp_path / "more")
        done = run("reextract", *sources, "--output", tmp_path / "there", "--scheduler", found.address)
    assert done.code == 5, done.err
    assert "torn.warc.gz" in done.err
    here, there = archives / "here" / "articles.jsonl", tmp_path / "there" / "articles.jsonl"
    assert there.read_bytes() == here.read_bytes()


def test_a_scheduler_that_is_lost_is_told_and_the_next_run_goes_on_with_what_is_left(
    archives: Path, tmp_path: Path
) -> None:
    done = run("reextract", archives / "out", "--output", tmp_path / "there", "--scheduler", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert "No scheduler answers at tcp://127.0.0.1:9" in done.err
    done = run("reextract", archives / "out", "--output", tmp_path / "there")
    assert done.code == 0, done.err
    assert_same(archives, tmp_path / "there")
