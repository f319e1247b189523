"""Loaded by coverage.py into each process that it measures: what has run is kept however the process ends.

A process that reads pages takes SIGTERM as the system does, and ends itself with SIGKILL when its crawl has ended.
Neither leaves coverage.py the time to write. (What is killed from outside stays unmeasured.)
"""

from __future__ import annotations

import contextlib
import os
import signal
from types import FrameType
from typing import Any

from coverage import Coverage
from coverage.plugin_support import Plugins

_signal = signal.signal
_kill = os.kill


def coverage_init(registered: Plugins, options: dict[str, str]) -> None:
    """What coverage.py calls when it starts."""
    signal.signal = _signal_that_keeps  # type: ignore[assignment]
    os.kill = _kill_that_keeps


def _signal_that_keeps(number: int, handler: Any) -> Any:
    return _signal(number, _end if (number, handler) == (signal.SIGTERM, signal.SIG_DFL) else handler)


def _kill_that_keeps(pid: int, number: int) -> None:
    if (pid, number) == (os.getpid(), signal.SIGKILL):
        _keep()
    _kill(pid, number)


def _end(number: int, frame: FrameType | None) -> None:
    _keep()
    _signal(number, signal.SIG_DFL)
    _kill(os.getpid(), number)


def _keep() -> None:
    measuring = Coverage.current()
    if measuring is not None:
        with contextlib.suppress(Exception):  # the disk may be full: that is what some tests are about
            measuring.save()
