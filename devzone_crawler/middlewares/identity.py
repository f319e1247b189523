"""Who asks: an honest name, and whom to write to."""

from __future__ import annotations

import ipaddress
import logging
import re
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from devzone_crawler.checked_settings import SettingError
from devzone_crawler.extensions.verdict import RunVerdict

_CONTACT = re.compile(r"https?://[!-~]+|[^@\s()<>,;:\"]+@[A-Za-z0-9.-]+", re.ASCII)
_MAIL_OR_PAGE = re.compile(r"https?://|\S@\S")
_OWN_NETWORK = ("localhost", ".localhost", ".local", ".test", ".lan", ".internal")
_NOBODY = (
    "The sites that are crawled cannot tell whose crawler this is: give -s CONTACT=you@university.example (an address "
    "or a page about the crawl), so that they can write before they refuse it."
)

_log = logging.getLogger(__name__)


class Identity:
    """Give every request the User-Agent, with the contact in it, and a From header when the contact is an address
    (RFC 9110, 10.1.2).
    """

    def __init__(self, crawler: Crawler, user_agent: str, contact: str) -> None:
        self._crawler = crawler
        self._user_agent = with_contact(user_agent, contact)
        self._from = contact if "://" not in contact else ""
        self._is_known = bool(_MAIL_OR_PAGE.search(self._user_agent))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: USER_AGENT, CONTACT. Raises SettingError for a contact that is none."""
        contact = str(crawler.settings.get("CONTACT") or "").strip()
        if contact and not _CONTACT.fullmatch(contact):
            raise SettingError(crawler.settings, "CONTACT", "an address (you@university.example) or a page (https://…)")
        return cls(crawler, str(crawler.settings["USER_AGENT"]), contact)

    def process_request(self, request: Request) -> None:
        """Headers that are set already stay."""
        request.headers.setdefault(b"User-Agent", self._user_agent)
        if self._from:
            request.headers.setdefault(b"From", self._from)
        if not self._is_known and is_public(urlsplit(request.url).hostname or ""):
            self._is_known = True  # said once
            _log.warning(_NOBODY)
            RunVerdict.of(self._crawler).remark(_NOBODY)


def with_contact(user_agent: str, contact: str) -> str:
    """The User-Agent with the contact as the first word of its comment, as is customary."""
    if not contact:
        return user_agent
    named = f"+{contact}" if "://" in contact else contact
    before, opening, after = user_agent.partition("(")
    return f"{before}({named}; {after}" if opening else f"{user_agent} ({named})"


def is_public(host: str) -> bool:
    """False for this machine and networks of one's own, by the address or by the name."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." in host and not host.endswith(_OWN_NETWORK)
    return not (address.is_private or address.is_loopback or address.is_link_local)
