"""A listing ends with the page that shows nothing new."""

from __future__ import annotations

from devzone_crawler.listing import Listing, parse_listing
from devzone_crawler.spiders.chain import Chain


def page(*numbers: int) -> Listing:
    rows = "".join(
        f"<li><a href='/a/{n}.html'>园区第{n}号公告全文发布</a><span>2026-11-0{n % 9 + 1}</span></li>" for n in numbers
    )
    return parse_listing(f"<ul>{rows}</ul>".encode(), "http://zone.example/list.html")


def test_pages_that_go_on_are_taken() -> None:
    chain = Chain()
    assert [chain.add(page(n, n + 1, n + 2)) for n in range(1, 60, 3)] == [True] * 20
    assert chain.pages == 20


def test_a_hot_row_on_every_page_does_not_end_it() -> None:
    chain = Chain()
    assert [chain.add(page(1, n, n + 1)) for n in range(2, 20, 2)] == [True] * 9


def test_the_last_page_again_ends_it() -> None:
    chain = Chain()
    assert [chain.add(page(*numbers)) for numbers in ((1, 2, 3), (4, 5), (4, 5))] == [True, True, False]


def test_the_first_page_again_ends_it() -> None:
    chain = Chain()
    pages = [(n, n + 1, n + 2) for n in range(1, 30, 3)]
    assert all(chain.add(page(*numbers)) for numbers in pages)
    assert not chain.add(page(*pages[0]))


def test_a_page_without_rows_is_told_by_its_text() -> None:
    chain = Chain()
    empty = parse_listing("<p>暂无内容</p>".encode(), "http://zone.example/list.html")
    assert [chain.add(empty), chain.add(empty)] == [True, False]


def test_a_longer_list_that_stands_beside_the_rows_of_every_page_does_not_end_it() -> None:
    def beside(*numbers: int) -> Listing:
        hot = "".join(
            f"<li><a href='/hot/{n}.html'>园区热点新闻第{n}条全文</a><i>2026-10-0{n}</i></li>" for n in range(1, 9)
        )
        rows = "".join(
            f"<p><a href='/a/{n}.html'>园区第{n}号公告全文</a><b>2026-11-0{n % 9 + 1}</b></p>" for n in numbers
        )
        return parse_listing(f"<ul>{hot}</ul><div>{rows}</div>".encode(), "http://zone.example/list.html")

    chain = Chain()
    assert [chain.add(beside(n, n + 1, n + 2)) for n in range(1, 12, 3)] == [True] * 4
    assert not chain.add(beside(10, 11, 12))
