"""The archive's ear: every request that goes to the network, and every answer that comes from there."""

from __future__ import annotations

from http import HTTPStatus
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from devzone_crawler.extensions.manifest import Manifest
from devzone_crawler.extensions.memory import Memory
from devzone_crawler.extensions.verdict import RunVerdict
from devzone_crawler.request_meta import ARCHIVED
from devzone_crawler.storage.archive import Archive, Exchange
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.names import file_name
from devzone_crawler.verdicts import Verdict
from devzone_crawler.version import __version__

_NEVER_KEPT = frozenset({b"authorization", b"proxy-authorization"})
"""An archive is shown to others."""
_FRAMING = frozenset({b"transfer-encoding"})
"""Bodies reach us without their chunks, so the header that announces chunks goes too."""
_DOWNLOAD_STOPPED = "download_stopped"
"""Scrapy's flag of an answer of which no more was wanted."""


class Recorder:
    """Archives each answer before anybody else sees it, and notes in the request where it is.

    Header names are written as Scrapy writes them (`Content-Type`), and the reason is that of the standard (`200 OK`):
    Scrapy keeps neither as it came. All else is as it was sent.
    """

    def __init__(self, crawler: Crawler, archive: Archive) -> None:
        self._crawler = crawler
        self._archive = archive
        self._has_begun = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Setting: ARCHIVE. Must stand next to the network."""
        memory = crawler.get_extension(Memory)
        if memory is None or memory.output.archive is None:
            raise NotConfigured
        return cls(crawler, memory.output.archive)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, archived. Raises NotArchivedError when it could not be; the crawl ends then."""
        if not self._has_begun:
            self._begin()
        try:
            request.meta[ARCHIVED] = self._archive.keep(_exchange(request, response))
        except OutputError as error:
            RunVerdict.of(self._crawler).stop(Verdict.OUTPUT, str(error))
            raise NotArchivedError("it could not be archived") from error
        return response

    def _begin(self) -> None:
        """What the archive's files are called, and who made them."""
        self._has_begun = True
        settings = self._crawler.settings
        run = Manifest.of(self._crawler).run_id
        self._archive.begin(
            f"{file_name(self._crawler.spider)}-{run}",
            {
                "software": f"devzone_crawler/{__version__}",
                "format": "WARC File Format 1.1",
                "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                "operator": str(settings["CONTACT"] or ""),
                "http-header-user-agent": str(settings["USER_AGENT"]),
                "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
                "isPartOf": run,
                "description": "Bodies without chunks, and the header Transfer-Encoding with them. Not kept: "
                "Authorization.",
            },
        )


class NotArchivedError(IgnoreRequest):
    """An answer that could not be archived. It stays owed, and the next run asks again."""


def _exchange(request: Request, response: Response) -> Exchange:
    url = urlparse_cached(request)
    asked = [(b"Host", url.netloc.rpartition("@")[2].encode())] if b"Host" not in request.headers else []
    asked += [header for header in _headers(request) if header[0].lower() not in _NEVER_KEPT]
    if request.body and b"Content-Length" not in request.headers:
        asked.append((b"Content-Length", b"%d" % len(request.body)))
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = ""
    return Exchange(
        url=response.url,
        method=request.method,
        target=f"{url.path or '/'}{';' if url.params else ''}{url.params}{'?' if url.query else ''}{url.query}",
        asked=asked,
        form=request.body,
        status=f"{response.status} {reason}",
        answered=[header for header in _headers(response) if header[0].lower() not in _FRAMING],
        body=response.body,
        address=str(response.ip_address) if response.ip_address is not None else None,
        truncated=_DOWNLOAD_STOPPED in response.flags,
    )


def _headers(message: Request | Response) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name in message.headers for value in message.headers.getlist(name)]
