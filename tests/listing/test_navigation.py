"""The categories that a page names: by their links, by the headings beside 更多, nested as the menu nests them."""

from __future__ import annotations

import pytest

from devzone_crawler.listing import open_listing

HOME = "https://zone.example/"


def named(html: str) -> dict[tuple[str, ...], str]:
    """Likely categories by their paths, with the rest of their addresses."""
    found = open_listing(html.encode(), HOME).navigation
    return {category.path: category.url.removeprefix(HOME) for category in found if category.is_likely}


@pytest.mark.parametrize(
    "menu",
    [
        "<ul><li><a href='/zx/'>资讯中心</a><ul><li><a href='/zx/zc/'>政策法规</a></li></ul></li></ul>",
        "<ul><li><a href='/zx/'>资讯中心</a><div class='drop'><a href='/zx/zc/'>政策法规</a></div></li></ul>",
        "<dl><dt><a href='/zx/'>资讯中心</a></dt><dd><a href='/zx/zc/'>政策法规</a></dd></dl>",
    ],
)
def test_what_a_menu_nests_is_nested(menu: str) -> None:
    assert named(menu) == {("资讯中心",): "zx/", ("资讯中心", "政策法规"): "zx/zc/"}


def test_a_name_that_leads_nowhere_still_stands_above_what_it_opens() -> None:
    menu = "<ul><li><a href='javascript:;'>政务公开</a><ul><li><a href='/gk/tz/'>通知公告</a></li></ul></li></ul>"
    assert named(menu) == {("政务公开", "通知公告"): "gk/tz/"}


def test_more_has_the_name_of_the_heading_beside_it() -> None:
    boxes = (
        "<div><h3>招商引资</h3><a href='/zs/'>更多&gt;&gt;</a></div>"
        "<div><span>园区要闻</span><a href='/yw/'>MORE+</a></div>"
    )
    assert named(boxes) == {("招商引资",): "zs/", ("园区要闻",): "yw/"}


def test_what_follows_a_list_that_was_never_closed_is_not_nested_in_its_last_item() -> None:
    page = (
        "<ul><li><a href='/zx/'>资讯中心</a></li><li><a href='/tg/'>投稿</a>"
        "<div class='wrap'><div class='side'><ul><li><a href='/zx/zc/'>政策法规</a></li></ul></div></div>"
    )
    assert ("政策法规",) in named(page)


def test_headlines_pagers_and_what_every_site_offers_are_no_categories() -> None:
    page = (
        "<a href='/'>首页</a><a href='/login'>登录</a><a href='/x_2.html'>下一页</a><a href='/x_3.html'>3</a>"
        "<a href='/a/1.html'>云泽开发区与三所高校共建新能源汽车研究院</a><a href='/a/2.html'>园区开工</a>"
        "<a href='/zx/'>资讯中心</a>"
    )
    assert named(page) == {("资讯中心",): "zx/"}


def test_a_page_that_is_none_names_nothing() -> None:
    assert named("\x00\x01") == {}
