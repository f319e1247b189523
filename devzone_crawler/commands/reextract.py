"""`devzone reextract`: archived pages read again, and what another extractor makes of them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from devzone_crawler.commands.console import end, say, show
from devzone_crawler.commands.crawl_sites import WITHOUT_DASK
from devzone_crawler.commands.pairs import pairs

if TYPE_CHECKING:
    from devzone_crawler.reextraction.changes import Changes
    from devzone_crawler.reextraction.run import Elsewhere, Pace, Reextraction

_LONGEST = 80
"""Characters of a value that is shown."""


def reextract(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="DIR|WARC|s3://... ...", help="What a crawl with --archive wrote, or WARC files of any origin."
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR|s3://...", help="Where to write to, without records yet.")
    ],
    settings: Annotated[
        list[str] | None,
        typer.Option("-s", metavar="KEY=VALUE", help="EXTRACTION_PROCESSES, EXTRACTION_SECONDS or _MEGABYTES."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read on the workers of this dask scheduler, a file a task.")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Of an output at s3://: where its unfinished parts are kept (~/.cache/devzone_crawler).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read archived pages again, without the network, and say what is read otherwise than before.

    Writes articles.jsonl and rejects.jsonl as a crawl does, and reextraction.json. Interrupted, it goes on where it
    was when it is run again. What lies at s3:// is fetched file by file; keys come from the environment or ~/.aws,
    another server from AWS_ENDPOINT_URL. Exit codes: 0 done, 1 scheduler, workers or store lost, 2 nothing to read,
    3 output could not be written, 5 something could not be read, 130 interrupted.
    """
    from devzone_crawler.cluster.pool import PoolError
    from devzone_crawler.objects.address import AddressError, place_of
    from devzone_crawler.objects.failure import BucketError, MissingLibraryError
    from devzone_crawler.reextraction.destination import Directory, Prefix
    from devzone_crawler.reextraction.run import reextract as run
    from devzone_crawler.reextraction.sources import SourceError
    from devzone_crawler.storage.jsonl import OutputError
    from devzone_crawler.storage.names import REEXTRACTION

    pace = _pace(pairs(settings, "-s"))
    elsewhere = _elsewhere(scheduler, pace) if scheduler is not None else None
    try:
        places = [place_of(source) for source in sources]
        goal = place_of(output)
        _check_together(places, goal, scheduler, work)
        destination = Directory(goal) if isinstance(goal, Path) else Prefix(goal, work)
        found = run(places, destination, pace, say, elsewhere)
    except BucketError as error:
        again = "" if isinstance(error, MissingLibraryError) else " Run it again to go on."
        raise end(f"{error}{again}", 2 if isinstance(error, MissingLibraryError) else 1) from None
    except PoolError as error:
        raise end(str(error), 1) from None
    except (SourceError, AddressError) as error:
        raise end(str(error), 2) from None
    except OutputError as error:
        raise end(str(error), 3) from None
    except KeyboardInterrupt:
        raise end("interrupted: run it again to go on.", 130) from None
    _show_all(found, str(goal), f"{goal}/{REEXTRACTION}")
    raise typer.Exit(5 if found.unread else 0)


def _pace(chosen: dict[str, str]) -> Pace:
    """The settings of the project, and what was chosen instead. Ends the program with a sentence for what is none."""
    from devzone_crawler import settings as ours
    from devzone_crawler.checked_settings import SettingError, number, whole_number
    from devzone_crawler.reextraction.run import Pace

    wanted = ("EXTRACTION_PROCESSES", "EXTRACTION_SECONDS", "EXTRACTION_MEGABYTES")
    if unused := sorted(chosen.keys() - set(wanted)):
        raise end(f"{unused[0]} changes nothing here: nothing is fetched.", 2)
    settings = vars(ours) | chosen
    try:
        return Pace(
            whole_number(settings, wanted[0], "a number of processes, 0 for one a core", least=0),
            number(settings, wanted[1], "a number of seconds above 0", lambda found: 0 < found < math.inf),
            whole_number(settings, wanted[2], "a number of megabytes, 0 for no bound", least=0),
        )
    except SettingError as error:
        raise end(str(error), 2) from None


def _elsewhere(scheduler: str, pace: Pace) -> Elsewhere:
    try:
        from devzone_crawler.cluster.dask_parts import DaskParts
    except ModuleNotFoundError as error:
        if error.name not in ("distributed", "dask"):
            raise
        raise end(WITHOUT_DASK, 2) from None
    return DaskParts(scheduler, pace)


def _check_together(places: list[Path | str], goal: Path | str, scheduler: str | None, work: Path | None) -> None:
    """End the program with a sentence unless these make sense together."""
    if scheduler is not None and any(isinstance(place, str) for place in (*places, goal)):
        raise end("--scheduler is for archives and an output in a directory that all machines share, not for s3://.", 2)
    if work is not None and isinstance(goal, Path):
        raise end("--work is for an output at s3://: a directory keeps its unfinished parts itself.", 2)


def _show_all(found: Reextraction, output: str, report: str) -> None:
    pages = sum(found.pages.values())
    show(
        f"{found.new + found.revised:,} records from {pages:,} pages in {output}/articles.jsonl, "
        f"{found.rejected:,} rejected, {found.unread:,} not read"
    )
    if found.changes is not None:
        _show_changes(found.changes)
    show(f"all of it: {report}")


def _show_changes(changes: Changes) -> None:
    show(f"{changes.same:,} of {changes.compared:,} records are what they were")
    for name, count, examples in (
        ("only the crawl had", changes.only_before, changes.only_before_examples),
        ("only now", changes.only_now, changes.only_now_examples),
    ):
        if count:
            show(f"{name}: {count:,}, as {examples[0]}")
    for key, field in changes.fields.items():
        show(f"{key}: {field.gained:,} gained, {field.lost:,} lost, {field.changed:,} changed")
        for kind, found in field.examples.items():
            show(f"  {kind}: {_shown(found[0].before)} -> {_shown(found[0].now)}  ({found[0].url})")


def _shown(value: object) -> str:
    text = "null" if value is None else str(value).replace("\n", " ⏎ ")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
