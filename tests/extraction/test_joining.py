"""One record from the pages of a split article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler import extract_article
from devzone_crawler.extraction.joining import join
from devzone_crawler.extraction.pager_words import is_pager_line
from devzone_crawler.items import Attachment, Extraction, Image

URL = "http://zone.example/a/4711.html"
FIRST = "临江开发区首趟跨境班列今天上午发车，车上装着六十个集装箱的本地产品，全程运行十二天。"
SECOND = "班列由园区与铁路部门共同组织，每周开行两列，回程货物以木材和粮食为主，已签下三年合同。"
THIRD = "开发区负责人说，下一步将增开站点，让更多企业在家门口报关，物流费用有望再降两成。"


def page(
    text: Sequence[str], *, byline: str = "发布时间：2019-06-30 09:12", title: str = "临江开发区开通跨境班列"
) -> bytes:
    paragraphs = "".join(line if line.startswith("<") else f"<p>　　{line}</p>" for line in text)
    return (
        f"<html><head><meta charset=utf-8><title>{title}_临江网</title></head><body><h1>{title}</h1>"
        f"<div class=info>{byline}</div><div class=content>{paragraphs}</div></body></html>"
    ).encode()


def read(*pages: bytes) -> Extraction:
    return extract_article(pages[0], URL, parts=pages[1:])


def test_the_text_of_all_parts_is_one_text_in_order() -> None:
    record = read(page([FIRST]), page([SECOND]), page([THIRD]))
    assert record.body_text.split("\n") == [FIRST, SECOND, THIRD]
    assert (record.title, record.publish_date) == ("临江开发区开通跨境班列", "2019-06-30")
    assert record.page_kind == "article"
    assert record.url == URL


def test_an_article_of_one_page_is_read_as_before() -> None:
    assert read(page([FIRST])).to_record() | {"fetched_at": ""} == extract_article(page([FIRST]), URL).to_record() | {
        "fetched_at": ""
    }


def test_the_content_hash_is_that_of_the_whole_text() -> None:
    one, both = read(page([FIRST])), read(page([FIRST]), page([SECOND]))
    assert both.content_hash == both.hash_of_content() != one.content_hash


@pytest.mark.parametrize(
    "pager",
    [
        "【1】【2】",
        "【1】 【2】　下一页",
        "上一页 1 2 下一页",
        "本文共2页",
        "第2页",
        "共2页：上一页 1 2 下一页",
        "首页 [1] [2] 尾页",
        "1 2",
    ],
)
def test_the_lines_of_the_pager_are_no_text(pager: str) -> None:
    record = read(page([FIRST, pager]), page([SECOND, pager]))
    assert record.body_text.split("\n") == [FIRST, SECOND]


def test_a_lead_that_every_part_repeats_stands_once() -> None:
    lead = "编者按：今年是临江开发区建区三十周年，本报推出系列报道，请读者关注。"
    record = read(page([lead, FIRST]), page([lead, SECOND]), page([lead, THIRD]))
    assert record.body_text.split("\n") == [lead, FIRST, SECOND, THIRD]


def test_a_notice_at_the_end_of_every_part_stands_once_at_the_end() -> None:
    notice = "本文由临江开发区宣传部供稿，照片均为资料照片，转载请与编辑部联系。"
    record = read(page([FIRST, notice]), page([SECOND, notice]), page([THIRD, notice]))
    assert record.body_text.split("\n") == [FIRST, SECOND, THIRD, notice]


def test_a_part_that_shows_an_earlier_one_again_counts_once() -> None:
    record = read(page([FIRST]), page([SECOND]), page([SECOND]))
    assert record.body_text.split("\n") == [FIRST, SECOND]


def test_what_only_the_last_part_says_fills_the_record_and_says_where_from() -> None:
    last = page([SECOND], byline="发布时间：2019-06-30 09:12 来源：临江日报 点击量：806")
    record = read(page([FIRST]), last)
    assert (record.source, record.view_count) == ("临江日报", 806)
    assert "临江日报" in record.evidence["source"].raw


def test_what_the_first_part_says_is_not_overwritten() -> None:
    first = page([FIRST], byline="发布时间：2019-06-30 09:12 来源：临江日报 点击量：806")
    last = page([SECOND], byline="发布时间：2019-07-02 10:00 来源：转载 点击量：9")
    record = read(first, last)
    assert (record.source, record.view_count, record.publish_date) == ("临江日报", 806, "2019-06-30")


def test_pictures_and_files_of_all_parts_are_kept_once_and_in_order() -> None:
    picture = '<p><img src="/upload/{}.jpg" width="600" height="400"></p>'
    file = '<p>附件：<a href="/upload/{}.pdf">产业规划之{}.pdf</a></p>'
    record = read(
        page([FIRST, picture.format(1)]),
        page([SECOND, picture.format(1), picture.format(2), file.format(1, 1)]),
        page([THIRD, picture.format(3), file.format(2, 2)]),
    )
    assert [image.url for image in record.images] == [f"http://zone.example/upload/{n}.jpg" for n in (1, 2, 3)]
    assert [file.url for file in record.attachments] == [f"http://zone.example/upload/{n}.pdf" for n in (1, 2)]


def test_each_part_is_decoded_by_itself() -> None:
    assert (
        read(page([FIRST]), page([SECOND]).decode().replace("utf-8", "gbk").encode("gbk")).body_text
        == f"{FIRST}\n{SECOND}"
    )


def test_parts_that_are_no_pages_make_nothing_raise() -> None:
    assert read(page([FIRST]), b"", b"\xff\xfe\x00", b"<html>").body_text.split("\n")[0] == FIRST


@pytest.mark.parametrize(
    "line",
    [
        "1\t2\t3",
        "2018",
        "2018 2019",
        "3",
        "[1]",
        "1. 2. 3. 4.",
        "第2页的表格说明了这一点",
        "下一页将介绍园区",
        "2 1",
        "",
        "（一）",
        "5 6 7",
    ],
)
def test_a_line_of_the_text_is_not_taken_for_a_pager(line: str) -> None:
    assert not is_pager_line(line, 3)


def record_of(lines: list[str]) -> Extraction:
    return Extraction(
        id="0", url=URL, site="zone.example", fetched_at="", extractor_version="0", body_text="\n".join(lines)
    )


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=40, unique=True), st.lists(st.integers(1, 6), max_size=8))
def test_a_text_cut_anywhere_is_whole_again(numbers: list[int], sizes: list[int]) -> None:
    text = [f"这是第{n}段，讲园区的建设。" for n in numbers]
    pages, rest = [], text
    for size in sizes:
        if len(rest) > size:
            pages.append(rest[:size])
            rest = rest[size:]
    joined = join([record_of(lines) for lines in [*pages, rest]])
    assert joined.body_text.split("\n") == text


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=5).map(list), min_size=1, max_size=5))
def test_no_line_is_made_up_and_none_is_lost(pages: list[list[str]]) -> None:
    joined = join([record_of(lines) for lines in pages])
    assert set(joined.body_text.split("\n")) - {""} == {line for lines in pages for line in lines}


def test_the_first_of_equal_pictures_keeps_its_caption() -> None:
    one, two = record_of(["甲"]), record_of(["乙"])
    one.images = [Image("http://zone.example/1.jpg", "发车现场")]
    two.images = [Image("http://zone.example/1.jpg"), Image("http://zone.example/2.jpg")]
    two.attachments = [Attachment("http://zone.example/1.pdf", "规划.pdf")]
    joined = join([one, two])
    assert joined.images == [Image("http://zone.example/1.jpg", "发车现场"), Image("http://zone.example/2.jpg")]
    assert joined.attachments == two.attachments
