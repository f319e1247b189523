"""`devzone demo`: a crawl of the bundled site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from devzone_crawler.commands.console import ERR, OUT, end, say
from devzone_crawler.commands.crawl_options import FOR_PEOPLE, Settings
from devzone_crawler.commands.pairs import pairs
from devzone_crawler.presentation import show_outcome, show_summary


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Directory to write to.")] = Path("output/demo"),
    articles: Annotated[int, typer.Option(help="How many articles the bundled site has.", min=1, max=100_000)] = 60,
    seed: Annotated[int, typer.Option(help="Which site it is: the same seed gives the same site.")] = 1,
    settings: Settings = None,
) -> None:
    """Crawl the bundled site over HTTP, write output/demo, print a summary.

    The site is made up, served on 127.0.0.1, and built like the real ones. The output directory begins anew each time.
    """
    from devzone_crawler.crawl import run_crawl
    from devzone_crawler.simulator import make_site, serve

    _begin_anew(output)
    with serve(make_site("thinkphp", articles=articles, seed=seed)) as server:
        say(f"A site of {articles} articles is served at {server.url}; crawling it into {output} ...")
        quick = {
            **FOR_PEOPLE,
            "OUTPUT_DIR": str(output),
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "ALLOW_PRIVATE_ADDRESSES": True,
        }
        outcome = run_crawl("site", {"url": server.url}, quick | pairs(settings, "-s"))
    show_summary(OUT, outcome, output)
    show_outcome(ERR, outcome)
    raise typer.Exit(outcome.exit_code)


def _begin_anew(output: Path) -> None:
    """Remove what an earlier demo wrote, and nothing else."""
    from devzone_crawler.storage.names import ARTICLES

    written = output / ARTICLES
    if written.exists() and written.stat().st_size and b'"url":"http://127.0.0.1:' not in written.read_bytes()[:300]:
        raise end(f"{written} is not from a demo. Choose another directory with --output.", 3)
    for path in _of_a_run(output):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise end(
                f"{path} cannot be removed ({error.strerror}). Choose another directory with --output.", 3
            ) from None


def _of_a_run(output: Path) -> Iterator[Path]:
    """The files that a crawl writes."""
    from devzone_crawler.manifest import MANIFEST_FILE
    from devzone_crawler.runs import RUNS_FILE
    from devzone_crawler.storage.archive import FOLDER
    from devzone_crawler.storage.names import ARTICLES, LEDGER, REJECTS, VIEWS

    for name in (ARTICLES, VIEWS, REJECTS, MANIFEST_FILE, RUNS_FILE, LEDGER, f"{LEDGER}-wal"):
        yield output / name
    yield from (output / FOLDER).glob("*.warc.gz")
