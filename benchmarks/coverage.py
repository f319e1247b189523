"""Which branches the tests take, room by room: what `make coverage` has measured."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

from benchmarks.report import Table

COLUMNS = ("room", "statements", "run", "branches", "taken")
CORE = (
    *("extraction", "listing", "storage", "pipelines", "spiders", "middlewares", "extensions", "network", "items"),
    *("crawl", "reextraction", "checking", "exporting", "alarms", "reprints", "zones"),
)
"""The rooms that read, walk, keep and judge."""
LEAST = 0.95
"""Share of the core's branches below which the run ends with exit code 1."""
_PACKAGE = Path(__file__).parent.parent / "devzone_crawler"


@dataclass(slots=True)
class Counted:
    """What of a room has run."""

    statements: int = 0
    run: int = 0
    branches: int = 0
    taken: int = 0

    def add(self, summary: dict[str, int]) -> None:
        """One more file, as coverage.py sums it up."""
        self.statements += summary["num_statements"]
        self.run += summary["covered_lines"]
        self.branches += summary["num_branches"]
        self.taken += summary["covered_branches"]

    def row(self, name: str) -> tuple[str, ...]:
        """The figures for people."""
        shares = (_share(self.run, self.statements), _share(self.taken, self.branches))
        return name, f"{self.statements:,}", shares[0], f"{self.branches:,}", shares[1]


def run() -> Iterator[Table]:
    """What the last `make coverage` has measured."""
    rooms, core, rest = {room: Counted() for room in CORE}, Counted(), Counted()
    for name, summary in _summaries():
        room = Path(name).relative_to(_PACKAGE).parts[0].removesuffix(".py")
        if room in rooms:
            rooms[room].add(summary)
        (core if room in rooms else rest).add(summary)
    rows = [
        *(counted.row(room) for room, counted in rooms.items()),
        core.row("all of these"),
        rest.row("commands, report, simulator, ..."),
    ]
    yield Table("coverage", COLUMNS, rows, alarm=core.taken < LEAST * core.branches)


def _summaries() -> Iterator[tuple[str, dict[str, int]]]:
    """The files of the package, each with its counts."""
    measured = Coverage()
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(path))
        files = json.loads(path.read_text("utf-8"))["files"]
    for name, file in files.items():
        yield str(Path(name).resolve()), file["summary"]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
