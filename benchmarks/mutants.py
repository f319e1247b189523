"""Faults put into the code that reads pages, one at a time: how many of them the tests of those rooms notice.

mutmut makes the faults (mutants); what it is told stands in pyproject.toml under `tool.mutmut`. To ask the tests about
all of them would take hours, so a sample of each room is drawn, always the same for a seed and a code.
`benchmarks.asking` asks.
"""

from __future__ import annotations

import math
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.asking import KILLED, ROOT, TIMEOUT, UNREACHED, WORKPLACE
from benchmarks.report import Table

MUTANTS = 400
SEED = 1
PROCESSES = 1
ROOMS = ("extraction", "listing")
COLUMNS = ("room", "mutants", "asked", "killed", "survived", "no test", "% killed", "95 % interval")

PYTHON = ROOT / ".venv-mutants" / "bin" / "python"
SURE = 1.959964
"""Standard deviations on both sides of the mean that hold 95 %."""


@dataclass(frozen=True)
class Asked:
    """One mutant of the sample, and what became of it."""

    name: str
    """As mutmut knows it: `mutmut show NAME` shows the change."""
    status: str

    @property
    def room(self) -> str:
        """The package it is in."""
        return room_of(self.name)

    @property
    def file(self) -> str:
        """Room and module."""
        return "/".join(self.name.split(".")[1:-1])

    @property
    def is_killed(self) -> bool:
        """True if a test failed, or if the tests took ten times as long as they do."""
        return self.status in (KILLED, TIMEOUT)


def run(mutants: int = MUTANTS, seed: int = SEED, processes: int = PROCESSES) -> Iterator[Table]:
    """Ask a sample of `mutants` of each room; print what became of each file, then the table of the rooms."""
    if not PYTHON.exists():
        raise SystemExit("mutmut is not installed: `make mutants` puts it into .venv-mutants and runs this.")
    shutil.rmtree(WORKPLACE, ignore_errors=True)
    names = list(_inside())
    asked = ask(sample(names, mutants, seed), processes)
    print(told_by_file(asked))
    everything = Counter(map(room_of, names))
    yield Table(
        "mutants",
        COLUMNS,
        [row(room, everything[room], [one for one in asked if one.room == room]) for room in ROOMS],
        (f"Seed {seed}.",),
    )


def room_of(name: str) -> str:
    """The package that a mutant is in."""
    return name.split(".")[1]


def sample(names: Sequence[str], mutants: int, seed: int) -> list[str]:
    """So many of each room, each as likely as any other; all of a room that has fewer."""
    chosen = []
    for room in ROOMS:
        candidates = sorted(name for name in names if room_of(name) == room)
        chosen += Random(f"{seed}/{room}").sample(candidates, min(mutants, len(candidates)))
    return chosen


def wilson(successes: int, tries: int) -> tuple[float, float]:
    """The interval that holds the true share with 95 % confidence (Wilson 1927, "Probable inference")."""
    if tries == 0:
        return 0.0, 1.0
    share, square = successes / tries, SURE**2 / tries
    middle = (share + square / 2) / (1 + square)
    reach = SURE / (1 + square) * math.sqrt(share * (1 - share) / tries + square / (4 * tries))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def row(room: str, mutants: int, asked: Sequence[Asked]) -> tuple[str, ...]:
    """The line of a room: what is not killed has survived, whether a test reaches it or not."""
    killed = sum(one.is_killed for one in asked)
    low, high = wilson(killed, len(asked))
    share = f"{100 * killed / len(asked):.1f}" if asked else "–"
    unreached = sum(one.status == UNREACHED for one in asked)
    counts = (mutants, len(asked), killed, len(asked) - killed, unreached)
    return (room, *(f"{count:,}" for count in counts), share, f"{100 * low:.1f} to {100 * high:.1f}")


def told_by_file(asked: Sequence[Asked]) -> str:
    """A line for each file, and below it the mutants that survived."""
    lines = []
    for file in sorted({one.file for one in asked}):
        here = [one for one in asked if one.file == file]
        lines.append(f"{sum(one.is_killed for one in here):4} of {len(here):3} killed  {file}")
        lines += [f"{one.status:>25}  {one.name}" for one in here if not one.is_killed]
    return "\n".join(lines)


def ask(names: Sequence[str], processes: int) -> list[Asked]:
    """Ask the tests about each of the mutants."""
    asked = []
    for number, line in enumerate(_inside(str(processes), *names), 1):
        asked.append(Asked(*line.split("\t")))
        if number % 50 == 0:
            print(f"{number} of {len(names)} asked", flush=True)
    return asked


def _inside(*arguments: str) -> Iterator[str]:
    """The lines that the inside prints. SystemExit if it does not come to its end."""
    with subprocess.Popen(
        [PYTHON, "-m", "benchmarks.asking", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as inside:
        assert inside.stdout is not None
        yield from map(str.rstrip, inside.stdout)
    if inside.returncode:
        raise SystemExit("The tests could not be asked; above stands why.")
