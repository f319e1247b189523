"""Challenges and refusals of firewalls, and articles that only speak of them."""

from __future__ import annotations

import pytest

from devzone_crawler import extract_article
from devzone_crawler.extraction.challenge import is_challenge

URL = "http://www.zone.example/a/1.html"
COOKIE = "<html><script>document.cookie='a=1';location.reload()</script></html>"
CHALLENGES = {
    "a cookie and nothing else": COOKIE,
    "瑞数": "<html><script>$_ts=window['$_ts'];</script><p>请稍候</p></html>",
    "阿里云": "<html><script>var arg1='0A1B2C';</script></html>",
    "加速乐": "<script>document.cookie='__jsl_clearance=1'</script>",
    "a title": "<html><title>访问验证</title><body><p>请拖动滑块</p></body></html>",
    "a refusal": "<html><body><p>您的请求存在威胁，已被拦截。</p></body></html>",
    "a refusal with some links": "<p>您的访问过于频繁</p>" + "<a href=/>首页</a>" * 20,
}
TEXT = "园区网站近日升级。" * 50
PAGES = {
    "nothing": "",
    "an article": f"<html><h1>园区开工</h1><p>{TEXT}</p></html>",
    "an article that quotes a refusal": f"<p>您的请求存在威胁，已被拦截。</p><p>{TEXT}</p>",
    "a page with many links": "<p>您的访问过于频繁</p>" + "<a href=/>首页</a>" * 21,
    "a sign far below": " " * 20_000 + "<p>您的访问过于频繁</p>",
    "a cookie and a word": f"{COOKIE}<p>园区开工</p>",
    "a cookie without asking again": "<script>document.cookie='a=1'</script>",
    "more than firewalls send": COOKIE + " " * (256 * 1024),
}


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_is_known_and_read_as_blocked(name: str) -> None:
    body = CHALLENGES[name].encode()
    assert is_challenge(body, URL, "text/html; charset=utf-8")
    record = extract_article(body, URL, content_type="text/html; charset=utf-8")
    assert (record.page_kind, record.reason) == (
        "blocked",
        "the server answered with a challenge or a refusal instead of a page",
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_challenge(name: str) -> None:
    assert not is_challenge(PAGES[name].encode(), URL, "text/html; charset=utf-8")


def test_a_challenge_is_known_in_the_encoding_that_its_header_names() -> None:
    assert is_challenge(CHALLENGES["a refusal"].encode("gb18030"), URL, "text/html; charset=gb2312")


def test_a_challenge_of_the_greatest_size_is_known() -> None:
    assert is_challenge(COOKIE.encode().ljust(256 * 1024), URL)
