"""The families of CMSs, in process: what a browser finds there is what the site knows of itself."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from devzone_crawler.simulator import FAMILIES, Request, make_site
from devzone_crawler.simulator.cms.cms_site import CmsSite
from tests.simulator.browsing import ORIGIN, WALKS, ask, links_of, text_of, tree_of

ARTICLES = 60
CMS_FAMILIES = sorted(name for name, family in FAMILIES.items() if issubclass(family, CmsSite))


def site_of(family: str, seed: int = 1) -> CmsSite:
    site = make_site(family, articles=ARTICLES, seed=seed)
    assert isinstance(site, CmsSite)
    return site


@pytest.fixture(scope="module", params=CMS_FAMILIES)
def site(request: pytest.FixtureRequest) -> CmsSite:
    return site_of(request.param)


def page_at(site: CmsSite, path: str) -> str:
    return text_of(ask(site, urljoin(ORIGIN, path)))


def without_space(text: str) -> str:
    return "".join(text.split())


def articles_among(site: CmsSite, links: list[str]) -> list[int]:
    numbers = (site.article_at(link.removeprefix(ORIGIN)) for link in links)
    return [number for number in numbers if number is not None]


def test_there_are_ten_families_with_that_of_the_first_site() -> None:
    assert len(CMS_FAMILIES) == 9
    assert "thinkphp" in FAMILIES
    assert set(WALKS) == set(CMS_FAMILIES)


def test_the_pager_of_each_column_shows_each_of_its_articles_once_and_newest_first(site: CmsSite) -> None:
    most = 0
    for channel in site.channels.values():
        if site.fronts and channel.parts:
            continue
        links = list(WALKS[site.family](site, urljoin(ORIGIN, site.address_of(channel.column))))
        assert articles_among(site, links) == list(channel.articles)
        most = max(most, site.last_page(channel))
    assert most >= 3


def test_every_article_is_in_a_column(site: CmsSite) -> None:
    numbers = [number for channel in site.channels.values() if channel.column.turn for number in channel.articles]
    assert sorted(numbers) == list(range(1, ARTICLES + 1))


def test_the_menu_and_the_boxes_lead_to_every_column(site: CmsSite) -> None:
    home = urljoin(ORIGIN, site.home)
    found = set(links_of(page_at(site, site.home), home))
    for link in sorted(found):
        if link.startswith(ORIGIN):
            found |= set(links_of(page_at(site, link), link))
    addresses = {urljoin(ORIGIN, site.address_of(channel.column)) for channel in site.channels.values()}
    assert addresses <= {ORIGIN + site.folder_of(link.removeprefix(ORIGIN)) for link in found}


def test_listings_hold_rows_that_are_no_articles_of_the_site(site: CmsSite) -> None:
    links = [
        link
        for channel in site.channels.values()
        if channel.column.turn
        for link in WALKS[site.family](site, urljoin(ORIGIN, site.address_of(channel.column)))
    ]
    assert {"https://paper.example", "https://mp.weixin.example"} <= {"/".join(link.split("/")[:3]) for link in links}
    (handbook,) = {link for link in links if link.endswith(".pdf")}
    assert ask(site, handbook).content_type == "application/pdf"


def test_an_article_shows_what_is_true_of_it(site: CmsSite) -> None:
    for article in site.articles():
        html = page_at(site, article.path)
        shown = without_space(tree_of(html).xpath("//body")[0].text_content())
        position = shown.index(without_space(article.title))
        for paragraph in article.paragraphs:
            position = shown.index(without_space(paragraph), position)
        assert without_space(f"{site.facts(article.number).published:{site.time_format}}") in shown
        assert (article.source or site.no_source) in shown


def test_the_steps_of_an_article_are_those_of_its_column(site: CmsSite) -> None:
    for number in (1, 2, ARTICLES):
        article = site.article(number)
        names = tree_of(page_at(site, article.path)).xpath("//a/text()")
        start = len(names) - 1 - names[::-1].index(article.categories[0])
        assert names[start : start + len(article.categories)] == article.categories


def test_pictures_and_downloads_of_an_article_can_be_fetched(site: CmsSite) -> None:
    kinds = set()
    for article in site.articles(ORIGIN):
        links = tree_of(page_at(site, article.path)).xpath("//a/@href | //img/@src")
        linked = {urljoin(article.url, link) for link in links}
        for url in [image.url for image in article.images] + [attachment.url for attachment in article.attachments]:
            assert url in linked
            kinds.add(ask(site, url).content_type.partition("/")[0])
    assert kinds == {"image", "application"}


def test_views_are_printed_or_told_by_the_counter_that_the_page_names(site: CmsSite) -> None:
    for article in site.articles():
        if site.counter is None:
            assert not site.shows_views or str(article.view_count) in page_at(site, article.path)
        else:
            address = site.counter.request.format(id=site.first_id + article.number)
            assert str(article.view_count) in text_of(ask(site, urljoin(ORIGIN, address)))


@pytest.mark.parametrize("path", ["/nothing.html", "/a/b/c.htm", "/news.aspx?id=99999999"])
def test_an_unknown_address_is_told_so_with_status_200(site: CmsSite, path: str) -> None:
    answer = ask(site, urljoin(ORIGIN, path))
    assert answer.status == 200
    assert re.search("不存在|已下线", text_of(answer))
    assert not articles_among(site, links_of(text_of(answer), ORIGIN))


def test_an_article_has_one_address(site: CmsSite) -> None:
    path = site.path_of(7)
    missing = ask(site, urljoin(ORIGIN, "/nothing.html")).body
    for wrong in (path + "x", path.replace(str(site.first_id + 7), str(site.first_id + ARTICLES + 1)), path[:-1]):
        assert ask(site, urljoin(ORIGIN, wrong)).body.count(b"\n") == missing.count(b"\n")


def test_the_same_options_give_the_same_bytes_and_another_seed_gives_others(site: CmsSite) -> None:
    again, other = site_of(site.family), site_of(site.family, seed=2)
    for path in (site.home, site.about_address, site.path_of(9), *site.listing_addresses()):
        url = urljoin(ORIGIN, path)
        assert ask(site, url) == ask(again, url)
    assert ask(site, urljoin(ORIGIN, site.path_of(9))) != ask(other, urljoin(ORIGIN, other.path_of(9)))


def test_a_large_site_is_answered_page_by_page(site: CmsSite) -> None:
    large = make_site(site.family, articles=50_000)
    assert isinstance(large, CmsSite)
    for channel in large.channels.values():
        last = large.last_page(channel)
        html = page_at(large, large.address_of(channel.column, last))
        assert len(html) < 40_000
        if large.page_address is not None and not (large.fronts and channel.parts):
            links = links_of(html, ORIGIN + large.address_of(channel.column, last))
            assert articles_among(large, links)[-1] == channel.articles[len(channel.articles) - 1]


def test_relative_links_of_every_page_lead_to_pages_of_the_site() -> None:
    for family in ("trs", "vsb"):
        site = site_of(family)
        for path in (site.home, site.path_of(5), *site.listing_addresses()):
            for link in links_of(page_at(site, path), urljoin(ORIGIN, path)):
                own = link.startswith(ORIGIN) and link.endswith((".htm", "l", "/")) and "sitemap" not in link
                assert not own or "不存在" not in page_at(site, link), (path, link)


def test_pages_of_aspnet_are_gbk_labelled_gb2312_with_the_wide_spaces_of_old_editors() -> None:
    answer = ask(site_of("aspnet"), ORIGIN + site_of("aspnet").path_of(3))
    assert answer.content_type == "text/html; charset=gb2312"
    assert b"\xa3\xa0\xa3\xa0" in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("gb2312")


def test_aspnet_refuses_a_form_without_its_state() -> None:
    site = site_of("aspnet")
    url = ORIGIN + site.address_of(site.columns[0])
    assert ask(site, url, {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "2"}).status == 500


def test_jpage_gives_rows_to_a_form_as_well_as_groups() -> None:
    site = site_of("jpage")
    channel = site.channels["33718"]
    form = {"columnid": "33718", "unitid": "233718", "webid": "1", "appid": "1", "path": "/", "col": "1"}
    url = f"{ORIGIN}/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=999&perpage=4"
    text = text_of(ask(site, url, form))
    assert f"<totalrecord>{len(channel.items)}</totalrecord>" in text
    assert articles_among(site, links_of(text, url)) == list(channel.articles)


def test_jpaas_gives_no_rows_to_those_who_come_from_nowhere() -> None:
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    assert site_of("jpaas").respond(Request(unit, query="pageId=5c77e102")).status == 403
