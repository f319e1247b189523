"""`devzone newspider`: a spider of one's own for a site, with its test."""

from __future__ import annotations

from typing import Annotated

import typer

from devzone_crawler.commands.console import ERR, end, show
from devzone_crawler.commands.crawl_options import FOR_PEOPLE, Categories, Settings
from devzone_crawler.commands.loading import load_or_say
from devzone_crawler.commands.pairs import pairs
from devzone_crawler.presentation import show_outcome


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
        raise end(str(error), 2) from None
    chosen = pairs(settings, "-s")
    outcome, plan = preview_crawl("site", {"url": home, "category": categories or None}, {**FOR_PEOPLE, **chosen})
    if plan is None or outcome.exit_code:
        show_outcome(ERR, outcome)
        raise typer.Exit(outcome.exit_code)
    saved = []
    for seen in listings_to_save(plan, categories):
        page = load_or_say(seen.url, "", chosen)
        if page is None:
            raise typer.Exit(5)
        saved.append((page, f"The first page of {'/'.join(seen.path)}."))
    try:
        written = [write_spider(place, name, home, categories)]
        for page, about in saved:
            path, listing = save_listing(place, page, about)
            written += [path, path.with_suffix(".json")]
            following = listing.next_page or "none"
            show(f"{about} {len(listing.entries)} entries, next page: {following}")
    except OSError as error:
        raise end(f"{error.filename} cannot be written ({error.strerror}).", 3) from None
    for path in written:
        show(f"  {path}")
    show("Compare the .json file with the page in a browser and correct what was read wrong. Then:")
    show(f"  python -m pytest tests/listing/test_golden.py -k {name}")
    show(f"  devzone crawl {name} --max-articles 5")
