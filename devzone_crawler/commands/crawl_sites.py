"""`devzone crawl --sites`: a list of sites, on this machine or on the workers of a scheduler."""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.text import Text

from devzone_crawler.commands.console import ERR, end, say
from devzone_crawler.commands.crawl_options import EachSite, ManySites

if TYPE_CHECKING:
    from devzone_crawler.cluster.many import Choices, Run
    from devzone_crawler.cluster.pool import Pool
    from devzone_crawler.storage.index import Index

WITHOUT_DASK = "--scheduler needs dask.distributed: pip install 'devzone_crawler[cluster]'"
_OUTPUT = Path("output/sites")
_A_CORE = 2
"""Sites at once for each core: a polite crawl waits most of the time, and takes some 200 MB."""


def crawl_sites(list_file: Path, output: Path | None, each: EachSite, many: ManySites) -> NoReturn:
    """Crawl all sites of a list and end the program with the exit code of the worst."""
    from devzone_crawler.cluster.display import Display
    from devzone_crawler.cluster.many import Run
    from devzone_crawler.cluster.pool import PoolError
    from devzone_crawler.cluster.site_list import SiteListError, read_list
    from devzone_crawler.crawl import spider_starts
    from devzone_crawler.storage.index import INDEX
    from devzone_crawler.storage.jsonl import OutputError

    choices = _choices(each, many)
    place = (output or _OUTPUT).absolute()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        lines = read_list(list_file, spider_starts())
        with Display(ERR) as display:
            run = Run(lines, place, choices, display.tell, display.show)
            pool = _pool(many)
            index = run.to_end(pool)
            pool.close()
    except SiteListError as error:
        raise end(str(error), 2) from None
    except PoolError as error:
        raise end(str(error), 1) from None
    except OutputError as error:
        raise end(str(error), 3) from None
    except KeyboardInterrupt:
        say("Ended at once. The crawls end by themselves; run it again to go on.")
        os._exit(130)  # the ordinary way out waits for them
    _say_verdict(index, run)
    say(Text(f"what became of each site: {place / INDEX}", style="dim"))
    raise typer.Exit(index.exit_code or 0)


def _choices(each: EachSite, many: ManySites) -> Choices:
    """How the run is made. Ends the program with a sentence for what does not make sense."""
    from devzone_crawler import settings as ours
    from devzone_crawler.checked_settings import SettingError, seconds
    from devzone_crawler.cluster.many import Choices

    if many.jobs is not None and many.scheduler is not None:
        raise end("The workers of a scheduler say how many run at once: --jobs means nothing. Leave it out.", 2)
    each.spider_arguments(None)
    chosen = each.crawl_settings(None)
    if "OUTPUT_DIR" in chosen:
        raise end("OUTPUT_DIR is for one site. --output says where each site of the list has its directory.", 2)
    try:
        rest = max(seconds(vars(ours) | chosen, name) for name in ("DOWNLOAD_DELAY", "LONGEST_CRAWL_DELAY"))
    except SettingError as error:
        raise end(str(error), 2) from None
    return Choices(
        each.words(),
        many.order or "given",
        many.max_per_host or 1,
        many.attempts or 3,
        (many.site_hours or 24.0) * 3600,
        rest=rest,
    )


def _pool(many: ManySites) -> Pool:
    if many.scheduler is None:
        from devzone_crawler.cluster.local import LocalPool

        return LocalPool(many.jobs or _A_CORE * (os.cpu_count() or 1))
    try:
        from devzone_crawler.cluster.dask_pool import DaskPool
    except ModuleNotFoundError as error:
        if error.name not in ("distributed", "dask"):
            raise
        raise end(WITHOUT_DASK, 2) from None
    return DaskPool(many.scheduler)


def _say_verdict(index: Index, run: Run) -> None:
    """The verdict, in a line or two."""
    verdicts = Counter(site.verdict if site.state == "ended" else "not ended" for site in index.sites)
    counts = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.most_common())
    records = sum({site.directory: site.records for site in index.sites}.values())
    assert index.verdict is not None, "the run has ended"
    say(
        Text.assemble(
            (index.verdict, f"bold {index.verdict.style}"),
            f": {len(index.sites):,} sites ({counts}), {records:,} records",
        )
    )
    if index.state == "running":
        say("What was written is whole; run it again to go on.")
