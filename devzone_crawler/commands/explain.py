"""`devzone explain`: what is read from a page, and by which rules."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from devzone_crawler.commands.console import OUT, show
from devzone_crawler.commands.crawl_options import Settings
from devzone_crawler.commands.loading import load_or_say
from devzone_crawler.commands.pairs import pairs
from devzone_crawler.extraction.text import one_line
from devzone_crawler.presentation import value_cell

if TYPE_CHECKING:
    from devzone_crawler.extraction.explanation import Explanation
    from devzone_crawler.listing import Listing
    from devzone_crawler.listing.extent import Extent
    from devzone_crawler.listing.navigation import Category

_EXPLAINED = (
    "title", "source", "author", "editor", "publish_date", "published_at", "view_count", "categories", "images",
    "attachments", "encoding",
)  # fmt: skip
_LINES_SHOWN = 8
_LONGEST_PART = 80
"""Characters."""


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
    from devzone_crawler.extraction.dates import as_utc
    from devzone_crawler.extraction.explanation import explain_page
    from devzone_crawler.extraction.urls import site_of
    from devzone_crawler.listing import ListingPage
    from devzone_crawler.storage.jsonl import encode_line

    loaded = load_or_say(page, url, pairs(settings, "-s"))
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
    opened = ListingPage(explanation.document, as_utc(loaded.fetched_at))
    listing, extent, host = opened.listing, opened.extent, site_of(loaded.url)
    categories = [category for category in opened.navigation if category.is_likely and site_of(category.url) == host]
    if as_json:
        entries = [dataclasses.asdict(entry) for entry in listing.entries]
        found = explanation.to_dict() | {"entries": entries, "next_page": listing.next_page}
        found["navigation"] = [{"path": list(category.path), "url": category.url} for category in categories]
        sys.stdout.buffer.write(encode_line(found))
        return
    _show_page(explanation, listing, extent, categories)


def _show_page(explanation: Explanation, listing: Listing, extent: Extent, categories: list[Category]) -> None:
    """What kind of page it is; of an article its parts and each field with its rungs; of a listing its entries.

    Of every page but an article, which categories it names.
    """
    record = explanation.record
    kind = Text(record.page_kind, style="bold green" if record.page_kind == "article" else "bold yellow")
    if record.reason:
        kind.append(f": {record.reason}", style="default")
    show(kind)
    if explanation.families:
        show(Text(f"made by: {', '.join(explanation.families)}", style="dim"))
    OUT.print()
    if record.page_kind == "listing" and listing.entries:
        _show_entries(listing, extent)
        _show_categories(categories)
        return
    if record.page_kind == "other":
        _show_categories(categories)
    _show_parts(explanation)
    _show_fields(explanation)
    _show_text(record.body_text)


def _show_parts(explanation: Explanation) -> None:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("part", "blocks", "text"):
        table.add_column(name, overflow="fold")
    for part in explanation.parts:
        table.add_row(part.name, Text(part.where, style="dim"), value_cell(part.text, _LONGEST_PART))
    OUT.print(table)
    OUT.print()


def _show_fields(explanation: Explanation) -> None:
    """Each field with its value; below it, dimmed, what the next rungs of its ladder would have said."""
    record = explanation.record
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("field", "value", "rule", "read from"):
        table.add_column(name, overflow="fold")
    values = record.to_record()
    for key in _EXPLAINED:
        evidence = record.evidence.get("publish_date" if key == "published_at" else key)
        known = evidence if values[key] is not None else None
        source = value_cell(known.raw) if known else Text()
        if key == "view_count" and record.counter is not None:
            source = Text(f"left to a counter, which explain does not ask: {record.counter.url}", style="dim")
        table.add_row(key, value_cell(values[key]), known.rung if known else "", source)
        for other in explanation.answers.get(key, ())[1 if known else 0 :]:
            raw = Text(one_line(other.raw)[:_LONGEST_PART], style="dim")
            table.add_row(
                "", Text(f"else {one_line(str(other.value))}", style="dim"), Text(other.rung, style="dim"), raw
            )
    OUT.print(table)
    OUT.print()


def _show_text(body_text: str) -> None:
    OUT.print(Text(f"body_text, {len(body_text)} characters", style="bold"))
    lines = body_text.split("\n")
    shown = lines if len(lines) <= _LINES_SHOWN else [*lines[: _LINES_SHOWN - 1], "...", lines[-1]]
    for line in shown:
        OUT.print(Text("  " + one_line(line)), soft_wrap=True, no_wrap=True, overflow="ellipsis", crop=True)


def _show_entries(listing: Listing, extent: Extent) -> None:
    from devzone_crawler.listing.extent import pages_of, size_of

    if listing.breadcrumb:
        show(Text(f"stands at: {one_line(' / '.join(listing.breadcrumb))}"))
    show(Text(f"{len(listing.entries)} entries, next page: {listing.next_page or 'none'}"))
    size = size_of(extent, len(listing.entries), listing.next_page)
    pages = pages_of(extent, len(listing.entries), listing.next_page)
    show(Text(f"in the whole listing: entries {size}, pages {pages}"))
    for entry in listing.entries:
        mark = " (pinned)" if entry.pinned else ""
        show(Text(f"  {entry.date or '----------'}  {one_line(entry.title)}{mark}"))
        show(Text(f"              {entry.url}", style="dim"))


def _show_categories(categories: list[Category]) -> None:
    """The names that `--category` takes, with their addresses."""
    if not categories:
        return
    OUT.print()
    OUT.print(Text("categories that the page names, for --category", style="bold"))
    for category in categories:
        show(Text(f"  {one_line('/'.join(category.path))}"))
        show(Text(f"    {category.url}", style="dim"))
    OUT.print()
