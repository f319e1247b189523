"""Rows that are data: islands of XML, arrays in scripts, answers in JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from devzone_crawler.listing import Entry, Listing, PageLink, PageRequest, parse_listing

URL = "http://www.zone.example/col/index.html"
HOST = "http://www.zone.example"


def read(source: str, asked: PageRequest | None = None) -> Listing:
    return parse_listing(source.encode(), URL, asked=asked)


def rows(answer: Any) -> list[tuple[str, str, str | None]]:
    return [(e.url.removeprefix(HOST), e.title, e.date) for e in read(json.dumps(answer)).entries]


ITEM = {"title": "园区二期开工", "url": "/a/1.html", "date": "2026-09-20"}


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({}, ("/a/1.html", "园区二期开工", "2026-09-20")),
        ({"url": "../b/1.html"}, ("/b/1.html", "园区二期开工", "2026-09-20")),
        ({"url": "https://www.zone.example/a/1"}, ("https://www.zone.example/a/1", "园区二期开工", "2026-09-20")),
        ({"url": "show.jsp?id=1"}, ("/col/show.jsp?id=1", "园区二期开工", "2026-09-20")),
        ({"url": "/u/1.jpg"}, None),
        ({"url": "园区"}, None),
        ({"url": '{"pc":"/a/2.html"}'}, ("/a/2.html", "园区二期开工", "2026-09-20")),
        ({"url": '{"pc":"x","wap":"/m/2.html"}'}, ("/m/2.html", "园区二期开工", "2026-09-20")),
        ({"url": "{"}, None),
        ({"url": "{}"}, None),
        ({"url": 1}, None),
        ({"title": "<b>园区</b> 二期&"}, ("/a/1.html", "园区 二期&", "2026-09-20")),
        ({"title": "Zone"}, None),
        ({"title": "园" * 200}, ("/a/1.html", "园" * 200, "2026-09-20")),
        ({"title": "园" * 201}, None),
        ({"date": None}, ("/a/1.html", "园区二期开工", None)),
        ({"date": "2026年9月20日"}, ("/a/1.html", "园区二期开工", "2026-09-20")),
        ({"date": 1600531200}, ("/a/1.html", "园区二期开工", "2020-09-20")),
        ({"date": "1600531200000"}, ("/a/1.html", "园区二期开工", "2020-09-20")),
        ({"date": 9999999999}, ("/a/1.html", "园区二期开工", None)),
        ({"date": 160053120012}, ("/a/1.html", "园区二期开工", None)),
        ({"date": "", "other": "2026-09-19"}, ("/a/1.html", "园区二期开工", None)),
    ],
)
def test_an_object_is_a_row_when_it_has_a_title_and_an_address(
    change: dict[str, Any], row: tuple[str, str, str | None] | None
) -> None:
    found = [(e.url.removeprefix(HOST), e.title, e.date) for e in read(json.dumps([ITEM | change])).entries]
    assert found == ([row] if row is not None else [])


def test_the_longest_list_counts_wherever_it_stands_down_to_the_eighth_level() -> None:
    two = [ITEM, ITEM | {"url": "/a/2.html"}]
    assert len(rows({"top": [ITEM], "data": {"list": two}, "more": [ITEM | {"url": "/a/3.html"}]})) == 2
    assert rows({"list": [ITEM, "园区"]}) == []
    deep: Any = [ITEM]
    for _ in range(8):
        deep = {"a": deep}
    assert len(rows(deep)) == 1
    assert rows({"a": deep}) == []


def test_an_address_comes_once() -> None:
    assert rows([ITEM, ITEM | {"title": "园区三期开工", "url": "/a/1.html#b"}]) == [
        ("/a/1.html", "园区二期开工", "2026-09-20")
    ]


def test_an_answer_offers_its_rows_as_links_and_nothing_else() -> None:
    found = read(json.dumps([ITEM]))
    assert found.entries == (Entry(f"{HOST}/a/1.html", "园区二期开工", "2026-09-20"),)
    assert found.links == (PageLink(f"{HOST}/a/1.html", "园区二期开工"),)
    assert (found.url, found.title, found.breadcrumb, found.feeds) == (URL, "", (), ())
    assert (found.next_page, found.next_request, found.endpoint, found.sends_to) == (None, None, None, None)
    assert found.content != read(json.dumps([ITEM | {"title": "园区三期开工"}])).content


ROW = "<li><a href='/a/{0}.html'>园区第{0}批项目集中开工</a> 2026-11-{0}</li>"
PIECE = "<ul>" + "".join(map(ROW.format, (18, 17, 16))) + "</ul>"


def test_an_answer_may_carry_a_piece_of_a_page_with_its_pager() -> None:
    answer = {"head": "<a href='/x'>更多</a>", "html": f"{PIECE}<a href='/col/2.html'>下一页</a>", "list": [ITEM] * 9}
    found = read("\ufeff" + json.dumps(answer))
    assert [entry.url.removeprefix(HOST) for entry in found.entries] == [f"/a/{n}.html" for n in (18, 17, 16)]
    assert [entry.date for entry in found.entries] == [f"2026-11-{n}" for n in (18, 17, 16)]
    assert (found.next_page, found.next_request) == (f"{HOST}/col/2.html", PageRequest(f"{HOST}/col/2.html"))


def test_the_longest_array_of_the_scripts_is_the_listing_when_the_page_has_no_dated_rows() -> None:
    two = json.dumps([ITEM, ITEM | {"url": "/a/2.html"}])
    three = json.dumps([ITEM | {"url": f"/b/{n}.html"} for n in range(3)])
    page = f"<script>var a = {two};</script><script>var b = [{{'x': 1}}, 2; c = {three};</script>"
    assert [e.url.removeprefix(HOST) for e in read(page).entries] == [f"/b/{n}.html" for n in range(3)]
    assert [e.url.removeprefix(HOST) for e in read(page + PIECE).entries] == [f"/a/{n}.html" for n in (18, 17, 16)]
    assert read(f"<script>var a = {json.dumps([ITEM])};</script>").entries == ()
    many = "".join(f'x[{n}] = [{{"n": {n}}}];' for n in range(20))
    assert read(f"<script>{many} var a = {two};</script>").entries == ()
    assert len(read(f"<script>{many[: many.rfind('x[')]} var a = {two};</script>").entries) == 2


def island(numbers: range, extra: str = "") -> str:
    found = "".join(f"<record> <![CDATA[{ROW.format(n)}]]> </record>" for n in numbers)
    return f"<datastore>{extra}<recordset>{found}</recordset></datastore>"


CALL = (
    "<script>$('#7').jpage({ totalRecord:%s, 'perPage':\"2\", proxyUrl:'/proxy.jsp', appid:1, columnid:18, "
    "webname:'云泽', other:'x' });</script>"
)


def form_of(request: PageRequest | None) -> dict[str, str] | None:
    if request is None:
        return None
    assert (request.url, request.scripted) == (f"{HOST}/proxy.jsp", True)
    return dict(request.form or ())


def test_the_call_of_an_island_says_how_the_next_rows_are_asked_for() -> None:
    page = f'<script type="text/xml">{island(range(11, 14))}</script>'
    assert form_of(read(page + CALL % 40).next_request) == {
        "startrecord": "4",
        "endrecord": "9",
        "perpage": "2",
        "col": "1",
        "sourceContentType": "1",
        "appid": "1",
        "columnid": "18",
        "webname": "云泽",
    }
    assert (form_of(read(page + CALL % 5).next_request) or {})["endrecord"] == "5"
    assert read(page + CALL % 3).next_request is None
    assert read(page + CALL % "'x'").next_request is None
    assert read(CALL % 40).next_request is None
    assert read(page + (CALL % 40).replace("/proxy.jsp", "")).next_request is None


@pytest.mark.parametrize(
    ("form", "total", "records"),
    [
        ({"startrecord": "4", "endrecord": "6"}, 9, ("7", "9")),
        ({"startrecord": "4", "endrecord": "8"}, 9, ("9", "13")),
        ({"startrecord": "4", "endrecord": "9"}, 9, None),
        ({"startrecord": "4", "endrecord": "6"}, None, ("7", "9")),
        ({"startrecord": "x", "endrecord": "6"}, 9, None),
        ({"startrecord": "4"}, 9, None),
    ],
)
def test_an_answer_of_records_says_what_follows(
    form: dict[str, str], total: int | None, records: tuple[str, str] | None
) -> None:
    asked = PageRequest(f"{HOST}/proxy.jsp", tuple((form | {"columnid": "18"}).items()), scripted=True)
    stated = f"<totalrecord><![CDATA[{total}]]></totalrecord>" if total is not None else ""
    found = form_of(read("  " + island(range(11, 14), stated), asked).next_request)
    assert (found and (found["startrecord"], found["endrecord"])) == records
    assert found is None or found["columnid"] == "18"


def test_the_next_group_of_an_island_comes_before_its_call() -> None:
    group = "<nextgroup><![CDATA[ <a href='/next.jsp?a=1&amp;b=2#c'>x</a> ]]></nextgroup>"
    page = f'<script type="text/xml">{island(range(11, 14), group)}</script>{CALL % 40}'
    assert read(page).next_request == PageRequest(f"{HOST}/next.jsp?a=1&b=2", scripted=True)
    assert [entry.url for entry in read(page).entries] == [f"{HOST}/a/{n}.html" for n in (11, 12, 13)]
