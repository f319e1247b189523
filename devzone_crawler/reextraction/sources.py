"""Where archived pages are: the WARC files of a crawl, of a folder, or named one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from devzone_crawler.storage.archive import FOLDER

_ENDINGS = (".warc", ".warc.gz")


class SourceError(Exception):
    """A source that holds no archive, with a sentence that says so."""


@dataclass(frozen=True, slots=True)
class WarcFile:
    """A WARC file, and what its records are called by."""

    folder: Path
    """Where its name begins."""
    name: str
    """As in the places that records name."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.name


def find_warcs(sources: Iterable[Path]) -> list[WarcFile]:
    """All WARC files of the sources, each once: the output directory of a crawl, any folder, a file.

    Those of one source in the order of their names, which is that of time where devzone wrote them. Raises SourceError.
    """
    found: dict[Path, WarcFile] = {}
    for source in sources:
        files = list(_warcs_of(source))
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
    folder = path.parent.parent if path.parent.name == FOLDER else source
    return WarcFile(folder, path.relative_to(folder).as_posix())
