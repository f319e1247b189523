"""`devzone export`: what is written is what was crawled, whoever reads it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from devzone_crawler.exporting import loading
from devzone_crawler.exporting.columns import columns_of
from devzone_crawler.items import RECORD_KEYS, Article
from devzone_crawler.simulator import Server
from devzone_crawler.storage.jsonl import encode_line
from tests.conftest import COOKBOOK, crawl, records, run
from tests.made import article, views, write

TYPES = {
    "publish_date": "DATE",
    "published_at": "TIMESTAMP WITH TIME ZONE",
    "fetched_at": "TIMESTAMP WITH TIME ZONE",
    "schema_version": "BIGINT",
    "revision": "BIGINT",
    "view_count": "BIGINT",
    "http_status": "BIGINT",
    "categories": "VARCHAR[]",
    "images": "STRUCT(url VARCHAR, caption VARCHAR)[]",
    "attachments": 'STRUCT(url VARCHAR, "name" VARCHAR)[]',
}
UNKNOWN = {
    "title": None,
    "source": None,
    "categories": None,
    "publish_date": None,
    "published_at": None,
    "body_text": "",
}
CHANGED = {"revision": 2, "title": "临江开发区跨境班列停运", "fetched_at": "2026-11-25T08:30:00+00:00"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Three articles, one of them in two revisions, and counts that came later."""
    lines = [
        article(1),
        article(2, **UNKNOWN),
        article(1, **CHANGED),
        article(3, publish_date="2024-02-29", published_at=None),
    ]
    write(tmp_path / "zone" / "articles.jsonl", *lines)
    write(tmp_path / "zone" / "views.jsonl", views(1, 912), views(3, 7))
    return tmp_path / "zone"


def export(*arguments: str | Path, code: int = 0) -> str:
    done = run("export", *arguments)
    assert (done.code, done.out) == (code, ""), done.err
    return done.err


def rows(query: str, database: Path | None = None) -> list[dict[str, Any]]:
    with duckdb.connect(str(database) if database else ":memory:", read_only=database is not None) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        found = connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def typed(record: dict[str, Any]) -> dict[str, Any]:
    """A line of articles.jsonl with its dates as dates."""
    day, moments = record["publish_date"], ("published_at", "fetched_at")
    times = {key: record[key] and datetime.fromisoformat(record[key]).astimezone(UTC) for key in moments}
    return record | times | {"publish_date": day and date.fromisoformat(day)}


def cells(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_parquet_holds_what_was_crawled(served_site: Server, tmp_path: Path) -> None:
    assert crawl(served_site.url, tmp_path).code == 0
    assert "articles.parquet: 60 articles" in export(tmp_path, "--to", "parquet")
    found = rows(f"FROM '{tmp_path}/parquet/articles.parquet'")
    assert found == list(map(typed, records(tmp_path)))
    assert tuple(found[0]) == RECORD_KEYS


def test_columns_have_types(output: Path) -> None:
    export(output, "--to", "parquet", "--all")
    described = rows(f"DESCRIBE FROM '{output}/parquet/articles.parquet'")
    assert {row["column_name"]: row["column_type"] for row in described} == dict.fromkeys(
        RECORD_KEYS, "VARCHAR"
    ) | TYPES
    assert rows(f"FROM '{output}/parquet/articles.parquet'") == list(map(typed, records(output)))


def test_the_latest_revision_of_each_article_unless_all_are_wanted(output: Path) -> None:
    export(output, "--to", "parquet")
    latest = [(row["url"][-6:], row["revision"]) for row in rows(f"FROM '{output}/parquet/articles.parquet'")]
    assert latest == [("2.html", 1), ("1.html", 2), ("3.html", 1)]
    assert "4 articles\n" in export(output, "--to", "parquet", "--all")
    assert [row["revision"] for row in rows(f"FROM '{output}/parquet/articles.parquet'")] == [1, 1, 2, 1]


def test_several_crawls_become_one_table(output: Path, tmp_path: Path) -> None:
    later = article(2, title="临江开发区概况", fetched_at="2026-11-26T08:30:00+00:00")
    other = write(tmp_path / "other.jsonl", later, article(9))
    export(output, other, "--to", "parquet", "--output", tmp_path / "all")
    found = {row["url"]: row["title"] for row in rows(f"FROM '{tmp_path}/all/articles.parquet'")}
    assert len(found) == 4
    assert found[later["url"]] == later["title"]


def test_duckdb_holds_articles_and_views(output: Path) -> None:
    told = export(output, "--to", "duckdb")
    database = output / "duckdb" / "articles.duckdb"
    assert f"{database}: 3 articles (the latest revision of each)\n{database}: 2 views\n" == told
    joined = rows("SELECT v.view_count FROM articles JOIN views v USING (id) ORDER BY 1", database)
    assert [row["view_count"] for row in joined] == [7, 912]
    (comment,) = rows(
        "SELECT comment FROM duckdb_columns() WHERE table_name='articles' AND column_name='source'", database
    )
    assert comment["comment"] == "来源 as printed."


def test_csv_reads_back_as_it_was(output: Path) -> None:
    export(output, "--to", "csv", "--all")
    for row, record in zip(cells(output / "csv" / "articles.csv"), records(output), strict=True):
        for key, value in record.items():
            if isinstance(value, list):
                assert json.loads(row[key]) == value
            else:
                assert row[key] == ("" if value is None else str(value))
    assert [row["view_count"] for row in cells(output / "csv" / "views.csv")] == ["912", "7"]


def test_csv_tells_null_from_empty_text(output: Path) -> None:
    export(output, "--to", "csv")
    first = (output / "csv" / "articles.csv").read_text("utf-8").splitlines()[1]
    assert ',,,,,2018年07月09日 11:18,806,"",' in first


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    texts = ["=1+1", "+86", "-一", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠1"]
    risky = [article(number, title=text, body_text=f"{text}\n二") for number, text in enumerate(texts)]
    write(tmp_path / "articles.jsonl", *risky, article(99, title="一=1"))
    export(tmp_path, "--to", "csv")
    *found, last = cells(tmp_path / "csv" / "articles.csv")
    assert [row["title"] for row in found] == [f"'{text}" for text in texts]
    assert [row["body_text"] for row in found] == [f"'{text}\n二" for text in texts]
    assert last["title"] == "一=1"
    export(tmp_path, "--to", "parquet")
    stored = rows(f"SELECT title FROM '{tmp_path}/parquet/articles.parquet'")
    assert [row["title"] for row in stored] == [*texts, "一=1"], "only CSV is read by spreadsheets"


def test_a_bom_comes_on_wish_only(output: Path) -> None:
    export(output, "--to", "csv")
    without = (output / "csv" / "articles.csv").read_bytes()
    export(output, "--to", "csv", "--bom")
    assert (output / "csv" / "articles.csv").read_bytes() == b"\xef\xbb\xbf" + without
    assert cells(output / "csv" / "articles.csv", "utf-8-sig")[0]["schema_version"] == "1"


def test_a_file_for_each_year(output: Path) -> None:
    export(output, "--to", "parquet", "--partition-by-year")
    folder = output / "parquet" / "articles"
    unknown = "year=__HIVE_DEFAULT_PARTITION__"
    assert sorted(path.name for path in folder.iterdir()) == ["year=2018", "year=2024", unknown]
    found = rows(f"SELECT year, count(*) n FROM '{folder}/*/*.parquet' GROUP BY year ORDER BY year")
    assert [(row["year"], row["n"]) for row in found] == [(2018, 1), (2024, 1), (None, 1)]


def test_the_torn_line_of_a_running_crawl_is_left_out(output: Path) -> None:
    with (output / "articles.jsonl").open("ab") as file:
        file.write(b'{"schema_version":1,"id":"5a3d')
    assert "4 articles\n" in export(output, "--to", "csv", "--all")


def test_a_crawl_may_go_on_writing_meanwhile(output: Path) -> None:
    """Half lines come and go while the file is read; only what is whole at the beginning is taken."""
    path = write(output / "articles.jsonl", *(article(number) for number in range(2000)))
    done = threading.Event()

    def crawl_on() -> None:
        with path.open("ab", buffering=0) as file:
            while not done.is_set():
                file.write(encode_line(article(3000))[:100])
                file.truncate(file.seek(-100, os.SEEK_END))

    writer = threading.Thread(target=crawl_on)
    writer.start()
    try:
        assert "2,000 articles\n" in export(output, "--to", "parquet", "--all")
    finally:
        done.set()
        writer.join()


def test_a_file_that_goes_through_several_pipes_is_read_whole(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_PIECE", 3000)
    wanted = [article(number, body_text="一" * number) for number in range(300)]
    write(output / "articles.jsonl", *wanted)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE found (url VARCHAR, body_text VARCHAR)")
        columns = [column for column in columns_of(Article) if column.name in ("url", "body_text")]
        loading.load(connection, "found", columns, output / "articles.jsonl", output)
        found = connection.execute("FROM found").fetchall()
    assert found == [(record["url"], record["body_text"]) for record in wanted]


def test_no_article_is_an_empty_table(tmp_path: Path) -> None:
    write(tmp_path / "articles.jsonl")
    assert "0 articles" in export(tmp_path, "--to", "parquet")
    assert rows(f"FROM '{tmp_path}/parquet/articles.parquet'") == []


@pytest.mark.parametrize("wrong", [{"publish_date": "2018-02-30"}, {"view_count": "many"}, {"categories": "新闻"}])
def test_records_that_do_not_fit_are_told_and_the_export_before_stays(wrong: dict[str, Any], output: Path) -> None:
    export(output, "--to", "parquet")
    before = (output / "parquet" / "articles.parquet").read_bytes()
    write(output / "articles.jsonl", article(1), article(2) | wrong)
    assert f"`devzone check {output}` says which lines are wrong." in export(output, "--to", "parquet", code=6)
    assert (output / "parquet" / "articles.parquet").read_bytes() == before
    assert sorted(path.name for path in output.iterdir()) == ["articles.jsonl", "parquet", "views.jsonl"]


def test_what_is_no_export_is_not_replaced(output: Path) -> None:
    precious = write(output / "parquet" / "mine.jsonl", {})
    assert "holds something that devzone export did not write" in export(output, "--to", "parquet", code=3)
    assert precious.exists()
    assert "holds something" in export(output, "--to", "csv", "--output", precious, code=3)


def test_a_full_disk_leaves_nothing_behind(output: Path) -> None:
    write(output / "articles.jsonl", *(article(number, body_text=f"{number}" * 1000) for number in range(500)))
    command = [sys.executable, "-m", "devzone_crawler", "export", str(output), "--to", "duckdb"]
    limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 600; exec "$0" "$@"', *command]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "cannot be written" in done.stderr) == (3, True), done.stderr
    assert sorted(path.name for path in output.iterdir()) == ["articles.jsonl", "views.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["{output}", "--to", "excel"], 2, "excel"),
        (["{output}", "--to", "csv", "--partition-by-year"], 2, "--partition-by-year is for --to parquet."),
        (["{output}", "--to", "parquet", "--bom"], 2, "--bom is for --to csv."),
        (["{output}", "{output}", "--to", "csv"], 2, "Say with --output where to write"),
        (["{output}/articles.jsonl", "--to", "csv"], 2, "Say with --output where to write"),
        (["{output}/nosuch", "--to", "csv", "--output", "{output}/csv"], 2, "Name an output directory of devzone"),
        (["{output}", "--to", "csv", "--output", "/proc/export"], 3, "/proc/export cannot be written"),
    ],
)
def test_what_cannot_be_exported_ends_with_a_sentence(
    arguments: list[str], code: int, sentence: str, output: Path
) -> None:
    assert sentence in export(*(argument.format(output=output) for argument in arguments), code=code)


def test_without_duckdb_one_line_says_what_to_install(output: Path, tmp_path: Path) -> None:
    (tmp_path / "duckdb.py").write_text("raise ModuleNotFoundError('No module named duckdb', name='duckdb')\n")
    done = run("export", output, "--to", "csv", PYTHONPATH=str(tmp_path))
    assert (done.code, done.err) == (2, "devzone export needs DuckDB: pip install 'devzone_crawler[export]'\n")


@pytest.mark.parametrize(
    "options", [("parquet",), ("parquet", "--partition-by-year"), ("csv", "--bom"), ("csv", "--all"), ("duckdb",)]
)
def test_the_data_package_is_valid_to_the_tool_of_its_makers(options: tuple[str, ...], output: Path) -> None:
    export(output, "--to", *options)
    package = json.loads((output / options[0] / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["articles", "views"]
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(RECORD_KEYS)
    if not (COOKBOOK / "frictionless").exists():
        pytest.skip("frictionless is not installed: make test puts it into .venv-cookbook")
    command = [str(COOKBOOK / "frictionless"), "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=output / options[0], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, json.loads(done.stdout)["valid"]) == (0, True), done.stdout


def test_the_data_package_vouches_for_the_files(output: Path) -> None:
    export(output, "--to", "csv")
    package = json.loads((output / "csv" / "datapackage.json").read_text("utf-8"))
    content = (output / "csv" / "articles.csv").read_bytes()
    first = package["resources"][0]
    assert (first["bytes"], first["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    assert (package["name"], package["sources"]) == ("zone", [{"title": "zone"}])
    assert first["schema"]["primaryKey"] == ["id"]
