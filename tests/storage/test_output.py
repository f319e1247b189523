"""The directory as a crawl finds it: the ledger is brought up to the files, whatever has become of either."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from devzone_crawler.extraction.urls import address_id, own_number
from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.knowledge import What
from devzone_crawler.storage.output import Output

LISTING = "http://zone.example/news/"


def record(number: int, revision: int = 1, views: int = 1) -> dict[str, Any]:
    url = f"http://zone.example/news/{number}.html"
    return {
        "schema_version": 1,
        "id": address_id(url),
        "revision": revision,
        "url": url,
        "publish_date": "2026-01-31",
        "view_count": views,
        "content_hash": f"{number:010x}{revision:010x}",
    }


def filled(directory: Path, count: int = 3) -> None:
    """A directory in which a run has ended well."""
    output = Output(directory, own_number)
    for number in range(count):
        output.append(record(number))
        output.ledger.settle(record(number)["id"], What.ARTICLE, record(number)["id"])
    output.ledger.note_listing(address_id(LISTING), LISTING, [], at_end=True)
    output.commit()
    output.close()


def test_what_a_run_has_learned_is_known_to_the_next(tmp_path: Path) -> None:
    filled(tmp_path)
    output = Output(tmp_path, own_number)
    written = output.ledger.written(record(2)["id"])
    assert written is not None
    assert (written.revision, written.content_hash) == (1, record(2)["content_hash"])
    assert output.ledger.walked(address_id(LISTING)) == 1
    assert output.ledger.run == 2
    seen = output.ledger.seen(record(1)["id"])
    assert seen is not None
    assert (seen.what, seen.run) == (What.ARTICLE, 1)
    output.close()


def test_records_that_were_written_after_the_last_commit_are_known_but_not_dealt_with(tmp_path: Path) -> None:
    filled(tmp_path)
    output = Output(tmp_path, own_number)
    output.append(record(7))
    output.ledger.settle(record(7)["id"], What.ARTICLE, record(7)["id"])
    output.close()  # as a kill does, without a commit
    output = Output(tmp_path, own_number)
    assert output.ledger.written(record(7)["id"]) is not None
    assert output.ledger.seen(record(7)["id"]) is None
    output.close()


@pytest.mark.parametrize("cut", [1, 250])
def test_a_file_that_lost_its_end_makes_the_ledger_forget_what_it_knew(tmp_path: Path, cut: int) -> None:
    """A power cut may leave the ledger on the disk and not the last records."""
    filled(tmp_path)
    path = tmp_path / "articles.jsonl"
    os.truncate(path, path.stat().st_size - cut)
    output = Output(tmp_path, own_number)
    known = [output.ledger.written(record(number)["id"]) is not None for number in range(3)]
    assert known == ([True, True, False] if cut == 1 else [True, False, False])
    assert output.ledger.walked(address_id(LISTING)) is None
    assert output.ledger.seen(record(2)["id"]) is None
    output.close()


def test_a_file_that_was_edited_in_place_is_read_again(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "articles.jsonl"
    path.write_bytes(path.read_bytes().replace(record(0)["content_hash"].encode(), b"f" * 20))
    output = Output(tmp_path, own_number)
    written = output.ledger.written(record(0)["id"])
    assert written is not None
    assert written.content_hash == "f" * 20
    assert output.ledger.walked(address_id(LISTING)) == 1
    output.close()


def test_view_counts_that_were_written_later_are_known_again(tmp_path: Path) -> None:
    filled(tmp_path)
    output = Output(tmp_path, own_number)
    output.append_views({"schema_version": 1, "id": record(1)["id"], "view_count": 99})
    output.close()
    (tmp_path / "ledger.sqlite").unlink()
    output = Output(tmp_path, own_number)
    written = output.ledger.written(record(1)["id"])
    assert written is not None
    assert written.view_count == 99
    output.close()


def test_a_ledger_that_breaks_in_mid_run_ends_it_and_is_made_anew(tmp_path: Path) -> None:
    filled(tmp_path, count=3_000)
    output = Output(tmp_path, own_number)
    ledger = tmp_path / "ledger.sqlite"
    with ledger.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (ledger.stat().st_size - 4096))
    with pytest.raises(OutputError, match="made anew"):
        for number in range(3_000):
            output.ledger.written(record(number)["id"])
            output.ledger.seen(record(number)["id"])
    with pytest.raises(OutputError):
        output.append(record(9_999))
    output.close()
    output = Output(tmp_path, own_number)
    assert output.ledger.written(record(2_999)["id"]) is not None
    output.close()


def test_a_directory_that_was_copied_is_as_good(tmp_path: Path) -> None:
    filled(tmp_path / "first")
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    output = Output(tmp_path / "second", own_number)
    assert output.ledger.walked(address_id(LISTING)) == 1
    output.close()
