"""Fields that are no longer filled as they were, over all records and column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from devzone_crawler.alarms.chance import at_most
from devzone_crawler.alarms.past import FIELDS, Filled, Past, Seen

_FALLEN = 0.5
"""A field has fallen when it is filled in less than half of the records that one would expect."""
_FEWEST_OF_A_COLUMN = 5
"""Earlier records of a column, with fewer of which a record is held against those of the whole site."""
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Fallen:
    """A field that has fallen."""

    name: str
    column: str | None
    """None: over all columns of the run."""
    found: int
    records: int
    expected: float
    """In so many of the records."""
    chance: float
    examples: tuple[str, ...]
    """Addresses of records without it."""


def fallen_fields(past: Past, rate: float, names: Collection[str] = FIELDS) -> list[Fallen]:
    """The fields that a run lacks against all chance; `rate` is how often a run may be suspected wrongly.

    Columns differ: notices name no source, and a run may take one column alone. So each record is held against those
    of its own column, where there are any; the columns of a redesigned site may be new, and then all count alike.
    """
    now = list(past.now)
    if not now:
        return []
    everywhere = past.everywhere.filled()
    by_column: defaultdict[str, list[Seen]] = defaultdict(list)
    for record in now:
        by_column[record.column].append(record)
    window = past.everywhere.with_recent(now)
    met = {record.column for record in window} & past.columns.keys()
    columns = {name: filled for name in met if _says(filled := past.columns[name].filled())}
    judged = {name: records for name, records in by_column.items() if name in columns}
    rate /= len(names) * (1 + len(judged))
    only = now[0].column if len(by_column) == 1 else None
    found = []
    for name in names:
        shares = {column: filled.share(name) for column, filled in columns.items()}
        fallen = _fallen(name, only, now, window, shares, everywhere, rate)
        if fallen is not None:
            found.append(fallen)
            continue
        for column, records in judged.items():
            of_column = past.columns[column].with_recent(records)
            fallen = _fallen(name, column, records, of_column, shares, columns[column], rate)
            if fallen is not None:
                found.append(fallen)
    return found


def _fallen(
    name: str,
    column: str | None,
    now: Sequence[Seen],
    window: Sequence[Seen],
    shares: dict[str, float],
    reference: Filled,
    rate: float,
) -> Fallen | None:
    """The field, if this run's records have too little of it, by themselves or with those that they are judged with."""
    share = reference.share(name)
    (expected, found), of_window = (
        (sum(shares.get(record.column, share) for record in records), sum(name in one.filled for one in records))
        for records in (now, window)
    )
    if found >= _FALLEN * expected:
        return None
    chance = _chance(found, expected, now, reference)
    if of_window[1] < _FALLEN * of_window[0]:
        chance = min(chance, _chance(of_window[1], of_window[0], window, reference))
    if chance >= rate / 2:
        return None
    lacking = (one.url for one in now if name not in one.filled and shares.get(one.column, share) > _FALLEN)
    examples = tuple(url for url, _ in zip(lacking, range(_EXAMPLES), strict=False))
    return Fallen(name, column, found, len(now), expected, chance, examples)


def _chance(found: int, expected: float, records: Sequence[Seen], reference: Filled) -> float:
    """Of so few among the records, where a day's articles of a column count as one."""
    groups = Filled(records).groups / len(records)
    share = expected / len(records)
    return at_most(found * groups, len(records) * groups, share * reference.groups, reference.groups)


def _says(filled: Filled) -> bool:
    return filled.records >= _FEWEST_OF_A_COLUMN
