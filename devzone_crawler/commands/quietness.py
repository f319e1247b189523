"""How much a command says while it runs: `--quiet` and `--log-json`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what went wrong; nothing if all is well.")]
LogJson = Annotated[
    bool, typer.Option("--log-json", help="For programs: log, progress and verdict as JSON lines on standard error.")
]


def log_settings(*, quiet: bool, as_json: bool) -> dict[str, Any]:
    """Settings of a crawl. `quiet`: no progress, and of a log in JSON only what went wrong."""
    chosen: dict[str, Any] = {}
    if quiet:
        chosen["PROGRESS"] = False
    if as_json:
        chosen |= {"LOG_JSON": True, "LOG_LEVEL": "WARNING" if quiet else "INFO"}
    return chosen
