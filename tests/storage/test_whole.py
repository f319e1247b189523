"""A file that is replaced is whole at any moment."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from devzone_crawler.storage.jsonl import OutputError
from devzone_crawler.storage.whole import digest_of, replace_file


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.mkdir()
    with pytest.raises(OutputError, match=r"manifest\.json cannot be written \(.*another directory"):
        replace_file(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_digest_is_that_of_sha256sum(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    content = b"{}\n" * 700_000
    path.write_bytes(content)
    assert digest_of(path) == (len(content), 700_000, hashlib.sha256(content).hexdigest())
