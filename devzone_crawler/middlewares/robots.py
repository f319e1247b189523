"""robots.txt as RFC 9309 has it. Scrapy's own takes a file that cannot be had for leave to take everything."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urljoin
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.httpobj import urlparse_cached
from w3lib.url import safe_url_string

from devzone_crawler.extensions.pace import Pace
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.network.refusal import AddressRefusedError, CertificateError, RefusedError
from devzone_crawler.request_meta import ROLE, Role
from devzone_crawler.verdicts import Verdict

_MOST_BYTES = 512 * 1024
"""What is read of a file. RFC 9309, 2.5: at least 500 KiB."""
_MOST_DECLARED = 64 * 1024 * 1024
"""A file that says it is larger is not even begun."""
_MOST_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: five are followed; what lies behind more counts as a file that is not there."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PRODUCT = re.compile(r"[A-Za-z_-]+")


class RobotsTxt(RobotsTxtMiddleware):
    """Ask each host for its robots.txt before anything else, and obey it.

    There: its rules hold, its Crawl-delay and Request-rate too. Not there (4xx): all is allowed. Out of reach (5xx,
    time-out, no connection): nothing is, in this run (RFC 9309, 2.3.1).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._robotstxt_useragent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or product_token(
            crawler.settings["USER_AGENT"]
        )
        self._files: dict[str, asyncio.Future[RobotParser | Exception | None]] = {}
        """By scheme and host: its rules, None where there are none, or why nothing can be asked for."""
        self._received: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        crawler.signals.connect(self._on_bytes, signal=signals.bytes_received)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules for a request. Raises IgnoreRequest where they are out of reach, RefusedError where the host is one
        that is not connected to.
        """
        url = urlparse_cached(request)
        origin = f"{url.scheme}://{url.netloc}"
        if origin not in self._files:
            self._files[origin] = asyncio.ensure_future(self._fetched(f"{origin}/robots.txt", request))
        found = await asyncio.shield(self._files[origin])
        if isinstance(found, Exception):
            if isinstance(found, IgnoreRequest):
                self.crawler.stats.inc_value("robotstxt/forbidden")
            raise found.with_traceback(None)
        return found

    async def _fetched(self, address: str, request: Request) -> RobotParser | Exception | None:
        self.crawler.stats.inc_value("robotstxt/request_count")
        try:
            response = await self._asked(address)
        except HttpError as error:
            return self._out_of_reach(address, f"answered {error.response.status}", request)
        except (AddressRefusedError, CertificateError) as error:  # true of the host, and of every page there
            return error
        except RefusedError as error:
            return self._out_of_reach(address, str(error), request)
        except Exception as error:
            return self._out_of_reach(address, f"could not be fetched ({_said(error)})", request)
        if response is None:
            return None
        self.crawler.stats.inc_value("robotstxt/response_count")
        self.crawler.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if 400 <= response.status < 500 and response.status != 429:
            return None
        if not 200 <= response.status < 300:
            return self._out_of_reach(address, f"answered {response.status}", request)
        return await self._rules(response, request)

    async def _asked(self, address: str) -> Response | None:
        """What is there, or where redirects lead; None if they lead on and on."""
        for _ in range(1 + _MOST_REDIRECTS):
            asked = Request(
                address,
                priority=self.DOWNLOAD_PRIORITY,
                callback=NO_CALLBACK,
                headers={"Accept-Encoding": "identity"},  # the limit is one of bytes that come in: none come packed
                meta={
                    ROLE: Role.ROBOTS,
                    "dont_obey_robotstxt": True,
                    "dont_redirect": True,
                    "download_maxsize": _MOST_DECLARED,
                },
            )
            response = await self.crawler.engine.download_async(asked)
            location = response.headers.get("Location") if response.status in _REDIRECTS else None
            if location is None:
                return response
            address = urljoin(address, safe_url_string(location))
        return None

    async def _rules(self, response: Response, request: Request) -> RobotParser | None:
        body = rules_in(response.body)
        if body is None:
            return None
        parser: RobotParser = self._parserimpl.from_crawler(self.crawler, body)
        parsed = getattr(signals, "robots_parsed", None)  # Scrapy 2.14 does not know it yet
        if parsed is not None:
            await self.crawler.signals.send_catch_log_async(signal=parsed, robotparser=parser, request=request)
        self._keep_delay(request, delay_of(parser, self._robotstxt_useragent))
        return parser

    def _keep_delay(self, request: Request, seconds: float) -> None:
        if not seconds:
            return
        kept = Pace.of(self.crawler).keep(self.crawler.engine.downloader.get_slot_key(request), seconds)
        if kept < seconds:
            RunVerdict.of(self.crawler).remark(
                f"robots.txt of {urlparse_cached(request).netloc} asks for {seconds:g} seconds between two requests; "
                f"{kept:g} are kept, as LONGEST_CRAWL_DELAY says."
            )

    def _out_of_reach(self, address: str, why: str, request: Request) -> IgnoreRequest:
        """Say so, and return what becomes of the requests."""
        sentence = (
            f"{address} {why}: while a robots.txt is out of reach, nothing of its host is asked for (RFC 9309). "
            "Run the crawl again later."
        )
        verdict = RunVerdict.of(self.crawler)
        if request.meta.get(ROLE) is Role.COUNTER:
            verdict.remark(sentence)
        else:
            verdict.note(Verdict.INCOMPLETE, sentence)
        return IgnoreRequest("its robots.txt is out of reach")

    def _on_bytes(self, data: bytes, request: Request) -> None:
        """Raises StopDownload when as much of a robots.txt has come as is read."""
        if request.meta.get(ROLE) is Role.ROBOTS:
            self._received[request] = self._received.get(request, 0) + len(data)
            if self._received[request] > _MOST_BYTES:
                raise StopDownload(fail=False)


def product_token(user_agent: str) -> str:
    """The name that a robots.txt may call this crawler by (RFC 9309, 2.2.1); "*" if it has none."""
    found = _PRODUCT.match(user_agent)
    return found.group() if found is not None else "*"


def rules_in(body: bytes) -> bytes | None:
    """What is read of a file: its first 512 KiB, up to the end of a line, since half a path forbids too much.

    None for a page that came instead: many sites answer 200 to whatever they do not have.
    """
    if body[:512].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<"):
        return None
    if len(body) <= _MOST_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, _MOST_BYTES), body.rfind(b"\r", 0, _MOST_BYTES))
    return body[: end + 1]


def delay_of(parser: RobotParser, user_agent: str) -> float:
    """Seconds between two requests that a robots.txt asks for, by Crawl-delay or Request-rate; 0 if by neither."""
    rules: Any = getattr(parser, "rp", None)  # Protego, or the standard library's: both know both
    delay, rate = getattr(rules, "crawl_delay", None), getattr(rules, "request_rate", None)
    seconds = float(delay(user_agent) or 0) if delay is not None else 0.0
    asked = rate(user_agent) if rate is not None else None
    return max(seconds, asked.seconds / asked.requests) if asked is not None else seconds


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
