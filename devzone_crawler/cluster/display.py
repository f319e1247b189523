"""A run over many sites, on the terminal: one display for all of them, or a line for each where none watches."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from pathlib import Path

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from devzone_crawler.cluster.many import Run
from devzone_crawler.extraction.text import one_line
from devzone_crawler.storage.index import SiteRun
from devzone_crawler.storage.jsonl import lines_of
from devzone_crawler.storage.names import ARTICLES
from devzone_crawler.verdicts import Verdict

_EVERY = 1.0
"""Seconds between two looks at the files of what runs."""
_ROWS = 12
"""Running sites that are shown; the longest first, for they are what one asks about."""
_WHY = 120
"""Characters of a reason in its line."""


class Display:
    """Shows a run while it goes on. Use it as a context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, auto_refresh=False, transient=True) if console.is_terminal else None
        self._drawn = 0.0
        self._counts: dict[int, _Lines] = {}

    def __enter__(self) -> Display:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()

    def tell(self, site: SiteRun) -> None:
        """A site has ended."""
        again = f", {site.attempts} attempts" if site.attempts > 1 else ""
        verdict = site.verdict or Verdict.FAILED
        line = Text(verdict, style=f"bold {verdict.style}")
        line.append(
            f"  {site.site}  {site.records:,} records, {site.new:,} new, {site.seconds or 0:.0f} s{again}", "default"
        )
        why = one_line(site.why)
        if why and verdict is not Verdict.COMPLETE:
            line.append(f"  {why if len(why) <= _WHY else why[:_WHY] + ' …'}", "dim")
        self._console.print(line, soft_wrap=True)

    def show(self, run: Run) -> None:
        """How far the run is."""
        if self._live is None or time.monotonic() - self._drawn < _EVERY:
            return
        self._drawn = time.monotonic()
        rows = Table.grid(padding=(0, 2))
        longest = sorted(run.running.items(), key=lambda item: item[1])
        records = sum(site.records for site in run.sites.values() if site.line not in run.running)
        for number, since in longest:
            path = run.output / run.sites[number].directory / ARTICLES
            count = self._counts.setdefault(number, _Lines(path)).count()
            records += count
            if rows.row_count < _ROWS:
                took = Text(_duration(self._drawn - since), justify="right")
                rows.add_row("  " + one_line(run.sites[number].site), f"{count:,} records", took)
        for number in self._counts.keys() - run.running.keys():
            del self._counts[number]
        verdicts = Counter(site.verdict for site in run.sites.values() if site.state == "ended")
        said = ", ".join(f"{verdicts[name]:,} {name}" for name in reversed(Verdict) if verdicts[name])
        head = Text.assemble(
            ("stopping: " if run.stopping else "", "bold yellow"),
            (f"{verdicts.total():,} of {len(run.sites):,} sites ended", "bold green"),
            f" ({said})" if said else "",
            f", {len(run.running):,} running, {run.waiting():,} waiting, {records:,} records",
        )
        more = Text(f"  and {len(longest) - _ROWS:,} more", "dim") if len(longest) > _ROWS else Text()
        self._live.update(Group(head, rows, more), refresh=True)


class _Lines:
    """How many lines a file has that grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = self._lines = 0

    def count(self) -> int:
        """As many as are there now; only what is new is read."""
        with contextlib.suppress(OSError):
            size = self._path.stat().st_size
            self._lines += lines_of(self._path, self._offset, size)
            self._offset = size
        return self._lines


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
