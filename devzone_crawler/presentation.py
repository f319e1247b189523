"""What people see of a crawl: its plan, how it ended, what it wrote."""

from __future__ import annotations

import json
import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from devzone_crawler.extraction.text import one_line
from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.manifest import MANIFEST_FILE
from devzone_crawler.storage.names import ARTICLES

if TYPE_CHECKING:
    from devzone_crawler.crawl import Outcome
    from devzone_crawler.plan import Plan

_COUNTED = (
    "title", "source", "publish_date", "published_at", "view_count", "body_text", "categories", "author", "editor",
    "images", "attachments",
)  # fmt: skip


def show_outcome(console: Console, outcome: Outcome) -> None:
    """The verdict, in a line or two."""
    records = outcome.stats.get("records", 0)
    pages = outcome.stats.get("response_received_count", 0) - outcome.stats.get("counters/responses", 0)
    line = Text(outcome.verdict, style=f"bold {outcome.verdict.style}")
    if outcome.is_preview:
        line.append(f": dry run, {pages} pages looked at, nothing written", style="default")
    elif outcome.output is not None:
        line.append(f": {records} new records from {pages} pages in {outcome.output / ARTICLES}", style="default")
    beside = Text(one_line(outcome.why)) if outcome.why else None
    if beside is not None and outcome.output is None and not outcome.is_preview:  # nothing was begun
        line, beside = line.append(": ", style="default").append_text(beside), None
    console.print(line, soft_wrap=True)
    if beside is not None:
        console.print(beside, soft_wrap=True)
    if outcome.stats and outcome.output is not None:
        console.print(
            Text(f"what was walked, left out and failed: {outcome.output / MANIFEST_FILE}", style="dim"), soft_wrap=True
        )


def tell_outcome(console: Console, outcome: Outcome, *, quiet: bool, as_json: bool) -> None:
    """The verdict: as the last record of a log that programs read, or in words unless nobody wants to hear that all is
    well.
    """
    if not as_json:
        if outcome.exit_code or not quiet:
            show_outcome(console, outcome)
        return
    told = {
        "event": "ended",
        "verdict": outcome.verdict,
        "exit_code": outcome.exit_code,
        "why": outcome.why,
        "records": outcome.stats.get("records", 0),
        "output": str(outcome.output) if outcome.output is not None else None,
    }
    level = logging.ERROR if outcome.exit_code else logging.INFO
    logging.getLogger("devzone_crawler").log(level, outcome.verdict, extra=told)


def show_summary(console: Console, outcome: Outcome, output: Path) -> None:
    """Records, fields filled, and one record in full."""
    path = output / ARTICLES
    filled: Counter[str] = Counter()
    count, sample = 0, None
    if path.exists():
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                count += 1
                sample = sample if sample is not None and sample["view_count"] is not None else record
                filled.update(key for key in _COUNTED if record[key] not in (None, "", []))
    if count == 0 or sample is None:
        return
    table = Table(title=f"{count} records", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("field")
    table.add_column("filled", justify="right")
    table.add_column("of all", justify="right")
    for key in _COUNTED:
        table.add_row(key, str(filled[key]), f"{filled[key] / count:.0%}")
    console.print(table)
    console.print()
    console.print(Text("one record", style="bold"))
    console.print(_record_table(sample))
    console.print()


def show_plan(console: Console, plan: Plan) -> None:
    """The tree of categories with the number of articles in each, and what a crawl of them would cost."""
    by_day = plan.choice.by_day
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("category", overflow="fold")
    table.add_column("articles", justify="right")
    if by_day:
        table.add_column(plan.choice.days, justify="right")
    table.add_column("first page", overflow="fold")
    for depth, branch in plan.tree.walk():
        row = ["  " * depth + one_line(branch.name), str(branch.size())]
        if by_day:
            row.append(str(branch.wanted(plan.choice)))
        table.add_row(*map(Text, row), Text(branch.seen.url if branch.seen else "", style="dim"))
    console.print(table)
    console.print()
    console.print(Text("a crawl into an empty directory", style="bold"))
    limited = f", limited to {plan.choice.most:,}" if plan.choice.most is not None else ""
    costs = Table(box=None, show_header=False, pad_edge=False)
    costs.add_row("articles", f"{plan.articles}{limited}")
    costs.add_row("requests", f"{plan.requests}, of these {plan.listing_pages} for pages of listings")
    costs.add_row("", Text("and what else the site links to, and counters of views", style="dim"))
    costs.add_row("time", _time(plan))
    console.print(costs, soft_wrap=True)


def _time(plan: Plan) -> str:
    if not plan.delay:
        return "as fast as the site answers (DOWNLOAD_DELAY=0)"
    least, most = plan.requests.least * plan.delay, plan.requests.most
    span = (
        _duration(least)
        if most is None or most == plan.requests.least
        else (f"{_duration(least)} to {_duration(most * plan.delay)}")
    )
    return f"{span} or more, at one request in {plan.delay:g} seconds"


def _duration(seconds: float) -> str:
    """In the two largest units: `2 h 5 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    named = [(days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")]
    first = next((index for index, (count, _) in enumerate(named) if count), len(named) - 1)
    return " ".join(f"{count} {unit}" for count, unit in named[first : first + 2] if count) or "0 s"


def _record_table(record: dict[str, Any]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for key in RECORD_KEYS:
        table.add_row(key, value_cell(record[key]))
    return table


def value_cell(value: Any, most: int = 120) -> Text:
    """A value of a record, of not more than so many characters."""
    if value is None:
        return Text("null", style="dim")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = one_line(text.replace("\n", " ⏎ "))
    return Text(text if len(text) <= most else text[:most] + f" … ({len(text)} characters)")
