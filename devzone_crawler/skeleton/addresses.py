"""Hosts, addresses and mailboxes of a page under other names, the same for the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, unquote_to_bytes

from devzone_crawler.skeleton.substitution import Substitution

_MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+", re.A)
_DOMAINS = "com|cn|net|org|gov|edu|hk|tw|top|xyz|cc|info|vip|wang|example"
_HOST = re.compile(
    r"(?<=://)(?:[^\s/?#\"'<>\\@]*@)?(?P<after_scheme>[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)"
    rf"|(?<![\w.@-])(?<!(?<!/)/)(?P<alone>(?:[a-z0-9-]+\.)+(?:{_DOMAINS}))(?![\w.-])",
    re.I | re.A,
)
_ANY = re.compile(rf"(?:https?://|ftp://|www\.)[\w./?&=%:#~+-]+|{_MAILBOX.pattern}", re.A | re.I)
_STANDARDS = frozenset({"www.w3.org", "ogp.me", "schema.org", "purl.org", "schemas.microsoft.com"})
"""Hosts that name a standard and no site."""
_SUFFIX = re.compile(r"\.(?:(?:com|net|org|gov|edu|ac|mil)\.)?[a-z0-9-]+$")
_SAYING = frozenset("www m wap mobile big5 en news img static file oa mail bbs zwgk".split())
"""Names below a domain that every site uses."""
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


@dataclass
class Addresses:
    """What hosts are called in one page. Its own is `zone.example`."""

    substitution: Substitution
    own: str
    _domains: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the first name to the page's own domain."""
        if self.own:
            self.host(self.own)

    def markup(self, text: str) -> str:
        """A stretch of markup, with every host, mailbox and escaped path in it renamed."""
        text = _MAILBOX.sub(self._mailbox, text)
        text = _ESCAPES.sub(lambda match: self._escaped(match.group()), text)
        text = _HOST.sub(self._renamed, text)
        return self.substitution.markup(text)

    def text(self, text: str) -> str:
        """What a reader sees, addresses included, in other words."""
        done, position = "", 0
        for match in _ANY.finditer(text):
            done += self.substitution.text(text[position : match.start()]) + self.markup(match.group())
            position = match.end()
        return done + self.substitution.text(text[position:])

    def host(self, host: str) -> str:
        """The other name of a host."""
        host = host.lower()
        if host in _STANDARDS:
            return host
        if host.replace(".", "").isdigit():
            return "192.0.2.1"
        suffix = _SUFFIX.search(host)
        above = host[: suffix.start()] if suffix else host
        *below, _ = above.split(".")
        domain = host[len(".".join(below)) :].lstrip(".")
        if domain not in self._domains:
            number = len(self._domains)
            self._domains[domain] = f"zone{number if number else ''}.example"
        others = [label if label in _SAYING else self.substitution.letters(label) for label in below]
        return ".".join([*others, self._domains[domain]])

    def _renamed(self, match: re.Match[str]) -> str:
        host = match["after_scheme"] or match["alone"]
        return self.host(host)

    def _mailbox(self, match: re.Match[str]) -> str:
        return f"{self.substitution.letters(match.group().partition('@')[0])}@mail.example"

    def _escaped(self, escapes: str) -> str:
        octets = unquote_to_bytes(escapes)
        for encoding in ("utf-8", "gb18030"):
            try:
                text = octets.decode(encoding)
                if text.isascii():
                    return escapes
                return quote_from_bytes(self.substitution.text(text).encode(encoding), safe="")
            except UnicodeError:
                continue
        return "%3F" * len(octets)
