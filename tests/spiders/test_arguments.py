"""Arguments that cannot be right fail before the first request, and those of scrapyd do not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from devzone_crawler.extraction.dates import CHINA
from devzone_crawler.spiders.arguments import ArgumentError
from devzone_crawler.spiders.base import CategorySpider
from devzone_crawler.spiders.cadz import CadzSpider
from devzone_crawler.spiders.site import SiteSpider


def test_the_job_that_scrapyd_hands_every_spider_is_taken() -> None:
    assert CadzSpider(_job="6487ec79947edab326d6db28a2d86511e8247444").starts == ("https://www.cadz.org.cn/",)


def test_a_misspelt_argument_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no argument ulr"):
        CadzSpider(ulr="https://zone.example/")


def test_a_site_needs_an_address() -> None:
    with pytest.raises(ArgumentError, match="needs url"):
        SiteSpider()


def test_an_address_without_a_path_is_the_home_page() -> None:
    assert SiteSpider(url="https://zone.example").starts == ("https://zone.example/",)


TODAY = datetime.now(CHINA).date()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"since": "2026-06-30", "until": "2026-01-01"}, "since=2026-06-30 is later than until=2026-01-01"),
        ({"since": TOMORROW}, f"since={TOMORROW} lies in the future"),
        ({"since": "last week"}, "since must be a day such as 2026-01-31"),
        ({"until": "2026-02-30"}, "until must be a day such as"),
        ({"until": "20260131"}, "until must be a day such as"),
        ({"since": ""}, "since must be a day such as"),
        ({"since": "２０２６-01-01"}, "since must be a day such as"),
        ({"max_articles": "0"}, "max_articles must be a whole number of 1 or more"),
        ({"max_articles": "-3"}, "max_articles must be a whole number"),
        ({"max_articles": "ten"}, "max_articles must be a whole number"),
        ({"max_articles": "1.5"}, "max_articles must be a whole number"),
        ({"category": " "}, "category must be a name"),
        ({"category": "/"}, "category must be a name"),
        ({"category": "资讯中心,"}, "category must be a name"),
        ({"category": []}, "category must be a name"),
    ],
)
def test_what_no_article_can_meet_is_refused(arguments: dict[str, str], sentence: str) -> None:
    with pytest.raises(ArgumentError, match=sentence):
        CadzSpider(**arguments)


def test_one_day_today_and_a_last_day_in_the_future_are_taken() -> None:
    assert CadzSpider(since="2026-01-31", until="2026-01-31").choice.days == "since 2026-01-31 until 2026-01-31"
    assert CadzSpider(since=TODAY.isoformat(), until=TOMORROW).choice.since == TODAY.isoformat()


def test_a_spider_of_known_listings_takes_days_and_number_and_knows_no_categories() -> None:
    class Listings(CategorySpider):
        name = "listings"
        listings = ("https://zone.example/news/",)

    assert Listings(since="2026-01-01", max_articles="5").choice.most == 5
    with pytest.raises(ArgumentError, match="no argument category"):
        Listings(category="资讯中心")
