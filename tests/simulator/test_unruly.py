"""The sites that refuse: each refuses what it says, and has the articles that it claims to have."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from devzone_crawler.simulator import FAMILIES, Options, Request, make_site
from devzone_crawler.simulator.unruly import UnrulySite
from devzone_crawler.simulator.unruly_refusals import REFUSALS, Busy, Down, ForbiddenPages
from devzone_crawler.simulator.unruly_robots import ROBOTS, Long, Redirected

OPTIONS = Options(articles=12, seed=8)
PAGE = Request("/news/12.html")


@pytest.mark.parametrize("kind", [*ROBOTS, *REFUSALS], ids=lambda kind: kind.family)
def test_an_unruly_site_is_a_family_and_says_how_a_crawl_of_it_ends(kind: type[UnrulySite]) -> None:
    site = make_site(kind.family, articles=12)
    assert FAMILIES[kind.family] is kind
    assert isinstance(site, UnrulySite)
    assert site.verdict == "complete" or site.sentence


@pytest.mark.parametrize("kind", ROBOTS, ids=lambda kind: kind.family)
def test_behind_a_robots_txt_stands_a_healthy_site(kind: type[UnrulySite]) -> None:
    site = kind(OPTIONS)
    assert site.article(12).title in site.respond(PAGE).body.decode()


def test_what_a_site_refuses_depends_on_how_much_it_was_asked() -> None:
    busy, down = Busy(OPTIONS), Down(OPTIONS)
    assert [busy.respond(PAGE).status for _ in range(15)] == [*[200] * 6, 429, *[200] * 6, 429, 200]
    assert [down.respond(PAGE).status for _ in range(15)] == [*[200] * 5, *[503] * 8, 200, 200]
    assert dict(busy.respond(PAGE).headers) == {}


def test_forbidden_pages_are_forbidden_and_no_others() -> None:
    site = ForbiddenPages(OPTIONS)
    statuses = {number: site.respond(Request(site.path_of(number))).status for number in range(1, 13)}
    assert {number for number, status in statuses.items() if status == 403} == {1, 2, 3}
    assert site.reachable() == range(4, 13)


def test_the_limit_of_a_long_robots_txt_falls_into_a_path() -> None:
    body = Long(OPTIONS).respond(Request("/robots.txt")).body
    assert body[: 512 * 1024].rpartition(b"\n")[2] == b"Disallow: /news/"


def test_the_rules_of_a_redirected_robots_txt_are_five_steps_away() -> None:
    site, path = Redirected(OPTIONS), "/robots.txt"
    steps = 0
    while (answer := site.respond(Request(path))).status == 302:
        path, steps = urljoin(path, dict(answer.headers)["Location"]), steps + 1
    assert (steps, answer.body) == (5, b"User-agent: *\nDisallow: /news/1.html\n")
