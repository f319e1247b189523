"""What a crawl shows while it runs: on real terminals of several sizes, elsewhere, quietly, and as JSON."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from devzone_crawler.simulator import Server, make_site, serve
from tests.conftest import UNHURRIED, crawl, run
from tests.sites.changing import ChangingSite, changing
from tests.terminals import OnTerminal

LIVELY = ("DOWNLOAD_DELAY=0.02", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
"""Slow enough to be looked at."""


@pytest.fixture(scope="module")
def large_site() -> Iterator[Server]:
    with serve(make_site("thinkphp", articles=300, seed=3)) as server:
        yield server


def command(url: str, output: Path, *settings: str) -> list[str]:
    chosen = [part for setting in (*UNHURRIED, *LIVELY, *settings) for part in ("-s", setting)]
    return [sys.executable, "-m", "devzone_crawler", "crawl", url, "--output", str(output), *chosen]


def is_lively(lines: list[str]) -> bool:
    """True once a table of several categories stands there."""
    below = lines[next((number for number, line in enumerate(lines) if line.startswith("category")), len(lines)) :]
    return sum("walking" in line for line in below) >= 3 and any(" pages/s" in line for line in below)


def header_of(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("category"))


def assert_aligned(terminal: OnTerminal) -> None:
    """Every number ends in the cell where its header ends, whatever its category is called."""
    display = [terminal.screen.buffer[line] for line in range(terminal.screen.lines)]
    cells = [[row[column].data or "" for column in range(terminal.screen.columns)] for row in display]
    top = next(number for number, row in enumerate(cells) if "".join(row).startswith("category"))
    ends = [
        "".join(cells[top]).index(name) + len(name)
        for name in ("pages", "records", "rows")
        if name in "".join(cells[top])
    ]
    bottom = next(number for number, row in enumerate(cells) if " pages/s" in "".join(row))
    rows = [row for row in cells[top + 1 : bottom] if not "".join(row).startswith("and ")]
    assert len(rows) >= 3
    for row in rows:
        assert all(row[end - 1].isdigit() and row[end : end + 1] in ([" "], []) for end in ends), "".join(row)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (200, 50)])
def test_the_foot_of_a_terminal_shows_categories_aligned_and_ends_with_the_verdict_alone(
    columns: int, rows: int, large_site: Server, tmp_path: Path
) -> None:
    with OnTerminal(command(large_site.url, tmp_path), columns, rows) as terminal:
        terminal.wait_for(is_lively)
        assert_aligned(terminal)
        assert all(cell_len(line) <= columns for line in terminal.lines)
        assert terminal.end() == 0
        verdict = "complete: 300 new records from"
        assert verdict in "".join(terminal.lines)
        assert not any("walking" in line or "pages/s" in line for line in [*terminal.above, *terminal.lines])


@pytest.mark.long
def test_a_window_that_is_resized_in_mid_run_is_filled_anew(large_site: Server, tmp_path: Path) -> None:
    with OnTerminal(command(large_site.url, tmp_path), 80, 24) as terminal:
        terminal.wait_for(is_lively)
        terminal.resize(200, 50)
        terminal.wait_for(lambda lines: is_lively(lines) and header_of(lines).index("pages") > 60)
        assert_aligned(terminal)
        terminal.resize(40, 8)
        terminal.wait_for(lambda lines: "state" not in "".join(lines) and "category" in "".join(lines))
        assert len(terminal.lines) <= 8
        terminal.resize(100, 30)
        terminal.wait_for(is_lively)
        assert_aligned(terminal)
        assert terminal.end() == 0
        assert not any("pages/s" in line for line in terminal.lines)


@pytest.mark.long
def test_lines_of_the_log_stand_above_untorn(large_site: Server, tmp_path: Path) -> None:
    with OnTerminal(command(large_site.url, tmp_path, "LOG_LEVEL=DEBUG"), 200, 30) as terminal:
        terminal.wait_for(is_lively)
        assert_aligned(terminal)
        assert terminal.end() == 0
        lines = [*terminal.above, *terminal.lines]
        crawled = [line for line in lines if "Crawled (200)" in line]
        assert len(crawled) > 300
        assert all("[scrapy.core.engine] DEBUG: Crawled (200) <GET http" in line for line in crawled)
        assert not any("pages/s" in line and "records" in line for line in lines), "nothing of the foot is left"


@pytest.mark.long
def test_titles_that_would_steer_the_terminal_are_written_out(tmp_path: Path) -> None:
    site = ChangingSite()
    for article in site.publish("news", 40):
        article.title = f"\x9b2J\x07\u202e园区{article.number}号项目开工建设\x1b[31m"
    with changing(site) as url, OnTerminal(command(url, tmp_path, "DOWNLOAD_DELAY=0.2"), 120, 30) as terminal:
        terminal.wait_for(lambda lines: any("号项目开工" in line for line in lines))
        assert terminal.end() in (0, 6)
        assert b"\x07" not in terminal.raw
        assert "\u202e" not in terminal.raw.decode() and "\x9b" not in terminal.raw.decode()
        assert b"\x1b[31m" not in terminal.raw


def test_ctrl_c_leaves_the_terminal_as_it_was(large_site: Server, tmp_path: Path) -> None:
    with OnTerminal(command(large_site.url, tmp_path), 80, 24) as terminal:
        terminal.wait_for(is_lively)
        os.kill(terminal.process.pid, signal.SIGINT)
        assert terminal.end() == 130
        assert terminal.lines[0].startswith("interrupted:")
        assert not any("pages/s" in line for line in terminal.lines)
        assert pyte_wraps(terminal), "lines that are too long go on below again"


def pyte_wraps(terminal: OnTerminal) -> bool:
    return 7 << 5 in terminal.screen.mode  # DECAWM, as pyte numbers private modes


@pytest.mark.long
def test_a_pause_is_counted_down_where_one_can_see_it(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 5)
    site.broken = {"/news/": 503}
    with changing(site) as url, OnTerminal(command(url, tmp_path, "OVERLOAD_PAUSE_SECONDS=1.5"), 80, 24) as terminal:
        terminal.wait_for(lambda lines: any("the site refuses:" in line for line in lines))


@pytest.mark.long
def test_a_dumb_terminal_gets_plain_lines(large_site: Server, tmp_path: Path) -> None:
    dumb = ["env", "TERM=dumb", *command(large_site.url, tmp_path, "PROGRESS_SECONDS=0.5")]
    with OnTerminal(dumb, 80, 24) as terminal:
        assert terminal.end() == 0
        assert b"\x1b[" not in terminal.raw.replace(b"\x1b[?25h", b"")
        assert b" pages/s" in terminal.raw


@pytest.mark.long
def test_where_there_is_no_terminal_a_plain_line_comes_now_and_then(large_site: Server, tmp_path: Path) -> None:
    done = crawl(large_site.url, tmp_path, settings=(*LIVELY, "PROGRESS_SECONDS=0.5"))
    told = [line for line in done.err.splitlines() if " pages/s" in line]
    assert len(told) >= 2
    assert "\x1b" not in done.err
    counts = [int(line.split("  ")[1].split(" ")[0].replace(",", "")) for line in told]
    assert counts == sorted(counts)
    assert any("left" in line for line in told)
    assert crawl(large_site.url, tmp_path, settings=("PROGRESS_SECONDS=0",)).err.count("pages/s") == 0


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf"])
def test_a_progress_seconds_that_means_nothing_ends_before_the_first_request(value: str, tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:1/", tmp_path, settings=(f"PROGRESS_SECONDS={value}",))
    assert done.code == 2
    assert f"PROGRESS_SECONDS={value} means nothing" in done.err


def test_quiet_says_nothing_when_all_is_well_and_what_is_wrong_otherwise(large_site: Server, tmp_path: Path) -> None:
    done = crawl(large_site.url, tmp_path, "--quiet", settings=("PROGRESS_SECONDS=0.2",))
    assert (done.code, done.out, done.err) == (0, "", "")
    done = crawl("http://127.0.0.1:1/", tmp_path / "none", "-q", settings=("RETRY_ENABLED=False",))
    assert done.code == 5
    assert "robots.txt" in done.err


def test_a_log_in_json_is_json_in_every_line_and_ends_with_the_verdict(large_site: Server, tmp_path: Path) -> None:
    done = crawl(large_site.url, tmp_path, "--log-json", settings=(*LIVELY, "PROGRESS_SECONDS=0.5"))
    told = [json.loads(line) for line in done.err.splitlines()]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in told)
    assert done.err.isascii()
    progress = [line for line in told if line.get("event") == "progress"]
    assert [line["records"] for line in progress] == sorted(line["records"] for line in progress)
    assert progress[-1]["pages_per_second"] > 0
    assert {name: told[-1][name] for name in ("event", "verdict", "exit_code", "records", "output")} == {
        **{"event": "ended", "verdict": "complete", "exit_code": 0, "records": 300},
        **{"output": str(tmp_path)},
    }


def test_a_log_in_json_tells_wrong_usage_and_keeps_to_its_level(tmp_path: Path) -> None:
    told = [json.loads(line) for line in run("crawl", "nosuch", "--log-json", "--quiet").err.splitlines()]
    assert [(line["event"], line["verdict"], line["exit_code"]) for line in told] == [("ended", "usage", 2)]
    assert "There is no spider named nosuch." in told[0]["why"]
    done = run("crawl", "cadz", "--output", tmp_path, "-s", "LOG_LEVEL=LOUD")
    assert (done.code, done.err.splitlines()[0]) == (
        2,
        "usage: LOG_LEVEL=LOUD means nothing: DEBUG, INFO, WARNING, ERROR or CRITICAL.",
    )


def test_a_log_in_json_holds_errors_whole(tmp_path: Path) -> None:
    site = ChangingSite()
    site.publish("news", 3)
    with changing(site) as url:
        base = ("scrapy.extensions.corestats.CoreStats", "scrapy.extensions.throttle.AutoThrottle")
        extensions = json.dumps(dict.fromkeys((*base, "tests.watching.raising.Raising"), 0))
        done = crawl(url, tmp_path, "--log-json", settings=(f"EXTENSIONS_BASE={extensions}",))
    errors = [line for line in map(json.loads, done.err.splitlines()) if "error" in line]
    assert len(errors) == 3
    assert all(line["error"].startswith("Traceback") for line in errors)
