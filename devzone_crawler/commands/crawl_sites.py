"""`devzone crawl --sites`: a list of sites, on this machine or on the workers of a scheduler."""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from devzone_crawler.terminal import CleanConsole

if TYPE_CHECKING:
    from devzone_crawler.cluster.many import Choices, Run
    from devzone_crawler.cluster.pool import Pool
    from devzone_crawler.storage.index import Index

_ERR = CleanConsole(stderr=True, highlight=False)
WITHOUT_DASK = "--scheduler needs dask.distributed: pip install 'devzone_crawler[cluster]'"
_DEFAULTS = ("LEASE_SECONDS=60", "EXTRACTION_PROCESSES=1")
"""Settings of each crawl: another machine may take over after a minute; many crawls share the cores."""
_A_CORE = 2
"""Sites at once for each core: a polite crawl waits most of the time, and takes some 200 MB."""


def options_of(
    common: dict[str, Any],
    *,
    full: bool,
    archive: bool,
    arguments: list[str] | None,
    settings: list[str] | None,
) -> tuple[str, ...]:
    """What each crawl of the list is given, as one word each where a line of the list may say otherwise."""
    found = ["--full"] * full + ["--archive"] * archive
    for name, value in common.items():
        values = value if isinstance(value, list) else [value] if value is not None else []
        found += [f"--{name}={one}" for one in values]
    for option, pairs in (("-a", arguments), ("-s", [*_DEFAULTS, *(settings or [])])):
        for pair in pairs or []:
            found += [option, pair]
    return tuple(found)


def crawl_sites(
    list_file: Path, output: Path, options: tuple[str, ...], settings: dict[str, str], given: dict[str, Any]
) -> NoReturn:
    """Crawl all sites of a list and end the program with the exit code of the worst."""
    from devzone_crawler.cluster.display import Display
    from devzone_crawler.cluster.many import Run
    from devzone_crawler.cluster.pool import PoolError
    from devzone_crawler.cluster.site_list import SiteListError, read_list
    from devzone_crawler.crawl import spider_starts
    from devzone_crawler.storage.index import INDEX
    from devzone_crawler.storage.jsonl import OutputError

    output = output.absolute()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        lines = read_list(list_file, spider_starts())
        choices = _choices(options, settings, given)
        with Display(_ERR) as display:
            run = Run(lines, output, choices, display.tell, display.show)
            pool = _pool(given)
            index = run.to_end(pool)
            pool.close()
    except SiteListError as error:
        _end(str(error), 2)
    except PoolError as error:
        _end(str(error), 1)
    except OutputError as error:
        _end(str(error), 3)
    except KeyboardInterrupt:
        _ERR.print("Ended at once. The crawls end by themselves; run it again to go on.")
        os._exit(130)  # the ordinary way out waits for them
    _show(index, run)
    _ERR.print(f"what became of each site: {output / INDEX}", style="dim", markup=False, soft_wrap=True)
    raise typer.Exit(index.exit_code or 0)


def _choices(options: tuple[str, ...], settings: dict[str, str], given: dict[str, Any]) -> Choices:
    from devzone_crawler import settings as defaults
    from devzone_crawler.cluster.many import Choices

    delays = []
    for name in ("DOWNLOAD_DELAY", "LONGEST_CRAWL_DELAY"):
        try:
            delays.append(float(settings.get(name, getattr(defaults, name))))
        except ValueError:
            _end(f"{name}={settings[name]} means nothing: a number of seconds is wanted.", 2)
    return Choices(
        options,
        given.get("--order", "given"),
        given.get("--max-per-host", 1),
        given.get("--attempts", 3),
        given.get("--site-hours", 24.0) * 3600,
        rest=max(delays),
    )


def _pool(given: dict[str, Any]) -> Pool:
    if "--scheduler" not in given:
        from devzone_crawler.cluster.local import LocalPool

        return LocalPool(given.get("--jobs", _A_CORE * (os.cpu_count() or 1)))
    try:
        from devzone_crawler.cluster.dask_pool import DaskPool
    except ModuleNotFoundError as error:
        if error.name not in ("distributed", "dask"):
            raise
        _end(WITHOUT_DASK, 2)
    return DaskPool(given["--scheduler"])


def _show(index: Index, run: Run) -> None:
    """The verdict, in a line or two."""
    verdicts = Counter(site.verdict if site.state == "ended" else "not ended" for site in index.sites)
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.most_common())
    records = sum({site.directory: site.records for site in index.sites}.values())
    assert index.verdict is not None, "the run has ended"
    _ERR.print(
        f"[bold {index.verdict.style}]{index.verdict}[/]: {len(index.sites):,} sites ({counts}), {records:,} records",
        soft_wrap=True,
    )
    if index.state == "running":
        _ERR.print("What was written is whole; run it again to go on.")


def _end(sentence: str, code: int) -> NoReturn:
    """End the program with a sentence."""
    _ERR.print(sentence, markup=False, soft_wrap=True)
    raise typer.Exit(code)
