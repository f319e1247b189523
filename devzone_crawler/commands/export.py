"""`devzone export`: records as Parquet, CSV or a DuckDB database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from devzone_crawler.commands.console import end, say

_NEEDS = {"duckdb": "export needs DuckDB"} | {
    package: f"export --reprints needs {package}" for package in ("numpy", "rapidfuzz", "opencc")
}
"""What is missing, by the package that cannot be imported."""


def export(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="DIR|FILE", help="Output directories, or files of articles; one after another."),
    ],
    to: Annotated[Literal["parquet", "csv", "duckdb"], typer.Option("--to", help="What the tables are written as.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Directory to write to (DIR/parquet, DIR/csv, DIR/duckdb).", show_default=False
        ),
    ] = None,
    all_revisions: Annotated[
        bool, typer.Option("--all/--latest", help="Every line, or the latest revision of each article.")
    ] = False,
    by_year: Annotated[
        bool, typer.Option("--partition-by-year", help="Parquet: a file for each year of publication.")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV: begin with a BOM, for Excel.")] = False,
    zones: Annotated[
        bool, typer.Option("--zones", help="A column more: the development zones each article is about.")
    ] = False,
    reprints: Annotated[
        bool,
        typer.Option("--reprints", help="Add reprint_cluster: the id of the earliest article with the same text."),
    ] = False,
    earliest: Annotated[
        bool, typer.Option("--earliest", help="With --reprints: leave the reprints out, keep the earliest of each.")
    ] = False,
) -> None:
    """Write the records as typed tables, described by a datapackage.json beside them.

    Dates are dates, moments are moments with time zone, lists are lists. In CSV, lists are JSON, and a cell that a
    spreadsheet would run as a formula has an apostrophe in front. An earlier export is replaced when the new one is
    whole. Exit codes: 0 done, 2 wrong usage, 3 output could not be written, 6 the records do not fit the data format.
    """
    try:
        from devzone_crawler.exporting import Choices, ExportError, UnfitError
        from devzone_crawler.exporting import export as export_tables

        if reprints:
            import devzone_crawler.reprints  # noqa: F401 -- what it needs is there, or that is said before any work
    except ModuleNotFoundError as error:
        if error.name not in _NEEDS:
            raise
        raise end(f"devzone {_NEEDS[error.name]}: pip install 'devzone_crawler[export]'", 2) from None
    from devzone_crawler.storage.index import output_directories
    from devzone_crawler.storage.jsonl import OutputError

    if by_year and to != "parquet":
        raise end("--partition-by-year is for --to parquet.", 2)
    if bom and to != "csv":
        raise end("--bom is for --to csv.", 2)
    if earliest and not reprints:
        raise end("--earliest is for --reprints.", 2)
    if output is None and (len(sources) > 1 or not sources[0].is_dir()):
        raise end("Say with --output where to write: there is not one directory to write below.", 2)
    choices = Choices(
        to=to,
        all_revisions=all_revisions,
        by_year=by_year,
        bom=bom,
        zones=zones,
        reprints=reprints,
        earliest=earliest,
    )
    place = output or sources[0] / to
    try:
        every = [below for source in sources for below in output_directories(source)]
        if not every:
            raise ExportError(f"{sources[0]} holds no records yet: index.json says what became of its sites.")
        written = export_tables(every, place, choices)
    except UnfitError as error:
        raise end(str(error), 6) from None
    except ExportError as error:
        raise end(str(error), 2) from None
    except OutputError as error:
        raise end(str(error), 3) from None
    for table, path, rows, marked in written:
        which = " (the latest revision of each)" if table == "articles" and not all_revisions else ""
        if table == "articles" and reprints:
            which += ", no reprints" if earliest else f", {marked:,} of them reprints"
        say(f"{path}: {rows:,} {table}{which}")
