"""Tables on standard output, and the same tables between the markers of docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Table:
    """One table of figures."""

    name: str
    """That of its markers in the document."""
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    notes: tuple[str, ...] = ()
    """What must be known of this run, each a line above the table."""
    alarm: bool = False
    """True if the figures are such that the run must end with exit code 1."""

    def __str__(self) -> str:
        """Markdown, set so that it reads well in a terminal too."""
        lines = [self.columns, *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.columns))]
        rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
        text = [
            "| " + " | ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) + " |"
            for line in lines
        ]
        text.insert(1, "| " + " | ".join(rule) + " |")
        return "\n".join([*(f"{note}\n" for note in self.notes), *text])


def machine() -> str:
    """When and where this runs."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores."
    )


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", described.read_text("utf-8"), re.M) if described.exists() else None
    return found[1] if found else platform.processor() or "unknown processor"


def written(document: str, table: Table) -> str:
    """The document with the table between its markers. ValueError if it has no such markers."""
    begin, end = markers(table.name)
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{DOCUMENT.name} has no place for the table: write {begin} and {end} where it shall stand")
    return f"{before}{begin}\n\n{machine()}\n\n{table}\n\n{end}{after}"


def markers(name: str) -> tuple[str, str]:
    """What stands above and below a table in the document."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def write(table: Table) -> None:
    """Put the table into docs/benchmarks.md."""
    DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8"), table), "utf-8")
