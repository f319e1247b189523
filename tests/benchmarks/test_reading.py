"""Readers are run and scored fairly: what they raise is a wrong page, what they lack is no field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.pages import saved_pages, simulated_pages
from benchmarks.peers import OURS, READERS
from benchmarks.process import LeftOut, ReaderProcess, peak_memory, resident_memory
from benchmarks.reading import run
from benchmarks.scores import MEASURES, body_f1, mean_scores
from tests.conftest import ROOT

TRUTH = {
    "title": "园区开工",
    "publish_date": "2018-07-09",
    "published_at": "2018-07-09T11:18:00+08:00",
    "source": None,
    "view_count": 0,
    "body_text": "园区今天开工。",
}


@pytest.mark.parametrize(
    ("truth", "found", "least", "most"),
    [
        ("园区今天开工。", "园区\u3000今天 开工｡", 1, 1),
        ("园区今天开工。", "", 0, 0),
        ("园区今天开工。", "园区今天开工。版权所有", 0.6, 0.7),
        ("开工", "开工", 1, 1),
    ],
)
def test_bodies_are_compared_by_what_they_have_in_common(truth: str, found: str, least: float, most: float) -> None:
    assert least <= body_f1(truth, found) <= most


def test_an_equal_record_scores_full_marks() -> None:
    assert mean_scores([TRUTH], [TRUTH], tuple(TRUTH)) == [1.0] * len(MEASURES)


def test_a_page_on_which_the_reader_raised_is_wrong_in_every_field() -> None:
    assert mean_scores([TRUTH, TRUTH], [TRUTH, None], tuple(TRUTH)) == [0.5] * len(MEASURES)


def test_a_count_of_zero_is_not_the_same_as_no_count() -> None:
    views = list(MEASURES).index("views")
    assert mean_scores([TRUTH], [TRUTH | {"view_count": None}], tuple(TRUTH))[views] == 0


def test_a_field_that_a_reader_does_not_have_has_no_score() -> None:
    title, *others = mean_scores([TRUTH], [{"title": "园区开工"}], ("title",))
    assert title == 1
    assert set(others) == {None}


def test_a_minute_that_the_page_does_not_show_is_not_asked_for() -> None:
    minute = list(MEASURES).index("minute")
    assert mean_scores([TRUTH | {"published_at": None}], [{}], tuple(TRUTH))[minute] is None


def test_the_golden_files_say_what_is_true_of_the_saved_pages() -> None:
    page = next(page for page in saved_pages() if page.name == "thinkphp/seed_shape.html")
    assert page.truth is not None
    assert page.truth["view_count"] == 1047


def test_our_reader_runs_in_its_own_process_and_finds_what_is_there() -> None:
    pages = simulated_pages()[:3]
    with ReaderProcess(READERS[0], [(page.body, page.text, page.url) for page in pages]) as process:
        titles = [record and record["title"] for record in process.records()]
        assert titles == [page.truth and page.truth["title"] for page in pages]
        assert process.seconds() > 0
        before, peak = process.memory()
        assert 0 < before <= peak


def test_a_reader_that_is_not_there_is_left_out_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("benchmarks.process.PEERS_PYTHON", tmp_path / "python")
    with pytest.raises(LeftOut, match=r"GNE: not installed; `make bench`"):
        ReaderProcess(next(reader for reader in READERS if reader.name == "GNE"), [])


def test_a_folder_of_saved_pages_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.process.PEERS_PYTHON", tmp_path / "python")
    (tmp_path / "one.html").write_text("<h1>园区开工</h1><p>园区今天开工。</p>", "utf-8")
    (speed,) = run(tmp_path, rounds=1)
    assert [row[0] for row in speed.rows] == [reader.name for reader in READERS if reader.ours]
    assert speed.rows[0][0] == OURS


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no .html or .htm file"):
        list(run(tmp_path))


def test_every_peer_is_installed_in_a_fixed_version() -> None:
    wanted = {reader.distribution for reader in READERS if not reader.ours}
    listed = (ROOT / "benchmarks" / "peers.txt").read_text("utf-8")
    locked = (ROOT / "benchmarks" / "peers.lock").read_text("utf-8")
    assert wanted == set(re.findall(r"^([a-z0-9-]+)", listed, re.M))
    assert wanted <= set(re.findall(r"^([a-z0-9-]+)==[\d.]+", locked, re.M))
    assert "://" not in locked


def test_memory_is_measured_in_bytes() -> None:
    assert 2**20 < resident_memory() <= peak_memory() < 2**40
