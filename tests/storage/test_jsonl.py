"""The file ends on a whole line for whoever opens it next."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.storage.jsonl import (
    End,
    ForeignOutputError,
    JsonLinesFile,
    OutputBusyError,
    OutputError,
    encode_line,
)
from devzone_crawler.storage.knowledge import Known

RECORD = {
    "schema_version": 1,
    "id": "0" * 20,
    "revision": 1,
    "url": "http://zone.example/1.html",
    "content_hash": "1" * 20,
    "title": "园区开工",
}


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    with JsonLinesFile(tmp_path / "new" / "articles.jsonl") as file:
        file.append(RECORD)
        file.append(RECORD | {"revision": 2})
        assert [known.revision for known, _ in file.records(Known)] == [1, 2]
        last = [end for _, end in file.records(Known)][-1]
        assert last == file.end
    lines = (tmp_path / "new" / "articles.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["revision"] for line in lines] == [1, 2]


@pytest.mark.parametrize("keep", [0, 1, 40, 84, 110])
def test_a_torn_last_line_is_cut_off_when_the_file_is_opened(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "articles.jsonl"
    line = encode_line(RECORD)
    path.write_bytes(line + line[:keep])
    with JsonLinesFile(path) as file:
        file.append(RECORD)
    assert path.read_bytes() == line * 2


def test_a_long_torn_line_is_cut_off_too(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    whole = encode_line(RECORD)
    path.write_bytes(whole + b'{"schema_version":1,"body_text":"' + b"x" * 300_000)
    JsonLinesFile(path).close()
    assert path.read_bytes() == whole


def test_a_second_writer_is_refused_and_the_lock_ends_with_the_first(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with JsonLinesFile(path), pytest.raises(OutputBusyError, match="another crawl"):
        JsonLinesFile(path)
    JsonLinesFile(path).close()


def test_a_file_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"a,b\n1,2")
    with pytest.raises(ForeignOutputError):
        JsonLinesFile(path)
    assert path.read_bytes() == b"a,b\n1,2"


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(encode_line(RECORD) + b'{"schema_version":1}\n')
    with JsonLinesFile(path) as file:
        with pytest.raises(ForeignOutputError, match="Line 2"):
            list(file.records(Known))
        with pytest.raises(ForeignOutputError, match="Line 2"):
            list(file.records(Known, start=len(encode_line(RECORD))))


def test_a_file_that_was_removed_is_written_no_more(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with JsonLinesFile(path) as file:
        file.append(RECORD)
        path.unlink()
        with pytest.raises(OutputError, match="was removed"):
            file.append(RECORD)


def test_a_file_that_only_grew_is_told_from_one_that_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with JsonLinesFile(path) as file:
        file.append(RECORD)
        end = file.end
        file.append(RECORD)
        assert file.went_on_from(end)
        assert file.went_on_from(End())
    path.write_bytes(encode_line(RECORD | {"title": "园区竣工"}) + encode_line(RECORD))
    with JsonLinesFile(path) as file:
        assert not file.went_on_from(end)
    path.write_bytes(b"")
    with JsonLinesFile(path) as file:
        assert not file.went_on_from(end)


def _write_until_full(path: Path, limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    file = JsonLinesFile(path)
    try:
        while True:
            file.append(RECORD)
    except OutputError:
        os._exit(3)


def test_a_disk_that_fills_up_leaves_whole_lines_and_an_error(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    line = encode_line(RECORD)
    process = multiprocessing.get_context("fork").Process(target=_write_until_full, args=(path, len(line) * 3 + 10))
    process.start()
    process.join(30)
    assert process.exitcode == 3
    assert path.read_bytes() == line * 3


def test_a_writer_killed_at_any_moment_leaves_at_most_one_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    program = (
        "import sys, pathlib; from devzone_crawler.storage.jsonl import JsonLinesFile\n"
        "f = JsonLinesFile(pathlib.Path(sys.argv[1]))\n"
        "print('ready', flush=True)\n"
        "while True: f.append({'schema_version': 1, 'id': 'x' * 20, 'body_text': '字' * 30000})"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    while path.stat().st_size < 1_000_000:
        assert process.poll() is None
    process.kill()
    process.communicate()
    JsonLinesFile(path).close()
    assert all(len(json.loads(line)["body_text"]) == 30000 for line in path.read_text("utf-8").splitlines())


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=40)))
def test_any_text_is_one_line_of_valid_utf8(record: dict[str, str]) -> None:
    line = encode_line(record)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line.decode("utf-8")) == record
