"""A simulated site as a process of its own: it never shares the crawl's event loop, memory or processor time."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from devzone_crawler.simulator.site import Options, Site

_IMPORT_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request as the server saw it."""

    t: float
    """Unix time in seconds."""
    method: str
    path: str
    """As sent, with the query."""
    status: int


@dataclass(frozen=True, slots=True)
class Server:
    """A site that is being served."""

    url: str
    """Address of the home page."""
    pid: int
    log: Path | None

    def address(self, path: str) -> str:
        """The absolute URL of a path."""
        return urljoin(self.url, path)

    def requests(self) -> list[LoggedRequest]:
        """Every request so far, in order of answer. ValueError if the server keeps no log."""
        if self.log is None:
            raise ValueError("this server keeps no log; start it with serve(site, log=PATH)")
        return [LoggedRequest(**json.loads(line)) for line in self.log.read_text("utf-8").splitlines()]


@contextmanager
def serve(site: Site, *, port: int = 0, log: Path | None = None) -> Iterator[Server]:
    """Serve a site while the `with` block runs.

    `port` 0 means any free one; `log` is a new file for one line of JSON per request.

    RuntimeError if the server does not start; its own message is on standard error.
    """
    command = [
        sys.executable,
        "-m",
        "devzone_crawler.simulator",
        f"--family={site.family}",
        f"--port={port}",
        *_arguments(site.options),
    ]
    if log is not None:
        log.write_text("")
        command.append(f"--log={log.resolve()}")
    search_path = os.pathsep.join(filter(None, (str(_IMPORT_ROOT), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": search_path},
        # Ctrl-C at the terminal is meant for the crawl, which still needs its site to finish in good order.
        start_new_session=True,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        ready = process.stdout.readline()
        if not ready:
            raise RuntimeError(f"the simulated site did not start; run this to see why: {' '.join(command)}")
        yield Server(json.loads(ready)["url"], process.pid, log)
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _arguments(options: Options) -> list[str]:
    """The options as flags of `python -m devzone_crawler.simulator`."""
    return [f"--{name}={value}" for name, value in dataclasses.asdict(options).items() if value is not None]
