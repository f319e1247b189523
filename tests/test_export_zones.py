"""`devzone export --zones`: what an article is about stands beside it in every format."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from devzone_crawler.zones import zones_of
from tests.conftest import run
from tests.made import article, write

KUNSHAN = {
    "name": "昆山经济技术开发区",
    "kind": "经济技术开发区",
    "level": "国家级",
    "province": "江苏省",
    "in_title": True,
    "mentions": 2,
}
TWO = {"title": "昆山经开区与如东经济开发区共建园区", "body_text": "昆山经开区昨日签约。\n如东县派员到会。"}
NONE = {"title": None, "body_text": "全国高新区会议召开。"}
HOSTILE = {"title": "=1+1昆山高新区", "body_text": "<b>昆山高新区</b>\x85"}
CHANGED = {"revision": 2, "title": "鼓楼高新区开工", "body_text": "", "fetched_at": "2026-11-25T08:30:00+00:00"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    lines = [article(1, **TWO), article(2, **NONE), article(3, **HOSTILE), article(2, **CHANGED), article(4)]
    write(tmp_path / "zone" / "articles.jsonl", *lines)
    return tmp_path / "zone"


def export(output: Path, *options: str) -> Path:
    done = run("export", output, "--zones", *options)
    assert (done.code, done.out) == (0, ""), done.err
    return output / options[1]


def rows(query: str, *, database: Path | None = None) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database) if database else ":memory:", read_only=database is not None) as connection:
        return connection.execute(query).fetchall()


def expected(output: Path, *, revisions: bool) -> list[tuple[str, list[dict[str, Any]]]]:
    lines = [json.loads(line) for line in (output / "articles.jsonl").read_bytes().splitlines()]
    latest = {line["id"]: line["revision"] for line in lines}
    return [
        (line["id"], [zone._asdict() for zone in zones_of(line["title"], line["body_text"])])
        for line in lines
        if revisions or line["revision"] == latest[line["id"]]
    ]


def test_zones_stand_beside_the_article_they_are_of_in_parquet(output: Path) -> None:
    path = export(output, "--to", "parquet") / "articles.parquet"
    found = rows(f"SELECT id, zones FROM '{path}'")
    assert found == expected(output, revisions=False)
    assert found[0][1][0] == KUNSHAN
    assert found[0][1][1]["name"] == "如东经济开发区"
    asked = f"SELECT count(*) FROM '{path}' WHERE list_contains([z.name FOR z IN zones], '昆山经济技术开发区')"
    assert rows(asked) == [(1,)]


def test_every_revision_has_its_own_zones(output: Path) -> None:
    path = export(output, "--to", "parquet", "--all") / "articles.parquet"
    found = rows(f"SELECT id, zones FROM '{path}'")
    assert found == expected(output, revisions=True)
    assert [[zone["name"] for zone in zones] for _, zones in found][1:4] == [
        [],
        ["昆山高新技术产业开发区"],
        ["鼓楼高新技术产业开发区"],
    ]


def test_years_have_zones_too(output: Path) -> None:
    path = export(output, "--to", "parquet", "--partition-by-year")
    found = rows(f"SELECT id, zones FROM '{path}/articles/*/*.parquet'")
    assert sorted(found, key=str) == sorted(expected(output, revisions=False), key=str)


def test_zones_are_json_in_csv(output: Path) -> None:
    with (export(output, "--to", "csv") / "articles.csv").open(encoding="utf-8", newline="") as lines:
        found = [(line["id"], json.loads(line["zones"])) for line in csv.DictReader(lines)]
    assert found == expected(output, revisions=False)


def test_zones_are_described_in_a_database_and_in_the_package(output: Path) -> None:
    place = export(output, "--to", "duckdb")
    assert rows("SELECT id, zones FROM articles", database=place / "articles.duckdb") == expected(
        output, revisions=False
    )
    ((comment,),) = rows(
        "SELECT comment FROM duckdb_columns() WHERE column_name = 'zones'", database=place / "articles.duckdb"
    )
    package = json.loads((place / "datapackage.json").read_bytes())
    (field,) = (one for one in package["resources"][0]["schema"]["fields"] if one["name"] == "zones")
    assert field == {"name": "zones", "type": "array", "description": comment}
    assert "国家级" in comment


def test_an_export_without_them_has_no_such_column(output: Path) -> None:
    assert run("export", output, "--to", "parquet").code == 0
    path = output / "parquet" / "articles.parquet"
    assert ("zones",) not in rows(f"SELECT column_name FROM (DESCRIBE FROM '{path}')")


def test_more_articles_than_one_batch_keep_their_zones(tmp_path: Path) -> None:
    names = ["昆山经开区", "合肥高新区", "大会召开"]
    lines = [article(number, title=f"{names[number % 3]}{number}", body_text="") for number in range(1, 2600)]
    write(tmp_path / "zone" / "articles.jsonl", *lines)
    path = export(tmp_path / "zone", "--to", "parquet") / "articles.parquet"
    assert rows(f"SELECT id, zones FROM '{path}'") == expected(tmp_path / "zone", revisions=False)
    assert not list((tmp_path / "zone" / "parquet").rglob("zones.jsonl"))


def test_no_articles_are_no_zones(tmp_path: Path) -> None:
    write(tmp_path / "zone" / "articles.jsonl")
    path = export(tmp_path / "zone", "--to", "parquet") / "articles.parquet"
    assert rows(f"SELECT id, zones FROM '{path}'") == []
