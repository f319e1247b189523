"""A run over a list of sites, from the first to the last."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from devzone_crawler.cluster.pool import Pool
from devzone_crawler.cluster.site_list import Listed
from devzone_crawler.cluster.site_run import Ended, Job
from devzone_crawler.cluster.turns import Turns, in_order
from devzone_crawler.storage.index import Index, SiteRun, read_index, write_index
from devzone_crawler.storage.jsonl import ForeignOutputError, JsonLinesFile
from devzone_crawler.storage.names import ARTICLES, UNFINISHED, run_id_of
from devzone_crawler.verdicts import Verdict, worst_of

_CATEGORY = "--category="
_GLANCE = 0.25
"""Seconds between two looks at the clock, and at the display."""
_SAVE_SECONDS = 2.0
"""Between two writings of the index, at least; it is written at most a twentieth of the time."""
_STOP_SECONDS = 90.0
"""How long crawls are waited for that were told to stop, three times what one is given to end in order."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How a run is made."""

    options: tuple[str, ...] = ()
    """Of every `devzone crawl`; what a line says itself comes after them, and holds."""
    order: str = "given"
    most_per_key: int = 1
    attempts: int = 3
    seconds: float = 86_400.0
    """How long an attempt at a site may take."""
    rest: float = 60.0
    """Seconds between the end of a crawl and the next one of the same host."""


class Run:
    """The state of a run. Opening it takes the output directory. Raises OutputError.

    `tell` hears of each site that has ended; `show` is called now and then.
    """

    def __init__(
        self,
        lines: list[Listed],
        output: Path,
        choices: Choices,
        tell: Callable[[SiteRun], None] = lambda _: None,
        show: Callable[[Run], None] = lambda _: None,
    ) -> None:
        if (output / ARTICLES).exists():
            raise ForeignOutputError(
                f"{output} holds the records of one site. Choose another directory with --output for many."
            )
        self.output = output
        self._choices = choices
        self._tell = tell
        self._show = show
        self._lock = JsonLinesFile(output / ".lock")
        before = read_index(output)
        self.index = _index_of(lines, before)
        self.sites = {site.line: site for site in self.index.sites}
        known = {(site.site, tuple(site.options)): site.seconds for site in (before.sites if before else ())}
        todo = [line for line in lines if self.sites[line.line].state != "ended"]
        ordered = in_order(todo, choices.order, lambda line: known.get((line.site, line.options)))
        self._turns = Turns(ordered, choices.most_per_key)
        self._lines = {line.line: line for line in lines}
        self._attempts = output / UNFINISHED / self.index.run_id
        self._attempts.mkdir(parents=True, exist_ok=True)
        self._begun: dict[int, int] = {}
        """How often each line was handed to the pool."""
        self.running: dict[int, float] = {}
        """Lines that run, and since when (monotonic)."""
        self.stopping = False
        self._saved = 0.0
        self._save_took = 0.0

    def to_end(self, pool: Pool) -> Index:
        """Crawl all sites; Ctrl-C ends the crawls in order, a second is raised. Raises PoolError and OutputError."""
        try:
            self._save()
            try:
                self._work(pool)
            except KeyboardInterrupt:
                self._stop(pool)
            self._end()
        finally:
            self._lock.close()
        return self.index

    def waiting(self) -> int:
        """How many sites have not had their turn."""
        return self._turns.waiting()

    def _work(self, pool: Pool) -> None:
        while True:
            while len(self.running) < pool.size() and (line := self._turns.take(time.monotonic())) is not None:
                self._start(pool, line)
            if not self.running and not self._turns.waiting():
                return
            self._look(pool)

    def _stop(self, pool: Pool) -> None:
        self.stopping = True
        pool.stop()
        until = time.monotonic() + _STOP_SECONDS
        while self.running and time.monotonic() < until:
            self._look(pool)

    def _look(self, pool: Pool) -> None:
        ended = pool.wait(_GLANCE)
        if ended is not None:
            self._take(pool, ended)
        self._show(self)
        if time.monotonic() - self._saved > max(_SAVE_SECONDS, 20 * self._save_took):
            self._save()

    def _start(self, pool: Pool, line: Listed) -> None:
        self._begun[line.line] = self._begun.get(line.line, 0) + 1
        self.running.setdefault(line.line, time.monotonic())
        self.sites[line.line].state = "running"
        pool.start(
            Job(
                line.line,
                line.site,
                self.output / line.directory,
                _options(self._choices.options, line.options),
                self._attempts,
                self._choices.attempts,
                self._choices.seconds,
                self._choices.rest,
            )
        )

    def _take(self, pool: Pool, ended: Ended) -> None:
        line = self._lines[ended.line]
        site = self.sites[ended.line]
        _note(site, ended)
        if ended.again and not self.stopping and max(ended.attempt, self._begun[ended.line]) < self._choices.attempts:
            self._start(pool, line)
            return
        del self.running[ended.line]
        site.state = "waiting" if self.stopping and (ended.verdict is Verdict.INTERRUPTED or ended.again) else "ended"
        self._turns.ended(line, time.monotonic() + self._choices.rest)
        self._tell(site)

    def _end(self) -> None:
        for number in self.running:  # whoever runs them does not answer
            self.sites[number].state = "waiting"
            self.sites[number].why = "It was told to stop and gave no answer."
        is_whole = all(site.state == "ended" for site in self.index.sites)
        verdicts = {site.verdict for site in self.index.sites if site.state == "ended"}
        self.index.verdict = worst_of(verdicts) if is_whole else Verdict.INTERRUPTED
        self.index.exit_code = self.index.verdict.exit_code
        self.index.state = "ended" if is_whole else "running"
        self.index.ended_at = _now()
        self._save()
        if is_whole:
            shutil.rmtree(self.output / UNFINISHED, ignore_errors=True)

    def _save(self) -> None:
        started = time.monotonic()
        write_index(self.output, self.index)
        self._saved = time.monotonic()
        self._save_took = self._saved - started


def _index_of(lines: list[Listed], before: Index | None) -> Index:
    """A new index, with what a run that did not come to its end has finished."""
    done = {}
    if before is not None and before.state == "running":
        done = {(site.site, tuple(site.options)): site for site in before.sites if site.state == "ended"}
    index = Index(run_id=run_id_of(datetime.now(UTC)), started_at=_now(), sites=[])
    for line in lines:
        site = SiteRun(line=line.line, site=line.site, options=list(line.options), directory=line.directory)
        ended = done.get((line.site, line.options))
        if ended is not None:
            site = ended
            site.line, site.directory = line.line, line.directory
        index.sites.append(site)
    return index


def _options(common: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The options of a crawl: of those that may be given once the last one holds, categories would add up."""
    if any(option.startswith(_CATEGORY) for option in own):
        common = tuple(option for option in common if not option.startswith(_CATEGORY))
    return (*common, *own)


def _note(site: SiteRun, ended: Ended) -> None:
    """Write an attempt down."""
    site.verdict, site.exit_code, site.why = ended.verdict, ended.verdict.exit_code, ended.why
    site.attempts = max(site.attempts, ended.attempt)
    site.machine, site.started_at, site.ended_at, site.seconds = ended.machine, ended.started_at, _now(), ended.seconds
    manifest = ended.manifest
    if manifest is not None:
        site.new, site.revised = manifest.counts.new, manifest.counts.revised
        site.rejected = sum(manifest.counts.rejected.values())
        site.records = next((file.lines or 0 for file in manifest.files if file.name == ARTICLES), 0)
        if manifest.verdict is ended.verdict:
            site.why = manifest.reasons[0].why if manifest.reasons else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
