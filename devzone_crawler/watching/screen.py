"""A tally as people read it: lines for the foot of a terminal, or one plain line."""

from __future__ import annotations

from rich.text import Text

from devzone_crawler.watching.tally import CategoryTally, Tally

_MOST_CATEGORIES = 12
"""Shown at once: the ones that are being walked are few, and the last of the others are enough to know where it is."""
_LINES_BELOW = 4
"""Of the foot, under the categories: how many more there are, the totals, a pause, the last title."""
_WIDEST_NAME = 60
_NARROWEST_NAME = 12
_GAP = "  "
_COLUMNS = (("pages", 9), ("records", 7), ("rows", 7), ("failed", 6), ("state", 11))
"""Behind the name, with their widths in cells; the last ones are left out first."""


def foot(tally: Tally, seconds: float, width: int, height: int) -> list[Text]:
    """The lines, none wider than `width` cells, no more than `height`."""
    most = max(min(_MOST_CATEGORIES, height - _LINES_BELOW - 1), 0)
    categories = tally.latest()
    shown, left_out = categories[:most], len(categories[most:])
    lines = _table(shown, width) if shown else []
    if left_out and shown:
        walking = sum(1 for category in categories[most:] if category.under_way)
        more = f"and {left_out} more" + (f", {walking} of them walking" if walking else "")
        lines.append(Text(more, style="dim"))
    lines.append(_totals(tally, seconds))
    if tally.pause:
        lines.append(Text(f"the site refuses: {tally.pause:.0f} s of pause", style="bold yellow"))
    if tally.last_title:
        lines.append(Text(tally.last_title, style="dim"))
    lines = lines[-height:] if height > 0 else lines[-1:]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return lines


def plain_line(tally: Tally) -> str:
    """The same in one line without colours, for logs and files."""
    parts = [f"{tally.records:,} records", f"{tally.pages:,} pages", f"{tally.rate:.1f} pages/s"]
    parts += [f"{count:,} {what}" for count, what in ((tally.rejected, "rejected"), (tally.failed, "failed")) if count]
    if tally.pause:
        parts.append(f"the site refuses: {tally.pause:.0f} s of pause")
    elif (left := tally.seconds_left) is not None:
        parts.append(f"about {in_words(left)} left")
    walking = next((category for category in tally.latest() if category.under_way), None)
    where = f"; {walking.name}, page {_pages(walking)}" if walking is not None else ""
    return ", ".join(parts) + where


def in_words(seconds: float) -> str:
    """A stretch of time, as exactly as one wants to know it: `40 s`, `12 min`, `3 h 20 min`, `2 d 4 h`."""
    minutes = round(seconds / 60)
    if seconds < 100:
        return f"{seconds:.0f} s"
    if minutes < 100:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"


def _totals(tally: Tally, seconds: float) -> Text:
    line = Text.assemble((f"{tally.records:,} records", "bold green"), f"{_GAP}{tally.pages:,} pages")
    line.append(f"{_GAP}{tally.rate:.1f} pages/s")
    if tally.rejected:
        line.append(f"{_GAP}{tally.rejected:,} rejected", style="yellow")
    if tally.failed:
        line.append(f"{_GAP}{tally.failed:,} failed", style="red")
    line.append(f"{_GAP}{in_words(seconds)}", style="dim")
    if not tally.pause and (left := tally.seconds_left) is not None:
        line.append(f", about {in_words(left)} left", style="dim")
    return line


def _table(categories: list[CategoryTally], width: int) -> list[Text]:
    columns = [column for column in _COLUMNS if column[0] != "failed" or any(one.failures for one in categories)]
    while columns and width - _taken(columns) < _NARROWEST_NAME:
        columns.pop()
    name_width = max(min(width - _taken(columns), _WIDEST_NAME), 1)
    lines = [_row("category", [name for name, _ in columns], columns, name_width, "dim")]
    for category in categories:
        cells = {
            "pages": _pages(category),
            "records": f"{category.records:,}",
            "rows": f"{category.rows:,}",
            "failed": f"{category.failures:,}" if category.failures else "",
            "state": category.state,
        }
        style = "bold" if category.under_way else ""
        lines.append(_row(category.name, [cells[name] for name, _ in columns], columns, name_width, style))
    return lines


def _taken(columns: list[tuple[str, int]]) -> int:
    return sum(width + len(_GAP) for _, width in columns)


def _row(name: str, cells: list[str], columns: list[tuple[str, int]], name_width: int, style: str) -> Text:
    """A line of the table. Chinese takes two cells a character, which Text knows and len() does not."""
    line = Text(name, style=style)
    line.truncate(name_width, overflow="ellipsis", pad=True)
    for cell, (column, width) in zip(cells, columns, strict=True):
        line.append(_GAP + (cell if column == "state" else cell.rjust(width)))
    return line


def _pages(category: CategoryTally) -> str:
    in_all = category.pages_in_all
    return f"{category.pages}/{in_all}" if category.under_way and in_all else f"{category.pages}"
