"""The seed family over real HTTP: what a crawler meets there."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import lxml.html
import pytest

from devzone_crawler.simulator import Request as Asked
from devzone_crawler.simulator import Server, Site, make_site, serve

SITE = make_site("thinkphp", articles=130, seed=1)
CHANNELS = ("/index.php/Notice/index", *(f"/index.php/News/index/cid/{cid}" for cid in range(1, 6)))
PARENT = "/index.php/News/index"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(SITE) as running:
        yield running


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def fetch(request: str | Request, browser: OpenerDirector | None = None) -> Answer:
    """The answer of whatever status, its connection closed."""
    try:
        with (browser or build_opener()).open(request) as response:
            return Answer(response.status, response.headers, response.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def get(server: Server, path: str) -> str:
    return fetch(server.address(path)).text


def tree_of(html: str) -> Any:
    return lxml.html.document_fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def article_links(html: str) -> list[str]:
    return [str(href) for href in tree_of(html).xpath('//ul[@class="news-list"]/li/a/@href')]


def walk(server: Server, stem: str) -> list[str]:
    """The article links of all pages of a listing, by its own `>>` links."""
    links: list[str] = []
    path: str | None = f"{stem}.html"
    while path:
        html = get(server, path)
        links += article_links(html)
        path = next(iter(tree_of(html).xpath('//a[@class="next"]/@href')), None)
    return links


def test_the_served_bytes_are_those_of_the_site(server: Server) -> None:
    for path in ("/", f"{PARENT}/p/2.html", SITE.path_of(7), "/index.php/About/index.html"):
        assert get(server, path).encode() == SITE.respond(Asked(path)).body


def test_every_article_is_listed_in_its_own_channel_and_once_more_in_the_parent(server: Server) -> None:
    listed = Counter(link for stem in (*CHANNELS, PARENT) for link in walk(server, stem))
    expected = {article.path: len(article.categories) for article in SITE.articles()}
    assert listed == expected


def test_an_article_page_shows_what_is_true(server: Server) -> None:
    for article in list(SITE.articles(server.url))[:20]:
        page = tree_of(get(server, article.path))
        byline = page.xpath('string(//*[@class="news-info"])')
        published = re.search(r"发布时间：(\d+)年(\d+)月(\d+)日 (\d\d:\d\d)", byline)
        assert published is not None
        assert page.xpath('string(//*[@class="news-tit"])') == article.title
        assert "{}-{}-{}T{}:00+08:00".format(*published.groups()) == article.published_at
        assert byline.startswith(f"来源：{article.source}\xa0" if article.source else "来源：发布时间：")
        assert f"点击量：{article.view_count}\xa0字体：" in byline
        assert page.xpath('//*[@class="position"]/a/text()') == ["首页", *article.categories]
        paragraphs = [p.text_content().strip() for p in page.xpath('//*[@class="news-con"]/p')]
        assert [text for text in paragraphs if text] == article.paragraphs


def test_the_whole_article_lies_inside_the_last_item_of_the_navigation(server: Server) -> None:
    page = tree_of(get(server, SITE.path_of(7)))
    (item,) = page.xpath('//*[@class="nav"]/ul/li[last()]')
    assert item.text_content().strip().startswith("投稿")
    assert item.xpath('.//*[@class="news-tit"]') and item.xpath('.//*[@class="news-con"]/p')
    assert item.xpath('.//*[@class="links-con"]')


def test_pictures_and_downloads_can_be_fetched(server: Server) -> None:
    starts = {"png": b"\x89PNG", "pdf": b"%PDF", "docx": b"PK"}
    articles = list(SITE.articles(server.url))
    media = [image.url for article in articles for image in article.images]
    media += [attachment.url for article in articles for attachment in article.attachments]
    assert {url.rpartition(".")[2] for url in media} == set(starts)
    for url in media:
        assert fetch(url).body.startswith(starts[url.rpartition(".")[2]])


def test_a_page_past_the_end_shows_the_last_page_again(server: Server) -> None:
    last = get(server, f"{PARENT}/p/6.html")
    assert '<span class="current">6</span>' in last and 'class="next"' not in last
    assert get(server, f"{PARENT}/p/7.html") == last == get(server, f"{PARENT}/p/999999999.html")
    assert get(server, f"{PARENT}/p/5.html") != last


def test_the_pager_shows_eleven_numbers_and_the_far_ends() -> None:
    html = make_site(articles=2000).respond(Asked(f"{PARENT}/p/40.html")).body.decode()
    (pages,) = tree_of(html).xpath('//*[@class="pages"]')
    assert pages.text_content() == "共 1800 条记录 1... << 35 36 37 38 39 40 41 42 43 44 45 >> 90"


def test_one_channel_starts_with_its_oldest_article(server: Server) -> None:
    dates = tree_of(get(server, f"{PARENT}/cid/2.html")).xpath('//ul[@class="news-list"]/li/span/text()')
    assert dates[0] == min(dates)
    assert dates[1:] == sorted(dates[1:], reverse=True)


def test_one_channel_cuts_long_titles_and_keeps_them_in_an_attribute(server: Server) -> None:
    links = tree_of(get(server, f"{PARENT}/cid/3.html")).xpath('//ul[@class="news-list"]/li/a')
    assert any(link.text.endswith("…") for link in links)
    assert all(link.get("title").startswith(link.text.rstrip("…")) for link in links)


def test_the_home_page_has_boxes_with_and_without_dates(server: Server) -> None:
    boxes = tree_of(get(server, "/")).xpath('//ul[@class="box-list"]')
    assert len(boxes) == 7
    assert not boxes[0].xpath("./li/span")
    assert all(re.fullmatch(r"\d\d-\d\d", date) for box in boxes[1:] for date in box.xpath("./li/span/text()"))


@pytest.mark.parametrize("path", ["News/detail/id/1", "News/detail/id/999999", "News/detail/id/x", "News/index/cid/9"])
def test_a_missing_article_or_channel_is_a_jump_page_with_status_200(server: Server, path: str) -> None:
    answer = fetch(server.address(f"/index.php/{path}.html"))
    assert answer.status == 200
    assert "<title>跳转提示</title>" in answer.text


@pytest.mark.parametrize("path", ["/nothing", "/index.php/Nothing/index.html", "/Uploads/a.exe", "/index.php/Admin/"])
def test_any_other_unknown_address_is_a_404(server: Server, path: str) -> None:
    assert fetch(server.address(path)).status == 404


def test_every_page_of_the_menu_exists_and_lists_no_article_unless_it_is_a_listing(server: Server) -> None:
    for path in ("Develop/index", "Service/index", "About/index", "About/journal", "Contribute/index", "Message/index"):
        assert "/detail/" not in get(server, f"/index.php/{path}.html")


def test_a_head_request_has_the_length_but_no_body(server: Server) -> None:
    answer = fetch(Request(server.address(SITE.path_of(7)), method="HEAD"))
    assert int(answer.headers["Content-Length"]) == len(get(server, SITE.path_of(7)).encode())
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.body == b""


def test_robots_allow_everything_but_the_back_office(server: Server) -> None:
    assert get(server, "/robots.txt") == "User-agent: *\nDisallow: /index.php/Admin/\n"


def test_the_directory_answers_its_script_in_json(server: Server) -> None:
    address = server.address("/index.php/Develop/kfq_ajax_data.html")
    zones = json.loads(fetch(Request(address, data=b"kfq_p=2&kfq_lv=0")).body)["data"]
    assert [zone["kfq_id"] for zone in zones] == [str(n) for n in range(11, 21)]


def test_cookies_are_set_on_the_first_answer_only(server: Server) -> None:
    browser = build_opener(HTTPCookieProcessor())
    first, second = fetch(server.url, browser), fetch(server.url, browser)
    names = [cookie.partition("=")[0] for cookie in first.headers.get_all("Set-Cookie", [])]
    assert names == ["HWWAFSESID", "HWWAFSESTIME", "PHPSESSID"]
    assert second.headers.get_all("Set-Cookie") is None


@pytest.fixture(scope="module")
def guarded() -> Iterator[tuple[Site, Server]]:
    site = make_site(articles=20, waf="strict")
    with serve(site) as running:
        yield site, running


def test_a_strict_firewall_shows_an_article_to_clients_that_keep_cookies(guarded: tuple[Site, Server]) -> None:
    site, server = guarded
    address, title = server.address(site.path_of(3)), site.article(3).title
    browser = build_opener(HTTPCookieProcessor())
    challenge = fetch(address, browser).text
    assert f'content="0;url={site.path_of(3)}"' in challenge and len(challenge) < 300
    assert title in fetch(address, browser).text


def test_a_strict_firewall_never_shows_an_article_to_others(guarded: tuple[Site, Server]) -> None:
    site, server = guarded
    for _ in range(3):
        assert site.article(3).title not in get(server, site.path_of(3))
    assert article_links(get(server, f"{PARENT}.html"))


def test_a_client_that_asks_too_fast_is_refused() -> None:
    with serve(make_site(articles=20, burst=3)) as server:
        for _ in range(3):
            get(server, "/")
        refused = fetch(server.url)
    assert (refused.status, refused.headers["Server"]) == (403, "CW")
