"""The `devzone` command: its commands, in the order in which `--help` names them."""

from __future__ import annotations

import typer

from devzone_crawler.commands.check import check
from devzone_crawler.commands.crawl import crawl
from devzone_crawler.commands.demo import demo
from devzone_crawler.commands.explain import explain
from devzone_crawler.commands.export import export
from devzone_crawler.commands.extract import extract
from devzone_crawler.commands.newspider import newspider
from devzone_crawler.commands.reextract import reextract
from devzone_crawler.commands.report import report
from devzone_crawler.commands.skeleton import skeleton

app = typer.Typer(
    name="devzone",
    help="Crawl the listings of Chinese development-zone, government, association and news sites into clean JSONL.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

for command in (demo, crawl, newspider, extract, explain, reextract, check, export, report, skeleton):
    app.command()(command)
