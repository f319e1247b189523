"""Rows that are not in the HTML of their page: data islands, arrays in scripts, endpoints and what these answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from devzone_crawler.listing import Listing, PageRequest, parse_listing

URL = "http://www.zone.example/col/col18/index.html"


def listing(source: str, asked: PageRequest | None = None, content_type: str = "text/html; charset=utf-8") -> Listing:
    return parse_listing(source.encode(), URL, content_type=content_type, asked=asked)


def row(number: int) -> str:
    link = f"<a href='/art/2026/11/{number}/art_18_{number}.html'>园区第{number}个项目通过竣工验收</a>"
    return f"<li>{link}<span>2026-11-{number}</span></li>"


def island(numbers: range, before: str = "") -> str:
    records = "".join(f"<record><![CDATA[{row(number)}]]></record>" for number in numbers)
    return f"<datastore>{before}<recordset>{records}</recordset></datastore>"


def numbers_of(found: Listing) -> list[int]:
    return [int(entry.url.rpartition("_")[2].partition(".")[0]) for entry in found.entries]


GROUP = (
    '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=18&amp;unitid=77">]]></nextgroup>'
)


def test_the_rows_of_an_island_are_entries_and_its_next_group_follows() -> None:
    found = listing(f'<div id="77"><script type="text/xml">{island(range(10, 16), GROUP)}</script></div>')
    assert numbers_of(found) == [10, 11, 12, 13, 14, 15]
    assert found.next_request == PageRequest(
        "http://www.zone.example/module/web/jpage/dataproxy.jsp?page=1&columnid=18&unitid=77", scripted=True
    )


def test_an_answer_of_records_is_read_like_the_island() -> None:
    found = listing(island(range(16, 20)), content_type="text/xml; charset=utf-8")
    assert numbers_of(found) == [16, 17, 18, 19]
    assert found.next_request is None


JPAGE = """<script>$(function(){ $('#77').jpage({ totalRecord:40, perPage:4, proxyUrl:'/module/jpage/dataproxy.jsp',
 appid:1, webid:3, path:'/', columnid:18, unitid:77, webname:'临江园区', permissiontype:0 }); });</script>"""


def test_an_island_without_a_next_group_is_followed_by_a_form() -> None:
    found = listing(f'<script type="text/xml">{island(range(10, 22))}</script>{JPAGE}')
    asked = found.next_request
    assert asked is not None
    assert (asked.url, asked.scripted) == ("http://www.zone.example/module/jpage/dataproxy.jsp", True)
    form = dict(asked.form or ())
    assert (form["startrecord"], form["endrecord"], form["columnid"], form["webname"]) == ("13", "24", "18", "临江园区")
    answer = listing(f"{island(range(22, 28), '<totalrecord>40</totalrecord>')}", asked)
    assert answer.next_request is not None
    assert dict(answer.next_request.form or ())["startrecord"] == "25"


def test_an_island_with_all_rows_is_followed_by_nothing() -> None:
    page = f'<script type="text/xml">{island(range(10, 14))}</script>{JPAGE.replace("totalRecord:40", "totalRecord:4")}'
    assert listing(page).next_request is None


ROWS = [
    {"aT": "园区举办银企对接会", "aPd": "2026-09-21 17:00", "aU": '{"common":"/c/2026-09-21/1.shtml"}'},
    {"aT": "园区新增<b>三</b>家企业", "aPd": "2026-09-20 09:00", "aU": '{"common":"/c/2026-09-20/2.shtml"}'},
]
EXPECTED = [
    ("http://www.zone.example/c/2026-09-21/1.shtml", "园区举办银企对接会", "2026-09-21"),
    ("http://www.zone.example/c/2026-09-20/2.shtml", "园区新增三家企业", "2026-09-20"),
]


def entries_of(found: Listing) -> list[tuple[str, str, str | None]]:
    return [(entry.url, entry.title, entry.date) for entry in found.entries]


def test_the_array_in_a_script_is_the_listing() -> None:
    assert entries_of(listing(f"<script>var itemObj = {json.dumps(ROWS)}; show(itemObj);</script>")) == EXPECTED


NAMED: dict[str, dict[str, Any]] = {
    "title, url, date": {"title": "园区新增三家企业", "url": "/a/2.html", "date": "2026-09-20"},
    "telling names first": {
        "summary": "一家来自省内，两家来自省外，总投资共计十二亿元",
        "subject": "园区新增三家企业",
        "thumb": "/u/2.jpg",
        "href": "/a/2.html",
        "publishTime": 1789862400,
    },
    "milliseconds": {"name": "园区新增三家企业", "link": "/a/2.html", "showdate": 1789862400000},
}


@pytest.mark.parametrize("kind", NAMED)
def test_objects_are_rows_whatever_their_keys_are_called(kind: str) -> None:
    answer = {"code": 0, "data": {"list": [NAMED[kind]], "size": 1}}
    found = listing(json.dumps(answer), content_type="application/json")
    assert entries_of(found) == [("http://www.zone.example/a/2.html", "园区新增三家企业", "2026-09-20")]


SCRIPTS = {
    "$.post": "$.post('/index.php/News/rows.html', {p: 1, cid: '7'}, function(d){ show(d); }, 'json');",
    "$.ajax": "$.ajax({type:'POST', url:'/index.php/News/rows.html', data:{p:page, cid:'7'}, success:function(d){}});",
    "$.ajax, data first": "$.ajax({data:{p:1,cid:cid}, method:'post', url:'/index.php/News/rows.html'});",
}


@pytest.mark.parametrize("how", SCRIPTS)
def test_a_page_without_rows_says_where_its_script_gets_them(how: str) -> None:
    found = listing(f"<ul id=rows></ul><script>var page = 1; var cid = 7; {SCRIPTS[how]}</script>")
    form = (("p", "1"), ("cid", "7"))
    assert sorted((found.endpoint.form if found.endpoint else None) or ()) == sorted(form)
    assert found.endpoint is not None
    assert found.endpoint.url == "http://www.zone.example/index.php/News/rows.html"


def test_the_answer_of_an_endpoint_is_followed_until_its_last_page() -> None:
    asked = PageRequest("http://www.zone.example/index.php/News/rows.html", (("p", "1"), ("cid", "7")), scripted=True)
    answer = json.dumps({"data": ROWS, "totalPages": 2})
    second = listing(answer, asked).next_request
    assert second is not None
    assert dict(second.form or ()) == {"p": "2", "cid": "7"}
    assert listing(answer, second).next_request is None


def test_an_answer_without_rows_is_followed_by_nothing() -> None:
    asked = PageRequest("http://www.zone.example/rows?page=9", scripted=True)
    assert listing('{"data": []}', asked).next_request is None


UNIT = (
    "<div id='u1' url='/api-gateway/jpaas-publish-server/front/page/build/unit' paramjson='{\"pageSize\":\"15\"}' "
    "querydata=\"{'parseType':'bulidstatic','webId':'w1','tplSetId':'t1','pageType':'column','tagId':'列表','pageId':'p1'}\"></div>"
)


def test_a_unit_of_jpaas_is_asked_as_its_own_script_asks() -> None:
    found = listing(UNIT).endpoint
    assert found is not None
    query = parse_qs(urlsplit(found.url).query)
    assert query["webId"] == ["w1"]
    assert query["tagId"] == ["列表"]
    assert json.loads(query["paramJson"][0]) == {"pageNo": 1, "pageSize": 15}
    answer = json.dumps({"success": True, "data": {"html": f"<ul>{row(10)}{row(11)}{row(12)}</ul>"}})
    rows = listing(answer, found)
    assert numbers_of(rows) == [10, 11, 12]
    assert rows.next_request is not None
    assert json.loads(parse_qs(urlsplit(rows.next_request.url).query)["paramJson"][0])["pageNo"] == 2


NOT_ROWS = {
    "a counter": "$.post('/api/hits', {page: 1, id: 7});",
    "comments": "$.get('/comment/list', {p: 1, id: 7});",
    "a call that names no page": "$.post('/index.php/News/one.html', {id: 7});",
    "a variable that nobody knows": "$.post('/rows', {p: 1, key: token});",
}


@pytest.mark.parametrize("kind", NOT_ROWS)
def test_other_calls_are_not_made(kind: str) -> None:
    assert listing(f"<script>{NOT_ROWS[kind]}</script>").endpoint is None


@pytest.mark.parametrize(
    "answer", ["{", "[1,2", '{"a":' * 3000, "null", "[]", '{"data":{"html":"<a"}}', '[{"a":[{}]}]']
)
def test_broken_answers_give_nothing(answer: str) -> None:
    assert listing(answer, PageRequest(URL, scripted=True)).entries == ()


@pytest.mark.parametrize(
    ("written", "fetched", "date"),
    [
        ("2099-07-09", datetime(2099, 7, 10, tzinfo=UTC), "2099-07-09"),
        ("2018-07-09", datetime(2018, 7, 1, tzinfo=UTC), None),
        (1789862400, datetime(2026, 9, 20, tzinfo=UTC), "2026-09-20"),
        (1789862400, datetime(2026, 9, 1, tzinfo=UTC), None),
    ],
)
@pytest.mark.parametrize("shape", ["{}", "<script>var rows = {}</script>"])
def test_the_moment_of_fetching_decides_which_dates_are_plausible(
    written: str | int, fetched: datetime, date: str | None, shape: str
) -> None:
    rows = [{"title": f"园区新增第{number}家企业", "url": f"/{number}.html", "date": written} for number in (1, 2)]
    page = shape.replace("{}", json.dumps(rows))
    assert [entry.date for entry in parse_listing(page.encode(), URL, fetched_at=fetched).entries] == [date, date]
