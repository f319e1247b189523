"""A host that refuses is left alone for a while, then asked again; when it goes on refusing, the crawl ends."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError

from devzone_crawler.extensions.pace import CHALLENGED, SLOT, Pace
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.manifest import RefusalKind
from devzone_crawler.middlewares.refusal import Refusal, refusal_by_head, refusal_of
from devzone_crawler.request_meta import ROLE, Role
from devzone_crawler.verdicts import Verdict

_ALONE, _TIMES = "refused_alone", "refused_times"
"""Keys of a request's meta: how often it was refused while another page was given, and how often at all."""
_ALONE_AT_MOST: dict[RefusalKind, int] = {"forbidden": 1, "challenge": 2, "overload": 5}
_AT_MOST = 10
"""How often at all: a host that gives others after each pause, and never this page, keeps it to itself."""
_MANY = 10
"""So many promised articles in a row that are forbidden are no chance, though other pages are answered."""
_SPREAD = 0.25
"""Share of a wait that chance adds: crawls that were refused together must not come back together."""


@dataclass(slots=True)
class _Host:
    """What is known of a host."""

    slot: str
    answered: str | None = None
    """The last page that it gave; None if it gave none yet."""
    in_a_row: int = 0
    """Pages that it kept to itself since then, while that page was answered again."""
    left: bool = False
    """True when it is not asked any more."""
    recovery: asyncio.Task[int | None] | None = None
    """Runs while the host is held."""


class BackOff:
    """Wait where a host says so, find out whether it is the page or the crawler that is refused, and ask again.

    At the first refusal the host is held: nothing is sent to it but the page that it gave last. If that is answered
    still, the refusal was of one page; else the pauses grow. A challenge is never answered, and no spider sees one.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._hosts: dict[str, _Host] = {}
        self._longest = settings.getfloat("LONGEST_RETRY_AFTER")
        self._block_pause, self._most_blocks = settings.getfloat("BLOCK_PAUSE_SECONDS"), settings.getint("MOST_BLOCKS")
        self._overload_pause = settings.getfloat("OVERLOAD_PAUSE_SECONDS")
        self._most_overloads = settings.getint("MOST_OVERLOADS")
        crawler.signals.connect(self._on_downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Settings: LONGEST_RETRY_AFTER, BLOCK_PAUSE_SECONDS, MOST_BLOCKS, OVERLOAD_PAUSE_SECONDS, MOST_OVERLOADS."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest for a host that is not asked any more."""
        host = self._hosts.get(self._crawler.engine.downloader.get_slot_key(request))
        if host is not None and host.left and request.meta.get(ROLE) is not Role.PROBE:
            raise IgnoreRequest("its host refuses this crawler")

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The page; the request, to be asked again; HttpError for a challenge."""
        host = self._host_of(request)
        refusal = refusal_of(response)
        if refusal is None:
            self._note_answer(host, request, response)
            return response
        self._crawler.stats.inc_value(f"politeness/refusals/{refusal.kind}")
        if _stands(request, refusal):
            return response
        if host.left:
            return self._refused(response, refusal)
        recovery = host.recovery or self._begin(host, request, refusal)
        pauses = await asyncio.shield(recovery)
        if pauses is None:
            return self._refused(response, refusal)
        alone = request.meta.get(_ALONE, 0) + (refusal.kind == "overload" or pauses == 0)
        times = request.meta.get(_TIMES, 0) + 1
        if alone >= _ALONE_AT_MOST[refusal.kind] or times >= _AT_MOST:
            self._note_kept_page(host, request, refusal)
            return self._refused(response, refusal)
        again = request.copy()
        again.dont_filter = True
        again.meta.update({_ALONE: alone, _TIMES: times})
        return again

    # --- one host -----------------------------------------------------------------------------------------------------

    def _on_downloaded(self, response: Response, request: Request) -> None:
        """Hold a host at once when the status refuses: the downloader looks for its next request before middlewares
        see the response.
        """
        refusal = refusal_by_head(response)
        if refusal is None or _stands(request, refusal):
            return
        host = self._host_of(request)
        if host.recovery is None and not host.left:
            self._begin(host, request, refusal)

    def _host_of(self, request: Request) -> _Host:
        slot = request.meta[SLOT]
        return self._hosts.setdefault(slot, _Host(slot))

    def _begin(self, host: _Host, request: Request, refusal: Refusal) -> asyncio.Task[int | None]:
        aside = Pace.of(self._crawler).hold(host.slot)  # now: the task begins when the next request is on its way
        host.recovery = asyncio.ensure_future(self._recover(host, aside, request.url, refusal))
        return host.recovery

    async def _recover(self, host: _Host, aside: str, refused: str, refusal: Refusal) -> int | None:
        """Wait until a held host gives the page again that it gave last, or, if there is none, the one it refused.

        Returns how many pauses that took; None when the host is to be left alone. Either way it is not held any more.
        """
        pace = Pace.of(self._crawler)
        pauses = 0
        try:
            for wait in self._waits(host, refusal.kind):
                asked = refusal.wait or 0.0
                if asked > self._longest:
                    self._leave(host, refused, refusal, f", and asks for a pause of {asked:.0f} seconds")
                    return None
                seconds = max(asked, wait) if pauses else asked or wait
                if seconds:
                    pauses += 1
                    if not await pace.pause(seconds):
                        host.left = True
                        return None
                found = await self._probe(host.answered or refused, aside, refusal)
                if found is None:
                    if pauses and refusal.status != 503:  # that was no word about how fast it was asked
                        pace.slow_down(host.slot)
                    return pauses
                refusal = found
            self._leave(host, refused, refusal, f", also after {pauses} pauses" if pauses > 1 else "")
            return None
        finally:
            host.recovery = None
            if host.left:
                pace.drop(host.slot)
            else:
                pace.release(host.slot)

    def _waits(self, host: _Host, kind: RefusalKind) -> Iterator[float]:
        """Seconds to wait before each question. Who never gave a page is not asked for long."""
        if kind == "overload":
            first, most = self._overload_pause, self._most_overloads
        else:
            first, most = self._block_pause, self._most_blocks
            yield 0.0
        for number in range(most if host.answered is not None else 2 if kind == "overload" else 1):
            yield min(first * 2**number, self._longest) * random.uniform(1, 1 + _SPREAD)

    async def _probe(self, url: str, slot: str, refusal: Refusal) -> Refusal | None:
        """How a page is refused; None if it is given."""
        meta = {ROLE: Role.PROBE, SLOT: slot, "dont_obey_robotstxt": True, "dont_retry": True}
        try:
            return refusal_of(await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta)))
        except Exception:  # no answer is no good answer
            return Refusal(refusal.kind, refusal.status)

    # --- what comes of it ---------------------------------------------------------------------------------------------

    def _note_answer(self, host: _Host, request: Request, response: Response) -> None:
        if (
            response.status in (200, 304)
            and request.method == "GET"
            and request.meta.get(ROLE) not in (Role.PROBE, Role.ROBOTS, Role.COUNTER)
        ):
            host.answered = request.url
            host.in_a_row = 0

    def _note_kept_page(self, host: _Host, request: Request, refusal: Refusal) -> None:
        """A page that is refused while others are given. So many in a row, and it is no longer the page."""
        if refusal.kind == "challenge":
            host.in_a_row += 1
            if host.in_a_row >= self._most_blocks:
                self._leave(host, request.url, refusal, f", as {host.in_a_row} pages in a row did")
                Pace.of(self._crawler).drop(host.slot)
        elif refusal.kind == "forbidden" and request.meta.get(ROLE) is Role.ARTICLE:
            host.in_a_row += 1
            if host.in_a_row == _MANY:
                RunVerdict.of(self._crawler).note(
                    Verdict.BLOCKED,
                    f"{request.url} {refusal.said}, as {_MANY} articles in a row did: the site refuses them.",
                )

    def _leave(self, host: _Host, url: str, refusal: Refusal, how: str) -> None:
        """Ask the host for nothing any more, and end the crawl."""
        host.left = True
        if refusal.status == 503 and host.answered is None and "asks for" not in how:
            return  # out of order, not out of patience: whoever asked for it says so
        RunVerdict.of(self._crawler).stop(
            Verdict.BLOCKED,
            f"{url} {refusal.said}{how}: the site refuses this crawler. Run the crawl again in an hour or more, "
            "with a longer DOWNLOAD_DELAY; if it refuses then, ask whoever runs the site.",
        )

    def _refused(self, response: Response, refusal: Refusal) -> Response:
        """The response, for whoever tells of failures. Raises HttpError for a challenge: nobody must read it."""
        if refusal.kind != "challenge":
            return response
        response.flags.append(CHALLENGED)
        raise HttpError(response, f"{urlsplit(response.url).path} {refusal.said}")


def _stands(request: Request, refusal: Refusal) -> bool:
    """True for refusals that are taken as they come.

    Those of probes; a forbidden robots.txt, which is none (RFC 9309, 2.3.1.3); what a counter answers, which costs a
    number, unless it is the server that asks for time.
    """
    role = request.meta.get(ROLE)
    if role is Role.COUNTER:
        return refusal.kind != "overload" or (refusal.status == 503 and refusal.wait is None)
    return role is Role.PROBE or (role is Role.ROBOTS and refusal.kind == "forbidden")
