"""What no schema can say: of one record, and of all records of a file together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from devzone_crawler.checking.finding import Flaw
from devzone_crawler.extraction.urls import address_id
from devzone_crawler.items import Article, Reject, ViewCount, content_hash
from devzone_crawler.runs import Run

_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""The body has lines, and tabs between the cells of a table."""
_LATEST = timedelta(hours=8 + 24)
"""After the fetch (UTC) to the last day that a page may be of: a day later, in China."""
_HASH_BITS = 64


class Articles:
    """Checks the articles of a file. Remembers of each id its last revision and what that said."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        """Halves of id and content_hash as numbers: 150 bytes an article, with the dictionary."""

    def __contains__(self, id_: str) -> bool:
        return _number(id_) in self._last

    def flaws(self, record: Article) -> Iterator[Flaw]:
        """What is wrong with the next record of the file, which fits the schema."""
        yield from _flaws_of_texts(record)
        if record.id != address_id(record.url):
            yield Flaw("id", "id", f"is not that of the url, which is {address_id(record.url)}.")
        yield from _flaws_of_dates(record)
        moment = record.published_at or record.publish_date
        found = content_hash(record.title, moment, record.source, record.body_text)
        if record.content_hash != found:
            yield Flaw("hash", "content_hash", f"is not that of title, date, source and body, which is {found}.")
        yield from self._flaws_of_revision(record)

    def _flaws_of_revision(self, record: Article) -> Iterator[Flaw]:
        key, content = _number(record.id), _number(record.content_hash)
        last = self._last.get(key, 0)
        revision, content_before = last >> _HASH_BITS, last & ((1 << _HASH_BITS) - 1)
        if record.revision != revision + 1:
            before = f"the line before of this id has {revision}" if last else "no line before has this id"
            yield Flaw("revision", "revision", f"is {record.revision}, and {before}.")
        if last and content == content_before:
            yield Flaw("duplicate", "content_hash", "is that of the line before of this id: nothing has changed.")
        self._last[key] = record.revision << _HASH_BITS | content


def flaws_of_views(line: ViewCount, articles: Articles | None) -> Iterator[Flaw]:
    """What is wrong with a line of views.jsonl. `articles`: those beside it, None if they were not read."""
    yield from _flaws_of_texts_in((("url", line.url),))
    if line.id != address_id(line.url):
        yield Flaw("id", "id", f"is not that of the url, which is {address_id(line.url)}.")
    elif articles is not None and line.id not in articles:
        yield Flaw("id", "id", "is that of no article in articles.jsonl.")
    yield from _flaws_of_fetch(line.fetched_at)


def flaws_of_runs() -> Callable[[Run], Iterator[Flaw]]:
    """What is wrong with the next line of runs.jsonl."""
    numbers = itertools.count(1)

    def flaws(run: Run) -> Iterator[Flaw]:
        expected = next(numbers)
        if run.run != expected:
            yield Flaw("value", "run", f"is {run.run}; by the lines before it is {expected}.")
        if run.ended_at < run.started_at:
            yield Flaw("date", "ended_at", f"{run.ended_at} is before started_at, which is {run.started_at}.")

    return flaws


def flaws_of_reject(line: Reject) -> Iterator[Flaw]:
    """What is wrong with a line of rejects.jsonl."""
    yield from _flaws_of_texts_in((("url", line.url), ("reason", line.reason), ("title", line.title)))
    yield from _flaws_of_fetch(line.fetched_at)


def _number(digits: str) -> int:
    return int(digits[: _HASH_BITS // 4], 16)


def _flaws_of_texts(record: Article) -> Iterator[Flaw]:
    bad = _LINES.search(record.body_text)
    if bad:
        yield _control("body_text", record.body_text, bad)
    yield from _flaws_of_texts_in(
        (
            ("url", record.url),
            ("site", record.site),
            ("found_on", record.found_on),
            ("title", record.title),
            ("source", record.source),
            ("author", record.author),
            ("editor", record.editor),
            ("publish_date_raw", record.publish_date_raw),
            ("encoding", record.encoding),
            ("extractor_version", record.extractor_version),
            ("archive", record.archive),
            *(("categories", name) for name in record.categories or ()),
            *(("images", text) for image in record.images for text in (image.url, image.caption)),
            *(("attachments", text) for file in record.attachments for text in (file.url, file.name)),
        )
    )


def _flaws_of_texts_in(texts: Iterable[tuple[str, str | None]]) -> Iterator[Flaw]:
    for key, text in texts:
        if text is not None and (bad := _ONE_LINE.search(text)):
            yield _control(key, text, bad)


def _control(key: str, text: str, bad: re.Match[str]) -> Flaw:
    what = f"U+{ord(bad[0]):04X}"
    return Flaw("control", key, f"holds {what} as character {bad.start() + 1} of {len(text)}.")


def _flaws_of_dates(record: Article) -> Iterator[Flaw]:
    yield from _flaws_of_fetch(record.fetched_at)
    if record.published_at is not None:
        if not _is_moment(record.published_at):
            yield Flaw("date", "published_at", f"is {record.published_at}, which never was.")
        elif record.publish_date is None:
            yield Flaw("date", "publish_date", f"is null, and published_at is {record.published_at}.")
        elif not record.published_at.startswith(record.publish_date):
            yield Flaw(
                "date", "published_at", f"is {record.published_at}, not on {record.publish_date} (publish_date)."
            )
    if record.publish_date is None:
        return
    if not _is_day(record.publish_date):
        yield Flaw("date", "publish_date", f"is {record.publish_date}, which is no day.")
    elif _is_moment(record.fetched_at) and record.publish_date > _latest_day(record.fetched_at):
        yield Flaw("date", "publish_date", f"is {record.publish_date}, more than a day after {record.fetched_at}.")


def _flaws_of_fetch(fetched_at: str) -> Iterator[Flaw]:
    if not _is_moment(fetched_at):
        yield Flaw("date", "fetched_at", f"is {fetched_at}, which never was.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _latest_day(fetched_at: str) -> str:
    try:
        return (datetime.fromisoformat(fetched_at) + _LATEST).date().isoformat()
    except OverflowError:  # in the last days of the year 9999
        return date.max.isoformat()
