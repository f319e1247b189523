"""Every way out of a page: its links, frames, maps, scripts, and what a quick look at its anchors finds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.listing import PageLink, harvest_links, parse_listing

URL = "https://www.zone.example/news/index.html"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
MANY = "".join(f"<a href='/{number}/'>栏目</a>" for number in range(10))


def addresses(page: str) -> list[str]:
    found = parse_listing(page.encode(), URL, content_type="text/html; charset=utf-8", fetched_at=NOW)
    return [link.url.removeprefix("https://www.zone.example") for link in found.links]


def harvested(page: str, known: set[int] | None = None) -> list[str]:
    found = harvest_links(page.encode(), URL, known)
    return [address.removeprefix("https://www.zone.example") for address in found]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<frameset><frame src='top.html'><frame src='/list.html#a'></frameset>", ["/news/top.html", "/list.html"]),
        ("<FRAME SRC=top.html>", ["/news/top.html"]),
        ("<map><area shape=rect href='/zs/'><area nohref><area href=' '></map>", ["/zs/"]),
        ("<iframe src='/inner.html'></iframe>", ["/inner.html"]),
        ("<iframe src='javascript:;'></iframe>", []),
        ("<script>var a = 1; window.location.href = 'in.html';</script>", ["/news/in.html"]),
        (
            "<script>top.location='/in.html'</script><script>location.replace('/on.html#x')</script>",
            ["/in.html", "/on.html"],
        ),
        ('<script>if (m) location.assign("/m/");</script>', ["/m/"]),
        ("<script>mylocation.hreff = '/in.html'</script>", []),
    ],
)
def test_a_page_leads_on_without_anchors(page: str, expected: list[str]) -> None:
    assert addresses(page) == expected


def test_inner_frames_and_scripts_of_a_page_with_many_links_are_left_alone() -> None:
    ways = "<iframe src='/ad.html'></iframe><script>location.href='/on.html'</script><area href='/map.html'>"
    assert addresses(MANY + ways) == [*(f"/{number}/" for number in range(10)), "/map.html"]
    assert addresses(MANY[: -len("<a href='/9/'>栏目</a>")] + ways)[9:] == ["/map.html", "/ad.html", "/on.html"]


def test_links_come_once_in_page_order_with_what_they_say_first_and_the_day_beside_them() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}.html#top' title='园区第{n}批项目开工'></a>"
        f"<a href='/a/{n}.html'>园区第{n}批项目开工建设</a><span>2026-11-{n}</span></li>"
        for n in (18, 17, 16)
    )
    page = f"<a href='/'>首页</a><ul>{rows}</ul><a href='mailto:x@zone.example'>信箱</a><a href='/'>回首页</a>"
    found = parse_listing(page.encode(), URL, fetched_at=NOW)
    assert found.links == (
        PageLink("https://www.zone.example/", "首页"),
        *(
            PageLink(f"https://www.zone.example/a/{n}.html", f"园区第{n}批项目开工", f"2026-11-{n}")
            for n in (18, 17, 16)
        ),
    )


def test_a_page_tells_where_it_stands_and_what_it_is_called() -> None:
    page = (
        "<title>园区动态-云泽开发区</title><link rel=alternate type='application/rss+xml' href='/rss.xml'>"
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/zx/'>资讯中心</a> &gt; <a href='/zx/dt/'>园区动态</a></div>"
    )
    found = parse_listing(page.encode(), URL, fetched_at=NOW)
    assert (found.url, found.title, found.breadcrumb) == (URL, "园区动态-云泽开发区", ("资讯中心", "园区动态"))
    assert found.feeds == ("https://www.zone.example/rss.xml",)
    assert (found.entries, found.next_page, found.next_request, found.endpoint) == ((), None, None, None)


def test_pages_that_show_the_same_in_another_order_and_with_other_numbers_have_one_digest() -> None:
    def digest(page: str) -> str:
        return parse_listing(page.encode(), URL, fetched_at=NOW).content

    assert digest("<p>园区开工</p><p>第 1 页</p>") == digest("<p>第 22 页</p><p>园区开工</p><p>园区开工</p>")
    assert digest("<p>园区开工</p>") != digest("<p>园区竣工</p>")
    assert digest("<p>园区开工</p><p>园区竣工</p>") != digest("<p>园区开工园区竣工</p>")
    assert len(digest("")) == 24


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<a href=\"1.html\">1</a><A class=x HREF='/2.html'>2</A><a href=3.html>3</a>",
            ["/news/1.html", "/2.html", "/news/3.html"],
        ),
        (
            "<a href='/1.html'>1</a><a href='/1.html'>2</a><a href='#a'>3</a><a href='JavaScript:go()'>4</a>",
            ["/1.html"],
        ),
        ("<a href='/1.html?a=1&amp;b=2#c'>1</a><a href=' /2.html '>2</a>", ["/1.html?a=1&b=2", "/2.html"]),
        ("<a href='http://['>1</a><a href='ftp://x.example/'>2</a><a href='http:///'>3</a>", []),
        ("<base href='/b/'><a href='1.html'>1</a>", ["/b/1.html"]),
        ("<base href='http://['><a href='1.html'>1</a>", ["/news/1.html"]),
        (" " * 20_000 + "<base href='/b/'><a href='1.html'>1</a>", ["/news/1.html"]),
        ("<meta http-equiv=refresh content='0;url=/on.html#x'><a href='/1.html'>1</a>", ["/on.html", "/1.html"]),
        (" " * 6_000 + "<meta http-equiv=refresh content='0;url=/on.html'>", []),
        ("<meta http-equiv=refresh content='0;url=mailto:x'>", []),
    ],
)
def test_anchors_are_harvested_without_parsing_the_page(page: str, expected: list[str]) -> None:
    assert harvested(page) == expected


def test_what_means_the_same_on_every_page_is_harvested_once_for_all_of_them() -> None:
    known: set[int] = set()
    page = (
        "<a href='/zx/'>1</a><a href='list.html'>2</a><a href='https://other.example/'>3</a>"
        "<a href='http://www.zone.example/x'>4</a>"
    )
    first = harvested(page, known)
    assert first == ["/zx/", "/news/list.html", "https://other.example/", "http://www.zone.example/x"]
    assert len(known) == 3
    assert harvested(page + "<a href='/gk/'>5</a>", known) == ["/news/list.html", "/gk/"]
    assert harvested("<a href='/zx/'>1</a>") == ["/zx/"]


@pytest.mark.large
def test_of_a_page_without_end_so_many_links_are_harvested() -> None:
    page = "".join(f"<a href={number}>" for number in range(50_010))
    assert len(harvested(page)) == 50_000
