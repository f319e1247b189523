"""Sitemaps and feeds that a site offers, and the ways on from a page that are no anchors."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from devzone_crawler.listing import Entry, Feed, harvest_links, parse_listing, read_feed

URL = "https://www.zone.example/feed.xml"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://www.zone.example/a/1.html </loc><lastmod>2026-11-01</lastmod></url>
<url><loc>/a/2.html</loc></url><url><loc>/a/2.html#top</loc></url><url><loc>mailto:x@zone.example</loc></url></urlset>"""
PAGES = ("https://www.zone.example/a/1.html", "https://www.zone.example/a/2.html")
TITLE = "园区出台稳外贸十二条措施"


def read(text: str | bytes) -> Feed:
    return read_feed(text.encode() if isinstance(text, str) else text, URL, NOW)


def test_a_sitemap_gives_its_pages_each_once() -> None:
    assert read(SITEMAP) == Feed(pages=PAGES)


@pytest.mark.large
def test_a_sitemap_of_a_million_elements_is_read_as_far_as_one_may_go() -> None:
    row = "<url><loc>https://www.zone.example/{}.html</loc></url>"
    body = "<urlset>" + "".join(row.format(number) for number in range(250_000)) + "</urlset>"
    assert len(read(gzip.compress(body.encode(), 1)).pages) == 200_000


def test_a_sitemap_may_be_zipped() -> None:
    assert read(gzip.compress(SITEMAP.encode())) == Feed(pages=PAGES)


def test_an_index_gives_sitemaps() -> None:
    index = "<sitemapindex><sitemap><loc>/s1.xml.gz</loc></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"
    assert read(index).sitemaps == ("https://www.zone.example/s1.xml.gz", "https://www.zone.example/s2.xml")


FEEDS = {
    "RSS 2.0": f"""<rss version="2.0"><channel><title>园区动态</title><link>https://www.zone.example/</link><item>
        <title>{TITLE}</title><link>/a/1.html</link><pubDate>2026-11-18 09:30:00</pubDate></item></channel></rss>""",
    "RSS with a date in words": f"""<rss><channel><item><title><![CDATA[{TITLE}]]></title><link>/a/1.html</link>
        <pubDate>Wed, 18 Nov 2026 09:30:00 +0800</pubDate></item></channel></rss>""",
    "Atom": f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>园区动态</title><entry><title>{TITLE}</title>
        <link rel="edit" href="/edit/1"/><link href="/a/1.html"/><updated>2026-11-18T09:30:00+08:00</updated>
        </entry></feed>""",
    "RSS 1.0": f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="/a/1.html"><title>{TITLE}</title>
        <link>/a/1.html</link><dc:date>2026-11-18</dc:date></item></rdf:RDF>""",
}


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_gives_entries(kind: str) -> None:
    assert read(FEEDS[kind]).entries == (Entry("https://www.zone.example/a/1.html", TITLE, "2026-11-18"),)


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<rss><channel><item><title>&b;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        "<html><body>404</body></html>",
        b"\x1f\x8b\x08broken",
        b"\x00" * 100,
        "{}",
        BOMB,
        "<urlset>",
        b"<a xmlns='http\xed\xbf\xbf://x'>",
    ],
)
def test_what_is_no_feed_gives_nothing(text: str | bytes) -> None:
    assert read(text) == Feed()


def links_of(page: str) -> list[str]:
    return [link.url for link in parse_listing(page.encode(), "https://www.zone.example/").links]


@pytest.mark.parametrize(
    "page",
    [
        "<frameset cols='20,*'><frame src='/menu.html'><frame src=main.html></frameset>",
        "<p>正在进入</p><script>window.location.href = '/menu.html'; // location.href='main.html'\n</script>",
        "<map><area shape=rect href='/menu.html'><area href='main.html#top'></map>",
        "<iframe src='/menu.html'></iframe><iframe src='/main.html'></iframe>",
        "<script>top.location.replace('/menu.html');location='main.html'</script>",
    ],
)
def test_a_page_may_lead_on_without_an_anchor(page: str) -> None:
    assert links_of(page) == ["https://www.zone.example/menu.html", "https://www.zone.example/main.html"]


def test_the_inner_frames_of_a_page_with_links_lead_nowhere() -> None:
    anchors = "".join(f"<a href='/c{number}/'>第{number}栏目</a>" for number in range(12))
    assert not [url for url in links_of(f"{anchors}<iframe src='/visit.jsp?id=1'></iframe>") if "visit" in url]


def test_a_page_names_its_feeds() -> None:
    head = (
        "<head><link rel='alternate' type='application/rss+xml' href='/rss.xml'>"
        "<link rel=alternate hreflang=en href=/en/></head>"
    )
    assert parse_listing(head.encode(), "https://www.zone.example/").feeds == ("https://www.zone.example/rss.xml",)


def test_an_address_that_a_script_puts_together_is_none() -> None:
    page = b"""<a href="/a/1.html">1</a><script>s += "<a href='" + file(i) + "'>" + '<a href="' + name + '">';</script>
    <a href="{{item.url}}">2</a><a href="/a/c++.html?q=a+b">3</a>"""
    assert list(harvest_links(page, "https://www.zone.example/")) == [
        "https://www.zone.example/a/1.html",
        "https://www.zone.example/a/c++.html?q=a+b",
    ]


SENDING = {
    "a refresh": '<meta http-equiv="refresh" content="3; url=/new.html">',
    "a refresh in another order": "<META content='0;URL=new.html' HTTP-EQUIV=Refresh>"
    "<a href=/a>1</a><a href=/b>2</a><a href=/c>3</a>",
    "a script on an empty page": "<script>location.href='/new.html';</script>",
}


@pytest.mark.parametrize("how", SENDING)
def test_a_page_may_send_its_visitors_on(how: str) -> None:
    found = parse_listing(SENDING[how].encode(), "https://www.zone.example/")
    assert found.sends_to == "https://www.zone.example/new.html"
    assert found.sends_to in [link.url for link in found.links]


@pytest.mark.parametrize("how", ["a refresh", "a refresh in another order"])
def test_where_a_page_sends_its_visitors_is_among_its_links(how: str) -> None:
    assert "https://www.zone.example/new.html" in harvest_links(SENDING[how].encode(), "https://www.zone.example/")


@pytest.mark.parametrize(
    "page",
    [
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="300; url=/">',
        "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a><script>function f(){location.href='/new.html'}</script>",
        '<meta name="keywords" content="refresh; url=/x">',
    ],
)
def test_a_page_that_comes_again_sends_nobody_on(page: str) -> None:
    assert parse_listing(page.encode(), "https://www.zone.example/").sends_to is None
