"""Arguments that cannot be right fail before the first request, and those of scrapyd do not."""

from __future__ import annotations

import pytest

from devzone_crawler.spiders.arguments import ArgumentError
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
