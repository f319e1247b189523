"""The data format: its documents are current, and the schema tells records from what is none."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from devzone_crawler import extract_article
from devzone_crawler.items import RECORD_KEYS, Article, Reject, ViewCount
from devzone_crawler.manifest import manifest_schema, manifest_schema_text
from devzone_crawler.runs import run_schema, run_schema_text
from devzone_crawler.schema import (
    DEFAULT_DIRECTORY,
    DOCUMENT_FILE,
    MANIFEST_SCHEMA_FILE,
    REJECTS_SCHEMA_FILE,
    RUNS_SCHEMA_FILE,
    SCHEMA_FILE,
    VIEWS_SCHEMA_FILE,
    data_format_markdown,
    json_schema,
    schema_text,
    write_documents,
)
from tests.conftest import ROOT
from tests.golden import Page, name_of, pages

EXAMPLE: dict[str, Any] = {field.name: field.metadata["example"] for field in dataclasses.fields(Article)}


def complaints(record: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(json_schema(), format_checker=FormatChecker())
    return [error.json_path for error in validator.iter_errors(record)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (DOCUMENT_FILE, data_format_markdown()),
        (SCHEMA_FILE, schema_text()),
        (VIEWS_SCHEMA_FILE, schema_text(ViewCount)),
        (REJECTS_SCHEMA_FILE, schema_text(Reject)),
        (MANIFEST_SCHEMA_FILE, manifest_schema_text()),
        (RUNS_SCHEMA_FILE, run_schema_text()),
    ],
)
def test_the_documents_are_current(name: str, text: str) -> None:
    assert (ROOT / DEFAULT_DIRECTORY / name).read_text("utf-8") == text, "run `make docs`"


def test_all_documents_are_written_where_one_wants_them(tmp_path: Any) -> None:
    write_documents(tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        SCHEMA_FILE,
        DOCUMENT_FILE,
        MANIFEST_SCHEMA_FILE,
        REJECTS_SCHEMA_FILE,
        RUNS_SCHEMA_FILE,
        VIEWS_SCHEMA_FILE,
    ]


def test_the_schemas_are_valid_schemas() -> None:
    Draft202012Validator.check_schema(json_schema())
    Draft202012Validator.check_schema(json_schema(ViewCount))
    Draft202012Validator.check_schema(json_schema(Reject))
    Draft202012Validator.check_schema(manifest_schema())
    Draft202012Validator.check_schema(run_schema())


def test_the_keys_stand_in_the_order_of_the_record() -> None:
    schema = json_schema()
    assert tuple(schema["properties"]) == tuple(schema["required"]) == RECORD_KEYS


def test_the_example_of_every_key_makes_a_valid_record() -> None:
    assert complaints(EXAMPLE) == []


@pytest.mark.parametrize("page", pages("articles"), ids=name_of)
def test_every_saved_page_gives_a_valid_record(page: Page) -> None:
    golden = page.golden
    found = extract_article(page.body, golden["url"], content_type=golden["content_type"], fetched_at=page.captured_at)
    assert complaints(found.to_record()) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema_version", 2),
        ("id", "0A4D55A8D778E5022FAB"),
        ("revision", 0),
        ("url", None),
        ("title", 17),
        ("publish_date", "2018年07月09日"),
        ("publish_date", "2018-7-9"),
        ("publish_date", "2018-02-30"),
        ("publish_date", "1899-12-31"),
        ("published_at", "2018-07-09T11:18:00"),
        ("published_at", "2018-07-09"),
        ("view_count", -1),
        ("view_count", "806"),
        ("body_text", None),
        ("images", [{"url": "https://zone.example/1.jpg"}]),
        ("attachments", [{"url": "https://zone.example/1.pdf", "name": None, "size": 3}]),
        ("content_hash", ""),
        ("fetched_at", "2026-11-24T16:30:00+08:00"),
    ],
)
def test_a_wrong_value_is_found_at_its_key(key: str, value: Any) -> None:
    found = complaints(EXAMPLE | {key: value})
    assert found
    assert all(path.startswith(f"$.{key}") for path in found)


def test_a_missing_and_an_unknown_key_are_found() -> None:
    assert complaints({key: value for key, value in EXAMPLE.items() if key != "source"}) == ["$"]
    assert complaints(EXAMPLE | {"publisher": "临江日报"}) == ["$"]


def test_what_may_be_null_says_when() -> None:
    for name, key in json_schema()["properties"].items():
        assert ("Null when" in key["description"]) == ("null" in key["type"]), name
