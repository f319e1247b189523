"""Which addresses hold the rest of a split article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.extraction.numbering import MOST_PARTS
from devzone_crawler.extraction.parts import find_parts, more_parts

HOST = "http://zone.example"


def part_links(body: bytes, url: str) -> list[str]:
    """Addresses of the other pages of the article at `url`, in order."""
    parts = find_parts(body, url)
    if parts is None:
        return []
    return [parts.address(position) for position in range(1, parts.last + 1) if position != parts.own]


def links(*pairs: tuple[str, str]) -> str:
    return "".join(f'<a href="{href}">{text}</a>\n' for href, text in pairs)


def paths(page: str, path: str, encoding: str = "utf-8") -> list[str]:
    return [url.removeprefix(HOST) for url in part_links(page.encode(encoding), HOST + path)]


PAGERS: dict[str, tuple[str, str, list[str]]] = {
    "人民网": (
        "/n1/2019/0630/c1013-31153719.html",
        links(*((f"/n1/2019/0630/c1013-31153719{n}.html", f"【{i}】") for i, n in enumerate(("", "-2", "-3"), 1))),
        ["/n1/2019/0630/c1013-31153719-2.html", "/n1/2019/0630/c1013-31153719-3.html"],
    ),
    "TRS links": (
        "/a/t20190918_693227.shtml",
        "<span>1</span>" + links(("t20190918_693227_1.shtml", "2"), ("t20190918_693227_1.shtml", "下一页")),
        ["/a/t20190918_693227_1.shtml"],
    ),
    "TRS only says 下一页": (
        "/a/t20190918_693227.shtml",
        links(("t20190918_693227_1.shtml", "下一页")),
        ["/a/t20190918_693227_1.shtml"],
    ),
    "TRS script": (
        "/a/t20190918_693227.shtml",
        '<script>createPageHTML(3, 0, "t20190918_693227", "shtml");</script>',
        ["/a/t20190918_693227_1.shtml", "/a/t20190918_693227_2.shtml"],
    ),
    "TRS script on the second page": (
        "/a/t20190918_693227_1.shtml",
        "<script>createPageHTML(3,1,'t20190918_693227','shtml')</script>",
        ["/a/t20190918_693227.shtml", "/a/t20190918_693227_2.shtml"],
    ),
    "script that counts from 1": (
        "/art/9012.html",
        "<script>createPageHTML(3,3,1,'9012','html',1)</script>",
        ["/art/9012_2.html", "/art/9012_3.html"],
    ),
    "PHPCMS": (
        "/show-9-12-1.html",
        links(("show-9-12-1.html", "上一页"), ("show-9-12-2.html", "2"), ("show-9-12-2.html", "下一页")),
        ["/show-9-12-2.html"],
    ),
    "PHPCMS by parameters": (
        "/index.php?m=content&c=index&a=show&catid=9&id=12",
        links(("/index.php?m=content&amp;c=index&amp;a=show&amp;catid=9&amp;id=12&amp;page=2", "2")),
        ["/index.php?m=content&c=index&a=show&catid=9&id=12&page=2"],
    ),
    "parameter in front": (
        "/show.asp?id=812",
        links(("show.asp?page=2&id=812", "下一页")),
        ["/show.asp?id=812&page=2"],
    ),
    "second page by parameter": (
        "/show.asp?id=812&page=2",
        links(("show.asp?id=812&page=1", "1"), ("show.asp?id=812&page=3", "3")),
        ["/show.asp?id=812&page=1", "/show.asp?id=812&page=3"],
    ),
    "Dede with a select": (
        "/a/4711.html",
        "<select><option value='4711.html' selected>第1页：起步</option>"
        "<option value='4711_2.html'>第2页：成长</option><option value='4711_3.html'>第3页：成形</option></select>",
        ["/a/4711_2.html", "/a/4711_3.html"],
    ),
    "Dede subtitles, one of them without a number": (
        "/a/4711.html",
        links(("4711_2.html", "第2页：成长"), ("4711_3.html", "成形"), ("4711_5.html", "别的")),
        ["/a/4711_2.html", "/a/4711_3.html"],
    ),
    "方正": ("/x/content_1317416.htm", links(("content_1317416_2.htm", "[2]")), ["/x/content_1317416_2.htm"]),
    "ThinkPHP": (
        "/index.php/News/id/17.html",
        links(("/index.php/News/id/17/p/2.html", "2")),
        ["/index.php/News/id/17/p/2.html"],
    ),
    "gallery in a folder": (
        "/tp/20211103/8841/1.html",
        links(
            ("/tp/20211103/8841/2.html", "2"),
            ("/tp/20211103/8841/3.html", "3"),
            ("/tp/20211103/8842/1.html", "别的"),
        ),
        ["/tp/20211103/8841/2.html", "/tp/20211103/8841/3.html"],
    ),
    "gallery by relative links": (
        "/tp/8841/2.html",
        links(("1.html", "1"), ("3.html", "3"), ("3.html", "下一页"), ("../8842/1.html", "1")),
        ["/tp/8841/1.html", "/tp/8841/3.html"],
    ),
    "first of its folder": (
        "/html/8841/56.html",
        links(("56_2.html", "2"), ("57.html", "下一篇")),
        ["/html/8841/56_2.html"],
    ),
    "picture for a word": (
        "/a/4711.html",
        '<a href="4711_2.html"><img src="next.gif" alt="下一页"></a>',
        ["/a/4711_2.html"],
    ),
    "numbers left out": (
        "/a/4711.html",
        links(("4711_2.html", "2"), ("4711_3.html", "3"), ("4711_6.html", "尾页")),
        [f"/a/4711_{n}.html" for n in range(2, 7)],
    ),
    "the same part again and again": (
        "/a/4711.html",
        links(("4711_2.html", "2"), ("4711_2.html", "下一页"), ("./4711_2.html", "尾页"), ("4711_2.html#top", "2")),
        ["/a/4711_2.html"],
    ),
    "page 1 has a number too": (
        "/a/4711.html",
        links(("4711_1.html", "1"), ("4711_2.html", "2"), ("4711_1.html", "首页")),
        ["/a/4711_2.html"],
    ),
    "a twin with 0": (
        "/a/t20200101_88.html",
        links(("t20200101_88_0.html", "1"), ("t20200101_88_1.html", "2"), ("t20200101_88_2.html", "3")),
        ["/a/t20200101_88_1.html", "/a/t20200101_88_2.html"],
    ),
    "Chinese numerals": (
        "/a/4711.html",
        links(("4711_2.html", "第二页"), ("4711_3.html", "第三页")),
        ["/a/4711_2.html", "/a/4711_3.html"],
    ),
    "from the third page": (
        "/a/4711_3.html",
        links(("4711.html", "1"), ("4711_2.html", "2"), ("4711_4.html", "4")),
        ["/a/4711.html", "/a/4711_2.html", "/a/4711_4.html"],
    ),
    "other spelling of the host": (
        "/a/4711.html",
        links(("https://www.zone.example/a/4711_2.html", "2")),
        ["/a/4711_2.html"],
    ),
    "a parameter that tells nothing": ("/a/4711.html?from=timeline1", links(("4711_2.html", "2")), ["/a/4711_2.html"]),
    "base": ("/a/4711.html", "<base href='/a/'>" + links(("4711_2.html", "2")), ["/a/4711_2.html"]),
    "no quotes": ("/a/4711.html", "<A HREF=4711_2.html class=n><font>2</font></A>", ["/a/4711_2.html"]),
}


@pytest.mark.parametrize(("path", "page", "expected"), PAGERS.values(), ids=PAGERS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_other_parts_are_found_in_order(path: str, page: str, expected: list[str], encoding: str) -> None:
    assert paths(page, path, encoding) == expected


NO_PARTS: dict[str, tuple[str, str]] = {
    "no link": ("/a/4711.html", "<p>园区开工。</p>"),
    "a link to itself": ("/a/4711.html", links(("4711.html", "1"), ("4711.html", "下一页"))),
    "neighbours": ("/a/1234_1.html", links(("1234_2.html", "下一篇"), ("1234_0.html", "上一篇"))),
    "neighbours with titles": (
        "/a/1234_1.html",
        links(("1234_2.html", "园区二期开工"), ("1234_3.html", "园区三期开工")),
    ),
    "neighbours called 下一页": (
        "/a/art_12_34.html",
        links(("art_12_35.html", "下一页"), ("art_12_33.html", "上一页")),
    ),
    "a related title": ("/a/1234.html", links(("1234_2.html", "园区二期开工"))),
    "print and mobile twins": (
        "/a/1234.html",
        links(
            ("1234_m.html", "手机版"),
            ("1234_print.html", "打印"),
            ("1234_1.html", "打印本页"),
            ("1234-2.html", "大字版"),
        ),
    ),
    "the whole text on one page": ("/a/1234.html", links(("1234_0.html", "单页阅读"), ("1234_all.html", "全文阅读"))),
    "a listing": ("/news/index.html", links(("index_1.html", "2"), ("index_2.html", "3"))),
    "a numbered listing": ("/news/list_22_1.html", links(("list_22_2.html", "2"), ("list_22_3.html", "3"))),
    "a node": ("/node_12.htm", links(("node_12_2.htm", "2"))),
    "a listing of ThinkPHP": ("/News/index.html", links(("/News/index/p/2.html", "2"))),
    "a script that counts one page": ("/a/t1_99.html", '<script>createPageHTML(1, 0, "t1_99", "html");</script>'),
    "another page's script": ("/a/t1_99.html", '<script>createPageHTML(9, 0, "index", "html");</script>'),
    "the script's own definition": (
        "/a/t1_99.html",
        "<script>function createPageHTML(c, i, name, ext) {}; 't1_99'</script>",
    ),
    "comments by fragment": ("/a/1234.html", links(("1234_2.html#comment", "2"), ("1234_3.html#pl", "3"))),
    "comments elsewhere": ("/a/1234.html", links(("comment/1234_2.html", "2"), ("/pl/1234_3.html", "3"))),
    "another extension": ("/a/1234.html", links(("1234_2.jpg", "2"), ("1234_3.pdf", "3"))),
    "another host": ("/a/1234.html", links(("http://other.example/a/1234_2.html", "2"))),
    "another id": ("/show.php?id=12", links(("show.php?id=123&page=2", "2"), ("show.php?id=1&page=2", "2"))),
    "another program": ("/show.php?id=12", links(("list.php?id=12&page=2", "2"))),
    "a calendar": ("/a/2018-07-12.html", links(("2018-07-13.html", "13"), ("2018-07-14.html", "14"))),
    "a number with a zero in front": ("/a/1234.html", links(("1234_02.html", "2"))),
    "a count": ("/a/1234.html", links(("1234_1.html", "87"), ("1234_2.html", "15"))),
    "more than any article has": ("/a/1234.html", links((f"1234_{MOST_PARTS + 50}.html", "尾页"))),
    "the pages of a paper": ("/epaper/20211103/1.html", links(("2.html", "2"), ("3.html", "3"))),
    "other articles of a folder": ("/html/8841/1.html", links(("2.html", "下一篇"), ("3.html", "园区开工"))),
    "a folder": ("/a/", links(("2.html", "2"))),
    "an address that is none": ("http://[", links(("x_2.html", "2"))),
}


@pytest.mark.parametrize(("path", "page"), NO_PARTS.values(), ids=NO_PARTS)
def test_what_is_numbered_alike_is_no_part(path: str, page: str) -> None:
    assert paths(page, path) == []


def test_a_window_of_numbers_is_moved_on_by_the_later_parts() -> None:
    first = f"{HOST}/a/4711.html"
    known = find_parts(links(("4711_2.html", "2"), ("4711_2.html", "下一页")).encode(), first)
    assert known is not None
    asked = []
    for position in range(2, 10):
        if position > known.last:
            break
        asked.append(known.address(position))
        following = links((f"4711_{position + 1}.html", "下一页")) if position < 6 else ""
        page = links((f"4711_{position - 1}.html", "上一页")) + following
        known = more_parts(page.encode(), known.address(position), known)
    assert asked == [f"{HOST}/a/4711_{n}.html" for n in range(2, 7)]


def test_a_last_page_whose_next_page_is_itself_adds_nothing() -> None:
    known = find_parts(links(("4711_2.html", "2")).encode(), f"{HOST}/a/4711.html")
    assert known is not None
    page = links(("4711.html", "1"), ("4711_2.html", "下一页"), ("4711_2.html", "尾页"))
    assert more_parts(page.encode(), f"{HOST}/a/4711_2.html", known) == known


def test_addresses_that_show_the_whole_text_are_known_as_such() -> None:
    page = links(("4711_2.html", "2"), ("4711_1.html", "1"), ("4711_all.html", "单页阅读"), ("4711_m.html", "手机版"))
    parts = find_parts(page.encode(), f"{HOST}/a/4711.html")
    assert parts is not None
    assert parts.same == {f"{HOST}/a/4711_1.html", f"{HOST}/a/4711_all.html"}


@pytest.mark.parametrize(
    ("path", "page", "back"),
    [
        ("/a/4711_5.html", links(("4711.html", "首页"), ("4711_4.html", "4"), ("4711_6.html", "6")), "/a/4711.html"),
        ("/a/4711_5.html", links(("4711_4.html", "4"), ("4711_6.html", "6")), "/a/4711_4.html"),
        ("/show-9-12-2.html", links(("show-9-12-1.html", "1")), "/show-9-12-1.html"),
        ("/show.php?id=12&page=5", links(("show.php?id=12&page=4", "4")), "/show.php?id=12&page=4"),
    ],
)
def test_a_later_part_says_where_to_look_for_the_first(path: str, page: str, back: str) -> None:
    parts = find_parts(page.encode(), HOST + path)
    assert parts is not None
    assert parts.back() == HOST + back


STYLES = st.sampled_from(
    [
        ("/a/{id}.html", "/a/{id}_{n}.html", 0),
        ("/a/c1013-{id}.html", "/a/c1013-{id}-{n}.html", 0),
        ("/a/t20180709_{id}.shtml", "/a/t20180709_{id}_{n}.shtml", 1),
        ("/show-3-{id}-1.html", "/show-3-{id}-{n}.html", 0),
        ("/view.php?id={id}", "/view.php?id={id}&page={n}", 0),
        ("/index.php/News/id/{id}.html", "/index.php/News/id/{id}/p/{n}.html", 0),
    ]
)
WORDS = st.sampled_from(["{}", "【{}】", "[{}]", "第{}页", "第 {} 页：园区概况", "<b>{}</b>", "&nbsp;{}&nbsp;"])


@given(STYLES, st.integers(101, 10**7), st.integers(2, 30), st.data())
def test_any_part_of_an_article_tells_all_the_others(
    style: tuple[str, str, int], ident: int, count: int, data: st.DataObject
) -> None:
    first, later, offset = style
    addresses = [first.format(id=ident)] + [later.format(id=ident, n=n - offset) for n in range(2, count + 1)]
    word = data.draw(WORDS)
    pager = [f'<a href="{href.replace("&", "&amp;")}">{word.format(i)}</a>' for i, href in enumerate(addresses, 1)]
    page = " ".join(data.draw(st.permutations(pager)))
    here = data.draw(st.integers(0, count - 1))
    assert paths(page, addresses[here]) == addresses[:here] + addresses[here + 1 :]


@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_bytes_and_no_address_make_it_raise(body: bytes, path: str) -> None:
    part_links(body, HOST + "/" + path)
    part_links(body, path)


SOUP = st.sampled_from(
    """<a href='4711_2.html'>|<a href=|4711_|4711-2.html|'>2</a>|createPageHTML(|3,0,'4711','html')|下一页|</a>|<|>
    |"|'|<a href="4711_3.html">3</a>|<base href=/a/>|_1.html""".split("|")
)


@given(st.lists(SOUP, max_size=40).map("".join))
def test_parts_are_always_addresses_of_the_same_host_without_the_page_itself(soup: str) -> None:
    url = f"{HOST}/a/4711.html"
    found = part_links(soup.encode(), url)
    assert url not in found
    assert len(set(found)) == len(found) < MOST_PARTS
    assert all(part.startswith(f"{HOST}/a/4711") for part in found)
