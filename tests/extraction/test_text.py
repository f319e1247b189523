"""Normal forms of text, references, patterns of many names, words of pagers, and encodings."""

from __future__ import annotations

import re

import pytest

from devzone_crawler.extraction.alternation import one_of
from devzone_crawler.extraction.blocks import EDGE
from devzone_crawler.extraction.decoding import decode
from devzone_crawler.extraction.pager_words import Kind, Word, is_pager_line, read_word
from devzone_crawler.extraction.references import unescape
from devzone_crawler.extraction.text import has_cjk, join_lines, one_line, squash

TEXT = "园区二期工程今日开工，总投资三十亿元。"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f" 园区{EDGE}开工 ", "园区开工"),
        ("园区  开工", "园区 开工"),
        ("园区\n\t开工\xa0了", "园区 开工 了"),
        ("园区\u3000\u3000开工", "园区\u3000\u3000开工"),
        ("园\u200b区\x07\ufeff开\u202e工", "园区开工"),
        ("", ""),
    ],
)
def test_a_line_is_safe_to_print(text: str, line: str) -> None:
    assert one_line(text) == line


def test_lines_are_joined_with_a_space_between_words_alone() -> None:
    assert join_lines(["园区", "开工"]) == "园区开工"
    assert join_lines(["New", "zone", "园区", "A"]) == "New zone园区A"
    assert join_lines(["", "zone"]) == "zone"
    assert join_lines([]) == ""


@pytest.mark.parametrize(
    ("text", "form"),
    [("Ａ B\u3000c", "abc"), ("园\u200b区，", "园区,"), ("①", "1"), (f"a{EDGE}b", "ab"), ("", "")],
)
def test_texts_are_compared_in_one_form(text: str, form: str) -> None:
    assert squash(text) == form


def test_chinese_characters_are_told_from_others() -> None:
    assert [has_cjk(text) for text in ("a园", "𠀀", "ａ，", "ア", "\uf900", "")] == [
        True,
        False,
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a&amp;b", "a&b"),
        ("&#22253;&#x533a;", "园区"),
        ("&#99999999;", "\ufffd"),
        ("&#x1234567;", "\ufffd"),
        ("&#0000000022253;", "园"),
        (f"&#{'0' * 60};", "\ufffd"),
        ("a & b", "a & b"),
        ("园区", "园区"),
    ],
)
def test_references_are_the_characters_that_they_mean(text: str, plain: str) -> None:
    assert unescape(text) == plain


@pytest.mark.parametrize(
    ("names", "between", "text", "found"),
    [
        (["a", "ab", "abc"], "", "abcd", "abc"),
        (["ab", "ac"], "", "xac", "ac"),
        (["ab"], r"\s*", "a  b", "a  b"),
        (["ab", "abc"], r"\s*", "a b c", "a b c"),
        (["a.b"], "", "axb a.b", "a.b"),
        (["x"], "", "a", None),
    ],
)
def test_a_pattern_of_many_names_finds_the_longest(
    names: list[str], between: str, text: str, found: str | None
) -> None:
    match = re.search(one_of(names, between), text)
    assert (match and match.group()) == found


def test_a_pattern_of_no_names_is_empty() -> None:
    assert one_of([]) == one_of([""]) == ""
    assert one_of(["ab", "ac"]) == "(?:a(?:b|c))"
    assert one_of(["a", "ab"], "-") == "(?:a(?:-(?:b))?)"
    assert one_of(["ab"], "-") == "(?:a-(?:b))"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (" 2 ", Word(Kind.NUMBER, 2)),
        ("【12】", Word(Kind.NUMBER, 12)),
        ("第3页：园区", Word(Kind.NUMBER, 3)),
        ("第五页", Word(Kind.NUMBER, 5)),
        ("Page 7", Word(Kind.NUMBER, 7)),
        ("1000", Word(Kind.OTHER)),
        ("下一页 >", Word(Kind.NEXT)),
        ("点击进入下页", Word(Kind.NEXT)),
        ("NEXT", Word(Kind.NEXT)),
        ("»", Word(Kind.NEXT)),
        ("<<", Word(Kind.PREVIOUS)),
        ("前一页", Word(Kind.PREVIOUS)),
        ("首页", Word(Kind.FIRST)),
        ("最后一页", Word(Kind.LAST)),
        ("查看全文", Word(Kind.WHOLE)),
        ("园区开工", Word(Kind.OTHER)),
        ("", Word(Kind.OTHER)),
    ],
)
def test_a_pager_s_word_is_understood(text: str, word: Word) -> None:
    assert read_word(text) == word


@pytest.mark.parametrize(
    ("line", "pages", "is_pager"),
    [
        ("【1】【2】", 2, True),
        ("1 2 3", 3, True),
        ("1 2 3", 2, False),
        ("2 3", 3, False),
        ("1 1 2", 3, False),
        ("1\t2", 2, False),
        ("123", 3, True),
        ("1234", 3, False),
        ("1", 3, False),
        ("【2】", 2, True),
        ("[2]", 2, False),
        ("上一页 1 2 下一页", 9, True),
        ("共3页", 3, True),
        ("第2页：园区概况", 2, True),
        ("第3页：园区概况", 2, False),
        (f"第2页：{'园' * 56}", 2, True),
        (f"第2页：{'园' * 57}", 2, False),
        ("下一页 园区", 2, False),
        ("1 " * 150, 200, False),
        ("", 2, False),
        (" . ", 2, False),
    ],
)
def test_a_line_of_nothing_but_a_pager_is_told(line: str, pages: int, is_pager: bool) -> None:
    assert is_pager_line(line, pages) is is_pager


@pytest.mark.parametrize(
    ("body", "header", "text", "encoding"),
    [
        (TEXT.encode(), None, TEXT, "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), None, TEXT, "utf-8"),
        (TEXT.encode(), "text/html; charset=gb2312", TEXT, "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), None, TEXT, "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None, TEXT, "utf-16-be"),
        (TEXT.encode("gb18030"), None, TEXT, "gb18030"),
        (TEXT.encode("gb18030"), "text/html; charset=utf-8", TEXT, "gb18030"),
        ("開發區".encode("big5"), "text/html; charset=Big5", "開發區", "big5"),
        (b"<meta charset=big5>" + "開發區".encode("big5"), None, "<meta charset=big5>開發區", "big5"),
        ("開發區".encode("big5"), "text/html; charset='gbk'", "秨祇跋", "gb18030"),
        (b"\xa3\xa0" + TEXT.encode("gb18030"), None, f"\u3000{TEXT}", "gb18030"),
        (b"\x80100" + TEXT.encode("gb18030"), None, f"€100{TEXT}", "gb18030"),
        (TEXT.encode() + b"\xff", None, f"{TEXT}\ufffd", "utf-8"),
        (TEXT.encode("gb18030") + b"\xff", None, f"{TEXT}\ufffd", "gb18030"),
        (TEXT.encode("gb18030"), "text/html; charset=latin-1", TEXT, "gb18030"),
        (b"", None, "", "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_has(body: bytes, header: str | None, text: str, encoding: str) -> None:
    assert decode(body, header) == (text, encoding)


def test_a_declaration_counts_as_far_as_browsers_look_and_the_first_two_alone() -> None:
    big5 = "開發區".encode("big5")
    far = b" " * 4_090 + b"<meta charset=big5>" + big5
    assert decode(far)[1] == "gb18030"
    assert decode(b" " * 4_000 + b"<meta charset=big5>" + big5)[1] == "big5"
    assert decode(b"charset=xx charset=big5 " + big5)[1] == "big5"
    assert decode(b"charset=xx charset=yy charset=big5 " + big5)[1] == "gb18030"
