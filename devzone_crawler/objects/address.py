"""What is an address, and what the path of a file."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from pathlib import Path

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


class AddressError(Exception):
    """An address of a kind that is not read, with a sentence that says so."""


def place_of(given: str) -> Path | str:
    """A path, also for `file://`; an address that begins with `s3://` as it is. Raises AddressError for others."""
    scheme = _SCHEME.match(given)
    if scheme is None:
        return Path(given)
    if scheme[1].lower() == "s3":
        return f"s3{given[len(scheme[1]) :]}"
    parts = urllib.parse.urlsplit(given)
    if scheme[1].lower() == "file" and parts.netloc in ("", "localhost"):
        return Path(urllib.request.url2pathname(parts.path))
    raise AddressError(f"{given} is none of: a path, file:///PATH, s3://BUCKET/PREFIX.")
