"""What a crawl keeps of the pages of a split article, page by page as they come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from devzone_crawler.extraction.numbering import MOST_PARTS
from devzone_crawler.items import ArticlePage
from devzone_crawler.spiders import split
from devzone_crawler.spiders.split import SplitArticle, split_article

URL = "http://zone.example/a/4711.html"
TEXT = "临江开发区第{}批企业今天开工，园区为它们备好了厂房、用电和用工，年内全部投产。"
CHALLENGE = b"<html><title>WAF</title><script>$_ts=window['$_ts']</script></html>"


def address(position: int) -> str:
    return URL.replace(".html", f"_{position}.html") if position > 1 else URL


def body(
    position: int, *, last: int = 3, text: str = TEXT, pager: str | None = None, title: str = "临江企业开工"
) -> bytes:
    numbers = "".join(f'<a href="{address(n)}">{n}</a>' for n in range(1, last + 1)) if pager is None else pager
    return (
        f"<html><meta charset=utf-8><body><h1>{title}</h1><div>发布时间：2019-06-30 09:12 来源：临江日报</div>"
        f"<div class=content><p>　　{text.format(position)}</p></div><div>{numbers}</div></body></html>"
    ).encode()


def first(page: bytes | None = None) -> SplitArticle:
    article = split_article(ArticlePage(url=URL, body=page or body(1), fetched_at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert article is not None
    return article


def walk(article: SplitArticle, answers: dict[int, bytes], url: str | None = None) -> list[str]:
    """Take the answers until the article asks no more. Returns what was wrong."""
    wrong = []
    while (asked := article.next_address()) is not None:
        wrong.append(article.take(url or asked, answers[article.position], None))
    return [why for why in wrong if why is not None]


def test_the_parts_are_asked_for_in_order_and_travel_with_the_first_page() -> None:
    article = first()
    assert walk(article, {2: body(2), 3: body(3)}) == []
    assert article.whole().parts == (body(2), body(3))
    assert article.whole().body == body(1)


def test_a_page_of_a_listing_has_no_parts() -> None:
    rows = "".join(
        f'<li><a href="/a/{n}.html">园区第{n}批企业开工投产</a><span>2019-06-{n}</span></li>' for n in range(10, 30)
    )
    page = f'<meta charset=utf-8><ul>{rows}</ul><a href="4711_2.html">2</a><a href="4711_2.html">下一页</a>'.encode()
    assert split_article(ArticlePage(url=URL, body=page)) is None


def test_a_window_of_numbers_is_followed_to_its_end() -> None:
    def window(position: int) -> str:
        return "".join(f'<a href="{address(n)}">{n}</a>' for n in (position - 1, position + 1) if 1 <= n <= 6)

    article = first(body(1, pager=window(1)))
    assert walk(article, {n: body(n, pager=window(n)) for n in range(2, 7)}) == []
    assert len(article.whole().parts) == 5


def test_a_site_that_shows_its_last_page_for_ever_ends_the_article_in_silence() -> None:
    def always_more(position: int) -> str:
        return f'<a href="{address(position)}">{position}</a><a href="{address(position + 1)}">下一页</a>'

    article = first(body(1, pager=always_more(1)))
    last_again = body(3).replace(b"_3.html", b"_9.html")
    assert walk(article, {2: body(2, pager=always_more(2)), 3: body(3, pager=always_more(3)), 4: last_again}) == []
    assert len(article.whole().parts) == 2


def test_pages_of_comments_below_one_text_cost_one_request_and_say_nothing() -> None:
    article = first(body(1, last=50))
    assert article.next_address() == address(2)
    assert article.take(address(2), body(1, last=50).replace("来源".encode(), "来源 ".encode()), None) is None
    assert article.next_address() is None
    assert article.whole().parts == ()


def test_a_repeated_page_in_the_middle_is_told() -> None:
    article = first(body(1, last=5))
    assert walk(article, {2: body(2, last=5), 3: body(2, last=5)}) == ["shows what an earlier page shows"]


def test_an_empty_last_page_under_the_headline_is_no_loss() -> None:
    article = first()
    assert walk(article, {2: body(2), 3: body(3, text="", title="临江企业开工(3)")}) == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (CHALLENGE, "is no part of it"),
        ("<h1>您访问的页面不存在或已被删除！</h1>".encode(), "is no part of it"),
        (b"<html></html>", "has no text"),
    ],
    ids=["challenge", "soft 404", "nothing"],
)
def test_an_answer_that_is_no_part_is_told_and_the_others_are_kept(answer: bytes, why: str) -> None:
    article = first()
    (told,) = walk(article, {2: answer, 3: body(3)})
    assert why in told
    assert article.whole().parts == (body(3),)


def test_a_part_that_leads_elsewhere_is_told() -> None:
    article = first()
    article.next_address()
    assert article.take("http://zone.example/", body(2), None) == "leads to http://zone.example/"
    assert article.whole().parts == ()


def test_a_part_that_leads_to_its_own_address_in_another_spelling_is_kept() -> None:
    article = first()
    article.next_address()
    assert article.take(address(2).replace("http://", "https://www."), body(2), None) is None
    assert article.whole().parts == (body(2),)


def test_a_last_part_that_leads_back_to_the_first_ends_the_article() -> None:
    article = first(body(1, last=2))
    assert walk(article, {2: body(1, last=2)}, url=URL) == []
    assert article.whole().parts == ()


def test_no_more_parts_are_asked_for_than_an_article_can_have() -> None:
    article = first(body(1, last=MOST_PARTS))
    wrong = walk(article, {n: body(n, last=MOST_PARTS) for n in range(2, MOST_PARTS + 1)})
    assert len(article.whole().parts) == MOST_PARTS - 1
    assert [why for why in wrong if "no more are asked for" in why]


def test_an_article_takes_no_more_memory_than_a_page_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "_MOST_BYTES", len(body(1)) * 2 + 10)
    article = first()
    assert [why for why in walk(article, {2: body(2), 3: body(3)}) if "larger than" in why]
    assert article.whole().parts == (body(2),)


def test_every_address_of_the_article_is_known_so_that_none_is_crawled_by_itself() -> None:
    article = first(body(1, pager=f'<a href="{address(2)}">2</a><a href="4711_all.html">单页阅读</a>'))
    assert article.addresses() == [URL, address(2), "http://zone.example/a/4711_all.html"]
