"""How much a listing holds, as far as its first page says."""

from __future__ import annotations

import pytest

from devzone_crawler.listing import open_listing
from devzone_crawler.listing.extent import Size, size_of
from tests.conftest import FIXTURES
from tests.golden import Page


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
    url = "http://zone.example/list.html"
    assert open_listing(html.encode(), url).extent.pages == pages


def test_sizes_are_bounds() -> None:
    assert Size(3, 5) + Size(2, None) == Size(5, None)
    assert Size(3, 5).or_more(Size(4, 4)) == Size(4, 5)
    assert Size(300, None).capped(10) == Size(10, 10)
    assert (str(Size(1200, 1200)), str(Size(3, 5)), str(Size(3, None))) == ("1,200", "3 to 5", "at least 3")
