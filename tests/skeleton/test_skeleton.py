"""A skeleton is read as its page is, and says nothing of what the page said."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.explanation import explain_page
from devzone_crawler.listing import parse_listing
from devzone_crawler.simulator import FAMILIES, Request, make_site
from devzone_crawler.simulator.cms.cms_site import CmsSite
from devzone_crawler.skeleton import Skeleton, skeleton_of
from devzone_crawler.skeleton.comparison import rungs
from devzone_crawler.skeleton.vocabulary import alphabet, kept_pattern, kept_words
from tests.golden import Page, name_of, pages

SECRET = b"of these tests"
ARTICLES = pages("articles")
LISTINGS = pages("listings")
CMS_FAMILIES = sorted(name for name, family in FAMILIES.items() if issubclass(family, CmsSite))
CHINESE = re.compile("[\u3400-\u9fff]+")
WORDED_DAY = re.compile("[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
MOST_OF_A_TEXT = 4
SHARE_READ_ALIKE = 0.99
"""Measured: 3,489 of 3,492 fields of 291 saved articles."""


@cache
def made(page: Page) -> Skeleton:
    return skeleton_of(page.body, page.golden["url"], page.golden["content_type"], secret=SECRET)


def text_of(body: bytes, content_type: str | None) -> str:
    return html.unescape(decode(body, content_type)[0])


def test_articles_are_read_by_the_same_rungs() -> None:
    alike: Counter[bool] = Counter()
    for page in ARTICLES:
        about: dict[str, Any] = {"content_type": page.golden["content_type"], "fetched_at": page.captured_at}
        skeleton = made(page)
        before = rungs(explain_page(page.body, page.golden["url"], **about))
        after = rungs(explain_page(skeleton.body, skeleton.url, **about))
        alike.update(after[what] == said for what, said in before.items())
    assert alike[True] / alike.total() >= SHARE_READ_ALIKE


@pytest.mark.parametrize("family", CMS_FAMILIES)
def test_articles_of_simulated_sites_are_read_by_the_same_rungs(family: str) -> None:
    site = make_site(family, articles=8)
    for number in range(1, 9):
        path, _, query = site.path_of(number).partition("?")
        url = f"http://www.zone.example{site.path_of(number)}"
        answer = site.respond(Request(path, query=query))
        skeleton = skeleton_of(answer.body, url, answer.content_type, secret=SECRET)
        before = rungs(explain_page(answer.body, url, content_type=answer.content_type))
        assert rungs(explain_page(skeleton.body, skeleton.url, content_type=answer.content_type)) == before
        assert before["kind"] == "article"


def test_listings_have_as_many_rows_of_the_same_days_and_lead_on() -> None:
    alike: Counter[bool] = Counter()
    for page in LISTINGS:
        skeleton = made(page)
        before = parse_listing(page.body, page.golden["url"], content_type=page.golden["content_type"])
        after = parse_listing(skeleton.body, skeleton.url, content_type=page.golden["content_type"])
        alike[[entry.date for entry in before.entries] == [entry.date for entry in after.entries]] += 1
        alike[(before.next_page is None) == (after.next_page is None)] += 1
    assert alike[True] / alike.total() >= SHARE_READ_ALIKE


@pytest.mark.parametrize("page", ARTICLES + LISTINGS, ids=name_of)
def test_nothing_of_the_text_survives_but_the_words_of_rules(page: Page) -> None:
    content_type = page.golden["content_type"]
    text = kept_pattern().sub(" ", WORDED_DAY.sub(" ", text_of(page.body, content_type)))
    left = CHINESE.findall(text_of(made(page).body, content_type))
    size = MOST_OF_A_TEXT + 1
    here = {run[place : place + size] for run in left for place in range(len(run) - MOST_OF_A_TEXT)}
    there = {run[place : place + size] for run in CHINESE.findall(text) for place in range(len(run) - MOST_OF_A_TEXT)}
    assert there & here == set()


@pytest.mark.parametrize("page", ARTICLES + LISTINGS, ids=name_of)
def test_the_markup_stays_as_it_is_broken_or_not(page: Page) -> None:
    def markup(body: bytes) -> bytes:
        return re.sub(rb"[^<>=\"'&;{}\r\n]", b"", body)

    skeleton = made(page).body
    if decode(page.body)[1] != "utf-8":  # characters of others hold these bytes
        before, after = (decode(body)[0].encode("utf-8", "replace") for body in (page.body, skeleton))
    else:
        before, after = page.body, skeleton
    assert markup(after) == markup(before)
    assert decode(skeleton, page.golden["content_type"])[1] == decode(page.body, page.golden["content_type"])[1]


def read(source: str, url: str = "http://www.lanjiang.gov.cn/art/2018/7/9/art_1229_580123.html") -> str:
    return skeleton_of(source.encode(), url, secret=SECRET).body.decode()


def test_what_is_the_same_in_a_page_is_the_same_in_its_skeleton() -> None:
    page = read(
        "<title>澜江开发区通车典礼举行_澜江在线</title><h1>澜江开发区通车典礼举行</h1><img alt='通车典礼'>"
        "<a title='澜江开发区通车典礼举行' href='/x?id=580123'>澜江开发区通车...</a><script>hits('580123')</script>"
    )
    headline = re.search("<h1>(.*?)</h1>", page)
    assert headline is not None
    assert f"<title>{headline[1]}_" in page
    assert f"title='{headline[1]}'" in page
    assert f"{headline[1][:7]}..." in page
    first, second = re.findall(r"\d{6}", page)
    assert first == second != "580123"


def test_lines_of_a_headline_fit_to_the_title() -> None:
    page = read("<title>澜江开发区举行大桥通车典礼</title><h1>澜江开发区举行<br>大桥通车典礼</h1>")
    lines = re.findall("<h1>(.*)<br>(.*)</h1>", page)[0]
    assert f"<title>{''.join(lines)}</title>" in page


def test_different_numbers_never_become_the_same() -> None:
    page = read("".join(f"<a href='/news/{number}.html'>一</a>" for number in range(20_000, 22_000)))
    assert len(set(re.findall(r"/news/(\d{5})\.html", page))) == 2_000


@pytest.mark.parametrize(
    "kept",
    [
        "2018年07月09日 11:18",
        "二〇一八年七月九日",
        "2018-07-0911:18",
        "来源：",
        "来&nbsp;&nbsp;源：",
        "發布時間：",
        "上一篇：",
        "806次",
        "第2页",
        "共 41 条",
        "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>",
        "<!--<$[标题]>begin-->",
        "&#12288;&nbsp;&copy;",
        "createPageHTML(12, 3, 'index', 'shtml')",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd'>",
        "<p style='font-size:16px' class='TRS_Editor' id=zoom",
    ],
)
def test_what_rules_look_for_is_kept(kept: str) -> None:
    assert read(f"<div>{kept}</div>") == f"<div>{kept}</div>"


@pytest.mark.parametrize(
    "told",
    [
        "澜江大桥今天通车",
        "&#28572;&#27743;&#22823;&#26725;",
        "&#x6f9c;&#x6c5f;&#x5927;&#x6865;",
        "<script>var t='\\u6f9c\\u6c5f\\u5927\\u6865'</script>",
        "<a href='/s?q=%E6%BE%9C%E6%B1%9F'>",
        "<a href='/s?q=%C0%BD%BD%AD'>",
        "<a href='http://lanjiang.gov.cn/'>",
        "<img src='//img.lanjiang.cn/a.png'>",
        "lanjiang@163.com",
        "电话 0571-88881234",
        "<meta name='description' content='Lanjiang bridge'>",
        "<!-- 澜江大桥 -->",
        "Lanjiang Bridge Opens",
        "<input value='澜江大桥'>",
        "https://www.lanjiang.gov.cn/art/2018",
        "http://10.20.30.40/admin",
        "<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB'>",
    ],
)
def test_what_a_page_tells_is_not_kept(told: str) -> None:
    written = read(f"<div>{told}</div>")
    words = re.findall(r"[\u3400-\u9fff]{2,}|&#x?\w+|\\u\w{4}|%\w\w%\w\w|(?i:lanjiang|bridge|opens)|88881234", told)
    words += re.findall(r"10\.20\.30\.40|iVBORw0K", told)
    assert words
    assert [word for word in words if word in written and word not in kept_words()] == []


def test_bytes_that_cannot_be_read_are_not_handed_on() -> None:
    body = "<p>园区新闻</p>".encode() * 20 + "<p>澜江大桥</p>".encode("gb18030")
    skeleton = skeleton_of(body, secret=SECRET).body
    assert decode(skeleton)[1] == decode(body)[1]
    assert "澜江".encode("gb18030") not in skeleton
    assert len(skeleton) == len(body)


def test_nobody_can_know_what_stood_there() -> None:
    page = "<p>澜江大桥通车典礼举行</p>".encode()
    assert skeleton_of(page).body != skeleton_of(page).body


def test_letters_of_a_skeleton_say_nothing_to_any_rule() -> None:
    signs = set(alphabet("gb18030"))
    assert len(signs) > 3_000
    assert signs.isdisjoint("".join(kept_words()))
    assert len(alphabet("big5")) > 2_000


def test_a_name_keeps_its_shape() -> None:
    page = read("<p>来源：澜江日报 作者：秦晓川</p><p>澜江市财政局</p>")
    assert re.search("来源：[\u4e00-\u9fff]{2}日报 作者：[\u4e00-\u9fff]{3}<", page)
    assert re.search("[\u4e00-\u9fff]{4,5}局</p>", page)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "gb18030", "big5", "big5hkscs", "hz", "shift_jis", "euc_kr"]
)
def test_every_encoding_is_kept(encoding: str) -> None:
    page = f"<meta charset={encoding}><title>山水大川</title><p>山水大川人口</p>".encode(encoding)
    skeleton = skeleton_of(page, secret=SECRET)
    assert decode(skeleton.body)[1] == decode(page)[1]
    assert "山水大川" not in decode(skeleton.body)[0]
    assert "<title>" in decode(skeleton.body)[0]


@given(st.binary(max_size=300), st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=hz"]))
@settings(max_examples=300)
def test_no_bytes_make_it_raise(body: bytes, content_type: str | None) -> None:
    skeleton_of(body, "http://[", content_type, secret=SECRET)


SOUP = st.lists(
    st.sampled_from(
        """<p>|</p>|<a href="|">|'|<!--|-->|<script>|</script>|<title>|&#22253;|&#|\\u56ed|%u56ed|%E5%9B|
    |园区|来源：|新华日报|2018|年|07|月|日|1234567|http://|www.a.cn|@|.com|　|…|:|<|>|=|alt="|base64,|𠮷|ﬁ|é""".split(
            "|"
        )
    ),
    max_size=40,
).map("".join)


@given(SOUP, st.sampled_from(["utf-8", "gb18030"]))
@settings(max_examples=400)
def test_no_soup_of_tags_makes_it_raise_or_changes_the_markup(soup: str, encoding: str) -> None:
    body = soup.encode(encoding, "replace")
    written = decode(skeleton_of(body, secret=SECRET).body)[0]
    before = re.sub(r"[^<>\"'=]", "", decode(body)[0])
    assert re.sub(r"[^<>\"'=]", "", written) == before
