"""What a server answered, taken out of an archived record: as it came over the wire, also when others archived it."""

from __future__ import annotations

import importlib
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader

from devzone_crawler.storage.warc import WarcError

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes: as much as a crawl takes of a page."""
_GZIP = b"\x1f\x8b"
_MODULES = {"br": ("brotli",), "zstd": ("compression.zstd", "backports.zstd")}
"""What unpacks the encodings that Python did not know before 3.14."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body, unpacked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The last value of a header, whatever its case; None if it was not sent."""
        found = [value for given, value in self.headers if given.lower() == name.lower()]
        return found[-1] if found else None


def read_answer(head: bytes, body: bytes) -> Answer:
    """An HTTP answer from its header (without the empty line) and its body as sent.

    Raises WarcError for what is none, or is packed in a way that cannot be undone, or larger than LARGEST_BODY.
    """
    lines = head.decode("latin-1").replace("\r\n", "\n").split("\n")
    protocol, _, status = lines[0].partition(" ")
    if not protocol.startswith("HTTP") or not status[:3].isdecimal():
        raise WarcError("holds no HTTP answer")
    named = (line.partition(":") for line in lines[1:] if ":" in line)
    answer = Answer(int(status[:3]), tuple((name.strip(), value.strip()) for name, _, value in named), body)
    if (answer.header("transfer-encoding") or "").lower() == "chunked":
        body = ChunkedDataReader(BytesIO(body)).read(LARGEST_BODY + 1)
    for encoding in reversed((answer.header("content-encoding") or "").lower().split(",")):
        body = _unpacked(body, encoding.strip())
    if len(body) > LARGEST_BODY:
        raise WarcError(f"holds a body of more than {LARGEST_BODY >> 20} MiB")
    return Answer(answer.status, answer.headers, body)


def split_block(block: bytes) -> tuple[bytes, bytes]:
    """The block of a response record as header and body."""
    head, empty, body = block.partition(b"\r\n\r\n")
    if not empty or b"\n\n" in head:
        head, _, body = block.partition(b"\n\n")
    return head, body


def _unpacked(body: bytes, encoding: str) -> bytes:
    """A body without one encoding. What is no encoding, as in `Content-Encoding: utf-8`, changes nothing.

    A body that is plain already is left as it is: some tools unpack it and leave the header.
    """
    try:
        if encoding in ("gzip", "x-gzip"):
            return _inflated(body, zlib.MAX_WBITS | 16) if body.startswith(_GZIP) else body
        if encoding == "deflate":
            return _deflated(body)
        if encoding in _MODULES:
            return _unpacked_by(encoding, body)
    except Exception as error:  # each module has its own
        if isinstance(error, WarcError):
            raise
        raise WarcError(f"holds a body that is not packed as it says ({encoding})") from error
    return body


def _inflated(body: bytes, window: int) -> bytes:
    """All that the streams in a body hold, up to the largest body."""
    unpacked = bytearray()
    while body and len(unpacked) <= LARGEST_BODY:
        stream = zlib.decompressobj(window)
        unpacked += stream.decompress(body, LARGEST_BODY + 1 - len(unpacked))
        body = stream.unused_data if stream.unused_data.startswith(_GZIP) else b""
    return bytes(unpacked)


def _deflated(body: bytes) -> bytes:
    try:
        return _inflated(body, zlib.MAX_WBITS)
    except zlib.error:  # without the wrapper that the standard asks for
        return _inflated(body, -zlib.MAX_WBITS)


def _unpacked_by(encoding: str, body: bytes) -> bytes:
    """What a package unpacks that comes with Scrapy, or in newer releases with Python."""
    for name in _MODULES[encoding]:
        try:
            module: Any = importlib.import_module(name)
        except ImportError:
            continue
        if encoding == "br":
            return bytes(module.Decompressor().process(body, output_buffer_limit=LARGEST_BODY + 1))
        return bytes(module.ZstdDecompressor().decompress(body, LARGEST_BODY + 1))
    raise WarcError(f"holds a body packed as {encoding}, which needs the package {_MODULES[encoding][-1]}")
