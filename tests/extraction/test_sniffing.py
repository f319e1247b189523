"""Whether an answer is a page at all, told by its header or its first bytes."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.sniffing import begins_like_page, may_be_page

LONG = b"<!-- " + b"x" * 600


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"<p>1", "text/html; charset=gbk", True),
        (b"<p>1", "TEXT/HTML", True),
        (b"1", "text/plain", True),
        (b"1", "application/octet-stream", True),
        (b"1", "application/xhtml+xml", True),
        (b"<html>", "image/png", False),
        (b"<html>", "application/json", False),
        (b"1", None, True),
        (b"1", "", True),
        (b"PK\x03\x04\x00", None, False),
        (b"PK\x03\x04\x00", "text/html", False),
        (b"<!DOCTYPE html>\x00", None, True),
        (b"\xff\xfe<\x00p\x00", None, True),
        (b"\xfe\xff\x00<\x00p", None, True),
        (LONG + b"\x00", None, True),
        (b"\x00" + LONG + b"<html>", None, False),
    ],
)
def test_what_may_be_a_page_is_told_before_it_is_read(body: bytes, content_type: str | None, expected: bool) -> None:
    assert may_be_page(body, content_type) is expected


def test_a_file_is_taken_for_a_page_when_it_begins_like_one() -> None:
    assert begins_like_page(LONG + b"--><HTML>")
    assert begins_like_page(b"\xef\xbb\xbf<!doctype html>")
    assert not begins_like_page(b"<?xml version='1.0'?><rss>")
    assert not begins_like_page(b" " * 2_048 + b"<html>")
