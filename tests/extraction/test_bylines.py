"""What stands behind a label and is no value, and what nobody sees."""

from __future__ import annotations

import pytest

from devzone_crawler import extract_article
from devzone_crawler.extraction.pager_words import is_pager_line
from devzone_crawler.items import Extraction

URL = "http://zone.example/a/12.html"
TEXT = "<p>临江开发区今天开通国际货运班列，首批货物经铁路口岸出境，园区企业的运输时间将缩短一半以上。</p>"


def read(byline: str, text: str = TEXT * 3) -> Extraction:
    page = f"<html><body><h1>临江开发区开通国际货运班列</h1><p>{byline}</p>{text}</body></html>"
    return extract_article(page.encode(), URL, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("来源：临江日报", "临江日报"),
        ("（来源：临江日报）", "临江日报"),
        ("来源：临江日报】", "临江日报"),
        ("来源：（临江日报", "临江日报"),
        ("来源：临江日报（海外版）", "临江日报（海外版）"),
        ("来源：2026", None),
        ("来源：打印", None),
        ("来源：未知", None),
        ("来源：" + "临江" * 40, None),
        ("来源：http://zone.example/", None),
    ],
)
def test_a_source_is_a_name(said: str, source: str | None) -> None:
    assert read(f"发布时间：2026-06-30　{said}").source == source


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>来源：假的</span>",
        "<span style='display:none'><b>来源</b>：<i>假的</i></span>",
        "<span style='display:none'><span>来源</span>：假的</span>",
        "<span style='display:none'><a href='/x.html'>来源：假的</a></span>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert read(f"发布时间：2026-06-30 {hidden}").source is None


def test_a_page_with_nothing_but_a_player_is_an_article() -> None:
    found = read("发布时间：2026-06-30", "<embed src='/media/1.swf'></embed>")
    assert (found.page_kind, found.body_text) == ("article", "")


@pytest.mark.parametrize(
    ("image", "count"),
    [
        ("<img src='/1.jpg'>", 1),
        ("<div style='display:none'><img src='/1.jpg'></div>", 0),
        ("<img src='/1.jpg'><img src='/1.jpg'>", 1),
        ("<img>", 0),
    ],
)
def test_pictures_are_those_that_are_seen_each_once(image: str, count: int) -> None:
    assert len(read("发布时间：2026-06-30", f"{TEXT}<p>{image}</p>{TEXT}").images) == count


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ("var publishdate = '2026-06-30 12:11:01';", "2026-06-30"),
        ("var publishdate = '2026-06-31';", None),
        ("var publishdate = '2026-06-31'; var pubdate = '2026-06-30';", "2026-06-30"),
    ],
)
def test_a_date_in_a_script_is_read_if_it_is_one(script: str, day: str | None) -> None:
    assert read("来源：临江日报", f"{TEXT * 3}<script>{script}</script>").publish_date == day


@pytest.mark.parametrize(
    ("line", "is_pager"),
    [
        ("", False),
        ("【1】【2】", True),
        ("上一页 1 2 下一页", True),
        ("第2页", True),
        ("第2页：园区的明天", True),
        ("园区的明天", False),
    ],
)
def test_a_line_that_is_nothing_but_a_pager_is_told_from_text(line: str, is_pager: bool) -> None:
    assert is_pager_line(line, 3) == is_pager
