"""WARC files out of object stores, on this disk for as long as they are read."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from devzone_crawler.objects.opening import open_bucket
from devzone_crawler.reextraction.sources import Stored, WarcFile
from devzone_crawler.storage.names import ARTICLES

_MOST_IDLE = 4
"""Files that are kept when nobody reads them: revisit records refer to the same earlier files again and again."""


class Fetched:
    """Fetches files when they are wanted, and removes those that are not any more, the longest unused first.

    What is here at once: the files that are read, those that these refer to, and four.
    """

    def __init__(self) -> None:
        self._readers: Counter[Path] = Counter()
        self._locks: dict[Path, asyncio.Lock] = {}
        self._idle: dict[Path, None] = {}

    async def take(self, file: WarcFile) -> None:
        """Have a file here until it is given back. Raises BucketError, FileNotFoundError."""
        if file.stored is None:
            return
        self._readers[file.path] += 1
        self._idle.pop(file.path, None)
        try:
            async with self._locks.setdefault(file.path, asyncio.Lock()):
                if not file.path.exists():
                    await file.stored.bucket.fetch(file.stored.key, file.path)
        except BaseException:
            self.give_back(file)
            raise

    def give_back(self, file: WarcFile) -> None:
        """Say that a file is not wanted any more."""
        if file.stored is None:
            return
        self._readers[file.path] -= 1
        if self._readers[file.path]:
            return
        self._idle[file.path] = None
        while len(self._idle) > _MOST_IDLE:
            longest = next(iter(self._idle))
            del self._idle[longest]
            longest.unlink(missing_ok=True)

    async def take_other(self, file: WarcFile, name: str) -> WarcFile | None:
        """Have a file here that another refers to by its name; None if there is none. Raises BucketError."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:  # an archive may say anything
            return None
        bucket = open_bucket(file.beginning)
        for key in dict.fromkeys((name, path.name)):
            other = replace(file, name=key, stored=Stored(bucket, key, 0, 0))
            try:
                await self.take(other)
            except FileNotFoundError:
                continue
            return other
        return None


async def fetch_records(files: Iterable[WarcFile]) -> None:
    """Fetch what a crawl had written from stored archives, where that lies beside them. Raises BucketError, OSError."""
    for beginning, folder in {file.beginning: file.folder for file in files if file.stored is not None}.items():
        bucket = open_bucket(beginning)
        if bucket.holds(ARTICLES):
            await bucket.fetch(ARTICLES, folder / ARTICLES)
