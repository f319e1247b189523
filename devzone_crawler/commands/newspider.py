"""`devzone newspider`: a spider of one's own for a site, with its test."""

from __future__ import annotations

from typing import Annotated

import typer

from devzone_crawler.commands.crawl import Categories, Settings, for_people
from devzone_crawler.commands.loading import load_or_tell
from devzone_crawler.commands.pairs import pairs
from devzone_crawler.presentation import show_outcome
from devzone_crawler.terminal import CleanConsole

_OUT = CleanConsole()
_ERR = CleanConsole(stderr=True, highlight=False)


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
        page = load_or_tell(seen.url, "", chosen)
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
