"""Compressed responses, which may be larger than they look, or end before they do."""

from __future__ import annotations

import zlib

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from devzone_crawler.network.refusal import BodyRefusedError

_MOST_ENCODINGS = 3
"""One is usual, two are a mistake of a proxy."""
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_ONE_STREAM = ([b"gzip"], [b"x-gzip"], [b"deflate"])
_UNPACKED_BY_NEWER = frozenset({b"br", b"zstd"})
"""Left as they are by releases of Scrapy that miss a package for them. Other names (`utf-8`) are mistakes about a plain
body."""
_END = b"</html"


class CutBodyError(Exception):
    """Half a body, time and again. It may come whole another day."""


class CompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's, which stops at DOWNLOAD_MAXSIZE; but a page that was thrown away is told of, and half a page is none.

    Scrapy takes a stream that breaks off for what came of it. So do browsers; a record of it would never be mended.
    """

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, decompressed, or the request once more. Raises BodyRefusedError, CutBodyError."""
        encodings = _encodings(response)
        if len(encodings) > _MOST_ENCODINGS:
            raise BodyRefusedError(f"is compressed {len(encodings)} times over")
        try:
            read = super().process_response(request, response)
        except IgnoreRequest as error:
            raise BodyRefusedError("is larger than DOWNLOAD_MAXSIZE when decompressed") from error
        except (zlib.error, OSError, EOFError) as error:
            raise BodyRefusedError("is not compressed as it says") from error
        if isinstance(read, Request):
            return read
        if not _UNPACKED_BY_NEWER.isdisjoint(_encodings(read)):
            raise BodyRefusedError("is compressed in a way that is not known here")
        if encodings in _ONE_STREAM and _is_cut(response, read):
            assert self._crawler.spider is not None
            again = get_retry_request(request, spider=self._crawler.spider, reason="compressed body breaks off")
            if again is None:
                raise CutBodyError("its compressed body breaks off before its end")
            return again
        return read


def _encodings(response: Response) -> list[bytes]:
    named = b",".join(response.headers.getlist("Content-Encoding")).lower()
    return [name.strip() for name in named.split(b",")]


def _is_cut(response: Response, read: Response) -> bool:
    """True if a compressed body has no end. Looked into only when the page has none either."""
    if not response.body or _END in read.body[-4096:].lower():
        return False
    stream, data = zlib.decompressobj(_GZIP_OR_ZLIB), response.body
    try:
        while data and not stream.eof:
            stream.decompress(data, 65_536)
            data = stream.unconsumed_tail
    except zlib.error:  # raw deflate, or a wrong checksum: all of it came
        return False
    return not stream.eof
