"""Digits of any script and any length, wherever a page writes a number."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from devzone_crawler import extract_article
from devzone_crawler.extraction.numbers import LARGEST, whole_number
from devzone_crawler.extraction.parts import find_parts
from devzone_crawler.listing import PageRequest, open_listing, parse_listing

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://www.zone.example/news/t20260918_1.html"
ROWS = "".join(
    f'<li><a href="/{n}.html">第{n}批重点项目集中开工</a><span>2026-11-{n}</span></li>' for n in (18, 17, 16)
)
RECORDS = f"<recordset><record><![CDATA[{ROWS}]]></record></recordset>"
ENDPOINT = json.dumps([{"title": f"园区第{n}批重点项目集中开工", "url": f"/{n}.html"} for n in (18, 17, 16)])

PLACES = {
    "createPageHTML of four": '<script>createPageHTML(@,0,"t20260918_1","html")</script>',
    "its current page": '<script>createPageHTML(9,@,"t20260918_1","html")</script>',
    "createPageHTML of six": "<script>createPageHTML('page',@,@,'t20260918_1','html',@)</script>",
    "the last page's address": '<a href="list_2.html">下一页</a><a href="list_@.html">尾页</a>',
    "the next page's address": '<a href="?page=@">下一页</a><a href="?page=9">尾页</a>',
    "links of a pager": '<b>@</b><a href="t20260918_1_@.html">@</a>',
    "words of a pager": "<div>共@条 第@/@页 共@页</div>",
    "a data island": f'<script type="text/xml"><datastore><totalrecord>@</totalrecord>{RECORDS}</datastore></script>'
    "<script>$('#1').jpage({totalRecord:@, perPage:@, proxyUrl:'/x.jsp'})</script>",
    "an answer of a data island": f"<datastore><totalrecord>@</totalrecord>{RECORDS}</datastore>",
    "an endpoint's answer": f'{{"totalpage": "@", "data": {ENDPOINT}}}',
    "an endpoint's bare answer": f'{{"totalpage": @, "data": {ENDPOINT}}}',
    "a parameter of a script": "<script>$.post('/list.do', {page: '@', cid: 1})</script>",
    "the byline": "<h1>园区开工</h1><div>2026-09-18 点击：@ 浏览：@万</div><p>今天，园区开工了。</p>",
    "a picture": "<h1>园区开工</h1><div>2026-09-18</div><p>今天，园区开工了。</p><img src=/1.jpg width=@>",
    "a reference": "<p>&#@;</p>",
}
"""Where a page may write a number, with @ in its place."""

ASKED = (
    None,
    PageRequest(URL, (("startrecord", "1"), ("endrecord", "@"))),
    PageRequest(URL, (("startrecord", "@"), ("endrecord", "3"))),
    PageRequest(f"{URL}?page=@"),
    PageRequest(URL, (("paramJson", '{"pageNo":@}'),)),
)

digits = st.one_of(
    st.text(st.characters(categories=("Nd", "No")), min_size=1, max_size=12),
    st.integers(1, 6000).map(lambda length: "9" * length),
)


@pytest.mark.parametrize("place", PLACES)
@given(written=digits)
@settings(deadline=None, max_examples=30)
@example(written="²")
@example(written="٣")
@example(written="9" * 5000)
@example(written="0" * 5000 + "1")
def test_no_digits_make_a_page_unreadable(place: str, written: str) -> None:
    body = PLACES[place].replace("@", written)
    page = f"<ul>{ROWS}</ul>{body}" if body.startswith(("<script>", "<a", "<b>")) else body
    found = open_listing(page.encode(), URL, fetched_at=NOW)
    assert found.extent.least_pages > 0
    assert all(category.url for category in found.navigation)
    for asked in ASKED:
        if asked is not None:
            form = tuple((name, value.replace("@", written)) for name, value in asked.form) if asked.form else None
            request = PageRequest(asked.url.replace("@", written), form)
            parse_listing(page.encode(), URL, fetched_at=NOW, asked=request)
    find_parts(page.encode(), URL)
    extract_article(page.encode(), URL, fetched_at=NOW)


@pytest.mark.parametrize("written", ["²", "9" * 5000])
def test_a_pager_with_a_number_that_is_none_costs_its_next_page_and_no_entry(written: str) -> None:
    page = f'<ul>{ROWS}</ul><script>createPageHTML("{written}","0","index","html")</script>'
    found = parse_listing(page.encode(), URL, fetched_at=NOW)
    assert (len(found.entries), found.next_page) == (3, None)


@given(st.integers(0, LARGEST), st.integers(0, 5000))
def test_a_whole_number_comes_back_with_and_without_zeros_before_it(number: int, zeros: int) -> None:
    assert whole_number("0" * zeros + str(number)) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1_0", " 1", "1.0", "²", "٣", "１", str(LARGEST + 1), "9" * 5000])
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert whole_number(text) is None


def test_a_number_above_its_bound_is_none() -> None:
    assert (whole_number("100", most=100), whole_number("101", most=100)) == (100, None)
