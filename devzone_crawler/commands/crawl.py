"""`devzone crawl`: one site, or a list of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from devzone_crawler.commands.console import ERR, OUT, end
from devzone_crawler.commands.crawl_options import (
    FOR_PEOPLE,
    Arguments,
    Categories,
    EachSite,
    LogJson,
    ManySites,
    OneSite,
    Output,
    Quiet,
    Settings,
    first_given,
)
from devzone_crawler.presentation import show_plan, tell_outcome


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
    each = EachSite(
        category=category,
        since=since,
        until=until,
        max_articles=max_articles,
        full=full,
        refresh=refresh,
        archive=archive,
        arguments=arguments,
        settings=settings,
    )
    one = OneSite(dry_run=dry_run, quiet=quiet, log_json=log_json)
    many = ManySites(
        jobs=jobs,
        scheduler=scheduler,
        max_per_host=max_per_host,
        order=order,
        attempts=attempts,
        site_hours=site_hours,
    )
    if sites is not None:
        if (option := site or first_given(one)) is not None:
            raise end(f"{option} is for one site, --sites for many. Leave one out.", 2)
        from devzone_crawler.commands.crawl_sites import crawl_sites

        crawl_sites(sites, output or Path("output/sites"), each, many)
    if site is None:
        raise end("Which site? Name a spider or the address of a home page, or a list with --sites.", 2)
    if (option := first_given(many)) is not None:
        raise end(f"{option} is for many sites: name their list with --sites.", 2)
    _crawl_one(site, output, each, one)


def _crawl_one(site: str, output: Path | None, each: EachSite, one: OneSite) -> NoReturn:
    """Crawl a site and end the program with the exit code of its verdict."""
    from devzone_crawler.crawl import preview_crawl, run_crawl

    is_address = any(mark in site for mark in "./")
    spider = "site" if is_address else site
    arguments = each.spider_arguments(site if is_address else None)
    settings = {**FOR_PEOPLE, **one.log_settings(), **each.crawl_settings(output)}
    if one.dry_run:
        outcome, plan = preview_crawl(spider, arguments, settings)
        if plan is not None:
            show_plan(OUT, plan)
    else:
        outcome = run_crawl(spider, arguments, settings)
    tell_outcome(ERR, outcome, quiet=one.quiet, as_json=one.log_json)
    if outcome.is_forced:
        os._exit(outcome.exit_code)  # the ordinary way out waits for the processes that read pages
    raise typer.Exit(outcome.exit_code)
