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


def everything(html: str) -> list[tuple[tuple[str, ...], str, bool]]:
    found = open_listing(html.encode(), HOME, content_type="text/html; charset=utf-8").navigation
    return [(category.path, category.url.removeprefix(HOME), category.is_likely) for category in found]


def test_each_name_has_its_address_once_in_page_order() -> None:
    page = (
        "<a href='/zx/#a'>资讯中心</a><a href='/gk/'>政务公开</a><a href='/zx/'>资讯中心</a><a href='/zx/'>园区资讯</a>"
        "<a href='#top'>回到顶部</a><a href='mailto:x'>投稿信箱</a><a href='/x/'></a>"
    )
    assert everything(page) == [
        (("资讯中心",), "zx/", True),
        (("政务公开",), "gk/", True),
        (("园区资讯",), "zx/", True),
    ]


def test_what_is_no_category_is_named_all_the_same() -> None:
    page = (
        "<a href='/'>首页</a><a href='/1/'>园</a><a href='/2/'>2026</a><a href='/3/'>下一页</a>"
        f"<a href='/gov/'>{'云' * 14}</a><a href='/gover/'>{'云' * 15}</a>"
        f"<a href='/rss/'>RSS</a><a href='{HOME}'>云泽</a>"
    )
    assert [(path[-1], likely) for path, _, likely in everything(page)] == [
        *(("首页", False), ("园", False), ("2026", False), ("下一页", False)),
        *(("云" * 14, False), ("云" * 15, False), ("RSS", False), ("云泽", False)),
    ]


def test_addresses_of_one_shape_with_long_names_are_articles() -> None:
    short = "<a href='/a/1/'>资讯</a><a href='/a/22/'>云泽园区二期工程正式开工建设了</a>"
    assert [likely for _, _, likely in everything(short)] == [True, False]
    long = short + "<a href='/a/3/'>云泽园区三期工程正式开工建设了</a>"
    assert [likely for _, _, likely in everything(long)] == [False, False, False]
    ten = "<a href='/a/1/'>云泽开发区资讯服务平</a>"
    assert everything(ten)[0][2]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<h3>招商引资 | </h3><a href='/zs/'>更多</a>", "招商引资"),
        ("<div>招商引资 <a href='/zs/'>更多&gt;&gt;</a></div>", "招商引资"),
        ("<h3>园区要闻</h3><a href='/zs/' title='招商引资'>MORE</a>", "招商引资"),
        ("<h3>园区要闻</h3><a href='/zs/' title='查看更多'>MORE</a>", "园区要闻"),
        ("<h3>园区要闻</h3><a href='/zs/' title='招商引资'><img></a>", "招商引资"),
        (f"<h3>{'园' * 14}</h3><a href='/zs/'>更多</a>", "园" * 14),
        (f"<h3>{'园' * 15}</h3><a href='/zs/'>更多</a>", None),
        ("<h3>园</h3><a href='/zs/'>更多</a>", None),
        ("<h3>2026要闻</h3><a href='/zs/'>更多</a>", None),
        ("<a href='/zs/'>更多</a>", None),
    ],
)
def test_a_link_that_says_more_is_named_by_what_it_stands_beside(html: str, name: str | None) -> None:
    assert [path for path, _, _ in everything(html)] == ([(name,)] if name is not None else [])


def test_a_menu_nests_through_one_wrapper_and_not_through_two() -> None:
    item = "<ul><li><a href='/zx/'>资讯中心</a>{}<ul><li><a href='/zc/'>政策法规</a></li></ul>{}</li></ul>"
    assert everything(item.format("<div>", "</div>"))[1][0] == ("资讯中心", "政策法规")
    assert everything(item.format("<div><div>", "</div></div>"))[1][0] == ("政策法规",)


def test_a_branch_with_too_many_links_is_none() -> None:
    inner = "".join(f"<li><a href='/c/{n}/'>栏目{'甲乙丙丁戊己庚辛壬癸'[n % 10]}</a></li>" for n in range(59))
    menu = f"<ul><li><a href='/zx/'>资讯中心</a><ul>{inner}</ul></li></ul>"
    assert everything(menu)[1][0] == ("资讯中心", "栏目甲")
    more = menu.replace("<ul><li><a href='/c/0/'", "<ul><li><a href='/d/'>公告</a></li><li><a href='/c/0/'")
    assert everything(more)[2][0] == ("栏目甲",)


def test_three_levels_are_three_names() -> None:
    menu = (
        "<ul><li><a href='/a/'>政务公开</a><ul><li><a href='/b/'>通知公告</a>"
        "<ul><li><a href='/c/'>人事招聘</a></li></ul></li></ul></li></ul>"
    )
    assert [path for path, _, _ in everything(menu)] == [
        ("政务公开",),
        ("政务公开", "通知公告"),
        ("政务公开", "通知公告", "人事招聘"),
    ]
