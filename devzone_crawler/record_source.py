"""From a record back to the bytes that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from devzone_crawler.items import ArticlePage
from devzone_crawler.storage.archived import Archives
from devzone_crawler.storage.names import ARTICLES, REEXTRACTION
from devzone_crawler.storage.warc import WarcError

_ID = re.compile(r"[0-9a-f]{1,20}")


class RecordError(Exception):
    """A record whose page cannot be had, with a sentence that says why."""


class _Traced(msgspec.Struct):
    """What leads from a record to its page."""

    id: str
    revision: int
    url: str
    archive: str | None = None


class _Sources(msgspec.Struct):
    """Where what was read again came from."""

    sources: list[str]


def archived_page(directory: Path, article: str) -> ArticlePage:
    """The page of a record, from the archive; `article` is its id or how that begins.

    The last revision of the article is meant. Raises RecordError.
    """
    record = _record(directory / ARTICLES, article)
    if record.archive is None:
        raise RecordError(f"{record.url} was not archived. Crawl with --archive to keep what records are read from.")
    failure: Exception | None = None
    for folder in _folders(directory):
        archives = Archives(folder)
        try:
            return archives.page_at(record.archive)
        except (OSError, WarcError) as error:
            failure = failure or error
        finally:
            archives.close()
    why = failure.strerror if isinstance(failure, OSError) else failure
    raise RecordError(f"{directory / record.archive} cannot be read: {why}.")


def _record(path: Path, article: str) -> _Traced:
    if not _ID.fullmatch(article):
        raise RecordError(f"{article!r} is no id of a record: up to 20 of the digits 0-9 and a-f, as in {path}.")
    beginning = f'"id":"{article}'.encode()
    decode = msgspec.json.Decoder(_Traced).decode
    found: dict[str, _Traced] = {}
    try:
        with open(path, "rb") as lines:
            for line in lines:
                if beginning in line[:60]:
                    record = decode(line)
                    found[record.id] = record
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}.") from error
    except msgspec.DecodeError as error:
        raise RecordError(f"{path} holds a line that is no record ({error}).") from error
    if not found:
        raise RecordError(f"No id in {path} begins with {article}.")
    if len(found) > 1:
        raise RecordError(f"{len(found)} ids in {path} begin with {article}, {min(found)} among them.")
    return found.popitem()[1]


def _folders(directory: Path) -> Iterator[Path]:
    """Where places of the archive begin: the directory, or what its records were read again from."""
    yield directory
    try:
        yield from map(Path, msgspec.json.decode((directory / REEXTRACTION).read_bytes(), type=_Sources).sources)
    except (OSError, msgspec.DecodeError):
        return
