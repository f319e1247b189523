"""The tests asked about faults, in mutmut's environment: collected once, then one process for each fault.

mutmut makes the mutants and can show them (`mutmut show NAME`). Its own run collects the tests anew for each of them,
which takes longer here than the tests themselves; so they are collected once, and each mutant is tried in a fork of the
process that holds them: only the tests that enter its function, the fastest first, until one fails.

`python -m benchmarks.asking` makes the mutants and prints their names; with names it prints what became of each.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
WORKPLACE = ROOT / "mutants"
"""Where mutmut puts the changed code and copies of the tests. It can have no other name."""
TIMES, MORE = 10, 10
"""A mutant's tests may take so many times the CPU that they take without it, and so many seconds more."""
MOST_BYTES = 4 * 2**30
"""Memory of a process: some faults make a list that grows without end."""
KILLED, SURVIVED, TIMEOUT, UNREACHED = "killed", "survived", "timeout", "no test"


class Asker:
    """A pytest plugin that runs the tests once for each mutant in place of once."""

    def __init__(self, names: Sequence[str], processes: int, told: Callable[[str, str], None]) -> None:
        self.names = names
        self.processes = processes
        self.told = told
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a failure."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Ask about each mutant; the tests must pass without any."""
        if session.testsfailed:
            raise session.Interrupted("the tests were not collected")
        entered, seconds = self._entered(session.items)
        running: dict[int, str] = {}
        for name in self.names:
            tests = sorted(entered.get(_function(name), ()), key=lambda index: seconds[index])
            if not tests:
                self.told(name, UNREACHED)
                continue
            while len(running) >= self.processes:
                self._ended(running)
            pid = os.fork()
            if pid == 0:
                limit = int(time.process_time() + TIMES * sum(seconds[index] for index in tests) + MORE)
                os._exit(self._tried(name, [session.items[index] for index in tests], limit))
            running[pid] = name
        while running:
            self._ended(running)
        return True

    def _ended(self, running: dict[int, str]) -> None:
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        known = {0: SURVIVED, 1: KILLED, -signal.SIGXCPU: TIMEOUT}
        self.told(running.pop(pid), known.get(code, f"ended with {code}"))

    def _tried(self, name: str, items: Sequence[pytest.Item], limit: int) -> int:
        """In the fork: 1 if a test fails, else 0."""
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        _choose(name)
        for _ in self._run(items):
            if self.failed:
                return 1
        return 0

    def _run(self, items: Sequence[pytest.Item]) -> Iterator[int]:
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            yield index

    def _entered(self, items: Sequence[pytest.Item]) -> tuple[dict[str, set[int]], list[float]]:
        """By function the tests that enter it, and the CPU that each test takes; in a fork, which must not fail."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            with os.fdopen(writing, "wb") as answer:
                pickle.dump(self._measured(items), answer)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            found: tuple[dict[str, set[int]], list[float]] | None = pickle.load(answer)
        os.waitpid(pid, 0)
        if found is None:
            raise pytest.UsageError("a test fails without any fault: see `make check`")
        return found

    def _measured(self, items: Sequence[pytest.Item]) -> tuple[dict[str, set[int]], list[float]] | None:
        from mutmut.state import state  # noqa: PLC0415 -- stands in its own environment

        _choose("stats")
        entered: dict[str, set[int]] = defaultdict(set)
        seconds: list[float] = []
        began = time.process_time()
        for index in self._run(items):
            now = time.process_time()
            seconds.append(now - began)
            for function in state()._stats:
                entered[function].add(index)
            state()._stats.clear()
            began = now
        return None if self.failed else (dict(entered), seconds)


def _function(name: str) -> str:
    from mutmut.utils.format_utils import mangled_name_from_mutant_name  # noqa: PLC0415

    return str(mangled_name_from_mutant_name(name))


def _choose(name: str) -> None:
    from mutmut.mutation.trampoline import set_mutant_under_test  # noqa: PLC0415

    set_mutant_under_test(name)


def make_mutants() -> list[str]:
    """Put the changed code and copies of the tests into `mutants/`; the names of all mutants."""
    from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants  # noqa: PLC0415

    WORKPLACE.mkdir(exist_ok=True)
    with open(os.devnull, "w") as nothing:
        shown, sys.stdout = sys.stdout, nothing
        try:
            copy_src_dir()
            copy_also_copy_files()
            create_mutants(1)
        finally:
            sys.stdout = shown
    found = (json.loads(path.read_text("utf-8")) for path in sorted(WORKPLACE.rglob("*.meta")))
    return [name for file in found for name in file["exit_code_by_key"]]


def ask(names: Sequence[str], processes: int, told: Callable[[str, str], None]) -> int:
    """Ask the copies of the tests about mutants that are made; pytest's exit code."""
    from mutmut.configuration import config  # noqa: PLC0415

    settings: Any = config()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    os.chdir(WORKPLACE)
    sys.path[:] = [str(WORKPLACE), *(path for path in sys.path if Path(path or ".").resolve() not in (ROOT, WORKPLACE))]
    _choose("")
    arguments = ["--rootdir=.", "--override-ini=addopts=", "-p", "no:terminal", "-m", "not large"]
    arguments += [*settings.pytest_add_cli_args, *settings.pytest_add_cli_args_test_selection]
    return int(pytest.main(arguments, [Asker(names, processes, told)]))


def main() -> int:
    """Print names, or a line for each name with what became of it."""
    os.chdir(ROOT)
    if len(sys.argv) == 1:
        print(*make_mutants(), sep="\n")
        return 0
    processes, *names = sys.argv[1:]
    return ask(names, int(processes), lambda name, status: print(f"{name}\t{status}", flush=True))


if __name__ == "__main__":
    raise SystemExit(main())
