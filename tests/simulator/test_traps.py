"""The trap sites: each has its trap, and behind it the articles that it claims to have."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from devzone_crawler.simulator import FAMILIES, Options, Request, Response, make_site
from devzone_crawler.simulator.traps import TrapSite
from devzone_crawler.simulator.traps_all import TRAPS
from devzone_crawler.simulator.traps_doors import Loop, Redirects, Shell
from devzone_crawler.simulator.traps_mazes import Calendar, EndlessList, ManyLinks, Search
from devzone_crawler.simulator.traps_rows import Elsewhere, Login, SameArticle, Undated, Unlisted
from devzone_crawler.simulator.traps_twins import Mobile, Print, Traditional, TwoColumns

OPTIONS = Options(articles=12, seed=8)


def ask(site: TrapSite, address: str) -> Response:
    parts = urlsplit(urljoin("http://zone.example/", address))
    return site.respond(Request(parts.path, query=parts.query))


def text(site: TrapSite, address: str) -> str:
    answer = ask(site, address)
    assert answer.status == 200, address
    return answer.body.decode()


def links(site: TrapSite, address: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'(?:href|src)="([^"]*)"', text(site, address))]


def location(answer: Response) -> str:
    return dict(answer.headers)["Location"]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.family)
def test_every_article_that_can_be_reached_has_its_page(trap: type[TrapSite]) -> None:
    site = trap(OPTIONS)
    for number in site.reachable():
        article = site.article(number)
        for address in site.addresses_of(number):
            page = text(site, address)
            assert article.title in page
            assert all(line in unescape(page) for line in article.paragraphs)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.family)
def test_a_trap_is_a_family_and_says_how_a_crawl_of_it_ends(trap: type[TrapSite]) -> None:
    site = make_site(trap.family, articles=12)
    assert FAMILIES[trap.family] is trap
    assert isinstance(site, trap)
    assert bool(site.sentence) == (site.verdict != "complete")
    assert site.refusal().status == 503


def test_the_healthy_column_has_every_article_and_an_end() -> None:
    site = Login(OPTIONS)
    found = [href for n in (1, 2, 3) for href in links(site, f"/news/list_{n}.html") if re.search(r"/\d+\.html", href)]
    assert found == [site.path_of(number) for number in range(12, 0, -1)]
    assert "/news/list_4.html" not in links(site, "/news/list_3.html")
    assert ask(site, "/news/list_4.html").status == ask(site, "/news/13.html").status == 404


def test_three_doors_stand_before_the_home_page_and_a_circle_has_no_end() -> None:
    site = Redirects(OPTIONS)
    assert location(ask(site, "/")) == "/index.php"
    assert location(ask(site, "/index.php")) == "/portal/"
    assert 'content="0;url=/portal/in.html"' in text(site, "/portal/")
    assert 'location.href="/main.html"' in text(site, "/portal/in.html")
    assert location(ask(Loop(OPTIONS), location(ask(Loop(OPTIONS), "/")))) == "/"


def test_a_shell_has_no_link_whatever_is_asked_for() -> None:
    assert links(Shell(OPTIONS), "/news/") == ["/assets/index-4f1c.js"]


def test_a_site_without_dates_prints_no_date_at_all() -> None:
    for address in ("/", "/news/", "/news/5.html"):
        assert not re.search(r"20\d\d[-年]", re.sub(r"<p>.*?</p>", "", text(Undated(OPTIONS), address)))


def test_thirty_entries_lead_to_one_page() -> None:
    for site, column in ((Login(OPTIONS), "/inner/"), (SameArticle(OPTIONS), "/notice/")):
        entries = [href for href in links(site, column) if "?id=" in href]
        assert len(entries) == len(set(entries)) == 30
        assert len({ask(site, entry) for entry in entries}) == 1


def test_entries_lead_to_other_sites_to_wechat_and_to_files() -> None:
    site = Elsewhere(OPTIONS)
    assert {*site.others()} <= {*links(site, "/mixed/")}
    assert ask(site, "/uploads/2024/1.pdf").content_type == "application/pdf"


def test_four_articles_are_in_no_list() -> None:
    site = Unlisted(OPTIONS)
    listed = {href for n in (1, 2) for href in links(site, f"/news/list_{n}.html")}
    assert not listed & {site.path_of(number) for number in (1, 2, 3, 4)}
    assert {site.path_of(1), site.path_of(2)} <= {*links(site, "/")}
    assert site.path_of(3) in links(site, site.path_of(12))
    assert site.path_of(4) in links(site, site.path_of(3))


def test_a_map_has_five_thousand_links_and_the_articles() -> None:
    site = ManyLinks(OPTIONS)
    found = links(site, "/map.html")
    assert len({href for href in found if href.startswith("/tag/")}) == 5_000
    assert {site.path_of(number) for number in range(1, 13)} <= {*found}


def test_a_list_shows_its_last_page_for_ten_thousand_pages() -> None:
    site = EndlessList(OPTIONS)
    rows = [re.findall(r"/news/\d+\.html", text(site, f"/list.php?p={n}")) for n in (3, 4, 9_999)]
    assert rows[0] == rows[1] == rows[2] != []
    assert "/list.php?p=10000" in links(site, "/list.php?p=9999")
    assert "共10000页" in text(site, "/news/")


def test_every_month_has_a_month_before_and_after_it() -> None:
    site = Calendar(OPTIONS)
    for month in (1, 24_299, 99_999):
        assert {f"/calendar.php?m={month + step}" for step in (-1, 1)} <= {*links(site, f"/calendar.php?m={month}")}


def test_the_session_in_the_links_of_a_search_is_another_on_each_page() -> None:
    site = Search(OPTIONS)
    first, second = (
        set(re.findall(r"jsessionid=(\w+)", text(site, f"/search.php?sort={by}"))) for by in ("date", "title")
    )
    assert len(first) == len(second) == 1
    assert first != second


@pytest.mark.parametrize(
    ("trap", "twin"),
    [
        (Mobile, "/m/news/7.html"),
        (Traditional, "/big5/news/7.html"),
        (Print, "/print.php?id=7"),
        (TwoColumns, "/topic/7.html"),
    ],
)
def test_an_article_has_a_twin_that_the_site_links_to(trap: type[TrapSite], twin: str) -> None:
    site = trap(OPTIONS)
    assert twin in links(site, site.path_of(7)) + (links(site, "/topic/") if trap is TwoColumns else [])
    assert site.article(7).publish_date in text(site, twin)
    assert ask(site, twin.replace("7", "13")).status == 404
