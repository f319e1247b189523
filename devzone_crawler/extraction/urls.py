"""What an address says: whether it is a file, and when two are the same article."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_MEANINGLESS = frozenset(
    "jsessionid phpsessid aspsessionid sid sessionid utm_source utm_medium utm_campaign from isappinstalled spm".split()
)
"""Parameters that name a visit, not a page."""
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|txt|ceb|mp3|mp4)(?=$|[?#\"'\s])", re.I)


def is_file(url: str) -> bool:
    """True for an address, or the attributes of a link, of a file that an article offers: a document, a recording."""
    return _FILE.search(url) is not None


def canonical_url(url: str) -> str:
    """The address that stands for all addresses of a page.

    Scheme and `www.` do not tell pages apart, nor do session ids, fragments, default ports and the order of parameters.
    """
    url = _PATH_SESSION.sub("", url)
    try:
        parts = urlsplit(canonicalize_url(url))
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair.partition("=")[0].lower() not in _MEANINGLESS)
    return urlunsplit(("http", host, parts.path or "/", query, ""))
