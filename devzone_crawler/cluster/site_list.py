"""The list of sites: one a line, as plain text, CSV or JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from devzone_crawler.extraction.urls import host_name, site_of
from devzone_crawler.spiders.arguments import ArgumentError, check_choice, check_names, check_number, check_url
from devzone_crawler.storage.names import safe_name

_OPTIONS = {
    "category": "--category",
    "since": "--since",
    "until": "--until",
    "max_articles": "--max-articles",
}
"""Keys that are options of `devzone crawl`."""
_KEYS = ("site", "spider", "key", "directory", "size", *_OPTIONS)


class SiteListError(ValueError):
    """A list that cannot be right, with a sentence that says in which line."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    line: int
    site: str
    """What `devzone crawl` is given: the name of a spider, or an address."""
    hosts: tuple[str, ...]
    """Whom it asks: lines that have one in common never run at once."""
    key: str | None
    """The server that it shares with other lines, where the list says so."""
    directory: str
    options: tuple[str, ...] = ()
    size: int | None = None
    """Articles that are expected."""


def read_list(path: Path, spiders: Mapping[str, Sequence[str]]) -> list[Listed]:
    """The lines of a list. `spiders`: the names that there are, with the addresses where each begins.

    A `.csv` file has a header, a `.jsonl` file an object a line; anything else an address or a name a line. Empty lines
    and those that begin with # count for nothing. Raises SiteListError.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise SiteListError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SiteListError(f"{path} is no text in UTF-8: byte {error.start} is none. Save it as UTF-8.") from error
    read = {".csv": _csv, ".jsonl": _json, ".ndjson": _json}.get(path.suffix.lower(), _plain)
    found: list[Listed] = []
    seen: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for number, given in read(path, text):
        try:
            listed = _listed(number, given, spiders)
        except ArgumentError as error:
            raise SiteListError(f"{path}, line {number}: {error}") from None
        first = seen.setdefault((listed.site, listed.directory, listed.options), number)
        if first != number:
            raise SiteListError(f"{path}, line {number}: the same as line {first}. Leave one out.")
        found.append(listed)
    if not found:
        raise SiteListError(f"{path} names no site. Write one a line: an address, or the name of a spider.")
    return found


def _plain(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines_that_count(text):
        yield number, {"site": line.strip()}


def _csv(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        if "site" not in (rows.fieldnames or ()):
            raise SiteListError(f"{path}, line 1: the header must name the columns, `site` among them.")
        for row in rows:
            if None in row:
                raise SiteListError(f"{path}, line {rows.line_num}: more cells than the header has.")
            given = {name.strip(): value.strip() for name, value in row.items() if value and value.strip()}
            if given and not given.get("site", "").startswith("#"):
                yield rows.line_num, given
    except csv.Error as error:
        raise SiteListError(f"{path}, line {rows.line_num}: no CSV ({error}).") from error


def _json(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines_that_count(text):
        try:
            given = json.loads(line)
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise SiteListError(f'{path}, line {number}: no JSON object such as {{"site": "https://zone.example/"}}.')
        yield number, {name: value for name, value in given.items() if value not in (None, "")}


def _lines_that_count(text: str) -> Iterable[tuple[int, str]]:
    lines = enumerate(text.split("\n"), 1)
    return ((number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#"))


def _listed(number: int, given: dict[str, Any], spiders: Mapping[str, Sequence[str]]) -> Listed:
    unknown = sorted(set(given) - set(_KEYS))
    if unknown:
        raise ArgumentError(f"nothing is known of {', '.join(unknown)}. There are: {', '.join(_KEYS)}.")
    for name in set(given) - {"category", "size", "max_articles"}:
        if not isinstance(given[name], str):
            raise ArgumentError(f"{name} must be text; {given[name]!r} is none.")
    site = given.get("site") or given.get("spider")
    if site is None:
        raise ArgumentError("neither site nor spider is said.")
    if "spider" in given and given["spider"] not in (site, "site"):
        raise ArgumentError(f"the spider {given['spider']} knows its site; leave site out.")
    starts = spiders.get(site)
    if starts is None:
        if not any(mark in site for mark in "./"):
            raise ArgumentError(
                f"there is no spider named {site}. There are: {', '.join(sorted(spiders))}; or say https://..."
            )
        site = check_url(site)
        starts = (site,)
    options = tuple(_options(given))
    directory = given.get("directory") or safe_name(site if site in spiders else _place(site))
    if directory != safe_name(directory):
        raise ArgumentError(f"directory must be a plain name; {directory!r} is none.")
    hosts = tuple(dict.fromkeys(map(site_of, starts)))
    return Listed(number, site, hosts, given.get("key"), directory, options, check_number(given.get("size"), "size"))


def _options(given: dict[str, Any]) -> Iterator[str]:
    """The keys of a line as options; values are checked as `devzone crawl` would."""
    check_choice(given.get("since"), given.get("until"), given.get("max_articles"))
    for name in _OPTIONS.keys() & given.keys() - {"category"}:
        yield f"{_OPTIONS[name]}={str(given[name]).strip()}"
    for name in check_names(given.get("category"), "category"):
        yield f"--category={name}"


def _place(url: str) -> str:
    """What the directory of an address is called: its host, and its port where it has one."""
    port = urlsplit(url).port
    return host_name(url) if port is None else f"{host_name(url)}_{port}"
