"""Which pages the named categories of a site begin at, and what belongs to them."""

from __future__ import annotations

import pytest

from devzone_crawler.listing.navigation import Category
from devzone_crawler.spiders.categories import ChosenCategories

HOME = "https://zone.example/"


def category(path: str, url: str = "") -> Category:
    return Category(tuple(path.split("/")), HOME + (url or path), True)


def begun(chosen: ChosenCategories, *named: Category, above: tuple[str, ...] = ()) -> list[str]:
    return ["/".join(found.path) for found in chosen.find(named, above)]


NEWS = category("资讯中心")
ZONES, SOCIETY = category("开发区/工作动态"), category("协会/工作动态")


def test_a_name_that_several_categories_have_means_all_of_them_and_is_told() -> None:
    chosen = ChosenCategories(["工作动态"])
    assert begun(chosen, NEWS, ZONES, SOCIETY) == ["开发区/工作动态", "协会/工作动态"]
    (sentence,) = chosen.ambiguous()
    assert sentence == "2 categories are named 工作动态, and all were taken: 开发区/工作动态, 协会/工作动态."


def test_a_path_tells_categories_of_one_name_apart() -> None:
    chosen = ChosenCategories(["协会/工作动态"])
    assert begun(chosen, NEWS, ZONES, SOCIETY) == ["协会/工作动态"]
    assert chosen.ambiguous() == []


@pytest.mark.parametrize("name", ["资 讯 中 心", "资讯中心 ", "资讯中心/"])
def test_spaces_and_a_closing_slash_mean_nothing(name: str) -> None:
    assert begun(ChosenCategories([name]), NEWS) == ["资讯中心"]


def test_a_name_that_holds_a_slash_is_found() -> None:
    assert begun(ChosenCategories(["公告/公示"]), Category(("公告/公示",), HOME, True)) == ["公告/公示"]


def test_what_the_home_page_does_not_name_is_looked_for_on_the_pages_above_it() -> None:
    chosen = ChosenCategories(["资讯中心/政策法规"])
    named = [NEWS, category("协会")]
    assert begun(chosen, *named) == []
    assert chosen.to_look_into(named) == [NEWS]
    assert begun(chosen, category("政策法规"), above=("资讯中心",)) == ["政策法规"]
    assert chosen.missing(HOME) is None


def test_a_breadcrumb_refutes_what_a_menu_seemed_to_say() -> None:
    chosen = ChosenCategories(["资讯中心/政策法规"])
    page = category("政策法规")
    begun(chosen, page, above=("资讯中心",))
    assert not chosen.confirm(page.url, ["协会", "政策法规"])
    assert chosen.missing(HOME) == f"{HOME} has no category named 资讯中心/政策法规. It names: 政策法规."


def test_a_page_belongs_by_its_breadcrumb_and_without_one_unless_every_page_leads_to_it() -> None:
    chosen = ChosenCategories(["资讯中心"])
    begun(chosen, NEWS, SOCIETY)
    chosen.note_site_wide([NEWS, SOCIETY])
    chosen.confirm(NEWS.url, ["资讯中心"])
    assert chosen.contains(HOME + "a", ["资讯中心", "政策法规"])
    assert not chosen.contains(HOME + "b", ["协会", "工作动态"])
    assert chosen.contains(HOME + "c", [])
    assert not chosen.contains(SOCIETY.url, [])


def test_a_category_whose_breadcrumb_has_another_name_keeps_its_pages() -> None:
    chosen = ChosenCategories(["动态"])
    page = category("动态")
    begun(chosen, page)
    assert chosen.confirm(page.url, ["新闻中心", "工作动态"])
    assert chosen.contains(HOME + "2.html", ["新闻中心", "工作动态"])
    assert not chosen.contains(HOME + "3.html", ["新闻中心", "通知"])


def test_nothing_is_said_to_be_missing_on_a_site_that_was_never_read() -> None:
    assert ChosenCategories(["资讯中心"]).missing(HOME) is None


def test_a_name_that_leads_to_another_site_is_told_with_its_address() -> None:
    chosen = ChosenCategories(["政务公开"])
    begun(chosen, NEWS)
    chosen.note_elsewhere([Category(("政务公开",), "https://gov.example/gk/", True)])
    assert chosen.missing(HOME) == (
        f"{HOME} has no category named 政务公开. It names: 资讯中心. "
        "政务公开 leads to https://gov.example/gk/, another site: crawl that."
    )
