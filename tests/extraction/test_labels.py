"""Labels and their values, as templates print them, with the block that holds each."""

from __future__ import annotations

import pytest

from devzone_crawler.extraction.document import document_of
from devzone_crawler.extraction.labels import Labelled, is_label, label_fields, labelled_values, without_labels


def labels(markup: str) -> list[Labelled]:
    return labelled_values(document_of(markup, "http://zone.example/", "utf-8").blocks)


def told(markup: str) -> list[tuple[str, str, str, int]]:
    return [(one.field, one.value, one.raw, one.block) for one in labels(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<p>来源：云泽日报 作者：李明</p><p>点击：806</p>",
            [
                ("source", "云泽日报", "来源：云泽日报", 0),
                ("author", "李明", "作者：李明", 0),
                ("views", "806", "点击：806", 1),
            ],
        ),
        ("<p>园</p><p>来源：云泽日报</p>", [("source", "云泽日报", "来源：云泽日报", 1)]),
        ("<td>来源：</td><td>云泽日报</td>", [("source", "云泽日报", "来源： 云泽日报", 0)]),
        ("<td>来源</td><td>云泽日报</td>", [("source", "云泽日报", "来源 云泽日报", 0)]),
        (
            "<td>来源：</td><td>作者：</td><td>李明</td>",
            [("source", "", "来源：", 0), ("author", "李明", "作者： 李明", 1)],
        ),
        ("<p>来 源：云泽日报</p>", [("source", "云泽日报", "来 源：云泽日报", 0)]),
        ("<p>來源：雲澤日報</p>", [("source", "雲澤日報", "來源：雲澤日報", 0)]),
        ("<p>来源Source：云泽日报</p>", [("source", "云泽日报", "来源Source：云泽日报", 0)]),
        ("<p>来源：【云泽日报】 园</p>", [("source", "云泽日报", "来源：云泽日报", 0)]),
        ("<p>来源：云泽日报|园</p>", [("source", "云泽日报", "来源：云泽日报", 0)]),
        ("<p>来源：云泽日报  园</p>", [("source", "云泽日报", "来源：云泽日报", 0)]),
        ("<p>来源：云泽日报 - 园</p>", [("source", "云泽日报", "来源：云泽日报", 0)]),
        ("<p>来源：云泽日报 2026-11-18</p>", [("source", "云泽日报", "来源：云泽日报", 0)]),
        ("<p>来源：云泽日报https://x.cn</p>", [("source", "云泽日报", "来源：云泽日报", 0)]),
        ("<p>今日访问：9</p>", []),
        ("<p>园区来源</p>", []),
        ("", []),
    ],
)
def test_a_value_ends_where_the_next_thing_begins(markup: str, expected: list[tuple[str, str, str, int]]) -> None:
    assert told(markup) == expected


def test_the_rest_is_everything_up_to_the_next_label() -> None:
    first, second = labels("<p>发布时间：2026-11-18 09:30 来源：云泽</p>")
    assert (first.label, first.rest) == ("发布时间", "2026-11-18 09:30 ")
    assert (second.label, second.rest) == ("来源", "云泽")


def test_no_byline_has_more_than_two_hundred_labels() -> None:
    assert len(labels("<p>" + "来源：云泽 " * 201 + "</p>")) == 200


def test_a_block_tells_which_labels_it_holds() -> None:
    def fields(markup: str) -> list[str]:
        return list(label_fields(document_of(markup, "http://zone.example/", "utf-8").blocks[0]))

    assert fields("<p>来源：云泽 作者：李明</p>") == ["source", "author"]
    assert fields("<p>来源</p>") == ["source"]
    assert fields("<p><a href=/>来源：云泽</a></p>") == []
    assert fields("<p>园区来源</p>") == []
    assert without_labels("来源：云泽 作者：李明").split() == ["云泽", "李明"]
    assert (is_label("来源"), is_label("來源"), is_label("园区")) == (True, True, False)
