"""The stream of tags, held against lxml's parser: the same words and the same links on every saved page."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from devzone_crawler.extraction.blocks import EDGE, Flat
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.document import Document, document_of
from devzone_crawler.extraction.flatten import flatten
from devzone_crawler.extraction.markup import MOST_TAGS, attributes_of, tokens
from tests.golden import Page, name_of, pages

UNREAD = "script style title textarea noscript iframe template select object applet svg math video audio".split()
AFTER_THE_END = re.compile(r"</\s*(?:body|html)\s*>", re.I)
"""lxml stops here, browsers do not."""


def flat(markup: str) -> Flat:
    page = Flat()
    flatten(markup, page)
    return page


def lines(markup: str) -> list[str]:
    return [block.text for block in flat(markup).blocks if not block.hidden]


def document(saved: Page) -> Document:
    text, encoding = decode(saved.body, saved.golden["content_type"])
    return document_of(text, saved.golden["url"], encoding)


@pytest.mark.parametrize("saved", pages("articles") + pages("listings"), ids=name_of)
def test_a_saved_page_has_the_words_and_links_that_lxml_finds(saved: Page) -> None:
    page = document(saved)
    if not page.blocks:
        return
    tree = html.document_fromstring(
        AFTER_THE_END.sub("", page.source).encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    for element in list(tree.iter(*UNREAD)):
        element.drop_tree()
    known = {a.get("href") or "" for a in tree.iter("a")}
    for element in [e for e in tree.iter() if is_hidden(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    hrefs = Counter(a.get("href") for a in tree.iter("a") if a.get("href") is not None or not a.get("name"))
    theirs = Counter("".join(tree.text_content().split()))
    ours = Counter("".join(block.key for block in page.blocks if not block.hidden))
    more, less = (ours - theirs).total(), (theirs - ours).total()
    allowed = 40 if "document.write" in page.source else 0.01 * theirs.total()
    assert (more <= allowed, less <= 0.01 * theirs.total()) == (True, True)
    assert {link.href for link in page.links} <= known
    assert len(page.links) >= 0.97 * hrefs.total()


def is_hidden(element: html.HtmlElement) -> bool:
    style = str(element.get("style") or "")
    return "display:none" in style.replace(" ", "") or "hidden" in element.attrib or element.get("class") == "jammer"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>园区<p>开工", ["园区", "开工"]),
        ("<div>园区<b>今天</b>开工</div>", ["园区今天开工"]),
        ("园区<br>开工<BR/>了", ["园区", "开工", "了"]),
        ("<a title='a>b' href=x>园区</a>", ["园区"]),
        ('<p class="x>园区</p><p>开工', ["园区", "开工"]),  # browsers drop all of it
        ('<p class="x>园区</p><p class="y">开工', ["开工"]),  # a quote runs on to the next, as in browsers
        ("<p>1 < 2 和 3 > 2</p>", ["1 < 2 和 3 > 2"]),
        ("<p>《<会计准则>》</p></会计准则>后", ["《<会计准则>》", "后"]),
        ("<script>var a='<p>不</p>'</script>园区", ["园区"]),
        ("<script>if (a</b>1) '</SCRIPT>园区", ["园区"]),
        ("<p>园区</p><script>document.write('", ["园区"]),
        ("<!-- <p>不</p> -->园区<!-- 没完 <p>开工</p>", ["园区", "开工"]),
        ("<!DOCTYPE html><?xml version='1.0'?>园区", ["园区"]),
        ("园区</html>开工<p>了</body>完", ["园区开工", "了完"]),
        ("<p>园区<span style='display: none'>隐</span>开工</p>", ["园区开工"]),
        ("<p>园区<font class=jammer>6 K%</font>开工</p>", ["园区开工"]),
        ("<div style='display:none'>隐<p>藏</p></div>园区", ["园区"]),
        ("<p>园区&nbsp;&#24320;工&#99999999999999999;</p>", ["园区 开工\ufffd"]),
        ("<table><tr><td>甲<td>乙<tr><td>丙</table>", ["甲", "乙", "丙"]),
        ("<o:p>园区</o:p><st1:date>7月</st1:date>9日", ["园区7月9日"]),
        ("<p>园区<img src=a.jpg>开工", ["园区开工"]),
        ("<meta content='<style>.x{}'><p>园区<p title='<!--'>开工", ["园区", "开工"]),
        ("<Table><Tr><Td>园区</Td><td>开<Br>工</TD></table><Script>不</script>", ["园区", "开", "工"]),
        ("<!-->园区<!-- 不 --!>开工", ["园区开工"]),
        ("<p>园<span hidden>隐<span>藏</span>了</span>区<s hidden>不</s>开工", ["园区开工"]),
        ("<p>&#0000022253;区" + "&#" + "0" * 5000 + "65;", ["园区\ufffd"]),
        ("园区\x00\x1b开工", ["园区\x00\x1b开工"]),
        ("", []),
        ("<", ["<"]),
        ("<a href='", []),
    ],
)
def test_lines_are_what_a_browser_would_set(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.large
def test_nothing_is_too_deep() -> None:
    assert lines("<div>" * 100_000 + "园区开工" + "<font>" * 3_000 + "了") == ["园区开工了"]


@pytest.mark.large
def test_a_page_of_more_tags_than_any_page_has_is_read_as_far() -> None:
    assert lines("园区" + "<p>" * (MOST_TAGS + 1) + "开工") == ["园区"]
    assert lines("园区" + "<p>" * MOST_TAGS + "开工") == ["园区", "开工"]


def test_elements_cover_the_lines_within_them() -> None:
    page = flat("<div id=a><ul><li>甲<li>乙</ul><p>丙</div>丁")
    covered = {element.tag: (element.start, element.end) for element in page.elements}
    assert covered == {"li": (1, 2), "ul": (0, 2), "p": (2, 3), "div": (0, 3), "html": (0, 4)}


def test_an_end_tag_in_a_cell_does_not_end_what_is_around_the_table() -> None:
    page = flat("<div><table><tr><td>甲</div>乙</td></tr></table>丙</div>")
    assert [(block.text, block.tag) for block in page.blocks] == [("甲", "td"), ("乙", "td"), ("丙", "div")]
    assert next(e for e in page.elements if e.tag == "div").end == len(page.blocks)


def test_a_link_may_span_lines() -> None:
    page = flat("<a href=/1><h3>园区</h3><p>开工</p></a>")
    assert [(link.text, link.blocks) for link in page.links] == [("园区 开工", range(2))]
    assert all(block.is_mostly_links for block in page.blocks)


def test_links_say_which_lines_hold_them() -> None:
    page = flat("<p><a href=/1>甲</a><p>乙 <a href=/2>丙</a><a name=top><p>丁")
    assert [(link.text, link.blocks) for link in page.links] == [("甲", range(1)), ("丙", range(1, 2))]
    assert not page.blocks[2].is_mostly_links


def test_attributes_are_read_as_browsers_read_them() -> None:
    found = attributes_of(""" HREF = "/a?b=1&amp;c=2" title='x "y"' checked data-x=1 href=second class="" """)
    assert found == {"href": "/a?b=1&c=2", "title": 'x "y"', "checked": "", "data-x": "1", "class": ""}


PIECES = (
    "<p> </p> <div/class='a'> </div> <a/href='/1'> </a> <td> </table> <!-- --> <script> </script> < > ' = 园区 &# <br/>"
)
soup = st.lists(st.sampled_from([*PIECES.split(), '"', " ", "\n", EDGE]), max_size=40).map("".join)


@given(soup)
def test_no_soup_of_tags_makes_it_raise_and_elements_nest(markup: str) -> None:
    page = flat(markup)
    assert page.elements[-1].tag == "html"
    for element in page.elements:
        assert 0 <= element.start < element.end <= len(page.blocks) or element.parent is None
        if element.parent is not None:
            assert element.parent.start <= element.start
            assert element.end <= element.parent.end
    assert [block.index for block in page.blocks] == list(range(len(page.blocks)))
    assert all(block.link_length <= block.length for block in page.blocks)


@given(st.text(max_size=300))
def test_text_without_markup_is_one_token(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert [token[2] for token in tokens(plain)] == [plain]
