"""Addresses that are none, wherever a page may write them: they cost nothing but themselves."""

from __future__ import annotations

import pytest

from devzone_crawler import extract_article
from devzone_crawler.extraction.numbering import numberings
from devzone_crawler.extraction.parts import find_parts
from devzone_crawler.extraction.urls import canonical_url, host_name, own_number, path_of
from devzone_crawler.listing import harvest_links

NONE = "http://[zone.example/t20260630_1.html"
GOOD = "http://zone.example/a/t20260630_12.html"
TEXT = "<p>临江开发区今天开通国际货运班列，首批货物经铁路口岸出境，园区企业的运输时间将缩短一半以上。</p>" * 3
ARTICLE = (
    f"<html><body><h1>临江开发区开通国际货运班列</h1><p>发布时间：2026-06-30　来源：临江日报</p>{TEXT}%s</body></html>"
)


def test_what_is_no_address_has_no_parts() -> None:
    assert (host_name(NONE), path_of(NONE), own_number(NONE)) == ("", "", None)
    assert canonical_url(NONE) == NONE
    assert numberings(NONE) == ()
    assert find_parts(b'<a href="t20260630_1_1.html">2</a>', NONE) is None


@pytest.mark.parametrize(
    "added",
    [
        f"<img src='{NONE}'>",
        f"<a href='{NONE}'>附件：园区名单.doc</a>",
        f"<iframe src='{NONE}'></iframe>",
        f"<base href='{NONE}'>",
        f"<script src='{NONE}'></script>",
        "<a href='http://[/t20260630_12_1.html'>2</a>",
    ],
)
def test_an_article_with_such_an_address_is_read_like_one_without(added: str) -> None:
    found, plain = (extract_article((ARTICLE % part).encode(), GOOD) for part in (added, ""))
    assert (found.title, found.source, found.publish_date) == (plain.title, plain.source, plain.publish_date)
    assert (found.images, [file.url for file in found.attachments]) == ([], [])
    assert found.page_kind == "article"


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ('<a href="http://[/t20260630_12_1.html">2</a>', 0),
        ('<base href="http://["><a href="/a/t20260630_12_1.html">2</a>', 2),
        ('<a title="t20260630_12_1.html">2</a>', 0),
        ("<p>t20260630_12_1.html</p>", 0),
        ('<a href="t20260630_12_1.html"', 0),
    ],
)
def test_parts_are_where_links_lead(body: str, parts: int) -> None:
    found = find_parts(body.encode(), GOOD)
    assert (found.last if found else 0) == parts


@pytest.mark.parametrize(
    ("body", "links"),
    [
        (f"<base href='{NONE}'><a href='b.html'>园区</a>", ["http://zone.example/a/b.html"]),
        (f"<a href='{NONE}'>园区</a><a href='mailto:x@zone.example'>邮箱</a><a href='#top'>顶部</a>", []),
        ("<meta http-equiv=refresh content='0;url=b.html'><a href=c.html#x>园区</a>", ["b", "c"]),
        (
            "<meta http-equiv=refresh content='0;url=mailto:x'><a href=\"'+url+'\">园区</a><a href=c.html>园区</a>",
            ["c"],
        ),
    ],
)
def test_links_are_harvested_without_them(body: str, links: list[str]) -> None:
    wanted = [link if link.startswith("http") else f"http://zone.example/a/{link}.html" for link in links]
    assert list(harvest_links(body.encode(), GOOD)) == wanted


def test_links_that_mean_the_same_on_every_page_are_harvested_once() -> None:
    known: set[int] = set()
    body = b"<a href='/a.html'>A</a><a href='b.html'>B</a>"
    assert len(list(harvest_links(body, GOOD, known))) == 2
    assert list(harvest_links(body, GOOD, known)) == ["http://zone.example/a/b.html"]
