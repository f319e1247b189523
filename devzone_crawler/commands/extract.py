"""`devzone extract`: saved pages as records."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from devzone_crawler.commands.console import say
from devzone_crawler.commands.crawl_options import Settings
from devzone_crawler.commands.loading import load_or_say
from devzone_crawler.commands.pairs import pairs


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
    from devzone_crawler.extraction.reading import read_page
    from devzone_crawler.page_source import PageSourceError, pages_in
    from devzone_crawler.storage.jsonl import encode_line

    names: list[str] = []
    failed = False
    for given in pages:
        try:
            names += pages_in(given)
        except PageSourceError as error:
            say(str(error))
            failed = True
    chosen = pairs(settings, "-s")
    for name in names:
        page = load_or_say(name, url, chosen)
        if page is None:
            failed = True
            continue
        record = read_page(page)
        sys.stdout.buffer.write(encode_line(record.to_record()))
        sys.stdout.buffer.flush()
        if record.page_kind != "article":
            say(f"{name}: {record.page_kind}: {record.reason}")
    raise typer.Exit(1 if failed else 0)
