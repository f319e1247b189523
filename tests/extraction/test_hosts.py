"""What makes two addresses the same host, and the same site."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.parts import find_parts
from devzone_crawler.extraction.urls import host_name, site_of

PLACES = [
    ("http://www.zone.example/a", "www.zone.example", "zone.example"),
    ("https://Zone.Example:443/a", "zone.example", "zone.example"),
    ("http://zone.example:80/a", "zone.example", "zone.example"),
    ("http://zone.example:8080/a", "zone.example", "zone.example:8080"),
    ("http://www.zone.example./a", "www.zone.example.", "zone.example"),
    ("http://user:word@zone.example/a", "zone.example", "zone.example"),
    ("http://zone.example:99999/a", "zone.example", ""),
    ("http://[::1/a", "", ""),
    ("/a", "", ""),
]


@pytest.mark.parametrize(("url", "host", "site"), PLACES)
def test_a_site_is_a_host_without_www_and_a_port_that_says_something(url: str, host: str, site: str) -> None:
    assert (host_name(url), site_of(url)) == (host, site)


@pytest.mark.parametrize("host", ["http://www.zone.example", "http://zone.example:80", "https://zone.example"])
def test_the_pages_of_an_article_may_be_linked_by_another_spelling_of_their_host(host: str) -> None:
    page = f'<b>1</b> <a href="{host}/a/9012_2.html">2</a> <a href="{host}/a/9012_2.html">下一页</a>'
    parts = find_parts(page.encode(), "http://zone.example/a/9012.html")
    assert parts is not None
    assert parts.last == 2
