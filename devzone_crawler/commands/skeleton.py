"""`devzone skeleton`: a page that may be shown to others, since its text is gone."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from devzone_crawler.commands.console import end, say
from devzone_crawler.commands.pairs import pairs

if TYPE_CHECKING:
    from devzone_crawler.extraction.explanation import Explanation
    from devzone_crawler.items import ArticlePage


def skeleton(
    page: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL|DIR#ID|-", help="A saved page, an address, a record of a crawl, or - for stdin."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="File to write. Standard output unless said otherwise.", show_default=False
        ),
    ] = None,
    url: Annotated[str, typer.Option(help="Address of a saved page: its host is renamed wherever it stands.")] = "",
    settings: Annotated[
        list[str] | None, typer.Option("-s", metavar="KEY=VALUE", help="A setting, as in Scrapy.")
    ] = None,
) -> None:
    """Write a page without its text, to report it: the markup byte for byte, the words made up.

    Words that rules look for (来源, 上一篇), dates and punctuation stay; all other words, numbers of four digits and
    more, hosts and mailboxes become others, the same ones wherever they stand. Then the skeleton is read like the page,
    and what is read otherwise is said. Look at it before you show it. Exit codes: 0 done, 1 the page cannot be read, 2
    wrong usage, 3 the file could not be written.
    """
    from devzone_crawler.page_source import PageSourceError, load_page
    from devzone_crawler.skeleton import skeleton_of
    from devzone_crawler.skeleton.comparison import differences, rungs

    if output is not None and output.exists():
        raise end(f"{output} is there already. Choose another file with --output.", 2)
    try:
        loaded = load_page(page, url, pairs(settings, "-s"))
    except PageSourceError as error:
        raise end(str(error), 1) from None
    made = skeleton_of(loaded.body, loaded.url, loaded.content_type)
    try:
        _write(made.body, output)
    except OSError as error:
        raise end(f"{output} cannot be written ({error.strerror}).", 3) from None
    before, after = _explained(loaded, loaded.body, loaded.url), _explained(loaded, made.body, made.url)
    otherwise = list(differences(before, after))
    count = len(rungs(before))
    say(f"{count - len(otherwise)} of {count} things are read as in the page" + (":" if otherwise else "."))
    for difference in otherwise:
        say(f"  {difference}")
    if made.url:
        say(f"Its address has become {made.url}")


def _explained(loaded: ArticlePage, body: bytes, url: str) -> Explanation:
    from devzone_crawler.extraction.explanation import explain_page

    about: dict[str, Any] = {"content_type": loaded.content_type, "fetched_at": loaded.fetched_at}
    return explain_page(body, url, **about)


def _write(body: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    with open(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
        file.write(body)
