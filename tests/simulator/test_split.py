"""The site of split articles: what its pagers show, and what they leave out."""

from __future__ import annotations

import re

import pytest

from devzone_crawler.simulator import Options, Request, Response, make_site
from devzone_crawler.simulator.split import MISSING_POSITION, SplitSite

SITE = SplitSite(Options(articles=40, seed=4))
LONGEST = {first: max(range(first, 41, 4), key=lambda n: len(SITE.parts_of(n))) for first in (1, 2, 3, 4)}
"""The article of each column that has the most parts."""


def ask(path: str, site: SplitSite = SITE) -> Response:
    path, _, query = path.partition("?")
    return site.respond(Request(path, query=query))


def linked(number: int, position: int) -> set[int]:
    """Positions of the parts that a part links to."""
    page = ask(SITE.path_of_part(number, position)).body.decode()
    hrefs = {href.replace("&amp;", "&") for href in re.findall(r'href="([^"]*)"', page)}
    return {n for n in range(1, len(SITE.parts_of(number)) + 1) if SITE.path_of_part(number, n) in hrefs}


@pytest.mark.parametrize("number", range(1, 41))
def test_the_parts_hold_the_text_of_the_article_in_order(number: int) -> None:
    text = [block.text for part in SITE.parts_of(number) for block in part]
    assert text == SITE.article(number).paragraphs
    for position, part in enumerate(SITE.parts_of(number), 1):
        page = ask(SITE.path_of_part(number, position))
        assert page.status == 200
        assert part[0].text in page.body.decode()


def test_each_column_shows_as_many_numbers_as_its_pager_has() -> None:
    counts = {column: len(SITE.parts_of(number)) for column, number in LONGEST.items()}
    assert min(counts.values()) >= 5
    assert linked(LONGEST[1], 1) == set(range(1, counts[1] + 1))
    assert linked(LONGEST[2], 1) == set()
    assert linked(LONGEST[3], 1) == {1, 2, 3, counts[3]}
    assert linked(LONGEST[4], 3) == {2, 4}


def test_a_script_writes_the_pager_of_the_second_column() -> None:
    number = LONGEST[2]
    stem = SITE.path_of(number).rpartition("/")[2].removesuffix(".shtml")
    call = f'createPageHTML({len(SITE.parts_of(number))}, 1, "{stem}", "shtml")'
    assert call in ask(SITE.path_of_part(number, 2)).body.decode()


def test_past_the_last_part_there_is_nothing_or_the_last_part_again() -> None:
    for number in LONGEST.values():
        last = len(SITE.parts_of(number))
        beyond = ask(SITE.path_of_part(number, last + 1))
        if "?" in SITE.path_of(number):
            assert beyond == ask(SITE.path_of_part(number, last))
        else:
            assert beyond.status == 404


def test_a_broken_article_lacks_one_part_and_no_other_article_does() -> None:
    number = LONGEST[1]
    site = SplitSite(Options(articles=40, seed=4, broken=number))
    paths = [SITE.path_of_part(n, position) for n in range(1, 41) for position in range(1, len(SITE.parts_of(n)) + 1)]
    assert [path for path in paths if ask(path, site).status != 200] == [SITE.path_of_part(number, MISSING_POSITION)]


def test_an_article_that_the_site_does_not_have_cannot_be_broken() -> None:
    with pytest.raises(ValueError, match="broken"):
        make_site("split", articles=5, broken=6)


@pytest.mark.parametrize(
    "path",
    [
        "/view.php?id=x",
        "/view.php?id=30004&page=0",
        "/view.php",
        "/column/9.html",
        "/column/1_99.html",
        "/no",
        "/show-9-99999-1.html",
    ],
)
def test_addresses_of_nothing_are_not_found(path: str) -> None:
    assert ask(path).status == 404
