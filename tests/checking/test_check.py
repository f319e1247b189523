"""Every kind of flaw is found, at its line and key; what is sound gives no finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler import extract_article
from devzone_crawler.checking import Checked, CheckError, Finding, check
from devzone_crawler.items import RECORD_KEYS
from tests.golden import Page, name_of, pages
from tests.made import article, views, write


def found(path: Path) -> list[tuple[int | None, str, str | None, str]]:
    """Line, kind, key and sentence of each finding."""
    return [event[1:] for event in check(path) if isinstance(event, Finding)]


def test_sound_records_give_no_finding(tmp_path: Path) -> None:
    changed = article(2, revision=2, title="临江开发区跨境班列停运")
    back = article(2, revision=3)
    path = write(tmp_path / "articles.jsonl", article(1), article(2), changed, article(3), back)
    assert list(check(path)) == [Checked(path, 5)]


@pytest.mark.parametrize("page", pages("articles"), ids=name_of)
def test_what_is_read_of_every_saved_page_is_sound(page: Page, tmp_path: Path) -> None:
    golden = page.golden
    read = extract_article(page.body, golden["url"], content_type=golden["content_type"], fetched_at=page.captured_at)
    assert found(write(tmp_path / "articles.jsonl", read.to_record())) == []


@pytest.mark.parametrize(
    ("wrong", "key", "sentence"),
    [
        ({"schema_version": 2}, "schema_version", "2 does not fit"),
        ({"revision": "1"}, "revision", '"1" does not fit: Expected `int`, got `str`.'),
        ({"revision": 0}, "revision", ">= 1"),
        ({"title": 17}, "title", "17 does not fit"),
        ({"url": None}, "url", "null does not fit"),
        ({"view_count": -1}, "view_count", ">= 0"),
        ({"http_status": 99}, "http_status", ">= 100"),
        ({"publish_date": "2018-7-9", "published_at": None}, "publish_date", "2018-7-9"),
        ({"publish_date": "2018-07-09\n", "published_at": None}, "publish_date", "2018-07-09"),
        ({"images": [{"url": "http://zone.example/1.jpg"}]}, "images", "missing required field `caption`"),
        ({"attachments": [{"url": "a", "name": None, "size": 3}]}, "attachments", "unknown field `size`"),
    ],
)
def test_a_value_that_does_not_fit_is_named_by_line_and_key(
    wrong: dict[str, Any], key: str, sentence: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "articles.jsonl", article(1), article(2) | wrong)
    ((line, kind, key_found, why),) = found(path)
    assert (line, kind, key_found) == (2, "value", key)
    assert sentence in why


@pytest.mark.parametrize(
    ("changes", "kind", "key", "sentence"),
    [
        ({"id": "5a3d534051f7dc5f6b36"}, "id", "id", "is not that of the url"),
        ({"revision": 2}, "revision", "revision", "is 2, and no line before has this id."),
        (
            {"content_hash": "5a3d534051f7dc5f6b36"},
            "hash",
            "content_hash",
            "is not that of title, date, source and body",
        ),
        (
            {"publish_date": "2018-02-30", "published_at": None},
            "date",
            "publish_date",
            "is 2018-02-30, which is no day.",
        ),
        ({"publish_date": "2018-07-10"}, "date", "published_at", "not on 2018-07-10"),
        ({"publish_date": None}, "date", "publish_date", "is null, and published_at is 2018-07-09T11:18:00+08:00."),
        ({"publish_date": "2026-11-26", "published_at": None}, "date", "publish_date", "more than a day after"),
        ({"fetched_at": "2026-02-29T08:30:00+00:00"}, "date", "fetched_at", "never was"),
        ({"title": "临江\x00开发区"}, "control", "title", "holds U+0000 as character 3 of 6."),
        ({"title": "临江\n开发区"}, "control", "title", "U+000A"),
        ({"body_text": "一\x1b二"}, "control", "body_text", "U+001B"),
        ({"categories": ["新闻\x85"]}, "control", "categories", "U+0085"),
        ({"attachments": [{"url": "http://zone.example/1", "name": "\ufffe"}]}, "control", "attachments", "U+FFFE"),
    ],
)
def test_what_no_schema_can_say_is_named_by_line_and_key(
    changes: dict[str, Any], kind: str, key: str, sentence: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "articles.jsonl", article(1), article(2, **changes))
    ((line, kind_found, key_found, why),) = found(path)
    assert (line, kind_found, key_found) == (2, kind, key)
    assert sentence in why


def test_a_publish_date_may_be_a_day_after_the_fetch_as_it_is_in_china(tmp_path: Path) -> None:
    late = {"fetched_at": "2026-11-24T16:30:00+00:00", "publish_date": "2026-11-26", "published_at": None}
    assert found(write(tmp_path / "articles.jsonl", article(1, **late))) == []


def test_all_wrong_values_of_a_line_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", article(1) | {"title": 17, "view_count": "806", "source": False})
    assert [key for _, _, key, _ in found(path)] == ["title", "source", "view_count"]


def test_keys_that_are_missing_unknown_repeated_or_out_of_order_are_named(tmp_path: Path) -> None:
    record = article(1)
    path = tmp_path / "articles.jsonl"
    missing = {key: value for key, value in record.items() if key != "source"} | {"publisher": "临江日报"}
    swapped = {key: record[key] for key in (*RECORD_KEYS[1:3], RECORD_KEYS[0], *RECORD_KEYS[3:])}
    repeated = json.dumps(record).replace('"title"', '"title": null, "title"')
    path.write_text("\n".join([json.dumps(missing), json.dumps(swapped | {}), repeated, ""]), "utf-8")
    keys = [(line, key, why) for line, kind, key, why in found(path) if kind == "keys"]
    assert keys == [
        (1, "publisher", "is no key of the format."),
        (1, "source", "is missing."),
        (2, "id", "stands where schema_version belongs."),
        (3, "title", "stands there 2 times."),
    ]


def test_other_spellings_of_the_same_json_are_sound(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(article(1)) + "\n" + json.dumps(article(2), ensure_ascii=False) + "\n", "utf-8")
    assert found(path) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "is empty."),
        (b"[1]", "is no JSON object: [1]."),
        (b"17", "is no JSON object: 17."),
        (b'{"id":', "is no JSON ("),
        (b"\xb2\xe2\xca\xd4", "is not UTF-8 (byte 1)."),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_line_that_is_no_object_is_named(text: bytes, sentence: str, tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", article(1), article(2))
    first, second = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([first, text, second, b""]))
    ((line, kind, key, why),) = found(path)
    assert (line, kind, key) == (2, "line", None)
    assert sentence in why


def test_half_a_pair_of_surrogates_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(article(1)).replace('"zone"', '"zone\\ud800"') + "\n", "ascii")
    assert {key for _, _, key, _ in found(path)} <= {"site", None}
    assert found(path)


def test_a_bom_is_named_and_the_line_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "articles.jsonl", article(1, revision=2))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [(line, kind) for line, kind, *_ in found(path)] == [(1, "line"), (1, "revision")]


def test_revisions_count_up_and_differ(tmp_path: Path) -> None:
    other = {"title": "临江开发区跨境班列停运"}
    path = write(
        tmp_path / "articles.jsonl",
        *(article(1), article(1, revision=3, **other), article(1, revision=4, **other), article(2), article(2)),
    )
    assert [(line, kind, why) for line, kind, _, why in found(path)] == [
        (2, "revision", "is 3, and the line before of this id has 1."),
        (3, "duplicate", "is that of the line before of this id: nothing has changed."),
        (5, "revision", "is 1, and the line before of this id has 1."),
        (5, "duplicate", "is that of the line before of this id: nothing has changed."),
    ]


def test_views_belong_to_articles(tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl", article(1))
    path = write(tmp_path / "views.jsonl", views(1, 912), views(2, 5), views(1, -1), views(1, 9, id="0" * 20))
    assert [(line, kind, key) for line, kind, key, _ in found(tmp_path)] == [
        (2, "id", "id"),
        (3, "value", "view_count"),
        (4, "id", "id"),
    ]
    assert [line for line, *_ in found(path)] == [3, 4], "alone it cannot know the articles"


def test_rejects_have_their_own_keys(tmp_path: Path) -> None:
    record = {
        "url": "http://zone.example/news/9.html",
        "reason": "no title was found",
        "page_kind": None,
        "title": None,
        "fetched_at": "2026-11-24T08:30:00+00:00",
        "found_on": None,
        "http_status": 200,
    }
    path = write(tmp_path / "rejects.jsonl", record, record | {"http_status": 9}, article(1))
    assert {(line, kind) for line, kind, *_ in found(path)} == {(2, "value"), (3, "keys")}


def test_nothing_to_check_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nosuch.jsonl"):
        with pytest.raises(CheckError, match="Name an output directory"):
            list(check(path))
