"""`devzone crawl`: one site, or a list of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from devzone_crawler.commands.pairs import pairs
from devzone_crawler.commands.quietness import LogJson, Quiet, log_settings
from devzone_crawler.presentation import show_plan, tell_outcome
from devzone_crawler.terminal import CleanConsole

_OUT = CleanConsole()
_ERR = CleanConsole(stderr=True, highlight=False)

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Directory to write to.", show_default=False)]
Categories = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A category, as the site's navigation names it (also A/B). Repeatable."),
]
Arguments = Annotated[list[str] | None, typer.Option("-a", metavar="NAME=VALUE", help="An argument of the spider.")]
Settings = Annotated[list[str] | None, typer.Option("-s", metavar="KEY=VALUE", help="A setting, as in Scrapy.")]


def crawl(
    site: Annotated[
        str | None, typer.Argument(metavar="SPIDER|URL", help="cadz, or the address of any site's home page.")
    ] = None,
    output: Output = None,
    category: Categories = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only articles of this day (2026-01-31) or later.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Only articles of this day or earlier.")] = None,
    max_articles: Annotated[str | None, typer.Option(metavar="N", help="End after N new records.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Ask for everything again. What has not changed is not written again.")
    ] = False,
    refresh: Annotated[
        str | None,
        typer.Option(metavar="DAYS", help="Ask again for articles of the last so many days (3 unless said otherwise)."),
    ] = None,
    archive: Annotated[
        bool, typer.Option("--archive", help="Keep every request and answer in warc/ in the output directory.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say which categories there are, and what a crawl would do.")
    ] = False,
    quiet: Quiet = False,
    log_json: LogJson = False,
    arguments: Arguments = None,
    settings: Settings = None,
    sites: Annotated[
        Path | None,
        typer.Option("--sites", metavar="FILE", help="Crawl all sites of a list: one a line, or .csv, or .jsonl."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(metavar="N", help="Sites at once on this machine (two a core unless said otherwise).", min=1),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Crawl on the workers of this dask scheduler instead.")
    ] = None,
    max_per_host: Annotated[
        int | None,
        typer.Option(metavar="N", help="Sites at once that share a `key` in FILE: hosts of one server.", min=1),
    ] = None,
    order: Annotated[
        Literal["given", "shortest", "longest"] | None, typer.Option(help="Which site of the list goes first.")
    ] = None,
    attempts: Annotated[
        int | None, typer.Option(metavar="N", help="How often a site is begun whose crawl is lost or hangs.", min=1)
    ] = None,
    site_hours: Annotated[
        float | None, typer.Option(metavar="HOURS", help="How long an attempt at a site may take.", min=0.001)
    ] = None,
) -> None:
    """Crawl a site: a named spider, or any site from its home page, without configuration. Or many: --sites FILE.

    Records go to articles.jsonl in the output directory (output/NAME unless said otherwise). Run it again to go on or
    to get what is new: what is there is kept and not asked for again, except young articles, which may change.
    Of a list each site has its directory below the output directory (output/sites unless said otherwise), where
    index.json says what became of it; the exit code is that of the worst.
    Exit codes: 0 complete, 1 unexpected failure, 2 wrong usage, 3 output could not be written, 4 blocked by the site, 5
    incomplete, 6 the site is not what it was (pages that could not be read, findings), 130 interrupted.
    """
    of_a_list = {
        **{"--jobs": jobs, "--scheduler": scheduler, "--max-per-host": max_per_host, "--order": order},
        **{"--attempts": attempts, "--site-hours": site_hours},
    }
    if sites is not None:
        for_one = {str(site): site is not None, "--dry-run": dry_run, "--quiet": quiet, "--log-json": log_json}
        for what, is_given in for_one.items():
            if is_given:
                raise _end(f"{what} is for one site, --sites for many. Leave one out.")
        if jobs is not None and scheduler is not None:
            raise _end("The workers of a scheduler say how many run at once: --jobs means nothing. Leave it out.")
        from devzone_crawler.commands.crawl_sites import crawl_sites, options_of

        common = {
            "category": category,
            "since": since,
            "until": until,
            "max-articles": max_articles,
            "refresh": refresh,
        }
        crawl_sites(
            sites,
            output or Path("output/sites"),
            options_of(common, full=full, archive=archive, arguments=arguments, settings=settings),
            pairs(settings or [], "-s"),
            {name: value for name, value in of_a_list.items() if value is not None},
        )
    if site is None:
        raise _end("Which site? Name a spider or the address of a home page, or a list with --sites.")
    for option, value in of_a_list.items():
        if value is not None:
            raise _end(f"{option} is for many sites: name their list with --sites.")
    from devzone_crawler.crawl import preview_crawl, run_crawl

    chosen = {"category": category or None, "since": since, "until": until, "max_articles": max_articles}
    given = _once(chosen, pairs(arguments or [], "-a"))
    spider = site
    if "://" in site or "." in site or "/" in site:
        spider, given = "site", {"url": site} | given
    merged = for_people(output) | log_settings(quiet=quiet, as_json=log_json) | pairs(settings or [], "-s")
    if full:
        merged["FULL_CRAWL"] = True
    if archive:
        merged["ARCHIVE"] = True
    if refresh is not None:
        merged["REFRESH_DAYS"] = refresh
    if dry_run:
        outcome, plan = preview_crawl(spider, given, merged)
        if plan is not None:
            show_plan(_OUT, plan)
    else:
        outcome = run_crawl(spider, given, merged)
    tell_outcome(_ERR, outcome, quiet=quiet, as_json=log_json)
    if outcome.is_forced:
        os._exit(outcome.exit_code)  # the ordinary way out waits for the processes that read pages
    raise typer.Exit(outcome.exit_code)


def _once(chosen: dict[str, Any], arguments: dict[str, str]) -> dict[str, Any]:
    """The spider's arguments from both ways to give them. Ends the program with a sentence when one comes twice."""
    given = {name: value for name, value in chosen.items() if value is not None}
    for name in given.keys() & arguments.keys():
        _ERR.print(f"{name} is given twice: as --{name.replace('_', '-')} and as -a {name}=. Leave one out.")
        raise typer.Exit(2)
    return given | arguments


def for_people(output: Path | None) -> dict[str, Any]:
    """Settings of a crawl that a person watches: the progress line instead of the log."""
    chosen: dict[str, Any] = {"LOG_LEVEL": "CRITICAL"}
    if output is not None:
        chosen["OUTPUT_DIR"] = str(output)
    return chosen


def _end(sentence: str) -> typer.Exit:
    """The end of the program, with a sentence: wrong usage."""
    _ERR.print(sentence, markup=False, soft_wrap=True)
    return typer.Exit(2)
