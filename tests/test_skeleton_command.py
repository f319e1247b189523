"""`devzone skeleton`, as people use it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import AT_HOME, FIXTURES, run

PAGE = FIXTURES / "articles" / "trs" / "policy_notice.html"
ADDRESS = "https://www.lanjiang.gov.cn/zwgk/202605/t20260522_813254.shtml"


def test_a_page_goes_to_standard_output_and_the_rest_is_said_beside_it() -> None:
    done = run("skeleton", PAGE, "--url", ADDRESS)
    assert done.code == 0
    assert done.out.startswith("<!DOCTYPE html")
    assert done.err.startswith("12 of 12 things are read as in the page.\n")
    assert "Its address has become https://www.zone.example/zwgk/202605/t20260522_" in done.err
    assert "lanjiang" not in done.out + done.err


def test_explain_reads_the_file_like_the_page(tmp_path: Path) -> None:
    assert run("skeleton", PAGE, "--output", tmp_path / "page.html").code == 0
    before, after = run("explain", PAGE).out, run("explain", tmp_path / "page.html").out
    assert [line.split()[:1] for line in before.splitlines()][:8] == [line.split()[:1] for line in after.splitlines()][
        :8
    ]


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    mine = tmp_path / "mine.html"
    mine.write_bytes(PAGE.read_bytes())
    done = run("skeleton", mine, "--output", mine)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{mine} is there already. Choose another file with --output.\n"
    assert mine.read_bytes() == PAGE.read_bytes()


def test_what_cannot_be_read_or_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = run("skeleton", tmp_path / "none.html")
    assert (done.code, done.err) == (1, f"{tmp_path}/none.html cannot be read: No such file or directory.\n")
    done = run("skeleton", PAGE, "--output", tmp_path / "none" / "page.html")
    assert done.code == 3
    assert done.err == f"{tmp_path}/none/page.html cannot be written (No such file or directory).\n"


def test_an_empty_page_and_one_of_terminal_escapes_are_pages_too() -> None:
    assert (run("skeleton", "-", stdin=b"").code, run("skeleton", "-", stdin=b"").out) == (0, "")
    done = run("skeleton", "-", stdin="<title>\x1b[31m红</title><h1>\x1b]0;开发区\x07</h1>".encode())
    assert done.code == 0
    assert "\x1b" not in done.err


def test_addresses_are_refused_as_by_explain() -> None:
    done = run("skeleton", "http://127.0.0.1:9/a.html")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "could not be fetched" in run("skeleton", "http://127.0.0.1:9/a.html", *AT_HOME).err
