"""What only a spider knows of a run, told to those who give an account of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.outcomes import GivenUpError
from devzone_crawler.extensions.pace import CHALLENGED
from devzone_crawler.extensions.signals import request_failed
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.network.refusal import RefusedError
from devzone_crawler.request_meta import OWED, ROLE, Role
from devzone_crawler.storage.knowledge import What
from devzone_crawler.verdicts import Verdict

_FORBIDDEN = "Forbidden by robots.txt"
"""What Scrapy says of an address that robots.txt names."""
_SERVER_ERROR = 500
_TOO_MANY_REQUESTS = 429
_BROKE_OFF = frozenset({"ResponseDataLossError", "_DataLoss"})
"""Scrapy's name for it and Twisted's, of which older releases of Scrapy show the second."""


class TellingSpider(Spider):
    """A spider that says what it was asked for and what it could not do."""

    given: Mapping[str, Any]
    """The arguments that it was given, for the manifest."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As in Scrapy; the arguments are kept."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.given = kwargs
        return spider

    @property
    def memory(self) -> Memory | None:
        """What is kept for the runs to come; None in a dry run."""
        return self.crawler.get_extension(Memory)

    def tell(self, signal: object, **what: Any) -> None:
        """Send one of our signals (extensions/signals.py) with its arguments."""
        self.crawler.signals.send_catch_log(signal, **what)

    def remember(self, url: str, what: What) -> None:
        """Note what is at an address, without a look at it."""
        if self.memory is not None:
            self.memory.settle(url, what)

    def note_incomplete(self, why: str) -> None:
        """Remember why the crawl is not whole."""
        RunVerdict.of(self.crawler).note(Verdict.INCOMPLETE, why)

    def failed(self, failure: Failure) -> None:
        """Count what could not be fetched; say so when the crawl is not whole without it."""
        request: Request = failure.request  # type: ignore[attr-defined]
        role: Role = request.meta[ROLE]
        if isinstance(failure.value, IgnoreRequest) and not isinstance(failure.value, HttpError):
            if role is Role.START:
                self.note_incomplete(f"{request.url} is not asked for: {_said(failure)}.")
            elif OWED in request.meta and (isinstance(failure.value, GivenUpError) or _said(failure) == _FORBIDDEN):
                self.remember(request.meta[OWED], What.OTHER)
            return
        why = why_of(failure)
        self.crawler.stats.inc_value(f"failures/{role}")
        self.tell(request_failed, request=request, why=why)
        if role in (Role.START, Role.LISTING, Role.FIRST_PART):
            self.note_incomplete(f"{request.url} {why}.")
        elif role is not Role.PART and _may_pass(failure):
            self.note_incomplete(f"{request.url} {why}; run the crawl again to fetch it.")
        elif OWED in request.meta and self.memory is not None:
            if isinstance(failure.value, RefusedError):  # it would be refused again
                self.memory.settle(request.meta[OWED], What.OTHER)
            else:
                self.memory.note_missing(request.meta[OWED], promised=role.is_promised)


def _may_pass(failure: Failure) -> bool:
    """True if the page may well be had another time."""
    if isinstance(failure.value, RefusedError):  # a certificate or a name's address, if it is the site's own
        return failure.value.may_pass and "redirect_urls" not in failure.request.meta  # type: ignore[attr-defined]
    status = _status(failure)
    return status is None or status >= _SERVER_ERROR or status == _TOO_MANY_REQUESTS or _is_challenge(failure)


def _status(failure: Failure) -> int | None:
    return failure.value.response.status if isinstance(failure.value, HttpError) else None


def _is_challenge(failure: Failure) -> bool:
    return isinstance(failure.value, HttpError) and CHALLENGED in failure.value.response.flags


def why_of(failure: Failure) -> str:
    """Why a page could not be fetched, as the rest of a sentence that begins with its address."""
    if isinstance(failure.value, RefusedError):
        asked: list[str] = failure.request.meta.get("redirect_urls", [])  # type: ignore[attr-defined]
        return f"{failure.value} ({asked[0]} redirects there)" if asked else str(failure.value)
    status = _status(failure)
    if status is None:
        return f"could not be fetched ({_said(failure)})"
    return f"answered with a challenge ({status})" if _is_challenge(failure) else f"answered {status}"


def _said(failure: Failure) -> str:
    if _name(failure) in _BROKE_OFF:
        return "the answer broke off before its end"
    for failed in (failure.value, getattr(failure.value, "__cause__", None)):
        if reasons := getattr(failed, "reasons", None):  # Twisted's, of which the text is a list of objects
            return _said(next((reason for reason in reasons if _name(reason) in _BROKE_OFF), reasons[0]))
    return " ".join(str(failure.value).split())[:160] or _name(failure)


def _name(failure: Failure) -> str:
    return failure.type.__name__ if failure.type is not None else ""
