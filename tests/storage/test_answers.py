"""Answers out of archives: unpacked as they were packed, and what cannot be unpacked is told."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest

from devzone_crawler.storage.answers import LARGEST_BODY, read_answer, split_block
from devzone_crawler.storage.warc import WarcError

brotli = pytest.importorskip("brotli")
TEXT = "园区开工".encode() * 50
HUGE = bytes(LARGEST_BODY + 1)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def head(*lines: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", *lines)).encode()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("x-gzip", gzip.compress(TEXT[:40], mtime=0) + gzip.compress(TEXT[40:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\0\0"),
        ("gzip", TEXT),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("br", brotli.compress(TEXT)),
        ("gzip, br", brotli.compress(gzip.compress(TEXT, mtime=0))),
        ("utf-8", TEXT),
        ("", TEXT),
    ],
)
def test_a_body_is_unpacked_as_its_header_says(encoding: str, body: bytes) -> None:
    answer = read_answer(head(f"Content-Encoding: {encoding}", "no header"), body)
    assert (answer.status, answer.body) == (200, TEXT)


def test_zstandard_is_unpacked_too() -> None:
    packed = pytest.importorskip("backports.zstd").compress(TEXT)
    assert read_answer(head("Content-Encoding: zstd"), packed).body == TEXT


def test_chunks_are_put_together() -> None:
    body = b"5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n"
    assert read_answer(head("Transfer-Encoding: Chunked"), body).body == b"firstsecond"


def test_the_last_of_headers_with_one_name_counts() -> None:
    answer = read_answer(head("A: 1", "a: 2"), b"")
    assert (answer.header("a"), answer.header("b")) == ("2", None)


@pytest.mark.parametrize(
    ("first", "encoding", "body", "why"),
    [
        ("SSH-2.0", "", b"", "no HTTP answer"),
        ("HTTP/1.1 OK", "", b"", "no HTTP answer"),
        ("HTTP/1.1 200 OK", "gzip", b"\x1f\x8b\x08torn", "not packed as it says"),
        ("HTTP/1.1 200 OK", "br", TEXT, "not packed as it says"),
        ("HTTP/1.1 200 OK", "", HUGE, "more than 32 MiB"),
        ("HTTP/1.1 200 OK", "gzip", gzip.compress(HUGE, mtime=0), "more than 32 MiB"),
    ],
)
def test_what_cannot_be_unpacked_is_told(first: str, encoding: str, body: bytes, why: str) -> None:
    with pytest.raises(WarcError, match=why):
        read_answer(f"{first}\r\nContent-Encoding: {encoding}".encode(), body)


def test_a_package_that_is_lacking_is_named(without: Callable[[str], None]) -> None:
    without("brotli")
    with pytest.raises(WarcError, match="needs the package brotli"):
        read_answer(head("Content-Encoding: br"), brotli.compress(TEXT))


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda name: monkeypatch.setitem(__import__("sys").modules, name, None)


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        (b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\nbody\r\n\r\n", (b"HTTP/1.1 200 OK\r\nA: 1", b"body\r\n\r\n")),
        (b"HTTP/1.1 200 OK\nA: 1\n\nbody", (b"HTTP/1.1 200 OK\nA: 1", b"body")),
        (b"HTTP/1.1 200 OK\nA: 1\n\nbody\r\n\r\nmore", (b"HTTP/1.1 200 OK\nA: 1", b"body\r\n\r\nmore")),
        (b"HTTP/1.1 200 OK", (b"HTTP/1.1 200 OK", b"")),
    ],
)
def test_header_and_body_are_told_apart(block: bytes, parts: tuple[bytes, bytes]) -> None:
    assert split_block(block) == parts
