"""All that is known of the pages of an article: first, own, last, how they are numbered, and what shows the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devzone_crawler.extraction.parts import Parts, find_parts, more_parts

HOST = "http://zone.example"


def links(*pairs: tuple[str, str]) -> str:
    return "".join(f'<a href="{href}">{text}</a>\n' for href, text in pairs)


def found(path: str, page: str) -> Parts | None:
    return find_parts(page.encode(), HOST + path)


def known(first: str, own: int, last: int, before: str, after: str, offset: int = 0, sure: bool = True) -> Parts:
    return Parts(HOST + first, own, last, HOST + before, after, offset, frozenset(), sure)


SHOW = "/show.asp?id=812"
NUMBERED: dict[str, tuple[str, str, Parts]] = {
    "the first page": (
        "/a/4711.html",
        links(("4711_2.html", "2"), ("4711_3.html", "3")),
        known("/a/4711.html", 1, 3, "/a/4711_", ".html"),
    ),
    "a later page that links the first": (
        "/a/4711_3.html",
        links(("4711.html", "1"), ("4711_2.html", "2")),
        known("/a/4711.html", 3, 3, "/a/4711_", ".html"),
    ),
    "a later page that does not": (
        "/a/4711_3.html",
        links(("4711_2.html", "2"), ("4711_4.html", "4")),
        known("/a/4711_1.html", 3, 4, "/a/4711_", ".html", sure=False),
    ),
    "numbers from 1": (
        "/a/t1_99.shtml",
        links(("t1_99_1.shtml", "2")),
        known("/a/t1_99.shtml", 1, 2, "/a/t1_99_", ".shtml", 1),
    ),
    "a later page of those": (
        "/a/t1_99_1.shtml",
        links(("t1_99.shtml", "1"), ("t1_99_2.shtml", "3")),
        known("/a/t1_99.shtml", 2, 3, "/a/t1_99_", ".shtml", 1),
    ),
    "a later page of those that does not link the first": (
        "/a/t1_99_2.shtml",
        links(("t1_99_1.shtml", "2"), ("t1_99_3.shtml", "4")),
        known("/a/t1_99.shtml", 3, 4, "/a/t1_99_", ".shtml", 1, sure=False),
    ),
    "a first page with a number": (
        "/show-9-12-2.html",
        links(("show-9-12-1.html", "1"), ("show-9-12-3.html", "3")),
        known("/show-9-12-1.html", 2, 3, "/show-9-12-", ".html"),
    ),
    "a parameter": (SHOW, links(("show.asp?id=812&p=2", "2")), known(SHOW, 1, 2, f"{SHOW}&p=", "")),
    "a parameter of every page": (
        f"{SHOW}&page=2",
        links(("show.asp?id=812&page=1", "1"), ("show.asp?id=812&page=3", "3")),
        known(f"{SHOW}&page=1", 2, 3, f"{SHOW}&page=", ""),
    ),
    "a parameter, and no first page": (
        f"{SHOW}&page=2",
        links(("show.asp?id=812&page=3", "3")),
        known(SHOW, 2, 3, f"{SHOW}&page=", "", sure=False),
    ),
    "a folder": (
        "/News/id/17.html",
        links(("/News/id/17/p/2.html", "2")),
        known("/News/id/17.html", 1, 2, "/News/id/17/p/", ".html"),
    ),
    "a folder, from a later page": (
        "/News/id/17/p/3.html",
        links(("/News/id/17/p/2.html", "2"), ("/News/id/17/p/4.html", "4")),
        known("/News/id/17/p/1.html", 3, 4, "/News/id/17/p/", ".html", sure=False),
    ),
    "an article that is a folder": (
        "/tp/20211103/8841/2.html",
        links(("1.html", "1"), ("3.html", "3")),
        known("/tp/20211103/8841/1.html", 2, 3, "/tp/20211103/8841/", ".html"),
    ),
    "as many as there may be": (
        "/a/4711.html",
        links(("4711_2.html", "2"), ("4711_100.html", "100"), ("4711_101.html", "101")),
        known("/a/4711.html", 1, 100, "/a/4711_", ".html"),
    ),
    "下一页 is number 1": (
        "/a/4711.html",
        links(("4711_1.html", "下一页")),
        known("/a/4711.html", 1, 2, "/a/4711_", ".html", 1),
    ),
    "下一页 is number 2": (
        "/a/4711.html",
        links(("4711_2.html", "下一页")),
        known("/a/4711.html", 1, 2, "/a/4711_", ".html"),
    ),
    "a call that counts from 0": (
        "/a/t1_99.html",
        '<script>createPageHTML(3, 0, "t1_99", "html");</script>',
        known("/a/t1_99.html", 1, 3, "/a/t1_99_", ".html", 1),
    ),
    "the same call on a later page": (
        "/a/t1_99_1.html",
        '<script>createPageHTML(3, 1, "t1_99", "html");</script>',
        known("/a/t1_99.html", 2, 3, "/a/t1_99_", ".html", 1),
    ),
    "a call that counts from 1": (
        "/a/t1_99.html",
        '<script>createPageHTML("p", 3, 1, "t1_99", "html", 9);</script>',
        known("/a/t1_99.html", 1, 3, "/a/t1_99_", ".html"),
    ),
    "a call of two pages": (
        "/a/t1_99.html",
        '<script>createPageHTML(2, 0, "t1_99", "html");</script>',
        known("/a/t1_99.html", 1, 2, "/a/t1_99_", ".html", 1),
    ),
    "a call of a hundred": (
        "/a/t1_99.html",
        '<script>createPageHTML(100, 0, "t1_99", "html");</script>',
        known("/a/t1_99.html", 1, 100, "/a/t1_99_", ".html", 1),
    ),
    "options and titles": (
        "/a/4711.html",
        "<option value=4711_2.html>2</option><a href='4711_3.html' title=第3页><b></b></a>",
        known("/a/4711.html", 1, 3, "/a/4711_", ".html"),
    ),
    "a word far behind its tag": (
        "/a/4711.html",
        f"<a class='{'x' * 560}' href='4711_2.html'>{' ' * 290}[2]</a>",
        known("/a/4711.html", 1, 2, "/a/4711_", ".html"),
    ),
}


@pytest.mark.parametrize("what", NUMBERED)
def test_the_numbering_of_an_article_is_understood(what: str) -> None:
    path, page, expected = NUMBERED[what]
    assert found(path, page) == expected


def test_addresses_that_show_the_first_page_again_are_known() -> None:
    page = links(("4711_2.html", "2"), ("4711_9.html", "尾页"), ("4711_1.html", "1"), ("4711_0.html", "单页阅读"))
    parts = found("/a/4711.html", page)
    assert parts is not None
    assert parts.last == 9
    assert parts.same == {f"{HOST}/a/4711_0.html", f"{HOST}/a/4711_1.html"}


def test_a_later_page_adds_what_it_knows() -> None:
    first = found("/a/4711.html", links(("4711_2.html", "2"), ("4711_all.html", "单页阅读")))
    assert first is not None
    page = links(("4711_3.html", "3"), ("4711_1.html", "首页"), ("4711.html", "1")).encode()
    more = more_parts(page, f"{HOST}/a/4711_2.html", first)
    assert more == replace(first, last=3, same=first.same | {f"{HOST}/a/4711_1.html"})
    assert first.same == {f"{HOST}/a/4711_all.html"}


NONE = {
    "下一页 is number 3": ("/a/4711.html", links(("4711_3.html", "下一页"))),
    "a call of one page more than there may be": (
        "/a/t1_99.html",
        '<script>createPageHTML(101, 0, "t1_99", "html");</script>',
    ),
    "a call that ends before this page": (
        "/a/t1_99_5.html",
        '<script>createPageHTML(3, 0, "t1_99", "html");</script>',
    ),
    "a call with other arguments": ("/a/t1_99.html", '<script>createPageHTML(3, 0, 1, "t1_99", "html");</script>'),
    "a word too far behind its tag": ("/a/4711.html", f"<a href='4711_2.html'>{' ' * 300}2</a>"),
    "an address too far in its tag": ("/a/4711.html", f"<a class='{'x' * 590}' href='4711_2.html'>2</a>"),
}


@pytest.mark.parametrize("what", NONE)
def test_what_proves_no_parts_gives_none(what: str) -> None:
    assert found(*NONE[what]) is None
