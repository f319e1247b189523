"""index.json: what became of each site of a list, above the directories of the sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from devzone_crawler.storage.names import ARTICLES
from devzone_crawler.storage.whole import replace_file
from devzone_crawler.verdicts import Verdict

INDEX = "index.json"
State = Literal["waiting", "running", "ended"]


class SiteRun(msgspec.Struct, kw_only=True):
    """One line of the list, and how its crawl went."""

    line: int
    """Number of the line in the list."""
    site: str
    """As the list names it."""
    options: list[str] = []
    """What else the list says of it, as options of `devzone crawl`."""
    directory: str
    """Below that of the index."""
    state: State = "waiting"
    verdict: Verdict | None = None
    """As in manifest.json, which has all the reasons. Null until the site has ended."""
    exit_code: int | None = None
    why: str = ""
    attempts: int = 0
    """How often the site was begun."""
    machine: str | None = None
    """Where it ran last."""
    started_at: str | None = None
    """When the last attempt began."""
    ended_at: str | None = None
    seconds: float | None = None
    """What the last attempt took."""
    records: int = 0
    """Lines of its articles.jsonl."""
    new: int = 0
    """Records of articles that the output did not hold, as the last attempt counted them."""
    revised: int = 0
    rejected: int = 0


class Index(msgspec.Struct, kw_only=True):
    """A run over a list of sites: the content of index.json."""

    schema_version: int = 1
    run_id: str
    state: Literal["running", "ended"] = "running"
    """`running` until every site has ended: the next run over the list then goes on with those that have not."""
    started_at: str
    ended_at: str | None = None
    verdict: Verdict | None = None
    """The worst of all sites."""
    exit_code: int | None = None
    sites: list[SiteRun]


def read_index(directory: Path) -> Index | None:
    """The index of a directory; None where there is none that can be read."""
    try:
        return msgspec.json.decode((directory / INDEX).read_bytes(), type=Index)
    except (OSError, msgspec.DecodeError):
        return None


def write_index(directory: Path, index: Index) -> None:
    """Replace the index. Raises OutputError, with the old one left as it was."""
    replace_file(directory / INDEX, b"".join(_lines(index)))


def output_directories(directory: Path) -> list[Path]:
    """The directories of the sites that have records, as listed; the directory itself where there is no index."""
    index = read_index(directory)
    if index is None:
        return [directory]
    found = dict.fromkeys(directory / site.directory for site in index.sites)
    return [path for path in found if (path / ARTICLES).is_file()]


def _lines(index: Index) -> Iterator[bytes]:
    """JSON with one site a line: for people, and for programs that go by lines."""
    head = msgspec.json.encode(msgspec.structs.replace(index, sites=[]))
    yield head.removesuffix(b"]}") + b"\n"
    for number, site in enumerate(index.sites, 1):
        yield b"  " + msgspec.json.encode(site) + (b",\n" if number < len(index.sites) else b"\n")
    yield b"]}\n"
