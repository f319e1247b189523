"""Which blocks are the text of an article, and what they weigh."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.body import find_body, find_lines
from devzone_crawler.extraction.document import Document, document_of

P = "云泽经济技术开发区二期工程昨日正式开工，总投资三十亿元，建设周期两年。"
assert len(P) == 35


def document(markup: str) -> Document:
    """The text in an element of its own, below a name and above a link."""
    return document_of(f"<b>园</b><div class=c>{markup}</div><a href=/>首页</a>", "http://zone.example/", "utf-8")


def body(markup: str, start: int = 1) -> tuple[int, int, float] | None:
    found = find_body(document(markup), start)
    return (found.start, found.stop, round(found.weight, 3)) if found is not None else None


RUNS = {
    "two": (f"<p>{P}</p><p>{P}</p>", (1, 3, 70.0)),
    "a name between": (f"<p>{P}</p><p>李明</p><p>{P}</p>", (1, 4, 71.1)),
    "salutation and signature": (f"<p>各位企业家</p><p>{P}</p><p>云泽管委会</p>", (1, 4, 39.0)),
    "a label above": (f"<p>来源：云泽日报</p><p>{P}</p><p>{P}</p>", (2, 4, 77.0)),
    "a label and its number": (f"<p>点击：</p><p>806</p><p>{P}</p><p>{P}</p>", (3, 5, 74.4)),
    "the next article below": (f"<p>{P}</p><p>{P}</p><p>上一篇：园区</p><p>{P}</p>", (1, 3, 70.0)),
    "an editor below": (f"<p>{P}</p><p>{P}</p><p>责任编辑：李明</p>", (1, 4, 77.0)),
    "a file below": (f"<p>{P}</p><p>{P}</p><p><a href=/1.pdf>申报表.pdf</a></p>", (1, 4, 76.0)),
    "a list of links below": (f"<p>{P}</p><p>{P}</p><li><a href=/1>园区二期工程开工</a></li>", (1, 3, 70.0)),
    "a list that is announced": (
        f"<p>{P}</p><p>{P}如下：</p><li><a href=/1>园区二期工程开工</a></li>",
        (1, 4, 73.0),
    ),
    "three links in a line": (f"<p>{P}</p><p>{P}</p><p>{'<a href=/1>园区</a>' * 3}</p>", (1, 3, 70.0)),
    "two links in a line": (f"<p>{P}</p><p>{P}</p><p>{'<a href=/1>园区</a>' * 2}</p>", (1, 4, 70.0)),
    "a link in a sentence": (f"<p>{P}<a href=/1>园区二期</a></p><p>{P}</p>", (1, 3, 64.0)),
    "a hidden paragraph": (f"<p>{P}</p><p>{P}</p><p style='display:none'>{P}</p>", (1, 4, 70.0)),
    "a menu above": (f"{'<li><a href=/1>园区二期工程</a></li>' * 3}<p>{P}</p><p>{P}</p>", (4, 6, 70.0)),
    "a footer below": (f"<p>{P}</p><p>{P}</p><p>版权所有 云泽开发区</p><p>{P}</p>", (1, 3, 70.0)),
    "a footer above": (f"<p>版权所有 云泽开发区</p><p>{P}</p><p>{P}</p>", (2, 4, 70.0)),
    "cells of a table": (f"<table><tr><td>{P}</td></tr><tr><td>{P}</td></tr></table>", (1, 3, 70.0)),
    "a known container": (
        f"<div class='x TRS_Editor'><p>{P}</p><p>园区开工。</p></div><div><p>{P}</p><p>{P}</p></div>",
        (1, 3, 40.0),
    ),
    "marks": (
        f"<p>{P}</p><!--ZJEG_RSS.content.begin--><div><p>{P}</p><p>{P}</p></div><!--ZJEG_RSS.content.end--><p>{P}</p>",
        (2, 4, 70.0),
    ),
    "a sentence before comments": (
        f"<div><p>园区二期工程昨日正式开工。</p><p>园区开工。</p></div><div><p>网友评论</p></div><div><p>{P}</p><p>{P}</p></div>",
        (1, 3, 18.0),
    ),
}


@pytest.mark.parametrize("what", RUNS)
def test_the_body_is_the_heaviest_run_of_text(what: str) -> None:
    markup, expected = RUNS[what]
    assert body(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "",
        f"{'<li><a href=/1>园区二期工程</a></li>' * 30}<p>园区二期开工了。</p>",
        "<p>地址：云泽市开发区大道1号，电话：0571-12345678</p>",
        "<p><a href=/1.pdf>园区申报表一.pdf</a></p><p><a href=/2.pdf>园区申报表二.pdf</a></p>",
        "<p>版权所有 云泽开发区</p>",
    ],
)
def test_menus_footers_and_files_are_no_body(markup: str) -> None:
    found = body(markup)
    assert found is None or found[2] < 3


def test_nothing_is_looked_for_outside_of_the_bounds() -> None:
    page = document(f"<p>{P}</p><p>{P}</p><p>{P}</p>")
    inner = find_body(page, 2, 3)
    assert inner is not None
    assert (inner.start, inner.stop, inner.weight) == (2, 3, 35.0)
    assert find_body(page, 3, 3) is None
    assert find_body(page, 99) is None


def lines(markup: str, start: int, stop: int) -> tuple[int, int, float] | None:
    found = find_lines(document_of(markup, "http://zone.example/", "utf-8"), start, stop)
    return (found.start, found.stop, round(found.weight, 3)) if found is not None else None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<b>园</b><div><p>张三一</p><p>李四一</p><p>王五一二三四</p></div>", (1, 4, 3.6)),
        ("<b>园</b><div><p>张三一</p><p>李四一</p><p>王五一二三</p></div>", None),
        ("<b>园</b><div><p>张三一李四一王五一</p><p>赵六一</p><p>上一篇：园区</p><p>园</p></div>", (1, 3, 3.6)),
        ("<b>园</b><div><p>张三一李四一王五一</p><p>赵六一</p><h3>相关</h3><p>园</p></div>", (1, 3, 3.6)),
        ("<b>园</b><div><p>张三一李四一王五一</p><p>赵六一</p><p>来源：云泽</p></div>", (1, 4, 3.6)),
        ("<b>园</b><ul><li>标准一号文件<li>标准二号文件<li>标准三号文件</ul>", None),
        ("<b>园</b><div><p><a href=/1.pdf>园区申报表一.pdf</a></p><p><a href=/2.pdf>园区表二.pdf</a></p></div>", None),
        ("<div><b>园</b><p>张三一李四一王五一</p><p>赵六一</p></div>", (1, 3, 3.6)),
    ],
)
def test_lines_without_a_sentence_may_be_all_that_was_published(
    markup: str, expected: tuple[int, int, float] | None
) -> None:
    assert lines(markup, 1, 9) == expected
