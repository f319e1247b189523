"""Addresses: how a page's relative ones are made absolute, whose they are, and when two are the same article."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from devzone_crawler.items import article_id

_MEANINGLESS = frozenset(
    "jsessionid phpsessid aspsessionid sid sessionid utm_source utm_medium utm_campaign from isappinstalled spm".split()
)
"""Parameters that name a visit, not a page."""
_NO_PAGE_OF_ITS_OWN = frozenset({"replytocom"})
"""Parameters that show the same page whatever their value: the form under an article, ready to answer a comment."""
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_BY_PROGRAM = re.compile(r"/plus/view\.php\?|/\w*print\w*\.(?:php|aspx?|jsp|do|action)\?", re.I)
"""DedeCMS: what its boxes link to while a file is not yet made, and often for ever. Copies for the printer."""
_NUMBER = re.compile(r"\d+")
_OWN_IDS = ("id", "aid", "newsid", "articleid", "contentid", "infoid", "wbnewsid", "docid", "nid")
"""Parameters that name the article itself; others that end in id name its column, its site or its template."""
_EDITION_IN_PATH = re.compile(r"/(?:m|mobile|wap|h5|print|big5|gate/big5|_[st]\d+)/", re.I)
"""The first folder of an edition; `/_t960/` is a template of 苏迪."""
_EDITION_IN_QUERY = re.compile(
    r"(?:print|mobile|wap|is_?mobile|view|device|style|lang)=(?:1|y|yes|true|print|mobile|wap|big5|m)", re.I
)

_UNSEEN_IN_URLS = re.compile(r"[\x00-\x1f\x7f]")
_ORIGIN = re.compile(r"https?://[a-z0-9.:-]+(?=[/?#]|$)")
_PLAIN_PATH = re.compile(r"/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*(?:\?[\w=&%.-]+)?)?", re.A)
_PLAIN_ADDRESS = re.compile(rf"https?://[a-z0-9][a-z0-9.-]*{_PLAIN_PATH.pattern}", re.A)
"""Addresses that `urljoin` has nothing to do for. Most links are of these, and it would take most of the time."""


def joined(base: str, href: str) -> str | None:
    """`href` as an absolute http(s) address, or None if it is none."""
    href = _UNSEEN_IN_URLS.sub("", href.strip())
    if not href or href[:11].lower() == "javascript:":
        return None
    if _PLAIN_PATH.fullmatch(href) and (origin := _ORIGIN.match(base)) is not None:
        return origin.group() + href
    if _PLAIN_ADDRESS.fullmatch(href):
        return href
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def absolute(base: str, href: str) -> str | None:
    """The same without fragment."""
    address = joined(base, href)
    return address.partition("#")[0] if address is not None else None


def _names_visit(pair: str) -> bool:
    """True for a parameter of a visit; a number is the id of a page, whatever it is called (`show.asp?sid=12`)."""
    name, _, value = pair.partition("=")
    if name in _NO_PAGE_OF_ITS_OWN:
        return True
    return name.lower() in _MEANINGLESS and not value.isdecimal()


def host_name(url: str) -> str:
    """The host name, empty if the address has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache(4_096)
def site_of(url: str) -> str:
    """Host and port, without www. and the ports that need no mention: what makes two addresses the same site."""
    try:
        return _site(urlsplit(url))
    except ValueError:
        return ""


def _site(parts: SplitResult) -> str:
    """Raises ValueError for a port that cannot be."""
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def path_of(url: str) -> str:
    """The path, empty if the address has none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def is_address(text: str) -> bool:
    """True for a text that begins with an address, as old portals print the site an article is from."""
    return text.startswith(("http://", "https://", "www."))


def without_edition(address: str) -> str | None:
    """The canonical address of the page that a mobile, print or Big5 edition repeats; None for what is no edition."""
    parts = urlsplit(address)
    path = _EDITION_IN_PATH.sub("/", parts.path, count=1)
    pairs = [pair for pair in parts.query.split("&") if pair]
    kept = [pair for pair in pairs if _EDITION_IN_QUERY.fullmatch(pair) is None]
    if path == parts.path and kept == pairs:
        return None
    return urlunsplit(parts._replace(path=path, query="&".join(kept)))


def may_repeat(url: str) -> bool:
    """True for an address at which a program shows what has, on most sites, a page of its own."""
    return _BY_PROGRAM.search(url) is not None


def own_number(url: str) -> str | None:
    """The number by which a CMS knows an article, as its address tells it: the last one of the path, else that of a
    parameter that is called an id. None if the address has none.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    in_path = _NUMBER.findall(parts.path)
    if in_path:
        return str(in_path[-1])
    in_query = {name.lower(): value for name, value in parse_qsl(parts.query) if value.isdecimal()}
    return next((in_query[name] for name in (*_OWN_IDS, *in_query) if name in in_query and name.endswith("id")), None)


@lru_cache(4_096)  # each address is met, owed, asked for and settled
def canonical_url(url: str) -> str:
    """The address that stands for all addresses of a page.

    Scheme and `www.` do not tell pages apart, nor do session ids, fragments, default ports and the order of parameters.
    """
    url = _PATH_SESSION.sub("", url)
    try:
        parts = urlsplit(canonicalize_url(url))
        site = _site(parts)
    except ValueError:
        return url
    query = "&".join(pair for pair in parts.query.split("&") if not _names_visit(pair))
    return urlunsplit(("http", site, parts.path or "/", query, ""))


@lru_cache(4_096)
def address_id(url: str) -> str:
    """20 hex digits that stand for all addresses of a page: the `id` of the article that is there."""
    return article_id(canonical_url(url))
