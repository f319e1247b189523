"""A run held against its past: what is to be told, each with its name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from devzone_crawler.alarms.chance import of_silence, pauses
from devzone_crawler.alarms.fields import Fallen, fallen_fields
from devzone_crawler.alarms.past import FIELDS, Past
from devzone_crawler.alarms.runs_before import (
    articles_of,
    comparable,
    counters_of,
    dropped,
    is_whole,
    lost_listings,
    steady_listings,
)
from devzone_crawler.manifest import Finding
from devzone_crawler.runs import Run

_KINDS = 4
"""Of tests, which share the rate of false alarms: fields, silence, counters, pages that are articles."""
_MOST_OF_A_KIND = 10
"""Findings of one kind that are told one by one."""
_FEWEST_FOR_REDESIGN = 2
"""Fields that fall together: one may be the site's new habit, two are another page."""


def findings_of(
    past: Past, before: Sequence[Run], this: Run, today: date | None, rate: float, skipped: Collection[str] = ()
) -> list[Finding]:
    """What is wrong with a run by all that is known of those before it.

    `before`: in their order; `today`: None for a run that did not see all that there is, so that what it lacks says
    nothing; `rate`: how many of the runs of a site that is well may be suspected; `skipped`: fields
    that this run was not to fill.
    """
    rate /= _KINDS
    counters = list(_counters(before, this, rate))
    if counters:
        skipped = {*skipped, "view_count"}  # said once
    fallen = fallen_fields(past, rate, [name for name in FIELDS if name not in skipped])
    before_it = comparable(before, this)
    lost = lost_listings(before_it, this) if today is not None else {}
    redesign = list(_redesign(fallen, lost, before_it, this, rate))
    found = [*redesign, *counters]
    if not redesign:
        found += map(_fell, fallen[:_MOST_OF_A_KIND])
        found += [_lost(name, url) for name, url in list(lost.items())[:_MOST_OF_A_KIND]]
    if before_it and is_whole(this) and today is not None:
        watched_since = date.fromisoformat(before_it[0].started_at[:10])
        found += list(_silence(past, watched_since, today, rate))[:_MOST_OF_A_KIND]
    return found


def _redesign(
    fallen: Sequence[Fallen], lost: dict[str, str], before: Sequence[Run], this: Run, rate: float
) -> Iterator[Finding]:
    """Several things at once, or pages that are no articles any more: one finding for all of it."""
    names = list(dict.fromkeys(one.name for one in fallen))
    signs, examples = [], [url for one in fallen for url in one.examples]
    chances = [one.chance for one in fallen]
    if (drop := dropped(before, this, articles_of, rate)) is not None:
        signs.append(
            f"{drop.now.well} of {drop.now.all} pages that listings promise are articles, where {drop.expected:.0f} "
            "were to be expected"
        )
        chances.append(drop.chance)
    if len(names) >= _FEWEST_FOR_REDESIGN or (names and signs):
        signs.append(f"{', '.join(names)} are no longer filled as they were")
    if lost and 2 * len(lost) >= steady_listings(before):
        signs.append(f"{len(lost)} of its listings are gone, among them {', '.join(list(lost)[:3])}")
        examples += list(lost.values())
    if signs:
        look = "See rejects.jsonl" if not examples else f"See {' '.join(examples[:3])}"
        yield Finding(
            code="redesign",
            why=f"The site seems to have been rebuilt: {'; '.join(signs)}. {look} with devzone explain.",
            chance=min(chances, default=0.0),
            examples=examples[:5],
        )


def _fell(fallen: Fallen) -> Finding:
    where = f" in {fallen.column}" if fallen.column is not None else ""
    return Finding(
        code="field_fell",
        why=(
            f"{fallen.name} is known of {fallen.found} of this run's {fallen.records} articles{where}; "
            f"{fallen.expected:.0f} were to be expected from those before. Has the site changed? "
            f"See {' '.join(fallen.examples)} with devzone explain."
        ),
        field=fallen.name,
        where=fallen.column,
        found=fallen.found,
        expected=round(fallen.expected, 1),
        chance=fallen.chance,
        examples=list(fallen.examples),
    )


def _lost(name: str, url: str) -> Finding:
    return Finding(
        code="lost_listing",
        why=f"The listing {name} was walked run by run and is gone, or has no rows any more. See {url} in a browser.",
        where=name,
        found=0,
        chance=0.0,
        examples=[url],
    )


def _counters(before: Sequence[Run], this: Run, rate: float) -> Iterator[Finding]:
    drop = dropped(before, this, counters_of, rate)
    if drop is not None:
        yield Finding(
            code="counter_stopped",
            why=(
                f"The site's counter of views answered {drop.now.well} of {drop.now.all} questions, where "
                f"{drop.expected:.0f} answers were to be expected. devzone explain of an article names the counter."
            ),
            field="view_count",
            found=drop.now.well,
            expected=round(drop.expected, 1),
            chance=drop.chance,
        )


def _silence(past: Past, watched_since: date, today: date, rate: float) -> Iterator[Finding]:
    """The site, or else its columns, of which nothing has come for improbably long."""
    ordinal = today.toordinal()
    everything = sorted(day for day in set().union(*past.days.values()) if day <= ordinal)
    columns = {name: sorted(day for day in days if day <= ordinal) for name, days in past.days.items()}
    rate /= 1 + sum(len(days) > 1 for days in columns.values())
    for name, days in ((None, everything), *columns.items()):
        chance = of_silence(days, ordinal, watched_since.toordinal())
        if chance is not None and chance < rate:
            last, silence = date.fromordinal(days[-1]), ordinal - days[-1]
            longest = pauses(days)[0]
            yield Finding(
                code="silent_site" if name is None else "silent_category",
                why=(
                    f"{'The site' if name is None else name} has published nothing for {silence} days, since {last}; "
                    f"its longest pause before was {longest}. Has it moved, or are new articles not found?"
                ),
                where=name,
                found=silence,
                expected=float(longest),
                chance=chance,
            )
            if name is None:
                return
