"""A page to read, from a file, from standard input, or from the network."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from devzone_crawler.settings import DOWNLOAD_MAXSIZE, DOWNLOAD_TIMEOUT, USER_AGENT
from devzone_crawler.spiders.arguments import ArgumentError, check_url


class PageSourceError(Exception):
    """A page that could not be had, with a sentence that says why."""


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """The bytes of a page and what came with them."""

    body: bytes
    url: str
    content_type: str | None = None
    http_status: int | None = None


def load_page(name: str, url: str = "") -> LoadedPage:
    """`name` is a file, an http(s) address, or - for standard input; `url` the address of a saved page.

    Raises PageSourceError.
    """
    if name == "-":
        return LoadedPage(sys.stdin.buffer.read(), url)
    if "://" in name:
        return _fetch(name)
    try:
        return LoadedPage(Path(name).read_bytes(), url)
    except OSError as error:
        raise PageSourceError(f"{name} cannot be read: {error.strerror}.") from error


def _fetch(address: str) -> LoadedPage:
    try:
        request = urllib.request.Request(check_url(address), headers={"User-Agent": USER_AGENT})
        with urllib.request.urlopen(request, timeout=DOWNLOAD_TIMEOUT) as response:
            body = response.read(DOWNLOAD_MAXSIZE + 1)
            if len(body) > DOWNLOAD_MAXSIZE:
                raise PageSourceError(f"{address} is larger than {DOWNLOAD_MAXSIZE >> 20} MiB.")
            return LoadedPage(body, response.url, response.headers.get("Content-Type"), response.status)
    except ArgumentError as error:
        raise PageSourceError(str(error)) from error
    except urllib.error.HTTPError as error:
        raise PageSourceError(f"{address} answered {error.code} {error.reason}.") from error
    except (OSError, ValueError) as error:
        raise PageSourceError(f"{address} could not be fetched: {getattr(error, 'reason', error)}.") from error
