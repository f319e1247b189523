"""The foot of a terminal, on the screen of one."""

from __future__ import annotations

import io

import pyte
import pytest
from rich.text import Text

from devzone_crawler.watching.panel import Panel


class Terminal(io.StringIO):
    """A stream whose writes appear on a screen, as a terminal shows them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int = 40, rows: int = 10) -> None:
        super().__init__()
        self.screen = pyte.HistoryScreen(columns, rows, history=1000)
        self._stream = pyte.Stream(self.screen)
        self.written = 0
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("LINES", str(rows))

    def isatty(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        self.written += 1
        self._stream.feed(text.replace("\n", "\r\n"))  # as the driver of a terminal does
        return len(text)

    @property
    def shown(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display if line.strip()]


def lines(*texts: str) -> list[Text]:
    return [Text(text) for text in texts]


def test_lines_are_drawn_anew_in_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    panel = Panel(terminal)
    panel.draw(lines("one", "two", "three"))
    panel.draw(lines("园区", "2"))
    assert terminal.shown == ["园区", "2"]
    panel.draw(lines("1", "2", "3", "4"))
    assert terminal.shown == ["1", "2", "3", "4"]
    panel.close()
    assert terminal.shown == []


def test_nothing_is_written_when_nothing_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    panel = Panel(terminal)
    panel.draw(lines("one"))
    written = terminal.written
    panel.draw(lines("one"))
    assert terminal.written == written


def test_what_is_written_appears_above_whole_line_by_whole_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    panel = Panel(terminal)
    panel.draw(lines("a", "b"))
    print("first", end="", file=panel)
    assert terminal.shown == ["a", "b"], "a line that is not whole would be torn"
    print(" line\nsecond", file=panel)
    assert terminal.shown == ["first line", "second", "a", "b"]
    print("long " * 12, file=panel)
    assert terminal.shown[-2:] == ["a", "b"]
    assert "".join(terminal.shown[2:-2]).count("long") == 12, "long lines are not cut"
    print("the rest", end="", file=panel)
    panel.close()
    assert terminal.shown[-1] == "the rest"


def test_many_lines_scroll_away_and_the_foot_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    panel = Panel(terminal)
    panel.draw(lines("a", "b"))
    for number in range(50):
        print(f"line {number}", file=panel)
    assert terminal.shown == [*(f"line {number}" for number in range(42, 50)), "a", "b"]
    above = ["".join(line[x].data for x in range(40)).rstrip() for line in terminal.screen.history.top]
    assert above == [f"line {number}" for number in range(42)], "no line is lost or torn"


def test_a_terminal_that_goes_away_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    panel = Panel(terminal)
    panel.draw(lines("a"))
    terminal.close()
    panel.draw(lines("b"))
    print("line", file=panel)
    panel.close()
