"""The next page of every kind of pager that was seen, asked for as a browser would."""

from __future__ import annotations

import base64
import time
from urllib.parse import urljoin

import pytest

from devzone_crawler.listing import PageRequest, parse_listing

URL = "http://www.zone.example/news/index.html"
ROWS = "".join(
    f'<li><a href="/news/{number}.html">园区第{number}批重点项目集中开工建设</a><span>2026-11-{number}</span></li>'
    for number in (18, 17, 16)
)
VIEW_STATE = '<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="dDwtMTQ2O+/=" />'

ENCODED = base64.b64encode("首页 <a href=index_3.html>下一页</a> <a href=index_9.html>尾页</a>".encode()).decode()


def following(pager: str, url: str = URL) -> PageRequest | None:
    page = f"<html><head><title>动态</title></head><body><ul>{ROWS}</ul>{pager}</body></html>"
    return parse_listing(page.encode(), url, content_type="text/html; charset=utf-8").next_request


def script(text: str) -> str:
    return f"<script>{text}</script>"


GET = {
    "下一页": ('<a href="index_2.html">下一页</a>', "index_2.html"),
    "下页": ('<a href="news/10.htm">下页</a>', "news/10.htm"),
    "下一頁": ('<a href="2.html">下一頁</a>', "2.html"),
    "后页": ('<a href="2.html">后页</a>', "2.html"),
    "较早的文章": ('<a href="/page/2">« 较早的文章</a> <a href="/page/1">较新的文章</a>', "/page/2"),
    "后一页": ('<a href="2.html">[后一页&gt;]</a>', "2.html"),
    "Next": ('<a href="?page=2">Next »</a>', "?page=2"),
    "only its title says so": ('<a href="2.html" title="下一页"><img src=r.gif></a>', "2.html"),
    "an arrow beside numbers": (
        '<a href="/p/1.html">1</a> 2 <a href="/p/3.html">3</a> <a href="/p/3.html">&gt;&gt;</a>',
        "/p/3.html",
    ),
    "Bootstrap's list of numbers": (
        '<ul class="pagination"><li class="active"><span>1</span></li><li><a href="/news/?page=2">2</a></li>'
        '<li><a href="/news/?page=2">&raquo;</a></li></ul>',
        "/news/?page=2",
    ),
    "numbers only": ('<div><b>1</b> <a href="2.html">2</a> <a href="3.html">3</a></div>', "2.html"),
    "the number that is marked": (
        '<a href="1.html">1</a><a class="current" href="2.html">2</a><a href="3.html">3</a>',
        "3.html",
    ),
    "createPageHTML counting from 0": (script('createPageHTML(25, 0, "index", "html");'), "index_1.html"),
    "createPageHTML counting from 1": (
        script("createPageHTML('page_div',10, 1,'dezlist','shtml',149);"),
        "dezlist_2.shtml",
    ),
    "onclick": ("<a href='#' onclick=\"location.href='index_2.html'\">下一页</a>", "index_2.html"),
    "onclick through a function": (
        "<a href='#' onclick=\"location.href=encodeURI('index_2.jhtml');\">下一页</a>",
        "index_2.jhtml",
    ),
    "javascript: in href": ("<a href=\"javascript:window.open('list2.html','_self')\">下一页</a>", "list2.html"),
    "a function that makes the address": (
        script('function goPage(n){ if(n<1) return; window.location.href = "list_" + n + ".html"; }')
        + '<a href="javascript:goPage(2)">下一页</a>',
        "list_2.html",
    ),
    "a function that needs a variable": (
        script('var base="/cms/list.jsp?cat=7&p="; function turn(p){location.href=base+p;}')
        + "<a href='javascript:void(0)' onclick='turn(\"2\")'>下一页</a>",
        "/cms/list.jsp?cat=7&p=2",
    ),
    "a form that is sent by GET": (
        '<form name="f" action="/search.do"><input type="hidden" name="cid" value="7">'
        '<input name="pageNo" value="1"></form>'
        '<a href="javascript:go(2)">下一页</a>',
        "/search.do?cid=7&pageNo=2",
    ),
    "in base64": (
        f'<div id="pages">{ENCODED}</div>' + script("document.getElementById('pages').innerHTML = window.atob(x)"),
        "index_3.html",
    ),
}


@pytest.mark.parametrize("kind", GET)
def test_the_next_page_is_an_address(kind: str) -> None:
    pager, address = GET[kind]
    assert following(pager) == PageRequest(urljoin(URL, address))


POST = {
    "a postback of ASP.NET": (
        f'<form method="post" action="index.html">{VIEW_STATE}<input type="text" name="key" value="">'
        '<a href="javascript:__doPostBack(&#39;ctl00$Pager&#39;,&#39;2&#39;)">下一页</a></form>',
        {"__VIEWSTATE": "dDwtMTQ2O+/=", "key": "", "__EVENTTARGET": "ctl00$Pager", "__EVENTARGUMENT": "2"},
    ),
    "a postback with options": (
        f'<form method="post">{VIEW_STATE}</form><a href=\'javascript:WebForm_DoPostBackWithOptions('
        'new WebForm_PostBackOptions("lnkNext", "", true, "", "", false, true))\'>下一页</a>',
        {"__VIEWSTATE": "dDwtMTQ2O+/=", "__EVENTTARGET": "lnkNext", "__EVENTARGUMENT": ""},
    ),
    "a function that fills a form": (
        '<form id="pf" method="post"><input type="hidden" name="cid" value="7">'
        '<input type="hidden" id="no" name="pageNo" value="1">'
        '<input type="submit" name="go" value="GO"></form>'
        + script("function turn(n){document.getElementById('no').value=n;document.getElementById('pf').submit();}")
        + '<a href="javascript:turn(2)">下一页</a>',
        {"cid": "7", "pageNo": "2"},
    ),
    "a function that fills a form with jQuery": (
        '<form method="POST"><input type="hidden" id="currentPage" name="page.current" value="1"></form>'
        + script('function turn(n){$("#currentPage").val(n);$("form").submit();}')
        + '<a onclick="turn(2)" href="javascript:;">下一页</a>',
        {"page.current": "2"},
    ),
    "a function in another file": (
        '<form method="post"><input type="hidden" name="pageNum" value="1"><input name="cid" value="3"></form>'
        '<a href="javascript:jumpTo(2);">下一页</a>',
        {"pageNum": "2", "cid": "3"},
    ),
    "a button that says so": (
        f'<form method="post">{VIEW_STATE}<input type="submit" name="btnNext" value="下一页"></form>',
        {"__VIEWSTATE": "dDwtMTQ2O+/=", "btnNext": "下一页"},
    ),
}


@pytest.mark.parametrize("kind", POST)
def test_the_next_page_is_sent_for_by_a_form(kind: str) -> None:
    pager, fields = POST[kind]
    asked = following(pager)
    assert asked is not None
    assert asked.url == URL
    assert dict(asked.form or ()) == fields


LAST = {
    "no pager": "",
    "it leads to itself": '<a href="/news/index.html">下一页</a>',
    "it leads nowhere": '<a href="#">下一页</a>',
    "it is switched off": '<a disabled="disabled">下一页</a> <a href="index_1.html">上一页</a>',
    "createPageHTML at its end": script('createPageHTML(25, 24, "index", "html");'),
    "createPageHTML of a single page": script('createPageHTML(1, 0, "t20260918_1", "shtml");'),
    "the last number": '<a href="1.html">1</a> <a href="2.html">2</a> <span class="current">3</span>',
    "a function that is not there": '<a href="javascript:nothing(2)">下一页</a>',
    "an address without end": '<a href="javascript:location.href=\'">下一页</a>',
}


@pytest.mark.parametrize("kind", LAST)
def test_there_is_no_next_page(kind: str) -> None:
    assert following(LAST[kind]) is None


def test_a_button_for_more_rows_is_asked_as_its_script_would() -> None:
    asked = following('<a class="more" data-url="/news/more?page=2" href="javascript:;">加载更多</a>')
    assert asked == PageRequest("http://www.zone.example/news/more?page=2", scripted=True)


def test_the_way_to_a_column_is_no_button_for_more() -> None:
    assert following('<a href="/news/zcfg/">更多&gt;&gt;</a>') is None


@pytest.mark.large
def test_numbered_links_by_the_ten_thousand_in_one_paragraph_are_looked_at_once() -> None:
    links = " ".join(f'<a href="/go/{number}.html">{number}</a>' for number in range(60_000))
    began = time.process_time()
    following(f"<p>{links}</p>")
    assert time.process_time() - began < 10, "each link against each other would take minutes"
