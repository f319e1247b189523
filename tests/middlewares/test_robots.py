"""What is read of a robots.txt."""

from __future__ import annotations

import pytest
from scrapy.robotstxt import ProtegoRobotParser, PythonRobotParser, RobotParser

from devzone_crawler.middlewares.robots import delay_of, product_token, rules_in
from devzone_crawler.settings import USER_AGENT

LIMIT = 512 * 1024


def test_a_file_is_read_as_it_is() -> None:
    assert rules_in(b"User-agent: *\nDisallow: /a") == b"User-agent: *\nDisallow: /a"
    assert rules_in(b"") == b""


@pytest.mark.parametrize("page", [b"<html>", b"\xef\xbb\xbf\r\n <!DOCTYPE html>\nDisallow: /"])
def test_a_page_that_came_instead_has_no_rules(page: bytes) -> None:
    assert rules_in(page) is None


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_a_long_file_is_cut_at_the_end_of_a_line(end: bytes) -> None:
    lines = b"".join(b"Disallow: /news/%d.html%s" % (n, end) for n in range(40_000))
    read = rules_in(lines)
    assert read is not None
    assert LIMIT - 40 < len(read) <= LIMIT
    assert read.endswith(b".html" + end[:1] if end == b"\r" else b".html" + end)


def test_a_file_of_one_line_without_end_says_nothing() -> None:
    assert rules_in(b"Disallow: /" + b"a" * LIMIT) == b""


@pytest.mark.parametrize("parser", [ProtegoRobotParser, PythonRobotParser])
@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("Crawl-delay: 10", 10.0),
        ("Request-rate: 1/5", 5.0),
        ("Crawl-delay: 3\nRequest-rate: 1/5", 5.0),
        ("Crawl-delay: soon", 0.0),
        ("Disallow: /a", 0.0),
    ],
)
def test_the_longer_of_two_delays_is_kept(parser: type[RobotParser], rules: str, seconds: float) -> None:
    made = parser(f"User-agent: *\n{rules}\n".encode(), None)  # type: ignore[call-arg]
    assert delay_of(made, "devzone_crawler") == seconds


def test_rules_may_name_the_crawler_by_its_product_and_by_nothing_else() -> None:
    assert product_token(USER_AGENT) == "devzone_crawler"
    assert product_token("Zone-Bot/2.0 (+https://zone.example/)") == "Zone-Bot"
    assert product_token("") == "*"
