"""The `devzone` command."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from devzone_crawler.commands.check import check
from devzone_crawler.commands.export import export
from devzone_crawler.commands.pairs import pairs
from devzone_crawler.commands.quietness import LogJson, Quiet, log_settings
from devzone_crawler.commands.reextract import reextract
from devzone_crawler.commands.report import report
from devzone_crawler.commands.skeleton import skeleton
from devzone_crawler.presentation import show_outcome, show_page, show_plan, show_summary, tell_outcome
from devzone_crawler.terminal import CleanConsole

app = typer.Typer(
    name="devzone",
    help="Crawl the listings of Chinese development-zone, government, association and news sites into clean JSONL.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_OUT = CleanConsole()
_ERR = CleanConsole(stderr=True, highlight=False)
_OF_A_RUN = (
    *("articles.jsonl", "views.jsonl", "rejects.jsonl", "manifest.json", "runs.jsonl"),
    *("ledger.sqlite", "ledger.sqlite-wal"),
)

Output = Annotated[Path | None, typer.Option("--output", "-o", help="Directory to write to.", show_default=False)]
Categories = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="A category, as the site's navigation names it (also A/B). Repeatable."),
]
Arguments = Annotated[list[str] | None, typer.Option("-a", metavar="NAME=VALUE", help="An argument of the spider.")]
Settings = Annotated[list[str] | None, typer.Option("-s", metavar="KEY=VALUE", help="A setting, as in Scrapy.")]


@app.command()
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
        _ERR.print(f"A site of {articles} articles is served at {server.url}; crawling it into {output} ...")
        quick = {
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "ALLOW_PRIVATE_ADDRESSES": True,
        }
        outcome = run_crawl("site", {"url": server.url}, quick | _for_people(output) | pairs(settings or [], "-s"))
    show_summary(_OUT, outcome, output)
    show_outcome(_ERR, outcome)
    raise typer.Exit(outcome.exit_code)


@app.command()
def crawl(
    site: Annotated[str, typer.Argument(metavar="SPIDER|URL", help="cadz, or the address of any site's home page.")],
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
) -> None:
    """Crawl a site: a named spider, or any site from its home page, without configuration.

    Records go to articles.jsonl in the output directory (output/NAME unless said otherwise). Run it again to go on or
    to get what is new: what is there is kept and not asked for again, except young articles, which may change.
    Exit codes: 0 complete, 1 unexpected failure, 2 wrong usage, 3 output could not be written, 4 blocked by the site, 5
    incomplete, 6 the site is not what it was (pages that could not be read, findings), 130 interrupted.
    """
    from devzone_crawler.crawl import preview_crawl, run_crawl

    chosen = {"category": category or None, "since": since, "until": until, "max_articles": max_articles}
    given = _once(chosen, pairs(arguments or [], "-a"))
    spider = site
    if "://" in site or "." in site or "/" in site:
        spider, given = "site", {"url": site} | given
    merged = _for_people(output) | log_settings(quiet=quiet, as_json=log_json) | pairs(settings or [], "-s")
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


@app.command()
def newspider(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the spider is called: small letters, digits, _.")],
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's home page.")],
    category: Categories = None,
    settings: Settings = None,
) -> None:
    """Write a spider for a site, save a listing of it, and write down what must be read from that.

    For a checkout: the spider goes to devzone_crawler/spiders, the page to fixtures/listings/NAME, where the tests find
    it. Exit codes are those of crawl.
    """
    from devzone_crawler.crawl import preview_crawl, spider_names
    from devzone_crawler.newspider import Place, listings_to_save, save_listing, write_spider
    from devzone_crawler.spiders.arguments import ArgumentError, check_names, check_url

    try:
        categories = check_names(category or None, "category")
        home = check_url(url)
        place = Place.for_name(name, spider_names())
    except ArgumentError as error:
        _ERR.print(str(error), markup=False)
        raise typer.Exit(2) from None
    chosen = pairs(settings or [], "-s")
    outcome, plan = preview_crawl("site", {"url": home, "category": categories or None}, _for_people(None) | chosen)
    if plan is None or outcome.exit_code:
        show_outcome(_ERR, outcome)
        raise typer.Exit(outcome.exit_code)
    saved = []
    for seen in listings_to_save(plan, categories):
        page = _load(seen.url, "", chosen)
        if page is None:
            raise typer.Exit(5)
        saved.append((page, f"The first page of {'/'.join(seen.path)}."))
    try:
        written = [write_spider(place, name, home, categories)]
        for page, about in saved:
            path, listing = save_listing(place, page, about)
            written += [path, path.with_suffix(".json")]
            following = listing.next_page or "none"
            _OUT.print(f"{about} {len(listing.entries)} entries, next page: {following}", markup=False)
    except OSError as error:
        _ERR.print(f"{error.filename} cannot be written ({error.strerror}).", markup=False)
        raise typer.Exit(3) from None
    for path in written:
        _OUT.print(f"  {path}", markup=False, soft_wrap=True)
    _OUT.print("Compare the .json file with the page in a browser and correct what was read wrong. Then:")
    _OUT.print(f"  python -m pytest tests/listing -k {name}", highlight=False)
    _OUT.print(f"  devzone crawl {name} --max-articles 5", highlight=False)


@app.command()
def extract(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|URL|DIR#ID|-",
            help="Saved pages, folders of them, addresses, records of a crawl, or - for stdin.",
        ),
    ],
    url: Annotated[str, typer.Option(help="Address of a saved page, for its links.")] = "",
    settings: Settings = None,
) -> None:
    """Read pages: one JSON line per page on standard output. Works on saved files without the network."""
    from devzone_crawler.extraction.article import extract_article
    from devzone_crawler.page_source import PageSourceError, pages_in
    from devzone_crawler.storage.jsonl import encode_line

    names: list[str] = []
    failed = False
    for given in pages:
        try:
            names += pages_in(given)
        except PageSourceError as error:
            _ERR.print(str(error), markup=False)
            failed = True
    chosen = pairs(settings or [], "-s")
    for name in names:
        page = _load(name, url, chosen)
        if page is None:
            failed = True
            continue
        record = extract_article(
            page.body,
            page.url,
            content_type=page.content_type,
            fetched_at=page.fetched_at,
            hints=page.hints,
            parts=page.parts,
        )
        record.http_status = page.http_status
        sys.stdout.buffer.write(encode_line(record.to_record()))
        sys.stdout.buffer.flush()
        if record.page_kind != "article":
            _ERR.print(f"{name}: {record.page_kind}: {record.reason}", markup=False)
    raise typer.Exit(1 if failed else 0)


@app.command()
def explain(
    page: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL|DIR#ID|-", help="A saved page, an address, a record of a crawl, or - for stdin."
        ),
    ],
    url: Annotated[str, typer.Option(help="Address of a saved page, for its links.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object on one line.")] = False,
    settings: Settings = None,
) -> None:
    """Say what kind of page it is, and for every field the rule and the text that gave it.

    Below each value stands, dimmed, what the next rules would have said: for a wrong page, the rule to mend.
    """
    from devzone_crawler.extraction.explanation import explain_page
    from devzone_crawler.extraction.urls import host_of
    from devzone_crawler.listing import parse_listing
    from devzone_crawler.listing.extent import parse_extent
    from devzone_crawler.listing.navigation import parse_navigation
    from devzone_crawler.storage.jsonl import encode_line

    loaded = _load(page, url, pairs(settings or [], "-s"))
    if loaded is None:
        raise typer.Exit(1)
    explanation = explain_page(
        loaded.body,
        loaded.url,
        content_type=loaded.content_type,
        fetched_at=loaded.fetched_at,
        hints=loaded.hints,
        parts=loaded.parts,
    )
    listing = parse_listing(loaded.body, loaded.url, content_type=loaded.content_type)
    extent = parse_extent(loaded.body, loaded.url, listing.next_page, content_type=loaded.content_type)
    named = parse_navigation(loaded.body, loaded.url, content_type=loaded.content_type)
    host = host_of(loaded.url)
    categories = [category for category in named if category.is_likely and host_of(category.url) == host]
    if as_json:
        entries = [dataclasses.asdict(entry) for entry in listing.entries]
        found = explanation.to_dict() | {"entries": entries, "next_page": listing.next_page}
        found["navigation"] = [{"path": list(category.path), "url": category.url} for category in categories]
        sys.stdout.buffer.write(encode_line(found))
        return
    show_page(_OUT, explanation, listing, extent, categories)


def _load(name: str, url: str, chosen: dict[str, str]) -> Any:
    from devzone_crawler.page_source import PageSourceError, load_page

    try:
        return load_page(name, url, chosen)
    except PageSourceError as error:
        _ERR.print(str(error), markup=False)
        return None


def _for_people(output: Path | None) -> dict[str, Any]:
    """Settings of a crawl that a person watches: the progress line instead of the log."""
    chosen: dict[str, Any] = {"LOG_LEVEL": "CRITICAL"}
    if output is not None:
        chosen["OUTPUT_DIR"] = str(output)
    return chosen


def _once(chosen: dict[str, Any], arguments: dict[str, str]) -> dict[str, Any]:
    """The spider's arguments from both ways to give them. Ends the program with a sentence when one comes twice."""
    given = {name: value for name, value in chosen.items() if value is not None}
    for name in given.keys() & arguments.keys():
        _ERR.print(f"{name} is given twice: as --{name.replace('_', '-')} and as -a {name}=. Leave one out.")
        raise typer.Exit(2)
    return given | arguments


def _begin_anew(output: Path) -> None:
    """Remove what an earlier demo wrote, and nothing else."""
    written = output / "articles.jsonl"
    if written.exists() and written.stat().st_size and b'"url":"http://127.0.0.1:' not in written.read_bytes()[:300]:
        _ERR.print(f"{written} is not from a demo. Choose another directory with --output.", markup=False)
        raise typer.Exit(3)
    for name in _OF_A_RUN:
        path = output / name
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            _ERR.print(
                f"{path} cannot be removed ({error.strerror}). Choose another directory with --output.", markup=False
            )
            raise typer.Exit(3) from None


app.command()(reextract)
app.command()(check)
app.command()(export)
app.command()(report)
app.command()(skeleton)


def main() -> None:
    """Entry point of the `devzone` command."""
    app()


if __name__ == "__main__":
    main()
