"""A page to read, from a file, from standard input, from the network, or from the archive of a crawl."""

from __future__ import annotations

import sys
import urllib.error
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path

from devzone_crawler import settings
from devzone_crawler.extraction.sniffing import begins_like_page
from devzone_crawler.items import ArticlePage
from devzone_crawler.network.plain import Rules, fetch
from devzone_crawler.network.refusal import RefusedError
from devzone_crawler.record_source import RecordError, archived_page
from devzone_crawler.spiders.arguments import ArgumentError, check_url

_YES = frozenset({"1", "true", "yes"})


class PageSourceError(Exception):
    """A page that could not be had, with a sentence that says why."""


def load_page(name: str, url: str = "", chosen: Mapping[str, str] | None = None) -> ArticlePage:
    """`name` is a file, an http(s) address, DIR#ID for a record of a crawl, or - for standard input.

    `url` is the address of a saved page.

    `chosen` are settings, as of a crawl, by which the address is fetched. Raises PageSourceError.
    """
    if name == "-":
        return ArticlePage(url, sys.stdin.buffer.read(), http_status=None)
    if "://" in name:
        return _fetch(name, chosen or {})
    directory, hash_sign, article = name.rpartition("#")
    if hash_sign and not Path(name).exists():
        return _of_record(Path(directory), article)
    try:
        return ArticlePage(url, Path(name).read_bytes(), http_status=None)
    except OSError as error:
        raise PageSourceError(f"{name} cannot be read: {error.strerror}.") from error


def pages_in(name: str) -> list[str]:
    """The saved pages below a folder by name; any other name as it is. Raises PageSourceError if there are none.

    What a page is says its content: files that a server makes are called as their address, without an ending.
    """
    folder = Path(name)
    if "://" in name or not folder.is_dir():
        return [name]
    found = [str(path) for path in sorted(folder.rglob("*")) if path.is_file() and _begins_like_page(path)]
    if not found:
        raise PageSourceError(f"{name} holds no saved pages.")
    return found


def _begins_like_page(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            return begins_like_page(file.read(4_096))
    except OSError:
        return True  # whoever reads it says what is wrong


def _of_record(directory: Path, article: str) -> ArticlePage:
    """The page that a record was read from."""
    try:
        return archived_page(directory, article)
    except RecordError as error:
        raise PageSourceError(str(error)) from error


def _fetch(address: str, chosen: Mapping[str, str]) -> ArticlePage:
    try:
        found = fetch(check_url(address), _rules(chosen))
        return ArticlePage(found.url, found.body, found.content_type, found.status)
    except ArgumentError as error:
        raise PageSourceError(str(error)) from error
    except RefusedError as error:
        raise PageSourceError(f"{address} {error}.") from error
    except urllib.error.HTTPError as error:
        raise PageSourceError(f"{address} answered {error.code} {error.reason}.") from error
    except (OSError, ValueError, HTTPException) as error:
        raise PageSourceError(f"{address} could not be fetched: {getattr(error, 'reason', error)}.") from error


def _rules(chosen: Mapping[str, str]) -> Rules:
    """The settings of the project, and what was chosen instead. Raises ValueError for a number that is none."""

    def switched(name: str, usual: bool) -> bool:
        return str(chosen.get(name, usual)).lower() in _YES

    return Rules(
        user_agent=chosen.get("USER_AGENT", settings.USER_AGENT),
        download_timeout=float(chosen.get("DOWNLOAD_TIMEOUT", settings.DOWNLOAD_TIMEOUT)),
        download_maxsize=int(chosen.get("DOWNLOAD_MAXSIZE", settings.DOWNLOAD_MAXSIZE)),
        allow_private_addresses=switched("ALLOW_PRIVATE_ADDRESSES", settings.ALLOW_PRIVATE_ADDRESSES),
        download_verify_certificates=switched("DOWNLOAD_VERIFY_CERTIFICATES", settings.DOWNLOAD_VERIFY_CERTIFICATES),
    )
