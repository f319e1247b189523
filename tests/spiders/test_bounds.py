"""What is looked at without a promise has an end, and what shows something of its own is not given up."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.urls import may_repeat
from devzone_crawler.spiders.addresses import Addresses
from devzone_crawler.spiders.bounds import Bounds, section_of, shape_of
from devzone_crawler.spiders.following import is_of_pager, is_page


def test_a_shape_that_shows_the_same_is_given_up() -> None:
    bounds = Bounds(1000, 1000)
    for month in range(1, 10):
        assert not bounds.gives_up("http://zone.example/calendar?y=2026&m=12")
        bounds.note(f"http://zone.example/calendar?y=2026&m={month}", "no event")
    assert bounds.gives_up("http://zone.example/calendar?y=2027&m=1")


def test_a_file_that_is_in_every_folder_is_given_up_and_a_column_is_not() -> None:
    bounds = Bounds(1000, 1000)
    for month in range(10):
        bounds.note(f"http://zone.example/{'abcdefghij'[month]}/sitemap.html", "sitemap")
        bounds.note(f"http://zone.example/{'abcdefghij'[month]}/index.html", "empty")
        bounds.note(f"http://zone.example/tag/{month}.html", "tag")
    assert bounds.gives_up("http://zone.example/z/sitemap.html")
    assert not bounds.gives_up("http://zone.example/news/7.html")
    assert not bounds.gives_up("http://zone.example/z/index.html")
    assert not bounds.gives_up("http://zone.example/z/about.html")


def test_deleted_pages_among_others_do_not_end_their_shape() -> None:
    bounds = Bounds(1000, 1000)
    for number in range(100):
        bounds.note(f"http://zone.example/news/{number}.html", "deleted" if number % 2 else f"text {number}")
    assert not bounds.gives_up("http://zone.example/news/101.html")


def test_a_cap_is_reached_and_named() -> None:
    bounds = Bounds(per_shape=2, per_section=3)
    paths = ("a/0.html", "a/1.html", "a/2.html", "a/x.html", "a/y.html", "a/3.html", "b/1.html")
    admitted = [bounds.admit(f"http://zone.example/{path}") for path in paths]
    assert admitted == [True, True, False, True, False, False, True]
    assert list(bounds.reached()) == [
        "Of pages like http://zone.example/a/2.html only 2 were looked at; MAX_PAGES_PER_SHAPE says so.",
        "Of pages like http://zone.example/a/y.html only 3 were looked at; MAX_PAGES_PER_SECTION says so.",
    ]


def test_addresses_of_one_template_have_one_shape() -> None:
    urls = ("http://zone.example/show.php?id=7&cat=2", "http://zone.example/show.php?cat=3&id=8")
    assert len(set(map(shape_of, urls))) == 1
    assert [section_of(url) for url in ("http://zone.example/a/b/1.html", "http://zone.example/1.html")] == [
        "zone.example/a",
        "zone.example/",
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://zone.example/plus/stow.php?aid=17", False),
        ("http://zone.example/plus/view.php?aid=17", True),
        ("http://zone.example/plus/list.php?tid=3", True),
        ("http://zone.example/e/member/register/", False),
        ("http://zone.example/e/action/ListInfo.php?classid=3", True),
        ("http://zone.example/index.php?m=member&c=index&a=login", False),
        ("http://zone.example/index.php?m=content&c=index&a=show&catid=9&id=17", True),
        ("http://zone.example/news/1.html", True),
        ("http://zone.example/art/2011/11/11/art_11_11.html", True),
        ("http://zone.example/news/news/1.html", True),
        ("http://zone.example/news/zcfg/news/zcfg/news/1.html", False),
        ("http://zone.example/u/plan.PDF", False),
        ("http://zone.example/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=7", False),
        ("http://zone.example/?q=" + "a" * 1000, False),
    ],
)
def test_files_and_circles_are_no_pages(url: str, expected: bool) -> None:
    assert is_page(url) is expected


def test_a_program_that_repeats_an_article_is_known_by_its_number() -> None:
    met = Addresses()
    met.note_article("http://zone.example/a/16.html")  # nobody knows yet that numbers will matter
    met.note_article("http://zone.example/plus/view.php?aid=17")
    met.note_article("http://zone.example/2026/1120/17.html")
    assert met.is_repetition("http://zone.example/plus/view.php?aid=17")
    assert not met.is_repetition("http://zone.example/plus/view.php?aid=16")
    assert not met.is_repetition("http://zone.example/show.php?id=17")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://zone.example/plus/view.php?aid=17", True),
        ("http://zone.example/print.php?id=17", True),
        ("http://zone.example/news/PrintPage.aspx?InfoID=17", True),
        ("http://zone.example/3d-printing/17.html", False),
        ("http://zone.example/printing/show.php?id=17", False),
        ("http://zone.example/view.php?id=17", False),
    ],
)
def test_programs_that_repeat_articles_are_known_by_their_names(url: str, expected: bool) -> None:
    assert may_repeat(url) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", True),
        ("999", True),
        ("1000", True),
        ("20481", True),
        ("2019", False),
        ("下一页", True),
        ("园区要闻", False),
    ],
)
def test_the_words_of_a_pager_are_known(text: str, expected: bool) -> None:
    assert is_of_pager(text) is expected
