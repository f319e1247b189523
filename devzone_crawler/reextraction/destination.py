"""Where a re-extraction goes: a directory, or an object store."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from pathlib import Path
from typing import Protocol

from devzone_crawler.objects.failure import BucketError, MissingLibraryError
from devzone_crawler.objects.opening import open_bucket
from devzone_crawler.storage.jsonl import ForeignOutputError, OutputError
from devzone_crawler.storage.names import ARTICLES, REEXTRACTION, REJECTS, UNFINISHED, VIEWS
from devzone_crawler.storage.whole import replace_file

_FILES = (VIEWS, REJECTS, ARTICLES)
"""That of the articles last, since it says that all is done."""
_SLUG = re.compile(r"[^A-Za-z0-9.-]+")


class Destination(Protocol):
    """What is written to."""

    work: Path
    """Directory of what is not finished yet."""

    def check(self) -> None:
        """Raise OutputError unless records may be written there: there are some already, or it cannot be reached."""

    def publish(self, report: bytes, merged: Path) -> None:
        """Put the report and the files of a directory there. Raises OutputError."""


class Directory:
    """A directory of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.work = path / UNFINISHED

    def check(self) -> None:
        """See Destination."""
        if (self._path / ARTICLES).exists():
            raise _there(self._path / ARTICLES)

    def publish(self, report: bytes, merged: Path) -> None:
        """Move the files."""
        replace_file(self._path / REEXTRACTION, report)
        try:
            for name in _FILES:
                if (merged / name).exists():
                    os.replace(merged / name, self._path / name)
        except OSError as error:
            raise OutputError(f"{self._path} cannot be written ({error.strerror}).") from error


class Prefix:
    """What lies below an address `s3://bucket/prefix`. Work is done in a directory below `work` that bears its name."""

    def __init__(self, address: str, work: Path | None = None) -> None:
        try:
            self._bucket = open_bucket(address)
        except MissingLibraryError:
            raise
        except BucketError as error:
            raise OutputError(str(error)) from None
        name = _SLUG.sub("-", self._bucket.address.removeprefix("s3://"))[:80]
        digest = hashlib.sha256(self._bucket.address.encode()).hexdigest()[:8]
        self.work = (work or _cache()) / f"{name}-{digest}"

    def check(self) -> None:
        """See Destination."""
        try:
            if any(entry.name == ARTICLES for entry in self._bucket.objects()):  # a bucket that is not there is told
                raise _there(f"{self._bucket.address}/{ARTICLES}")
        except BucketError as error:
            raise OutputError(str(error)) from None

    def publish(self, report: bytes, merged: Path) -> None:
        """Upload the files."""
        replace_file(merged / REEXTRACTION, report)
        asyncio.run(self._upload(merged))

    async def _upload(self, merged: Path) -> None:
        try:
            for name in (REEXTRACTION, *_FILES):
                if (merged / name).exists():
                    await self._bucket.put(merged / name, name)
        except BucketError as error:
            raise OutputError(f"{error} What was read is kept in {self.work}: run it again to go on.") from None


def _there(place: Path | str) -> ForeignOutputError:
    return ForeignOutputError(f"{place} is there already. Choose another directory with --output.")


def _cache() -> Path:
    """Where programs keep what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "devzone_crawler"
