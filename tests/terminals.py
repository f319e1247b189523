"""A command on a terminal of its own, whose screen can be read while it runs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

SECONDS = 60
"""After which a screen that does not come is a failure."""


class OnTerminal:
    """Start a command on a pseudo-terminal; as a context manager it ends with the block."""

    def __init__(self, command: list[str], columns: int, rows: int, cwd: Path | None = None) -> None:
        self.screen = pyte.HistoryScreen(columns, rows, history=1_000_000)
        self.raw = b""
        """Every byte that was written."""
        self._feed = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        _set_size(slave, columns, rows)
        environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment | {"TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def lines(self) -> list[str]:
        """What the screen shows, without empty lines."""
        return [line.rstrip() for line in self.screen.display if line.strip()]

    @property
    def above(self) -> list[str]:
        """What has scrolled away, line by line."""
        columns = range(self.screen.columns)
        return ["".join(line[column].data for column in columns).rstrip() for line in self.screen.history.top]

    def wait_for(self, is_there: Callable[[list[str]], bool]) -> list[str]:
        """The screen, once it shows what is waited for."""
        until = time.monotonic() + SECONDS
        while not is_there(self.lines):
            assert self._read(until - time.monotonic()), f"it is not there: {self.lines}"
        return self.lines

    def end(self) -> int:
        """The exit code, with all that was written on the screen."""
        until = time.monotonic() + SECONDS
        while self._read(until - time.monotonic()):
            pass
        return self.process.wait(SECONDS)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size, as a person does with the mouse."""
        self.screen.resize(rows, columns)
        _set_size(self._master, columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def _read(self, seconds: float) -> bool:
        """Take in what was written; False when the other end is closed or the time is over."""
        ready, _, _ = select.select([self._master], [], [], max(seconds, 0))
        if not ready:
            return False
        written = b""
        with contextlib.suppress(OSError):  # Linux's way to say that nobody has the other end open
            written = os.read(self._master, 1 << 16)
        self.raw += written
        self._feed.feed(written)
        return bool(written)


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
