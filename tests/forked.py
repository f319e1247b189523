"""`devzone` as a fork of a process that has loaded its modules: the same program, half a second earlier.

What is forked is a process like any other: its own memory and reactor, its own exit code. `Forks` is the side of the
tests; `python -m tests.forked` is the process that forks.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from subprocess import PIPE
from typing import IO

ROOT = Path(__file__).parent.parent
_STREAMS = ("stdin", "stdout", "stderr")


class Forks:
    """Starts the processes that fork when they are needed: as many as programs run at once."""

    def __init__(self, environment: dict[str, str]) -> None:
        """`environment` is added to that of the tests."""
        self._environment = os.environ | environment
        self._idle: list[subprocess.Popen[str]] = []

    def run(
        self, module: str, arguments: list[str], stdin: bytes, environment: dict[str, str], seconds: float
    ) -> tuple[int, bytes, bytes]:
        """Run a module as a program: exit code, standard output and standard error.

        TimeoutExpired if it takes longer than so many seconds.
        """
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, name) for name in _STREAMS]
            streams[0].write_bytes(stdin)
            order = [module, arguments, environment, os.getcwd(), [*map(str, streams)], seconds]
            try:
                parent = self._idle.pop()  # one step: tests ask from several threads
            except IndexError:
                parent = self._new_parent()
            assert parent.stdin is not None and parent.stdout is not None
            parent.stdin.write(json.dumps(order) + "\n")
            parent.stdin.flush()
            code = json.loads(parent.stdout.readline())
            self._idle.append(parent)
            if code is None:
                raise subprocess.TimeoutExpired([module, *arguments], seconds)
            return code, streams[1].read_bytes(), streams[2].read_bytes()

    def close(self) -> None:
        """End the processes that fork."""
        while self._idle:
            self._idle.pop().communicate()

    def _new_parent(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-W", "error", "-m", "tests.forked"]
        return subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT, env=self._environment)


def _load() -> None:
    """Load what a crawl loads, and no reactor: each crawl chooses its own."""
    importlib.import_module("devzone_crawler.cli")
    settings = importlib.import_module("devzone_crawler.crawl").project_settings()
    for components in settings.values():
        for path in components if hasattr(components, "keys") else (components,):
            if isinstance(path, str) and path.startswith(("devzone_crawler.", "scrapy.")):
                with contextlib.suppress(ImportError):
                    importlib.import_module(path.rpartition(".")[0])
    importlib.import_module("devzone_crawler.spiders.site")
    assert "twisted.internet.reactor" not in sys.modules


def _become(module: str, arguments: list[str], environment: dict[str, str], folder: str, streams: list[str]) -> None:
    """Be that program, here."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    for number, path in enumerate(streams):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _code_of(child: int, seconds: float) -> int | None:
    """Exit code of a process, as subprocess gives it; None if it took too long and was killed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None


def main(orders: IO[str], answers: IO[str]) -> None:
    """Fork a program for each order, one after the other."""
    _load()
    while line := orders.readline():
        module, arguments, environment, folder, streams, seconds = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(module, arguments, environment, folder, streams)
            return
        answers.write(json.dumps(_code_of(child, seconds)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
