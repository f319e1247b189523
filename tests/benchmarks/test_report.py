"""docs/benchmarks.md has a place for every table, and what stands there is such a table."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from benchmarks import (
    alarms,
    checking,
    coverage,
    crawling,
    exports,
    fuzzing,
    growth,
    mutants,
    reading,
    stages,
    watching,
)
from benchmarks.__main__ import BENCHMARKS
from benchmarks.report import DOCUMENT, Table, markers, written
from tests.conftest import ROOT

COLUMNS = {
    "reading": reading.SPEED_COLUMNS,
    "reading-made": reading.QUALITY_COLUMNS,
    "reading-saved": reading.QUALITY_COLUMNS,
    "stages": stages.COLUMNS,
    "growth-size": growth.SIZE_COLUMNS,
    "growth-depth": growth.DEPTH_COLUMNS,
    "crawling": crawling.SPEED_COLUMNS,
    "crawling-memory": crawling.MEMORY_COLUMNS,
    "fuzzing": fuzzing.COLUMNS,
    "mutants": mutants.COLUMNS,
    "checking": checking.COLUMNS,
    "exports": exports.COLUMNS,
    "watching": watching.PROGRESS_COLUMNS,
    "watching-past": watching.PAST_COLUMNS,
    "alarms-healthy": alarms.HEALTHY_COLUMNS,
    "alarms-changed": alarms.CHANGED_COLUMNS,
    "coverage": coverage.COLUMNS,
}


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("| \n").split("|"))


@pytest.mark.parametrize("name", COLUMNS)
def test_the_document_shows_the_table_between_its_markers(name: str) -> None:
    begin, end = markers(name)
    between = DOCUMENT.read_text("utf-8").partition(begin)[2].partition(end)[0]
    lines = [cells(line) for line in between.splitlines() if line.startswith("|")]
    assert lines[0] == COLUMNS[name], "run `make bench`"
    assert len(lines) > 2
    assert {len(line) for line in lines} == {len(COLUMNS[name])}


def test_a_written_table_replaces_the_old_one_and_nothing_else() -> None:
    begin, end = markers("crawling")
    table = Table("crawling", ("crawler", "speed"), [("ours", "1.0")], ("Two rounds.",))
    document = written(f"before\n{begin}\nold\n{end}\nafter\n", table)
    assert document.startswith(f"before\n{begin}\n")
    assert document.endswith(f"{end}\nafter\n")
    assert "| ours    |   1.0 |" in document
    assert "old" not in document
    assert written(document, table) == document


def test_a_document_without_the_markers_is_refused() -> None:
    with pytest.raises(ValueError, match=r"<!-- crawling: begin -->"):
        written("nothing", Table("crawling", (), []))


def test_the_help_names_every_benchmark() -> None:
    command = [sys.executable, "-m", "benchmarks", "--help"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in BENCHMARKS:
        assert re.search(rf"^    {name}\s", shown, re.M)
