"""The site whose view counts are left to counters: what a crawler meets there."""

from __future__ import annotations

import pytest

from devzone_crawler.simulator import Options, Request
from devzone_crawler.simulator.counter_kinds import KINDS, CounterKind
from devzone_crawler.simulator.counters import FIRST_ID, ROWS_PER_PAGE, CountersSite

SITE = CountersSite(Options(articles=2 * len(KINDS) + 1, seed=9))


def get(address: str, body: bytes = b"") -> tuple[int, str]:
    path, _, query = address.partition("?")
    response = SITE.respond(Request(path, query=query, body=body))
    return response.status, response.body.decode()


def byline(number: int) -> str:
    return get(SITE.path_of(number))[1].partition("点击：")[2].partition("</div>")[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_counter_answers_with_the_number_that_the_page_leaves_out(kind: CounterKind) -> None:
    number = 1 + KINDS.index(kind)
    views = str(SITE.article(number).view_count)
    assert (f">{views}<" in f">{byline(number)}") == (kind.name == "printed")
    if not kind.request:
        return
    status, answer = get(SITE.request_of(number))
    assert status == kind.status
    if kind.knows:
        assert views in answer
    other = number + len(KINDS)
    assert get(SITE.request_of(other))[1] != answer or not kind.knows


def test_what_is_posted_is_part_of_what_is_asked() -> None:
    number = 1 + [kind.name for kind in KINDS].index("visit_quarter")
    status, answer = get("/oa/article_visitQuarter.do", f"id={FIRST_ID + number}&visitPageNum=".encode())
    assert (status, answer) == (200, f'{{"msg":{SITE.article(number).view_count}}}')


def test_every_page_shows_counters_that_are_not_its_own() -> None:
    html = get(SITE.path_of(5))[1]
    for lookalike in ("id=5305&down=5", "id=5305&down=1", "id=5304", "id=5306", "<!-- 点击："):
        assert lookalike in html


def test_a_counter_of_an_article_that_is_not_there_is_not_there_either() -> None:
    assert get("/e/public/ViewClick/?classid=38&id=99999")[0] == 404
    assert get("/e/public/ViewClick/?classid=38")[0] == 404


def test_its_listings_hold_every_article_once() -> None:
    last = -(-SITE.size // ROWS_PER_PAGE)
    assert get(f"/news/index_{last + 1}.html")[0] == 404
    pages = "".join(get(f"/news/index_{page}.html")[1] for page in range(1, last + 1))
    assert all(pages.count(f'href="{article.path}"') == 1 for article in SITE.articles())
