"""What a page says halfway, or wrongly, costs it that and no more."""

from __future__ import annotations

import base64

import pytest

from devzone_crawler.listing import PageRequest, open_listing, parse_listing
from devzone_crawler.listing.extent import Size, pages_of, read_extent, size_of
from tests.listing.test_pager import URL, following, script

NO_PAGER = base64.b64encode("园区招商引资政策汇编，欢迎各界朋友前来考察、洽谈。".encode()).decode()


@pytest.mark.parametrize(
    "pager",
    [
        "<form action='ftp://zone.example/'><input type=submit name=go value=下一页></form>",
        "<form><input type=submit value=下一页></form>",
        "<input type=button value=下一页 onclick='return false'>",
        "<input type=button value=下一页 onclick=\"location.href='2.html'\" disabled>",
        script("atob('" + "A" * 41 + "')") + script(f"show(atob('{NO_PAGER}'))"),
        script("createPageHTML('ten', 'one', 'index', 'html')"),
        script("createPageHTML(10, 1, 'index')"),
        script("createPageHTML(10, 9, 'index', 'html')"),
        "<a href='javascript:void(0)'>下一页</a>",
        "<a href='javascript:turn(2)'>下一页</a>",
        "<a href='javascript:turn(2)'>下一页</a>" + script("function turn(n){location.href=unknown+n+'.html'}"),
        "<a href='javascript:turn(2)'>下一页</a>" + script("function turn(n){location.href=other(n)}"),
        "<a href='javascript:turn(2)'>下一页</a>" + script("function turn(n){show(n)}"),
        "<a href='javascript:turn(2)'>下一页</a><form><input name=page value=2></form>",
        "<a href=\"javascript:__doPostBack('pager','2')\">下一页</a>",
        "<select><option value='1.html' selected>第1页</option><option value='http://['>第2页</option></select>",
        "<select><option value='1.html'>第1页</option><option value='2.html' selected>第2页</option></select>",
        "<select><option value='1'>第1页</option><option value='2'>第2页</option></select>",
        "<a href='3.html'>&raquo;</a>",
        "<a href='#'>加载更多</a>",
    ],
)
def test_a_pager_that_leads_nowhere_is_none(pager: str) -> None:
    assert following(pager) is None


def test_a_form_is_sent_with_what_stands_in_it() -> None:
    fields = (
        "<input name=word value=园区><input value=unnamed><input type=radio name=kind value=1>"
        "<select name=none></select>"
        "<input type=radio name=kind value=2 checked><select name=size><option value=10>10<option selected>20</select>"
    )
    found = following(f"<form method=post>{fields}<input type=submit name=go value=下一页></form>")
    sent = (("word", "园区"), ("kind", "2"), ("none", ""), ("size", "20"), ("go", "下一页"))
    assert found is not None
    assert sorted(found.form or ()) == sorted(sent)


def test_a_form_without_end_is_sent_as_far_as_one_may_go() -> None:
    fields = "".join(f"<input name=f{number} value=x>" for number in range(600))
    page = "<a href='javascript:turn(2)'>下一页</a>" + script(
        "function turn(n){document.getElementById('f1').value=n;f.submit()}"
    )
    found = following(f"<form method=post>{fields}</form>{page}")
    assert found is not None
    assert len(found.form or ()) == 500


@pytest.mark.parametrize(
    "pager",
    [
        "<a href='javascript:turn(2)'>下一页</a><form method=post><input name=id><input name=page value=1></form>",
        "<a href='javascript:turn(2)'>下一页</a><form method=post><input name=page value=1></form>"
        + script("function turn(n){document.forms[0].page.value = n; document.forms[0].submit()}"),
    ],
)
def test_a_form_that_a_script_sends_gets_the_number(pager: str) -> None:
    found = following(pager)
    assert found is not None
    assert dict(found.form or ())["page"] == "2"


def asked(form: tuple[tuple[str, str], ...]) -> PageRequest:
    return PageRequest("http://www.zone.example/rows", form, scripted=True)


@pytest.mark.parametrize(
    ("form", "answer", "wanted"),
    [
        ((("startrecord", "1"), ("endrecord", "x")), "<totalrecord>90</totalrecord>", None),
        ((("startrecord", "1"), ("endrecord", "45")), "<totalrecord>45</totalrecord>", None),
        ((("startrecord", "1"), ("endrecord", "45")), "<totalrecord>46</totalrecord>", {"startrecord": "46"}),
        ((("startrecord", "1"), ("endrecord", "45")), "", {"startrecord": "46", "endrecord": "90"}),
    ],
)
def test_the_next_group_of_records_is_asked_for_as_long_as_there_is_one(
    form: tuple[tuple[str, str], ...], answer: str, wanted: dict[str, str] | None
) -> None:
    link = "<a href='/art/1.html'>园区第1个项目通过竣工验收</a>"
    row = f"<record><![CDATA[<li>{link}<span>2026-11-01</span></li>]]></record>"
    body = f"<datastore>{answer}<recordset>{row}</recordset></datastore>".encode()
    found = parse_listing(body, URL, content_type="text/xml; charset=utf-8", asked=asked(form)).next_request
    assert (found is not None) == (wanted is not None)
    if found is not None and wanted is not None:
        assert wanted.items() <= dict(found.form or ()).items()


@pytest.mark.parametrize(
    ("source", "size"),
    [
        ("<a href='list_2.html'>下一页</a>" + script("createPageHTML(12, 0, 'index')"), Size(11, None)),
        ("<a href='list_2.html'>下一页</a>" + script("createPageHTML(all, 0, 'index', 'html')"), Size(11, None)),
        ("<a href='list_2.html'>下一页</a><a href='other/9/12.html'>尾页</a>", Size(11, None)),
        ("<a href='list_2.html'>下一页</a><a href='list_a.html'>尾页</a>", Size(11, None)),
        ("<p>共3条</p><p>共1页</p>", Size(10, 10)),
        ("<p>共35条</p>", Size(35, 35)),
        ("<p>无</p>", Size(10, 10)),
    ],
)
def test_a_size_that_is_not_said_is_bounded_by_what_is_seen(source: str, size: Size) -> None:
    following_page = "http://www.zone.example/news/list_2.html" if "下一页" in source else None
    extent = read_extent(open_listing(source.encode(), URL).document, following_page)
    assert size_of(extent, 10, following_page) == size


def test_pages_are_counted_from_records_where_pages_are_not_said() -> None:
    extent = open_listing("<p>共35条</p>".encode(), URL).extent
    assert pages_of(extent, 10, None) == Size(4, 4)


def test_bounds_are_joined_and_capped_bound_by_bound() -> None:
    assert Size(3, 5).or_more(Size(4, 4)) == Size(4, 5)
    assert Size(3, None).or_more(Size(4, 4)) == Size(4, None)
    assert Size(3, 9).capped(None) == Size(3, 9)
    assert Size(3, None).capped(2) == Size(2, 2)
    assert [str(size) for size in (Size(3, None), Size(3, 3), Size(3, 5000))] == ["at least 3", "3", "3 to 5,000"]
