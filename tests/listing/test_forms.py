"""Pagers that are forms, buttons, options and functions: what a browser would send."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from devzone_crawler.listing import PageRequest, parse_listing

URL = "http://www.zone.example/news/index.html?c=7"
NEXT = "<a href='javascript:go(2)'>下一页</a>"


def following(page: str) -> PageRequest | None:
    return parse_listing(page.encode(), URL, content_type="text/html; charset=utf-8").next_request


def endpoint(page: str) -> PageRequest | None:
    return parse_listing(page.encode(), URL, content_type="text/html; charset=utf-8").endpoint


def at(path: str, form: tuple[tuple[str, str], ...] | None = None) -> PageRequest:
    return PageRequest(f"http://www.zone.example{path}", form)


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("<form action='/s?x=1'><input name=page value=1></form>", at("/s?page=2")),
        ("<FORM METHOD=' POST ' action='/s#a'><input name=page value=1></FORM>", at("/s", (("page", "2"),))),
        ("<form method=post><input name=p></form>", at("/news/index.html?c=7", (("p", "2"),))),
        (
            "<form method=post action=/s><input name=page value=1><input type=checkbox name=a value=1>"
            "<input type=radio name=b value=2 checked><input type=submit name=c value=查><input type=IMAGE name=d>"
            "<input type=reset name=e><input type=file name=f><input type=button name=g><input value=h></form>",
            at("/s", (("page", "2"), ("b", "2"))),
        ),
        (
            "<form method=post action=/s><select name=size><option value=10>十<option value=20 selected>廿</select>"
            "<select name=sort><option> 新 <option>旧</select><select name=none></select>"
            "<input name=pageNo value=1></form>",
            at("/s", (("size", "20"), ("sort", "新"), ("none", ""), ("pageNo", "2"))),
        ),
        (
            "<form action=/a><input name=q></form><form method=post action=/b><input name=cur_page value=1></form>",
            at("/b", (("cur_page", "2"),)),
        ),
        ("<form action=/a><input name=page value=1><form action=/b><input name=p value=1>", at("/a?page=2")),
        ("<form action=/a><input name=page value=2></form><form action=/b><input name=p value=1></form>", at("/b?p=2")),
        ("<form action='http://['><input name=page value=1></form>", None),
        ("<form action=/a><input name=key value=1></form>", None),
        ("", None),
    ],
)
def test_a_form_is_sent_as_a_browser_would_fill_it_in(form: str, asked: PageRequest | None) -> None:
    assert following(form + NEXT) == asked


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("<input type=button value='下一页' onclick=\"location.href='2.html'\">", at("/news/2.html")),
        ("<input type=button disabled value='下一页' onclick=\"location.href='2.html'\">", None),
        ("<input type=button value='下一页的图' onclick=\"location.href='2.html'\">", None),
        (
            "<input value='下页'><input value='下一页' onclick=\"window.open('/n/2.html#a')\">",
            at("/n/2.html"),
        ),
        (
            "<form method=post action=/s><input type=submit name=a value=上一页>"
            "<input type=submit name=b value=下一页></form>",
            at("/s", (("b", "下一页"),)),
        ),
    ],
)
def test_a_button_may_lead_on(page: str, asked: PageRequest | None) -> None:
    assert following(page) == asked


OPTIONS = (
    "<select onchange=go()><option value=1.html {0}>第1页<option value=2.html {1}>第2页"
    "<option value=3.html {2}>第3页</select>"
)


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (OPTIONS.format("", "", ""), at("/news/2.html")),
        (OPTIONS.format("selected", "", ""), at("/news/2.html")),
        (OPTIONS.format("", "selected", ""), at("/news/3.html")),
        (OPTIONS.format("", "", "selected"), None),
        (OPTIONS.format("", "", "").replace("第2页", "下一页"), None),
        (OPTIONS.format("", "", "").replace("value=3.html", "value=3"), None),
        (OPTIONS.format("", "", "").replace("2.html", "2.html#a"), at("/news/2.html")),
        (
            "<select><option value=a>10</select>" + OPTIONS.format("", "", "").upper().replace("HTML", "html"),
            at("/news/2.html"),
        ),
    ],
)
def test_an_option_may_lead_on(page: str, asked: PageRequest | None) -> None:
    assert following(page) == asked


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("function go(n){location.href='list_'+n+'.html';}", "/news/list_2.html"),
        ('var go = function(n, m){ window.location.replace("/l?p=" + n); }', "/l?p=2"),
        (
            "var dir='/zx/', end='.htm';\nvar size=15;\nfunction go(n){location.href=dir+n+'_'+size+end;}",
            "/zx/2_15.htm",
        ),
        ("function go(n){location.href=base()+n;}", None),
        ("function go(n){location.href='/same.html';}", None),
        ("function go(n){if(n<1)location.href='/first.html';location.href=encodeURI('/l/'+n+'.html');}", "/l/2.html"),
        ("function go(n){alert(n);}\nfunction other(n){location.href='/o/'+n;}", None),
        ("function go(n){location.href='/news/index.html?c=7#'+n;}", None),
        ("function gone(n){location.href='/o/'+n;}", None),
    ],
)
def test_the_page_s_own_function_says_where_a_number_leads(script: str, path: str | None) -> None:
    assert following(f"<script>{script}</script>{NEXT}") == (at(path) if path is not None else None)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("document.getElementById('no').value=n;f.submit();", {"pageNo": "2", "cid": "7"}),
        ("document.f.pageNo.value = n; document.f.submit();", {"pageNo": "2", "cid": "7"}),
        ("f.elements['pageNo'].value=n;f.cid.value=9;f.submit();", {"pageNo": "2", "cid": "9"}),
        ("$('#no').val(n);$('form').submit();", {"pageNo": "2", "cid": "7"}),
        ("$('input[name=pageNo]').val(n);$('form').submit();", {"pageNo": "2", "cid": "7"}),
        ("document.getElementById('no').value=n;", None),
        ("document.getElementById('other').value=n;f.submit();", None),
        ("f.cid.value=9;f.submit();", None),
    ],
)
def test_the_page_s_own_function_may_fill_a_form(body: str, fields: dict[str, str] | None) -> None:
    form = "<form name=f method=post action=/s><input id=no name=pageNo value=1><input name=cid value=7></form>"
    asked = following(f"{form}<script>function go(n){{{body}}}</script>{NEXT}")
    assert (dict(asked.form or ()) if asked is not None else None) == fields


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("<a href='2.html#a'>下一页</a>", at("/news/2.html")),
        ("<a href='index.html?c=7#a'>下一页</a>", None),
        ("<a href='#' data-url='/l/2'>下一页</a>", at("/l/2")),
        ("<a href='javascript:;' data-href='/l/2'>下一页</a>", at("/l/2")),
        ("<a data-next='2.html'>下一页</a>", at("/news/2.html")),
        ("<a href='#' data-link='index.html?c=7'>下一页</a>", None),
        ("<a href='#' data-url='/l/2' onclick=\"location='/o/2'\">下一页</a>", at("/o/2")),
        ("<a href='javascript:void(0)' onclick='void(0)'>下一页</a>", None),
        ("<a href='1.html'>上一页</a><a href='2.html'>下一页</a><div><a href='/slide'>下一页</a></div>", at("/slide")),
        ("<a href='/next'>&gt;</a>", None),
        ("<a href='1.html'>1</a><a href='2.html'>2</a><p><a href='/next'>&gt;</a></p>", at("/next")),
        ("<a href='#' title='下一页'>»</a><a href='2.html' title='下一页'></a>", at("/news/2.html")),
    ],
)
def test_a_link_says_in_many_ways_where_it_leads(link: str, asked: PageRequest | None) -> None:
    assert following(link) == asked


@pytest.mark.parametrize(
    ("pager", "asked"),
    [
        ("<a href='1.html'>1</a><b>2</b><a href='3.html'>3</a>", at("/news/3.html")),
        ("<a href='1.html'>[1]</a><a href='2.html' class=on>[2]</a><a href='3.html'>[3]</a>", at("/news/3.html")),
        (
            "<ul><li><a href='1.html'>1</a><li class=active><a href='2.html'>2</a><li><a href='3.html'>3</a></ul>",
            at("/news/3.html"),
        ),
        ("<dl><dd class=cur><a href='1.html'>1</a><dd><a href='2.html'>2</a></dl>", at("/news/2.html")),
        ("<div class=active><a href='1.html'>1</a><a href='2.html'>2</a></div>", None),
        ("<a href='index.html?c=7'>1</a><a href='2.html'>2</a>", at("/news/2.html")),
        ("<a href='1.html'>1</a><a href='2.html'>2</a><b>3</b>", None),
        ("<a href='5.html'>5</a><b>4</b><b>6</b>", at("/news/5.html")),
    ],
)
def test_numbers_alone_make_a_pager(pager: str, asked: PageRequest | None) -> None:
    assert following(pager) == asked


@pytest.mark.parametrize(
    ("call", "path"),
    [
        ("createPageHTML(9, 0, 'list', 'htm')", "/news/list_1.htm"),
        ("createPageHTML(9, 7, 'list', 'htm')", "/news/list_8.htm"),
        ("createPageHTML(9, 8, 'list', 'htm')", None),
        ("createPageHTML('p', 9, 8, 'list', 'htm', 90)", "/news/list_9.htm"),
        ("createPageHTML('p', 9, 9, 'list', 'htm', 90)", None),
        ("createPageHTML(9, 0, 'list')", None),
        ("createPageHTML(n, 0, 'list', 'htm')", None),
        ("createPageHTML('a', '0', 'list', 'htm')", None),
        ("createpagehtml( '9' , '0' , 'list' , 'htm' )", "/news/list_1.htm"),
    ],
)
def test_the_call_that_writes_a_pager_is_read(call: str, path: str | None) -> None:
    assert following(f"<script>{call};</script>") == (at(path) if path is not None else None)


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("<a data-href='/m/2'>查看更多新闻</a>", PageRequest("http://www.zone.example/m/2", scripted=True)),
        (
            "<a data-url='javascript:;' data-next='/m/2'>更多</a>",
            PageRequest("http://www.zone.example/m/2", scripted=True),
        ),
        ("<a href='/m/2'>加载更多</a>", at("/m/2")),
        ("<a href='/m/2'>Load more</a>", at("/m/2")),
        ("<a href='/m/2'>查看更多</a>", None),
    ],
)
def test_a_button_may_bring_more(link: str, asked: PageRequest | None) -> None:
    assert following(link) == asked


@pytest.mark.parametrize(
    ("script", "path", "sent"),
    [
        ("$.get('/rows', {page: 1, cid: 7})", "/rows", {"page": "1", "cid": "7"}),
        ("$.getJSON('/rows?x=1', {'pageIndex': n, \"cid\": '7'})", "/rows", {"pageIndex": "1", "cid": "7"}),
        ("$.post('/rows', {now_page: '2'})", "/rows", {"now_page": "2"}),
        ("$.ajax({url:'/rows', data:{pn: 1}})", "/rows", {"pn": "1"}),
        ("$.ajax({url:'/rows', data:{pn: 1}, type: 'POST'})", "/rows", {"pn": "1"}),
        ("$.ajax({method: \"post\", data:{pn: 1}, url:'/rows'})", "/rows", {"pn": "1"}),
        ("$.post('/one', {id: 7}); $.post('/rows', {p: 1})", "/rows", {"p": "1"}),
    ],
)
def test_the_call_that_brings_the_rows_is_read(script: str, path: str, sent: dict[str, str]) -> None:
    found = endpoint(f"<script>var x = 1;</script><script>{script};</script>")
    assert found is not None
    assert found.scripted
    assert urlsplit(found.url).path == path
    pairs = found.form if found.form is not None else parse_qsl(urlsplit(found.url).query)
    assert dict(pairs) == sent
    assert (found.form is not None) == ("post" in script.lower())


UNIT = "<div url='/x/build/unit?a=1' {}></div>"


@pytest.mark.parametrize(
    ("attributes", "sent", "size"),
    [
        ("querydata=\"{'webId':'w1','tagId':'列表'}\"", {"webId": "w1", "tagId": "列表"}, 15),
        ("webid=w1 pageId=p1 other=x", {"webId": "w1", "pageId": "p1"}, 15),
        ('webid=w1 paramjson=\'{"pageSize":"20"}\'', {"webId": "w1"}, 20),
    ],
)
def test_a_unit_is_asked_with_its_own_attributes(attributes: str, sent: dict[str, str], size: int) -> None:
    found = endpoint(UNIT.format(attributes))
    assert found is not None
    assert (found.url.partition("?")[0], found.form, found.scripted) == (
        "http://www.zone.example/x/build/unit",
        None,
        True,
    )
    asked = dict(parse_qsl(urlsplit(found.url).query))
    assert json.loads(asked.pop("paramJson")) == {"pageNo": 1, "pageSize": size}
    assert asked == sent


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        (at("/rows?p=1&c=7"), {"pages": 3}, at("/rows?p=2&c=7")),
        (at("/rows?p=3&c=7"), {"pages": "3"}, None),
        (at("/rows?p=2&c="), {}, at("/rows?p=3&c=")),
        (at("/rows", (("c", "1"), ("pageNo", "1"))), {"totalPage": 2}, at("/rows", (("c", "1"), ("pageNo", "2")))),
        (at("/rows?c=7"), {}, None),
        (at("/rows?p=x"), {"pages": 3}, None),
        (at("/rows?p=1"), {"data": {"PageCount": 1}}, None),
        (at("/rows?p=1"), {"pages": "many"}, at("/rows?p=2")),
    ],
)
def test_an_answer_is_followed_by_the_next_number(
    asked: PageRequest, answer: dict[str, object], expected: PageRequest | None
) -> None:
    rows = [{"title": f"园区第{n}批项目开工", "url": f"/a/{n}.html"} for n in (1, 2)]
    found = parse_listing(json.dumps({**answer, "rows": rows}).encode(), asked.url, asked=asked)
    assert len(found.entries) == 2
    assert found.next_request == expected
