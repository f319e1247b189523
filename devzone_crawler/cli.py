"""The `devzone` command: its commands, in the order in which `--help` names them."""

from __future__ import annotations

from typing import Annotated

import typer

from devzone_crawler.commands.check import check
from devzone_crawler.commands.console import show
from devzone_crawler.commands.crawl import crawl
from devzone_crawler.commands.demo import demo
from devzone_crawler.commands.explain import explain
from devzone_crawler.commands.export import export
from devzone_crawler.commands.extract import extract
from devzone_crawler.commands.newspider import newspider
from devzone_crawler.commands.reextract import reextract
from devzone_crawler.commands.report import report
from devzone_crawler.commands.skeleton import skeleton
from devzone_crawler.version import __version__

app = typer.Typer(
    name="devzone",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        show(f"devzone_crawler {__version__}")
        raise typer.Exit


@app.callback()
def devzone(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Crawl the listings of Chinese development-zone, government, association and news sites into clean JSONL."""


for command in (demo, crawl, newspider, extract, explain, reextract, check, export, report, skeleton):
    app.command()(command)
