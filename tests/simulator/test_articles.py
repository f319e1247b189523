"""What the simulated articles are, in process."""

from __future__ import annotations

import dataclasses
import re
import tracemalloc

import pytest

from devzone_crawler.simulator import Options, Request, SimulatedArticle, make_site

FORTY = list(make_site(articles=40, seed=1).articles("http://site.example/"))


def test_the_same_family_and_seed_give_the_same_articles() -> None:
    assert list(make_site(articles=40, seed=1).articles("http://site.example/")) == FORTY


def test_another_seed_gives_other_articles() -> None:
    other = make_site(articles=40, seed=2).articles("http://site.example/")
    assert not {article.title for article in FORTY} & {article.title for article in other}


def test_a_site_with_more_articles_is_the_same_site_later() -> None:
    assert list(make_site(articles=60, seed=1).articles("http://site.example/"))[:40] == FORTY


def test_no_two_titles_of_a_large_site_are_alike() -> None:
    site = make_site(articles=30_000, seed=5)
    titles = {site.facts(number).title for number in range(1, 30_001)}
    assert len(titles) == 30_000
    assert all(12 <= len(title) <= 40 for title in titles)


def test_articles_are_numbered_by_time() -> None:
    times = [article.published_at for article in FORTY]
    assert times == sorted(times, key=str)
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT(08|09|1[0-7]):[0-5]\d:00\+08:00", time or "") for time in times)


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("without a source", sum(article.source is None for article in FORTY)),
        ("never viewed", sum(article.view_count == 0 for article in FORTY)),
        ("viewed by millions", sum((article.view_count or 0) >= 1_000_000 for article in FORTY)),
        ("of one paragraph", sum(len(article.paragraphs) == 1 for article in FORTY)),
        ("of thirty paragraphs", sum(len(article.paragraphs) >= 30 for article in FORTY)),
        ("with a picture", sum(bool(article.images) for article in FORTY)),
        ("with an attachment", sum(bool(article.attachments) for article in FORTY)),
    ],
)
def test_a_small_site_has_articles_of_each_kind_and_not_only_those(kind: str, count: int) -> None:
    assert 1 <= count <= 10, kind


def test_addresses_are_absolute_when_a_base_is_given() -> None:
    addresses = [article.url for article in FORTY]
    addresses += [image.url for article in FORTY for image in article.images]
    addresses += [attachment.url for article in FORTY for attachment in article.attachments]
    assert all(address.startswith("http://site.example/") for address in addresses)


def test_every_line_of_a_body_is_text() -> None:
    def lines(article: SimulatedArticle) -> list[str]:
        return article.body_text.split("\n")

    assert all(line and line == line.strip() and "{" not in line for article in FORTY for line in lines(article))


def test_the_last_article_of_a_large_site_is_answered_without_the_others() -> None:
    site = make_site(articles=100_000)
    paths = [site.path_of(number) for number in range(99_999, 99_499, -1)]
    site.respond(Request(paths[0]))
    tracemalloc.start()
    try:
        for path in paths:
            assert site.respond(Request(path)).status == 200
        site.respond(Request("/index.php/News/index/p/4000.html"))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 100_000


def test_an_article_that_a_site_does_not_have_is_refused() -> None:
    with pytest.raises(IndexError, match="articles 1 to 40"):
        make_site(articles=40).article(41)


@pytest.mark.parametrize(
    "wrong", [{"articles": 0}, {"articles": 10_000_000}, {"seed": -1}, {"waf": "lax"}, {"burst": 0}], ids=str
)
def test_options_that_cannot_be_right_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        dataclasses.replace(Options(), **wrong)  # type: ignore[arg-type]


def test_a_family_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="thinkphp"):
        make_site("wordpress")
