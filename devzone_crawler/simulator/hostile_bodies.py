"""Bodies that are larger than they look, or are not what they say: sent as HTTP wants it."""

from __future__ import annotations

import base64
import gzip
import zlib

from devzone_crawler.simulator.site import Request, Response

_MEBIBYTE = 1 << 20
_BROTLI = base64.b64decode(
    "z///fwAkAOKxQHLv//n//w+ABEAcFoDu/T////8BkACIwwLQvf/n//8/ABIAcVgAuvf//P//B0ACIA4LQPf+n////wBIAMRhAeje"
    "//P//x8ACYA4LADd+3/+//8DIAEQhwWge//P//9/ACQA4rAAdO//+f//D4AEQBwWgO79P////wGQAIjDAtC9/+f//z8AEgBxWAC6"
    "9//8//8HQAIgDgtA9/6f////AEgAxGEB6N7/8///HwAJgDgsAN37f/7//wMgARCHBaB7/z8="
)
"""256 MiB of zeros. Only the standard library makes the other bombs, and it knows no Brotli."""


def gzip_bomb(request: Request, page: bytes) -> Response:
    """One GiB in one MiB: gzip may be sent in pieces that are decompressed one after another."""
    return _compressed("gzip", gzip.compress(bytes(16 * _MEBIBYTE)) * 64)


def gzip_twice(request: Request, page: bytes) -> Response:
    """One GiB in two KiB, as two layers of gzip."""
    return _compressed("gzip, gzip", gzip.compress(gzip.compress(bytes(16 * _MEBIBYTE)) * 64))


def many_layers(request: Request, page: bytes) -> Response:
    """A page that is packed twenty times."""
    for _ in range(20):
        page = gzip.compress(page, 1)
    return _compressed(", ".join(["gzip"] * 20), page)


def deflate_bomb(request: Request, page: bytes) -> Response:
    """64 MiB in 64 KiB."""
    return _compressed("deflate", zlib.compress(bytes(64 * _MEBIBYTE)))


def brotli_bomb(request: Request, page: bytes) -> Response:
    """256 MiB in 203 bytes."""
    return _compressed("br", _BROTLI)


def zstd_bomb(request: Request, page: bytes) -> Response:
    """One GiB in 32 KiB: a frame of blocks that each say "128 KiB of this byte" (RFC 8878, 3.1.1)."""
    frame = b"\x28\xb5\x2f\xfd\x00\x68"
    size = 128 * 1024
    block = (size << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    last = (size << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"\0"
    return _compressed("zstd", frame + block * 8191 + last)


def half_gzip(request: Request, page: bytes) -> Response:
    """Compressed, and cut in the middle: the length of what is sent is right."""
    packed = gzip.compress(page)
    return _compressed("gzip", packed[: len(packed) * 2 // 3])


def no_gzip(request: Request, page: bytes) -> Response:
    """Said to be compressed, and random."""
    return _compressed("gzip", bytes(range(256)) * 40)


def lying_charset(request: Request, page: bytes) -> Response:
    """Header and meta say UTF-8, the bytes are GB18030."""
    return Response(page.decode().encode("gb18030"))


def unknown_charset(request: Request, page: bytes) -> Response:
    """A charset that nobody has heard of."""
    return Response(page, content_type="text/html; charset=../../etc/passwd")


def invisible_characters(request: Request, page: bytes) -> Response:
    """NULs, half surrogates, escape codes and marks that turn a line around, in title, byline and text."""
    noise = "\x00\x1b[2J\x1b]0;\x07\x9b31m\u202e\u2066&#xD800;&#27;&#x202E;"
    harmless = "\x00\u200b&#x202E;\u202c"
    text = page.decode().replace("</h1>", f"{harmless}</h1>").replace("发布时间", f"发布{harmless}时间")
    return Response(text.replace("【打印本页】", f"【打印本页{noise}】").encode("utf-8", "surrogatepass"))


def deep_nesting(request: Request, page: bytes) -> Response:
    """The article below a hundred thousand elements that nobody closes."""
    return Response(page.replace(b"<body>", b"<body>" + b"<div><b>" * 50_000))


def huge_page(request: Request, page: bytes) -> Response:
    """The article, and below it links by the hundred thousand: as large as a page may be."""
    links = b"".join(b'<a href="http://h%d.example/">%d</a>\n' % (n, n) for n in range(700_000))
    return Response(page.replace(b"</body>", links + b"</body>"))


def _compressed(encoding: str, body: bytes) -> Response:
    return Response(body, headers=(("Content-Encoding", encoding),))
