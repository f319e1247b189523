"""How much a listing holds, as far as its first page says."""

from __future__ import annotations

import pytest

from devzone_crawler.listing import open_listing
from devzone_crawler.listing.extent import Extent, Size, pages_of, read_extent, size_of
from tests.conftest import FIXTURES
from tests.golden import Page

URL = "http://zone.example/list.html"


def extent_of(html: str, next_page: str | None) -> Extent:
    return read_extent(open_listing(html.encode(), URL).document, next_page)


@pytest.mark.parametrize(
    ("page", "size"),
    [
        ("anchors_wrap/title_and_date", Size(181, 190)),
        ("aspnet/table_rows", Size(41, 41)),
        ("boda/descending", Size(108, 108)),
        ("custom/anchor_wraps_row", Size(11, None)),
        ("custom/dates_without_year", Size(118, 126)),
        ("dede/category_before", Size(111, 120)),
        ("phpcms/date_before", Size(138, 138)),
        ("siteserver/no_dates", Size(8, 14)),
        ("table/rows", Size(87, 87)),
        ("thinkphp/pager", Size(163, 163)),
        ("thumbs/pictures", Size(19, None)),
        ("trs/create_page_html", Size(361, 375)),
    ],
)
def test_the_size_of_a_saved_listing_is_what_its_pager_says(page: str, size: Size) -> None:
    saved = Page(FIXTURES / "listings" / f"{page}.html")
    url, kind = saved.golden["url"], saved.golden["content_type"]
    opened = open_listing(saved.body, url, content_type=kind, fetched_at=saved.captured_at)
    assert size_of(opened.extent, len(opened.listing.entries), opened.listing.next_page) == size


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ("<div>第1页/共12页</div>", 12),
        ("<div>页次：1/12页</div>", 12),
        ("<div>总页数：12</div>", 12),
        ("<a href='list_2.html'>下一页</a><a href='list_12.html'>尾页</a>", 12),
        ("<a href='index_1.html'>下一页</a><a href='index_11.html'>末页</a>", 12),
        ("<a href='list/11.htm'>下一页</a><a href='list/1.htm'>尾页</a>", 12),
        ("<a href='list_2.html'>下一页</a><a href='list_2.html'>尾页</a>", 2),
        ("<script>createPageHTML(12, 0, 'index', 'html');</script>", 12),
        ("<script>createPageHTML('page_div', 12, 1, 'index', 'html', 240);</script>", 12),
        ("<p>全书共</p>", None),
        ("<a href='list_2.html'>下一页</a><a href='javascript:;'>尾页</a>", None),
    ],
)
def test_the_number_of_pages_is_read_from_words_links_and_scripts(html: str, pages: int | None) -> None:
    assert open_listing(html.encode(), URL).extent.pages == pages


def test_sizes_are_bounds() -> None:
    assert Size(3, 5) + Size(2, None) == Size(5, None)
    assert Size(3, 5).or_more(Size(4, 4)) == Size(4, 5)
    assert Size(300, None).capped(10) == Size(10, 10)
    assert (str(Size(1200, 1200)), str(Size(3, 5)), str(Size(3, None))) == ("1,200", "3 to 5", "at least 3")


@pytest.mark.parametrize(
    ("html", "records"),
    [
        ("<div>共 44 条记录</div>", 44),
        ("<div>总记录数：44</div>", 44),
        ("<div>44条 <a href='1.html'>首页</a></div>", 44),
        ("<script type='text/xml'><totalrecord>44</totalrecord></script>", 44),
        ("<script>$('#a').jpage({ 'totalRecord':'44', perPage:4 });</script>", 44),
        (f"<p>{'园区今年已签约项目，' * 30}共44条</p>", None),
        ("<div style='display:none'>共44条</div>", None),
        ("<div>第44条</div>", None),
    ],
)
def test_the_number_of_records_is_read_where_it_is_said(html: str, records: int | None) -> None:
    assert extent_of(html, None).records == records


NUMBERED = "<a href='list_2.html'>2</a><a href='list_3.html'>3</a><a href='list_9.html'>9</a>"


def test_the_highest_number_of_a_pager_is_the_least_that_there_is() -> None:
    assert extent_of(NUMBERED, "http://zone.example/list_2.html") == Extent(None, None, 9)
    assert extent_of(NUMBERED, None) == Extent(None, None, 1)
    assert extent_of("", "http://zone.example/list_2.html") == Extent(None, None, 1)


@pytest.mark.parametrize(
    ("second", "last", "pages"),
    [
        ("list_2.html", "list_12.html", 12),
        ("list_1.html", "list_11.html", 12),
        ("list_11.html", "list_1.html", 12),
        ("c7/list_2.html", "c8/list_12.html", None),
        ("list_2.html", "list_2_9.html", None),
        ("list_2.html", "page_12.html", None),
        ("second.html", "last.html", None),
    ],
)
def test_the_last_page_counts_when_its_address_differs_in_one_number(second: str, last: str, pages: int | None) -> None:
    html = f"<a href='{second}'>下一页</a><a href='{last}'>尾页</a>"
    assert extent_of(html, f"http://zone.example/{second}").pages == pages


@pytest.mark.parametrize(
    ("extent", "per_page", "has_next", "pages", "size"),
    [
        (Extent(None, 3, 1), 10, True, Size(3, 3), Size(21, 30)),
        (Extent(44, 3, 1), 10, True, Size(3, 3), Size(44, 44)),
        (Extent(44, None, 1), 10, True, Size(5, 5), Size(44, 44)),
        (Extent(40, None, 1), 10, True, Size(4, 4), Size(40, 40)),
        (Extent(0, None, 1), 10, False, Size(1, 1), Size(10, 10)),
        (Extent(10, None, 1), 10, True, Size(1, 1), Size(10, 10)),
        (Extent(44, None, 5), 0, False, Size(1, 1), Size(44, 44)),
        (Extent(None, None, 1), 10, False, Size(1, 1), Size(10, 10)),
        (Extent(None, None, 1), 10, True, Size(2, None), Size(11, None)),
        (Extent(None, None, 9), 10, True, Size(9, None), Size(81, None)),
    ],
)
def test_pages_and_entries_follow_from_what_is_said(
    extent: Extent, per_page: int, has_next: bool, pages: Size, size: Size
) -> None:
    next_page = "http://zone.example/2.html" if has_next else None
    assert pages_of(extent, per_page, next_page) == pages
    assert size_of(extent, per_page, next_page) == size


def test_what_is_unknown_stays_unknown_in_a_sum_and_a_cap_is_a_bound() -> None:
    assert Size(1, None) + Size(2, 3) == Size(3, None)
    assert Size(1, 2) + Size(3, 5) == Size(4, 7)
    assert Size(1, None).or_more(Size(2, 3)) == Size(2, None)
    assert Size(1, 2).or_more(Size(2, None)) == Size(2, None)
    assert Size(1, 9).or_more(Size(2, 3)) == Size(2, 9)
    assert Size(3, 5).capped(None) == Size(3, 5)
    assert Size(3, 5).capped(4) == Size(3, 4)
    assert Size(3, 5).capped(9) == Size(3, 5)
    assert (str(Size(1200, 3400)), str(Size(1200, None))) == ("1,200 to 3,400", "at least 1,200")
