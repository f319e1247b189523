"""Listings are put together from their pages, in whatever order these come, and each says how it ended."""

from __future__ import annotations

from scrapy import FormRequest, Request
from scrapy.http import HtmlResponse

from devzone_crawler.extensions.walked import LeftOutEntries, Stop, Walked
from devzone_crawler.listing import parse_listing
from devzone_crawler.manifest import Category

SITE = "https://www.zone.example/news/"


def page(name: str, following: str | None = None, rows: int = 4, shown: str = "") -> HtmlResponse:
    """A listing page of the site. `shown`: the page whose rows it shows, if not its own."""
    lines = "".join(
        f"<li><a href='{shown or name}-{n}.html'>园区项目开工{n}</a> 2026-01-0{n}</li>" for n in range(1, rows + 1)
    )
    turn = f"<a href='{following}'>下一页</a>" if following else ""
    trail = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/news/'>要闻</a></div>"
    body = f"<title>要闻</title>{trail}<ul>{lines}</ul>{turn}"
    return HtmlResponse(SITE + name, body=body.encode(), request=Request(SITE + name))


def add(walked: Walked, response: HtmlResponse, new: int = 4, *, asked: bool = True, stop: Stop | None = None) -> None:
    listing = parse_listing(response.body, response.url)
    following = Request(listing.next_page) if listing.next_page and asked else None
    walked.add(response, listing, following, stop)


def only(walked: Walked) -> Category:
    (category,) = walked.categories()
    return category


def test_pages_that_follow_each_other_are_one_listing_in_whatever_order_they_came() -> None:
    walked = Walked(100)
    add(walked, page("2.html", "3.html"))
    add(walked, page("3.html", rows=2))
    add(walked, page("1.html", "2.html"))
    category = only(walked)
    assert (category.url, category.pages, category.entries) == (SITE + "1.html", 3, 10)
    assert (category.end, category.next_page, category.breadcrumb) == ("last_page", None, ["要闻"])


def test_a_next_page_that_failed_is_named() -> None:
    walked = Walked(100)
    add(walked, page("1.html", "2.html"))
    walked.add_failure(Request(SITE + "2.html"), "answered 500")
    category = only(walked)
    assert (category.end, category.next_page, category.why) == (
        "broken",
        SITE + "2.html",
        "The next page answered 500.",
    )


def test_a_next_page_that_nobody_reached_leaves_the_listing_unfinished() -> None:
    walked = Walked(100)
    add(walked, page("1.html", "2.html"))
    assert (only(walked).end, only(walked).next_page) == ("unfinished", SITE + "2.html")


def test_a_last_page_that_is_shown_for_ever_ends_a_listing() -> None:
    walked = Walked(100)
    add(walked, page("1.html", "2.html"))
    add(walked, page("2.html", "3.html", shown="1.html"), asked=False)
    assert only(walked).end == "nothing_new"


def test_pages_that_lead_in_a_circle_are_one_listing() -> None:
    walked = Walked(100)
    add(walked, page("1.html", "2.html"))
    add(walked, page("2.html", "1.html"))
    category = only(walked)
    assert (category.pages, category.end, category.why) == (2, "nothing_new", "The next page was walked before.")


def test_the_page_limit_and_what_the_run_chose_are_told() -> None:
    limited, chosen = Walked(1), Walked(100)
    add(limited, page("1.html", "2.html"), asked=False)
    add(
        chosen, page("1.html", "2.html"), asked=False, stop=("chosen", "Only articles since 2026-01-01 were asked for.")
    )
    assert only(limited).end == "page_limit"
    assert (only(chosen).end, only(chosen).why) == ("chosen", "Only articles since 2026-01-01 were asked for.")


def test_a_redirected_page_is_the_one_that_was_asked_for() -> None:
    walked = Walked(100)
    add(walked, page("1.html", "2.html"))
    moved = page("second.html")
    moved.request = Request(moved.url, meta={"redirect_urls": [SITE + "2.html"]})
    add(walked, moved)
    assert (only(walked).pages, only(walked).end) == (2, "last_page")


def test_pages_that_a_form_asks_for_are_told_apart_though_their_address_is_one() -> None:
    walked = Walked(100)
    requests = [Request(SITE), *(FormRequest(SITE, formdata={"page": str(n)}) for n in (2, 3))]
    for n, request in enumerate(requests):
        response = page("").replace(request=request)
        following = requests[n + 1] if n < 2 else None
        walked.add(response, parse_listing(response.body, SITE), following, None)
    assert (only(walked).pages, only(walked).end) == (3, "last_page")


def test_a_page_without_rows_is_a_listing_only_as_the_next_page_of_one() -> None:
    walked = Walked(100)
    add(walked, page("about.html", rows=0))
    assert walked.categories() == []
    add(walked, page("1.html", "2.html"))
    add(walked, page("2.html", rows=0))
    assert (only(walked).pages, only(walked).end) == (2, "last_page")


def test_the_first_page_at_another_address_is_no_second_listing() -> None:
    walked = Walked(100)
    add(walked, page("index.html", "2.html", shown="1.html"))
    add(walked, page("1.html", "2.html"))
    add(walked, page("2.html"))
    assert [(one.url, one.pages) for one in walked.categories()] == [(SITE + "index.html", 2)]


def test_the_box_beside_an_article_and_friend_links_are_no_listings() -> None:
    walked = Walked(100)
    add(walked, page("article.html"))
    walked.add_article("http://zone.example/news/article.html")
    links = "".join(f"<li><a href='https://assoc{n}.example/'>某某省开发区协会</a></li>" for n in range(5))
    about = HtmlResponse(SITE + "about.html", body=f"<ul>{links}</ul>".encode(), request=Request(SITE + "about.html"))
    add(walked, about)
    assert walked.categories() == []


def test_what_was_left_out_is_counted_once_per_address_with_twenty_examples_a_host() -> None:
    left_out = LeftOutEntries()
    for n in range(30):
        left_out.add(f"https://media.example/{n}.html", "external")
        left_out.add(f"http://www.media.example/{n}.html?utm_source=x", "external")
    left_out.add("https://mp.weixin.qq.com/s/abc", "external")
    left_out.add("https://www.zone.example/a.pdf", "file")
    found = left_out.by_reason()
    assert [(one.host, one.count, len(one.examples)) for one in found["external"]] == [("media.example", 30, 20)]
    assert [(one.host, one.count) for one in found["wechat"]] == [("mp.weixin.qq.com", 1)]
    assert [one.examples for one in found["file"]] == [["https://www.zone.example/a.pdf"]]
