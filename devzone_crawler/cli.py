"""The `devzone` command."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from devzone_crawler.commands.check import check
from devzone_crawler.commands.crawl import Categories, Settings, crawl, for_people
from devzone_crawler.commands.export import export
from devzone_crawler.commands.pairs import pairs
from devzone_crawler.commands.reextract import reextract
from devzone_crawler.commands.report import report
from devzone_crawler.commands.skeleton import skeleton
from devzone_crawler.presentation import show_outcome, show_page, show_summary
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
        outcome = run_crawl("site", {"url": server.url}, quick | for_people(output) | pairs(settings or [], "-s"))
    show_summary(_OUT, outcome, output)
    show_outcome(_ERR, outcome)
    raise typer.Exit(outcome.exit_code)


app.command()(crawl)


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
    outcome, plan = preview_crawl("site", {"url": home, "category": categories or None}, for_people(None) | chosen)
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
