"""devzone crawl --sites on this machine: many sites, what is lost of them, and what a person sees of it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from benchmarks.crashes import children_of
from devzone_crawler.simulator import Server, make_site, serve
from tests.conftest import SECONDS_PER_CRAWL, UNHURRIED, Finished, records, run

ARTICLES = 40
SLOW = ("DOWNLOAD_DELAY=0.05", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
BRIEF = ("LEASE_SECONDS=5", "LONGEST_CRAWL_DELAY=0.2")
Row = dict[str, Any]


@contextmanager
def sites(count: int, folder: Path, articles: int = ARTICLES) -> Iterator[list[Server]]:
    """So many sites on this machine, each with its log, and a list of them in FOLDER/sites.txt."""
    with ExitStack() as stack:
        made = [make_site("thinkphp", articles=articles, seed=number + 1) for number in range(count)]
        served = [
            stack.enter_context(serve(site, log=folder / f"requests-{number}")) for number, site in enumerate(made)
        ]
        (folder / "sites.txt").write_text("".join(f"{server.url}\n" for server in served))
        yield served


def command(folder: Path, *options: str, settings: tuple[str, ...] = (), name: str = "sites.txt") -> list[str]:
    chosen = [part for setting in (*UNHURRIED, *BRIEF, *settings) for part in ("-s", setting)]
    return ["crawl", "--sites", str(folder / name), "--output", str(folder / "out"), *options, *chosen]


def crawl_all(folder: Path, *options: str, settings: tuple[str, ...] = (), name: str = "sites.txt") -> Finished:
    return run(*command(folder, *options, settings=settings, name=name))


@contextmanager
def crawling_all(folder: Path, *options: str, settings: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[bytes]]:
    given = [sys.executable, "-m", "devzone_crawler", *command(folder, *options, settings=settings)]
    with subprocess.Popen(given, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def index(folder: Path) -> Row:
    read: Row = json.loads((folder / "out" / "index.json").read_text("utf-8"))
    return read


def until(reached: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS_PER_CRAWL
    while not reached():
        assert process.poll() is None, process.communicate()[1].decode()
        assert time.monotonic() < end
        time.sleep(0.02)


def place(folder: Path, server: Server) -> Path:
    return folder / "out" / server.url.removeprefix("http://").strip("/").replace(":", "_")


def assert_whole(folder: Path, servers: list[Server], articles: int = ARTICLES) -> None:
    """Every article of every site, once."""
    for server in servers:
        urls = [record["url"] for record in records(place(folder, server))]
        assert (len(urls), len(set(urls))) == (articles, articles)


def begun(folder: Path, attempt: str) -> bool:
    return any((folder / "out" / "unfinished").glob(f"*/{attempt}"))


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    said = process.communicate(timeout=SECONDS_PER_CRAWL)[1]
    return process.returncode, said.decode()


def test_each_site_has_its_directory_and_the_index_tells_of_all(tmp_path: Path) -> None:
    with sites(3, tmp_path) as servers:
        done = crawl_all(tmp_path, "--jobs", "2")
        assert done.code == 0, done.err
        assert_whole(tmp_path, servers)
        assert "complete: 3 sites (3 complete), 120 records" in done.err
        again = crawl_all(tmp_path, "--order", "longest")
    found = index(tmp_path)
    assert (found["state"], found["verdict"], found["exit_code"]) == ("ended", "complete", 0)
    assert [(site["records"], site["new"], site["attempts"]) for site in found["sites"]] == [(40, 0, 1)] * 3
    assert again.code == 0, again.err
    assert not (tmp_path / "out" / "unfinished").exists()


def test_check_and_export_take_the_directory_of_all_sites(tmp_path: Path) -> None:
    with sites(2, tmp_path):
        assert crawl_all(tmp_path).code == 0
    checked = run("check", tmp_path / "out")
    assert (checked.code, checked.err.count("40 lines")) == (0, 2), checked.err
    exported = run("export", tmp_path / "out", "--to", "csv")
    assert "80 articles" in exported.err, exported.err
    assert (tmp_path / "out" / "csv" / "articles.csv").exists()


def test_the_exit_code_is_that_of_the_worst_site(tmp_path: Path) -> None:
    with sites(1, tmp_path) as servers, serve(make_site("unruly-403", articles=12)) as refusing:
        text = f"{servers[0].url}\n{refusing.url}\nhttps://169.254.169.254/\n"
        (tmp_path / "sites.txt").write_text(text)
        done = crawl_all(tmp_path)
    assert done.code == 2, done.err
    assert {site["verdict"] for site in index(tmp_path)["sites"]} == {"complete", "blocked", "usage"}
    assert all(site["attempts"] == 1 for site in index(tmp_path)["sites"]), "what would not help is not tried again"


@pytest.mark.long
def test_lines_of_one_host_run_one_after_another_and_the_delay_lies_between_them(tmp_path: Path) -> None:
    site = make_site("thinkphp", articles=ARTICLES, seed=1)
    with serve(site, log=tmp_path / "requests") as server:
        lines = [
            {"site": server.url, "max_articles": 5, "directory": "first"},
            {"site": f"{server.url}index.php", "max_articles": 5, "directory": "second"},
            {"site": server.url, "max_articles": 4, "directory": "third"},
        ]
        (tmp_path / "sites.jsonl").write_text("\n".join(map(json.dumps, lines)))
        settings = ("DOWNLOAD_DELAY=0.2", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "LONGEST_CRAWL_DELAY=3")
        done = crawl_all(tmp_path, "--jobs", "3", settings=settings, name="sites.jsonl")
        gaps = [after.t - before.t for before, after in pairwise(server.requests())]
    assert done.code == 0, done.err
    assert [len(records(tmp_path / "out" / name)) for name in ("first", "second", "third")] == [5, 5, 4]
    assert median(gaps) > 0.18
    assert sum(gap > 2.9 for gap in gaps) == 2, "between two crawls lies the longest delay that the host may ask for"


@pytest.mark.long
def test_a_crawl_that_is_killed_is_begun_again(tmp_path: Path) -> None:
    with sites(2, tmp_path, 100) as servers:
        path = place(tmp_path, servers[0]) / "articles.jsonl"
        with crawling_all(tmp_path, settings=SLOW) as process:
            until(lambda: path.exists() and path.stat().st_size > 50_000, process)
            for crawl in children_of(process.pid):
                os.kill(crawl, signal.SIGKILL)
            code, said = ended(process)
        assert code == 0, said
        assert_whole(tmp_path, servers, 100)
    assert [site["attempts"] for site in index(tmp_path)["sites"]] == [2, 2]


@pytest.mark.long
def test_a_crawl_that_is_killed_each_time_is_given_up_and_the_verdict_says_so(tmp_path: Path) -> None:
    with sites(1, tmp_path, 400), crawling_all(tmp_path, "--attempts", "2", settings=SLOW) as process:
        for attempt in ("1-1", "1-2"):
            until(partial(begun, tmp_path, attempt), process)
            until(lambda: children_of(process.pid), process)
            for crawl in children_of(process.pid):
                os.kill(crawl, signal.SIGKILL)
        code, said = ended(process)
    assert code == 1, said
    (site,) = index(tmp_path)["sites"]
    assert (site["verdict"], site["attempts"]) == ("failed", 2)
    assert "killed by signal 9" in site["why"]


@pytest.mark.long
def test_a_site_that_does_not_end_in_its_time_goes_on_where_it_was_and_is_given_up_in_the_end(tmp_path: Path) -> None:
    """Three attempts of four seconds at a site of which each gets some."""
    with sites(1, tmp_path, 400) as servers:
        done = crawl_all(tmp_path, "--site-hours", str(5 / 3600), "--attempts", "2", settings=SLOW)
        assert done.code == 5, done.err
        (site,) = index(tmp_path)["sites"]
        assert site["attempts"] == 2
        assert "took longer than" in site["why"]
        written = records(place(tmp_path, servers[0]))
        assert 0 < len({record["url"] for record in written}) == len(written) < 400


@pytest.mark.long
def test_ctrl_c_ends_all_crawls_in_order_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with sites(4, tmp_path, 60) as servers:
        with crawling_all(tmp_path, "--jobs", "3", settings=SLOW) as process:
            path = place(tmp_path, servers[0]) / "articles.jsonl"
            until(lambda: path.exists() and path.stat().st_size > 30_000, process)
            process.send_signal(signal.SIGINT)
            code, said = ended(process)
        assert code == 130, said
        assert "run it again to go on" in said
        found = index(tmp_path)
        assert (found["state"], found["verdict"]) == ("running", "interrupted")
        for server in servers:
            if (place(tmp_path, server) / "manifest.json").exists():
                manifest = json.loads((place(tmp_path, server) / "manifest.json").read_text("utf-8"))
                assert manifest["verdict"] in ("interrupted", "complete")
        assert crawl_all(tmp_path).code == 0
        assert_whole(tmp_path, servers, 60)


@pytest.mark.long
def test_a_second_ctrl_c_does_not_wait_for_crawls_that_do_not_answer(tmp_path: Path) -> None:
    with sites(1, tmp_path, 200) as servers:
        with crawling_all(tmp_path, settings=SLOW) as process:
            path = place(tmp_path, servers[0]) / "articles.jsonl"
            until(lambda: path.exists() and path.stat().st_size > 30_000, process)
            crawls = children_of(process.pid)
            for crawl in crawls:
                os.kill(crawl, signal.SIGSTOP)
            process.send_signal(signal.SIGINT)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(1)
            process.send_signal(signal.SIGINT)
            code, said = ended(process)
            for crawl in crawls:
                os.kill(crawl, signal.SIGCONT)
        assert (code, said.count("\n")) == (130, 1), said
        assert "Ended at once" in said
        assert crawl_all(tmp_path).code == 0
        assert_whole(tmp_path, servers, 200)


@pytest.mark.parametrize("command", ["crawl", "reextract"])
def test_without_dask_one_line_says_what_to_install(command: str, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError('No module', name='distributed')\n")
    (tmp_path / "sites.txt").write_text("cadz\n")
    what = ("--sites", tmp_path / "sites.txt") if command == "crawl" else (tmp_path,)
    given = (command, *what, "--output", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    done = run(*given, PYTHONPATH=str(tmp_path))
    said = "--scheduler needs dask.distributed: pip install 'devzone_crawler[cluster]'\n"
    assert (done.code, done.err) == (2, said)


@pytest.mark.long
def test_what_an_interrupted_run_has_ended_is_not_asked_for_again(tmp_path: Path) -> None:
    with sites(2, tmp_path, 60) as servers:
        with crawling_all(tmp_path, "--jobs", "1", settings=SLOW) as process:
            path = place(tmp_path, servers[1]) / "articles.jsonl"
            until(lambda: path.exists() and path.stat().st_size > 30_000, process)
            asked = len(servers[0].requests())
            process.send_signal(signal.SIGTERM)
            assert ended(process)[0] == 130
        assert crawl_all(tmp_path).code == 0
        assert len(servers[0].requests()) == asked
        assert_whole(tmp_path, servers, 60)


@pytest.mark.long
def test_a_run_that_is_killed_takes_its_crawls_with_it_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with sites(2, tmp_path, 100) as servers:
        with crawling_all(tmp_path, settings=SLOW) as process:
            path = place(tmp_path, servers[0]) / "articles.jsonl"
            until(lambda: path.exists() and path.stat().st_size > 30_000, process)
            process.kill()
            process.wait()
        done = crawl_all(tmp_path)  # its crawls wait for those that are still ending
        assert done.code == 0, done.err
        assert_whole(tmp_path, servers, 100)


def test_a_second_run_into_the_same_directory_is_refused(tmp_path: Path) -> None:
    with sites(1, tmp_path, 200), crawling_all(tmp_path, settings=SLOW) as process:
        until((tmp_path / "out" / "index.json").exists, process)
        done = crawl_all(tmp_path)
        assert done.code == 3
        assert "is being written by another crawl" in done.err


def test_a_directory_of_one_site_is_not_taken_for_many(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "articles.jsonl").touch()
    (tmp_path / "sites.txt").write_text("cadz\n")
    done = crawl_all(tmp_path)
    assert (done.code, done.err.count("\n")) == (3, 1), done.err
    assert "holds the records of one site" in done.err


def test_sites_of_which_none_has_a_record_are_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "sites.txt").write_text("https://10.0.0.1/\n")
    command = ("crawl", "--sites", tmp_path / "sites.txt", "--output", tmp_path / "out")
    assert run(*command, "-s", "LONGEST_CRAWL_DELAY=0").code == 2
    for done in (run("export", tmp_path / "out", "--to", "csv"), run("check", tmp_path / "out")):
        assert (done.code, done.err.count("\n")) == (2, 1), done.err
        assert "holds no records yet" in done.err


@pytest.mark.long
def test_what_a_line_says_holds_and_what_the_command_says_holds_for_the_others(tmp_path: Path) -> None:
    with sites(2, tmp_path) as servers:
        lines = [{"site": servers[0].url, "max_articles": 3}, {"site": servers[1].url}]
        (tmp_path / "sites.jsonl").write_text("\n".join(map(json.dumps, lines)))
        done = crawl_all(tmp_path, "--max-articles", "7", "--archive", name="sites.jsonl")
        assert done.code == 0, done.err
        assert [len(records(place(tmp_path, server))) for server in servers] == [3, 7]
        assert all(list((place(tmp_path, server) / "warc").iterdir()) for server in servers)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["https://zone.example/", "--sites", "list"], "is for one site, --sites for many"),
        (["--sites", "list", "--dry-run"], "--dry-run is for one site"),
        (["--sites", "list", "--jobs", "2", "--scheduler", "tcp://h:1"], "--jobs means nothing"),
        (["cadz", "--attempts", "2"], "--attempts is for many sites"),
        (["--sites", "list", "--full", "-s", "FULL_CRAWL=0"], "FULL_CRAWL is given twice"),
        (["--sites", "list", "-s", "OUTPUT_DIR=elsewhere"], "OUTPUT_DIR is for one site"),
        ([], "Which site?"),
        (["--sites", "list"], "cannot be read"),
        (["--sites", "{list}", "-s", "DOWNLOAD_DELAY=soon"], "DOWNLOAD_DELAY=soon means nothing"),
    ],
)
def test_wrong_usage_is_one_sentence(options: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "sites.txt").write_text("cadz\n")
    given = [option.replace("{list}", str(tmp_path / "sites.txt")) for option in options]
    done = run("crawl", *given, "--output", tmp_path / "out")
    assert (done.code, done.err.count("\n")) == (2, 1), done.err
    assert said in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.long
def test_a_terminal_shows_one_display_of_all_sites_and_no_escapes_of_theirs(tmp_path: Path) -> None:
    with sites(2, tmp_path, 60):
        ours, theirs = pty.openpty()
        given = [sys.executable, "-m", "devzone_crawler", *command(tmp_path, settings=SLOW)]
        with subprocess.Popen(given, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "120"}) as process:
            os.close(theirs)
            shown = b""
            try:
                while chunk := os.read(ours, 4096):
                    shown += chunk
            except OSError:  # Linux says so when the last writer has gone
                pass
        os.close(ours)
    assert process.returncode == 0
    assert b"of 2 sites ended" in shown
    assert b"2 running" in shown
    assert b"complete" in shown
