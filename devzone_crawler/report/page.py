"""The page: everything of a report in one HTML file that asks for nothing else, whoever opens it wherever."""

from __future__ import annotations

import base64
import hashlib
import os
import shlex
from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from devzone_crawler.report.bins import Bin, over_time, spread
from devzone_crawler.report.charts import Axis, bars
from devzone_crawler.report.lacking import FIELDS
from devzone_crawler.report.methods import duration, left_out, number, paragraph, part_of, percent
from devzone_crawler.report.shown import link, shown
from devzone_crawler.report.sites import MOST_LISTINGS, MOST_RUNS, Report
from devzone_crawler.report.tally import OTHERS, Group, largest, quartiles
from devzone_crawler.report.texts import LANGUAGES, TAGS, both, texts
from devzone_crawler.version import __version__

Asked = Literal["auto", "en", "zh"]

FIRST_ROWS, MOST_ROWS = 12, 100
"""Rows of a table that are seen at once, and those that are there at all."""
_SHORTEST = 50
"""Characters. What is shorter is one bin."""
MOST_BARS = 60
"""Runs in the chart of them."""


def render(report: Report, language: Asked, folder: Path) -> str:
    """The HTML of a report. `language`: which one it opens in; `auto` is the reader's own, by their browser.

    `folder`: where the file will lie; links to archives start there, so that both may be moved together.
    """
    environment = Environment(loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        t=both,
        texts=texts(),
        languages=LANGUAGES,
        tags=TAGS,
        percent=percent,
        number=number,
        duration=duration,
        between=_between,
        link=link,
        shown=shown,
        part_of=part_of,
        left_out=left_out,
        paragraph=paragraph,
        chart=_chart,
        archive=partial(_archive, folder),
        command=_command,
        typed=shlex.quote,
    )
    environment.filters["n"] = "{:,}".format
    script = _asset("script.js")
    return environment.get_template("report.html").render(
        report=report,
        figures=_figures(report),
        language=language,
        fields=FIELDS,
        first_rows=FIRST_ROWS,
        most_listings=MOST_LISTINGS,
        most_runs=MOST_RUNS,
        version=__version__,
        style=Markup(_asset("style.css")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        moment=_moment,
    )


def _figures(report: Report) -> dict[str, Any]:
    """What is reckoned from the tally once for the whole page."""
    tally = report.all
    over = over_time(tally.days)
    return {
        "over_time": over,
        "peak": max(over, key=lambda one: one.size, default=None),
        "unit": {4: "c_year", 7: "c_month", 10: "c_day"}[len(over[0].name)] if over else "",
        "views": spread(tally.views),
        "views_quartiles": quartiles(tally.views),
        "lengths": spread(tally.lengths, _SHORTEST),
        "lengths_quartiles": quartiles(tally.lengths),
        "gains": over_time(tally.growth.gains),
        "categories": _rows(tally.categories),
        "sources": _rows(tally.sources),
        "rejects": sorted(tally.rejects.items(), key=lambda one: (one[0] == OTHERS, -one[1].count)),
        "rejected": sum(found.count for found in tally.rejects.values()),
        "failed": sum(site.failed for site in report.sites),
        "ended": any(site.has_ended for site in report.sites),
        "new": sum(site.manifest.counts.new for site in report.sites if site.manifest is not None),
        "revised": sum(site.manifest.counts.revised for site in report.sites if site.manifest is not None),
        "runs": [[Bin(str(run.run), run.new) for run in site.runs[-MOST_BARS:]] for site in report.sites],
    }


def _rows(groups: dict[str, Group]) -> dict[str, Any]:
    """The largest groups, how many more there are, and their articles. One group without a name is none."""
    ordered = largest(groups)
    rest = ordered[MOST_ROWS:]
    return {
        "rows": ordered[:MOST_ROWS],
        "most": max((group.articles for _, group in ordered), default=0),
        "others": len(rest),
        "of_others": sum(group.articles for _, group in rest),
        "named": sum(bool(name) for name in groups),
    }


def _chart(bins: Sequence[Bin], axis: Axis) -> Markup:
    """A chart in both sizes, of which the page shows the one that fits."""
    drawn = bars(bins, axis)
    return Markup(f'<div class="chart wide">{drawn.wide}</div><div class="chart narrow">{drawn.narrow}</div>')


def _archive(folder: Path, directory: Path, place: str) -> str | None:
    """The way from the report to the file of a record's archive; None if that is not there, or not of the directory."""
    root = directory.resolve()
    path = (root / place.rpartition(":")[0]).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return None
    return quote(os.path.relpath(path, folder.resolve()))


def _command(*words: str) -> Markup:
    """A command as it is typed."""
    return Markup("<code>{}</code>").format(" ".join(words))


def _moment(text: str | None) -> str:
    """A moment without its seconds and without its offset, which is that of UTC."""
    return (text or "")[:16].replace("T", " ")


def _between(first: str, last: str) -> tuple[str, str]:
    """Two moments, no more exact than they must be to differ."""
    return (first[:10], last[:10]) if first[:10] != last[:10] else (_moment(first), _moment(last)[11:])


def _asset(name: str) -> str:
    return files("devzone_crawler.report").joinpath("template", name).read_text("utf-8")
