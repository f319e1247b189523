"""Where archived pages are: the WARC files of a crawl, of a folder, or named one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from devzone_crawler.objects.opening import open_bucket
from devzone_crawler.storage.archive import FOLDER

if TYPE_CHECKING:
    from devzone_crawler.objects.bucket import Bucket

_ENDINGS = (".warc", ".warc.gz")
PathT = TypeVar("PathT", Path, PurePosixPath)


class SourceError(Exception):
    """A source that holds no archive, with a sentence that says so."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a WARC file lies in an object store."""

    bucket: Bucket
    key: str
    """Its name there."""
    size: int
    modified: int
    """Nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class WarcFile:
    """A WARC file, and what its records are called by."""

    folder: Path
    """Where its name begins."""
    name: str
    """As in the places that records name."""
    stored: Stored | None = None
    """Where it is fetched from before it is read; None if it is on this disk."""
    beginning: str = ""
    """The address at which its name begins, of a stored one."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.name

    @property
    def shown(self) -> str:
        """Where it is, for people."""
        return f"{self.stored.bucket.address}/{self.stored.key}" if self.stored is not None else str(self.path)

    def state(self) -> tuple[int, int]:
        """Bytes, and the time of its last change in nanoseconds. Raises OSError if it is not there."""
        if self.stored is not None:
            return self.stored.size, self.stored.modified
        status = self.path.stat()
        return status.st_size, status.st_mtime_ns


def find_warcs(sources: Iterable[Path | str], fetched: Path) -> list[WarcFile]:
    """All WARC files of the sources, each once: the output directory of a crawl, any folder, a file.

    Those of one source in the order of their names, which is that of time where devzone wrote them. What an address
    holds is to be fetched into a folder below `fetched`. Raises SourceError, BucketError.
    """
    found: dict[Path, WarcFile] = {}
    for source in sources:
        files = list(_warcs_of(source) if isinstance(source, Path) else _stored_in(source, fetched))
        if not files:
            raise SourceError(f"{source} holds no WARC files. Crawl with --archive to have some.")
        for file in files:
            found.setdefault(file.path.resolve(), file)
    return list(found.values())


def _warcs_of(source: Path) -> Iterator[WarcFile]:
    if source.is_file():
        yield _named(source, source.parent)
        return
    if not source.is_dir():
        raise SourceError(f"{source} is neither a file nor a directory.")
    for path in sorted(source.rglob("*")):
        if path.name.endswith(_ENDINGS) and path.is_file():
            yield _named(path, source)


def _named(path: Path, source: Path) -> WarcFile:
    """A file as the crawl calls it that wrote it, or by its way from the source."""
    folder = _folder_of(path, source)
    return WarcFile(folder, path.relative_to(folder).as_posix())


def _folder_of(path: PathT, source: PathT) -> PathT:
    return path.parent.parent if path.parent.name == FOLDER else source


def _stored_in(address: str, fetched: Path) -> Iterator[WarcFile]:
    """The same of an address, which may be that of a file. Names are those that they would have in a directory."""
    is_file = address.endswith(_ENDINGS)
    bucket = open_bucket(address.rpartition("/")[0] if is_file else address)
    base = PurePosixPath(bucket.address.removeprefix("s3://"))
    for entry in sorted(bucket.objects(), key=lambda entry: PurePosixPath(entry.name)):
        path = base / entry.name
        if entry.name.endswith(_ENDINGS) and (not is_file or path.name == address.rpartition("/")[2]):
            folder = _folder_of(path, base)
            beginning = f"s3://{folder}"
            here = fetched / hashlib.sha256(beginning.encode()).hexdigest()[:16]
            stored = Stored(bucket, entry.name, entry.size, entry.modified)
            yield WarcFile(here, path.relative_to(folder).as_posix(), stored, beginning)
