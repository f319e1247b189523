"""What a page is flattened into beside its lines: links, marks, metas, pictures, scripts, and what is hidden."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.blocks import EDGE, Flat
from devzone_crawler.extraction.flatten import flatten
from devzone_crawler.extraction.markup import attributes_of


def flat(markup: str) -> Flat:
    page = Flat()
    flatten(markup, page)
    return page


def test_a_block_knows_its_text_its_element_and_its_links() -> None:
    (block,) = flat("<div class='A b' id=C> 园区 <b>今天</b> <a href=/1>二期 开工</a></div>").blocks
    assert block.raw == f" 园区 {EDGE}今天{EDGE} {EDGE}二期 开工{EDGE}"
    assert (block.index, block.key, block.length, block.text) == (0, "园区今天二期开工", 8, "园区 今天 二期 开工")
    assert (block.tag, block.element.names, block.heading) == ("div", "a b c", 0)
    assert (block.link_length, block.is_mostly_links, block.after_break, block.hidden) == (4, False, False, False)


def test_more_than_half_of_a_line_makes_it_links() -> None:
    blocks = flat("<p>园区<a>开工</a><p>园<a>开工</a><p><a>一</a>区<a>二</a></p><a>甲</a>").blocks
    assert [(block.link_length, block.is_mostly_links) for block in blocks] == [
        *((2, False), (2, True), (2, True), (1, True))
    ]


def test_a_line_behind_a_break_says_so() -> None:
    blocks = flat("甲<br>乙<p>丙<hr>丁<p><br>戊").blocks
    assert [(block.key, block.after_break) for block in blocks] == [
        *(("甲", False), ("乙", True), ("丙", False), ("丁", True), ("戊", True))
    ]


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ("<a href='/1?a=1&amp;b=2' title=甲> 园区 <b>开工</b> </a>", [("/1?a=1&b=2", "甲", "园区 开工", 0, 1)]),
        ("<p>园<p><a href=/1>甲<br>乙</a>", [("/1", "", "甲 乙", 1, 3)]),
        ("<a href=/1>甲<a href=/2>乙</a>", [("/1", "", "甲", 0, 1), ("/2", "", "乙", 0, 1)]),
        ("<a href=/1><img src=x></a>", [("/1", "", "", 0, 0)]),
        ("<a name=top>甲</a><a NAME=x HREF=/1>乙</a>", [("/1", "", "乙", 0, 1)]),
        ("<a onclick=go()>甲</a>", [("", "", "甲", 0, 1)]),
        ("<a href=/1>甲", [("/1", "", "甲", 0, 1)]),
        ("<a href=/1>&#22253;区</a>", [("/1", "", "园区", 0, 1)]),
    ],
)
def test_links_are_kept_with_the_lines_that_they_span(markup: str, links: list[tuple[str, str, str, int, int]]) -> None:
    found = [(link.href, link.title, link.text, link.first_block, link.blocks.stop) for link in flat(markup).links]
    assert found == links


def test_metas_are_known_by_name_property_or_itemprop_and_the_first_counts() -> None:
    page = flat(
        "<base href=' /b/ '><base href='/c/'><meta name=Author content=' 李  明 '><meta name=author content=王芳>"
        "<meta property='og:title' content=园区><meta itemprop=datePublished content=2026-11-18>"
        "<meta name=' ContentStart '><p>甲<meta name=ContentEnd content=''><meta content=x>"
    )
    assert page.metas == {"author": "李 明", "og:title": "园区", "datepublished": "2026-11-18"}
    assert [(mark.text, mark.block) for mark in page.marks] == [("ContentStart", 0), ("ContentEnd", 0)]
    assert page.stated_base == "/b/"


def test_comments_scripts_and_titles_are_kept_with_their_place() -> None:
    page = flat(
        "<title> </title><title> 园区 &amp;\n开工 </title><title>二</title><p>甲<!-- x --><p>乙"
        "<script src=a>b()</script>"
    )
    assert page.title == "园区 & 开工"
    assert [(mark.text, mark.block) for mark in page.marks] == [(" x ", 0)]
    assert [(attributes_of(script.markup), script.text, script.block) for script in page.scripts] == [
        ({"src": "a"}, "b()", 1)
    ]


def test_pictures_and_players_are_kept_with_their_place_hidden_ones_too() -> None:
    page = flat(
        "<p>甲</p><img src=1><div style='display:none'><img src=2><iframe src=3></iframe><embed src=4></div>"
        "<video src=5></video><audio src=6></audio><object data=7></object><embed src=8><svg></svg>"
    )
    assert [(placed.element.get("src"), placed.block, placed.hidden) for placed in page.images] == [
        *(("1", 1, False), ("2", 1, True))
    ]
    assert [(placed.element.tag, placed.hidden) for placed in page.players] == [
        *(("iframe", True), ("embed", True), ("video", False), ("audio", False), ("object", False), ("embed", False))
    ]


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("document.write('2026-07-01')", "2026-07-01"),
        ('var d = "云泽日报"; document.write(d);', "云泽日报"),
        ("document.write('abc'); x('园区')", None),
        ("document.write('<b>园区</b>')", None),
        ("document.write('1')", None),
        ("d = '云泽日报'", None),
        ("document.write('云泽日报');".ljust(300), "云泽日报"),
        ("document.write('云泽日报');".ljust(301), None),
        (f"document.write('{'园' * 60}')", "园" * 60),
        (f"document.write('{'园' * 61}')", None),
    ],
)
def test_what_a_small_script_prints_is_text(script: str, shown: str | None) -> None:
    (block,) = flat(f"<p>来源<script>{script}</script></p>").blocks
    assert block.raw == ("来源" if shown is None else f"来源{EDGE}{shown}{EDGE}")


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<div hidden>甲<p>乙</p></div>丙", [("甲", True), ("乙", True), ("丙", False)]),
        ("<div style='DISPLAY : NONE'>甲</div>", [("甲", False)]),
        (
            "<div style='Display:none'><div style='display:none'>甲</div>乙</div>丙",
            [("甲", True), ("乙", True), ("丙", False)],
        ),
        ("<p style='visibility:hidden'>甲</p>", [("甲", False)]),
        ("<p>甲<span style='visibility:hidden'>乙</span>丙</p>", [("甲丙", False)]),
        ("<p>甲<span style='font-size:0px'>乙</span>丙</p>", [("甲丙", False)]),
        ("<p>甲<span style='font-size:0.9em'>乙</span>丙</p>", [("甲乙丙", False)]),
        ("<p>甲<span style='display:none'>乙<SPAN>丁</SPAN>戊</span>丙</p>", [("甲丙", False)]),
        ("<p>甲<span hidden>乙<p>丙</span>丁", [("甲乙", False), ("丙丁", False)]),
        ("<p>甲<span hidden><script>x()</script>乙</span>丙</p>", [("甲乙丙", False)]),
        ("<p>甲<span hidden><a href=/1>乙丁</a></span>丙</p>", [("甲丙", False)]),
    ],
)
def test_what_nobody_sees_is_hidden_or_gone(markup: str, lines: list[tuple[str, bool]]) -> None:
    page = flat(markup)
    assert [(block.key, block.hidden) for block in page.blocks] == lines
    assert page.links == []
    assert all(block.link_length == 0 for block in page.blocks)


def test_white_space_without_end_is_a_gap() -> None:
    (block,) = flat(f"<p>甲{' ' * 70}乙<b></b><b></b><b></b><b></b><b></b>丙  丁</p>").blocks
    assert block.raw == f"甲{EDGE}  乙{EDGE}丙  丁"
    (short,) = flat(f"<p>甲{' ' * 60}乙</p>").blocks
    assert short.raw == f"甲{' ' * 60}乙"


@pytest.mark.parametrize(
    ("markup", "tags"),
    [
        ("<ul><li>甲<ul><li>乙</ul><li>丙</ul>", ["li", "ul", "li", "li", "ul", "html"]),
        ("<dl><dt>甲<dd>乙<dt>丙</dl>", ["dt", "dd", "dt", "dl", "html"]),
        ("<p>甲<div>乙</div>丙</p>", ["p", "div", "html"]),
        ("<p>甲<table><tr><td><p>乙<tr><td>丙</table>", ["p", "p", "td", "tr", "td", "tr", "table", "html"]),
        (
            "<table><tbody><tr><td>甲</td></tr><tbody><tr><th>乙</table>",
            ["td", "tr", "tbody", "th", "tr", "tbody", "table", "html"],
        ),
        ("<div><p>甲</div>乙</p>", ["p", "div", "html"]),
        ("<td>甲</div></td>乙", ["td", "html"]),
    ],
)
def test_open_elements_end_where_browsers_end_them(markup: str, tags: list[str]) -> None:
    assert [element.tag for element in flat(markup).elements] == tags
