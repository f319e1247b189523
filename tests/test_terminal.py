"""What pages say is printed as text, whatever it holds."""

from __future__ import annotations

import io
import logging
import sys

from rich.table import Table
from rich.text import Text

from devzone_crawler.terminal import CleanConsole, CleanFormatter, escaped

STEERING = "\x1b[31m\x07\x9b2J\r\u202e\u2066\u2028\ud800"


def test_what_steers_is_written_out_and_the_rest_is_left_alone() -> None:
    assert escaped("园区\x1b[31m\t开工\n") == "园区\\x1b[31m\t开工\n"
    assert escaped(STEERING) == "\\x1b[31m\\x07\\x9b2J\\r\\u202e\\u2066\\u2028\\ud800"


def test_a_console_keeps_its_own_colours_and_writes_out_those_of_others() -> None:
    console = CleanConsole(file=io.StringIO(), force_terminal=True, color_system="standard", width=200)
    console.print(Text(f"verdict {STEERING}", style="red"))
    table = Table()
    table.add_column("title")
    table.add_row(f"园区{STEERING}")
    console.print(table)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[31mverdict \\x1b[31m" in printed
    assert not set("\x07\x9b\u202e\u2066\u2028\ud800") & set(printed)
    assert printed.count("\x1b[31m") == 1


def test_a_line_of_the_log_holds_no_codes_of_its_message_nor_of_its_error() -> None:
    formatter = CleanFormatter(logging.Formatter("\x1b[1m%(levelname)s\x1b[0m %(message)s"))
    try:
        raise ValueError(STEERING)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "of %s", (STEERING,), sys.exc_info())
    line = formatter.format(record)
    assert line.startswith(f"\x1b[1mERROR\x1b[0m of {escaped(STEERING)}\nTraceback")
    assert f"ValueError: {escaped(STEERING)}" in line
    assert record.args == (STEERING,), "other handlers have the record as it was"
