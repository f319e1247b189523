"""`devzone export --reprints`: which record is a reprint of which, in every format."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from devzone_crawler.items import RECORD_KEYS
from devzone_crawler.simulator.text import headline
from devzone_crawler.simulator.truth import body
from tests.conftest import COOKBOOK, run
from tests.made import article, views, write

LINES = [block.text for block in body(5, 8, "news") if block.text]
TITLE = headline(5, 8, "news").text
TEXT = "\n".join(LINES)
OTHER = "\n".join(block.text for block in body(5, 9, "news") if block.text)


def printed(number: int, day: str | None, time: str | None = None, **changes: Any) -> dict[str, Any]:
    """A record of the same article, with the line of an editor."""
    moment = day and time and f"{day}T{time}:00+08:00"
    text = f"{TEXT}\n责任编辑：王{number}川"
    return article(number, publish_date=day, published_at=moment, **({"title": TITLE, "body_text": text} | changes))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Five records of one article, one of another, and a picture page."""
    lines = [
        printed(1, None),
        printed(2, "2018-07-10"),
        printed(3, "2018-07-09"),
        printed(4, "2018-07-09", "18:00"),
        article(5, body_text=OTHER),
        article(6, body_text=""),
        printed(7, "2018-07-09", "09:30", title="=聚焦园区发展"),
    ]
    write(tmp_path / "zone" / "articles.jsonl", *lines)
    write(tmp_path / "zone" / "views.jsonl", views(2, 912), views(7, 9), views(5, 7))
    return tmp_path / "zone"


def export(*arguments: str | Path, code: int = 0) -> str:
    done = run("export", *arguments)
    assert (done.code, done.out) == (code, ""), done.err
    return done.err


def rows(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def clusters(output: Path) -> dict[str, str | None]:
    """By the numbers in the urls: the number of the earliest."""
    found = rows(f"SELECT url, id, reprint_cluster FROM '{output}/parquet/articles.parquet'")
    numbers = {identity: number_of(url) for url, identity, _ in found}
    return {number_of(url): cluster and numbers[cluster] for url, _, cluster in found}


def number_of(url: str) -> str:
    return Path(url).stem


def test_the_earliest_is_named_and_a_day_without_a_time_comes_behind(output: Path) -> None:
    told = export(output, "--to", "parquet", "--reprints")
    assert "7 articles (the latest revision of each), 4 of them reprints\n" in told
    assert clusters(output) == {"1": "7", "2": "7", "3": "7", "4": "7", "5": "5", "6": None, "7": "7"}
    assert list(clusters(output)) == [*"1234567"], "in the order of the file"


def test_the_earliest_alone(output: Path) -> None:
    told = export(output, "--to", "parquet", "--reprints", "--earliest")
    assert "3 articles (the latest revision of each), no reprints\n" in told
    assert clusters(output) == {"5": "5", "6": None, "7": "7"}
    kept = rows(f"SELECT view_count FROM '{output}/parquet/views.parquet' ORDER BY ALL")
    assert kept == [(7,), (9,)], "no count of an article that is left out"


def test_without_the_option_there_is_no_column(output: Path) -> None:
    export(output, "--to", "parquet")
    described = rows(f"DESCRIBE FROM '{output}/parquet/articles.parquet'")
    assert tuple(name for name, *_ in described) == RECORD_KEYS


def test_revisions_of_an_article_are_no_reprints_of_each_other(output: Path) -> None:
    with (output / "articles.jsonl").open("a", encoding="utf-8") as file:
        changed = article(5, revision=2, title=TITLE, body_text=TEXT, publish_date=None, published_at=None)
        file.write(json.dumps(changed, ensure_ascii=False) + "\n")
    export(output, "--to", "parquet", "--reprints", "--all")
    found = rows(f"SELECT revision, id, reprint_cluster FROM '{output}/parquet/articles.parquet'")
    first, second = ((identity, cluster) for _, identity, cluster in found if identity == changed["id"])
    assert first == second, "both revisions have the cluster of the latest text"
    assert first[1] not in (None, changed["id"])
    export(output, "--to", "parquet", "--reprints")
    assert clusters(output)["5"] == "7"


def test_reprints_are_found_across_crawls(output: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.jsonl", printed(20, "2017-01-01", site="elsewhere"))
    export(output, other, "--to", "parquet", "--reprints", "--output", tmp_path / "all" / "parquet")
    assert set(clusters(tmp_path / "all").values()) == {"20", "5", None}


def test_csv_and_duckdb_have_the_column_too(output: Path) -> None:
    export(output, "--to", "csv", "--reprints")
    with (output / "csv" / "articles.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [bool(row["reprint_cluster"]) for row in cells] == [True] * 5 + [False, True]
    assert cells[-1]["title"] == "'=聚焦园区发展"
    export(output, "--to", "duckdb", "--reprints")
    with duckdb.connect(str(output / "duckdb" / "articles.duckdb"), read_only=True) as connection:
        count = "SELECT count(DISTINCT reprint_cluster) FROM articles"
        assert connection.execute(count).fetchall() == [(2,)]
        comment = "SELECT comment FROM duckdb_columns() WHERE column_name = 'reprint_cluster'"
        assert "earliest" in str(connection.execute(comment).fetchall())


@pytest.mark.parametrize("options", [("parquet",), ("csv", "--earliest"), ("parquet", "--partition-by-year")])
def test_the_data_package_describes_the_column(options: tuple[str, ...], output: Path) -> None:
    export(output, "--to", *options, "--reprints")
    package = json.loads((output / options[0] / "datapackage.json").read_text("utf-8"))
    field = package["resources"][0]["schema"]["fields"][-1]
    assert (field["name"], field["type"]) == ("reprint_cluster", "string")
    assert ("without reprints" in package["description"]) == ("--earliest" in options)
    if not (COOKBOOK / "frictionless").exists():
        pytest.skip("frictionless is not installed: make test puts it into .venv-cookbook")
    command = [str(COOKBOOK / "frictionless"), "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=output / options[0], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, json.loads(done.stdout)["valid"]) == (0, True), done.stdout


def test_no_article_has_no_reprint(tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl")
    assert "0 articles (the latest revision of each), 0 of them reprints" in export(
        tmp_path, "--to", "csv", "--reprints"
    )


def test_a_date_that_is_none_is_told_as_without_the_option(output: Path) -> None:
    write(output / "articles.jsonl", article(1) | {"publish_date": "2018-02-30"})
    assert "says which lines are wrong" in export(output, "--to", "parquet", "--reprints", code=6)


def test_earliest_wants_reprints(output: Path) -> None:
    assert export(output, "--to", "csv", "--earliest", code=2) == "--earliest is for --reprints.\n"


@pytest.mark.parametrize("package", ["numpy", "rapidfuzz", "opencc"])
def test_what_is_missing_is_told_in_one_line(package: str, output: Path, tmp_path: Path) -> None:
    missing = f"raise ModuleNotFoundError('No module named {package}', name='{package}')\n"
    (tmp_path / f"{package}.py").write_text(missing)
    done = run("export", output, "--to", "csv", "--reprints", PYTHONPATH=str(tmp_path))
    assert done.code == 2
    assert done.err == f"devzone export --reprints needs {package}: pip install 'devzone_crawler[export]'\n"
