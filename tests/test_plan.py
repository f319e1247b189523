"""What a crawl would do, added up from the first pages of its listings."""

from __future__ import annotations

from devzone_crawler.choice import Choice
from devzone_crawler.listing import Entry
from devzone_crawler.listing.extent import Size
from devzone_crawler.plan import Seen, plan_of

ONE = Size(1, 1)


def seen(*path: str, days: tuple[str, ...], size: Size, pages: Size = ONE, name: str = "") -> Seen:
    url = f"https://zone.example/{'/'.join(path)}/{name}"
    entries = tuple(Entry(f"{url}{number}.html", "园区开工", day) for number, day in enumerate(days))
    return Seen(path, name or path[-1], url, entries, size, pages)


DAYS = ("2026-03-09", "2026-03-05", "2026-03-01")
UPPER = seen("资讯中心", days=DAYS, size=Size(30, 30), pages=Size(10, 10))
LOWER = seen("资讯中心", "要闻", days=DAYS, size=Size(13, 15), pages=Size(5, 5))
OTHER = seen("公告", days=DAYS, size=Size(3, 3))


def test_an_upper_category_that_lists_the_lower_ones_too_counts_once() -> None:
    plan = plan_of([UPPER, LOWER, OTHER], Choice(), 1.0)
    assert plan.articles == Size(33, 33)
    assert plan.listing_pages == Size(16, 16)
    assert plan.requests == Size(51, 51)


def test_an_upper_category_that_lists_less_than_the_lower_ones_counts_these() -> None:
    shown = seen("资讯中心", days=DAYS[:1], size=Size(1, 1))
    assert plan_of([shown, LOWER], Choice(), 1.0).articles == Size(13, 15)


def test_days_that_the_first_page_reaches_beyond_are_counted_exactly() -> None:
    plan = plan_of([LOWER], Choice(since="2026-03-04"), 1.0)
    assert plan.articles == Size(2, 2)
    assert plan.listing_pages == Size(2, 2)


def test_days_that_go_on_behind_the_first_page_have_bounds() -> None:
    assert plan_of([LOWER], Choice(since="2026-01-01"), 1.0).articles == Size(3, 15)
    assert plan_of([LOWER], Choice(until="2026-03-06"), 1.0).articles == Size(2, 14)
    endless = seen("要闻", days=DAYS, size=Size(4, None), pages=Size(2, None))
    assert plan_of([endless], Choice(since="2026-01-01"), 1.0).articles == Size(3, None)


def test_a_limit_bounds_the_articles_and_may_be_reached_on_the_first_page() -> None:
    plan = plan_of([UPPER, OTHER], Choice(most=5), 1.0)
    assert plan.articles == Size(5, 5)
    assert plan.requests == Size(8, 18)


def test_two_listings_at_one_breadcrumb_are_told_apart_by_their_names_in_the_menu() -> None:
    pictures = seen("资讯中心", days=DAYS, size=Size(6, 6), name="图片新闻")
    tree = plan_of([pictures, UPPER], Choice(), 1.0).tree
    assert [(depth, branch.name) for depth, branch in tree.walk()] == [(0, "资讯中心"), (1, "图片新闻")]
