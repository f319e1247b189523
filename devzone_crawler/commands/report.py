"""`devzone report`: what a crawl brought, as one HTML file for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from devzone_crawler.commands.console import end, say

_WITHOUT_EXTRA = "devzone report needs Jinja2 and vl-convert: pip install 'devzone_crawler[report]'"
_OF_EXTRA = ("jinja2", "markupsafe", "vl_convert")
_NAME = "report.html"


def report(
    directories: Annotated[list[Path], typer.Argument(metavar="DIR", help="Output directories; one report over all.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write (DIR/report.html).", show_default=False),
    ] = None,
    lang: Annotated[
        Literal["auto", "en", "zh"],
        typer.Option("--lang", help="Language it opens in: that of the reader's browser, English or Chinese."),
    ] = "auto",
) -> None:
    """Write one HTML file that says how a crawl went and what it brought, in English and Chinese.

    Verdict, articles over time, categories, sources, view counts and their growth, lengths, fields that are lacking and
    why, what was not taken, politeness, the runs before, samples to check, and a paragraph for a methods section. It
    needs no network. Exit codes: 0 done, 1 a file cannot be read, 2 wrong usage, 3 the file could not be written, 6 a
    line does not fit the data format.
    """
    try:
        from devzone_crawler.report import ReportError, UnfitError, read, render
    except ModuleNotFoundError as error:
        if error.name not in _OF_EXTRA:
            raise
        raise end(_WITHOUT_EXTRA, 2) from None
    from devzone_crawler.storage.index import output_directories
    from devzone_crawler.storage.jsonl import OutputError
    from devzone_crawler.storage.whole import replace_file

    if output is None and len(directories) > 1:
        raise end("Say with --output which file to write: there is not one directory to write into.", 2)
    place = output or directories[0] / _NAME
    try:
        every = [below for directory in directories for below in output_directories(directory)]
        if not every:
            raise ReportError(f"{directories[0]} holds no records yet: index.json says what became of its sites.")
        page = render(read(_once(every)), lang, place.parent)
    except UnfitError as error:
        raise end(str(error), 6) from None
    except ReportError as error:
        raise end(str(error), 2) from None
    except OSError as error:
        raise end(f"{error.filename} cannot be read ({error.strerror}).", 1) from None
    try:
        replace_file(place, page.encode("utf-8", "replace"))
    except OutputError as error:
        raise end(str(error), 3) from None
    say(f"{place}: open it in a browser")


def _once(directories: list[Path]) -> list[Path]:
    """Each directory once, however often it is named."""
    return list({directory.resolve(): directory for directory in directories}.values())
