"""A tally as lines: never wider or higher than there is room, harmless, and honest about what is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from devzone_crawler.terminal import escaped
from devzone_crawler.watching.screen import foot, in_words, plain_line
from devzone_crawler.watching.tally import Tally

STEERING = "\x1b[2J园区\r\x07\u202e要闻"


def page(tally: Tally, name: str, number: int, last: int, *, pages: int | None = None, ended: str = "done") -> None:
    """A page of a listing of `last` pages, 20 rows each."""
    tally.page_read(
        f"http://zone.example/{name}/{number}",
        [name],
        20,
        asked=(f"{name}/{number}", b""),
        following=(f"{name}/{number + 1}", b"") if number < last else None,
        ended=ended,
        pages_in_all=pages,
    )


def test_pages_records_and_ends_of_a_category_are_counted_in_its_line() -> None:
    tally = Tally(records=3, pages=5)
    page(tally, "园区要闻", 1, 3, pages=3)
    page(tally, "园区要闻", 2, 3)
    page(tally, "通知公告", 1, 1)
    tally.record_written("标题", ["园区要闻"], "http://elsewhere.example/")
    tally.record_written("标题", [], "http://zone.example/园区要闻/2")
    lines = [line.plain for line in foot(tally, 5, 100, 20)]
    assert lines[0].split() == ["category", "pages", "records", "rows", "state"]
    assert lines[1].split() == ["园区要闻", "2/3", "2", "40", "walking"]
    assert lines[2].split() == ["通知公告", "1", "0", "20", "done"]
    page(tally, "园区要闻", 3, 3)
    assert foot(tally, 5, 100, 20)[1].plain.split() == ["园区要闻", "3", "2", "60", "done"]


def test_a_listing_that_broke_off_and_an_article_that_failed_are_seen_in_their_category() -> None:
    tally = Tally()
    page(tally, "要闻", 1, 2)
    tally.request_failed(("a", b""), "http://zone.example/要闻/1")
    tally.request_failed(("要闻/2", b""), None)
    header, row, *_ = (line.plain.split() for line in foot(tally, 5, 100, 20))
    assert dict(zip(header, row, strict=True)) == {
        **{"category": "要闻", "pages": "1", "records": "0", "rows": "20"},
        **{"failed": "2", "state": "broken"},
    }


def test_a_page_with_rows_that_is_an_article_is_no_category() -> None:
    tally = Tally()
    page(tally, "园区要闻", 1, 1)
    tally.article_read("http://zone.example/园区要闻/1")
    assert tally.latest() == []


def test_time_left_is_told_only_when_every_listing_says_how_far_it_goes() -> None:
    tally = Tally()
    tally.sample(0)
    page(tally, "要闻", 1, 10, pages=10)
    tally.pages, tally.queued = 10, 11
    tally.sample(10)
    assert tally.rate == 1
    assert tally.seconds_left == 11 + 9 * 21
    tally.pause = 60
    assert tally.seconds_left == 11 + 9 * 21 + 60
    page(tally, "公告", 1, 10, pages=None)
    assert tally.seconds_left is None
    assert "left" not in plain_line(tally)
    page(tally, "公告", 2, 2)
    assert tally.seconds_left is not None, "that listing came to its end"


def test_the_rate_is_that_of_late() -> None:
    tally = Tally()
    for second in range(100):
        tally.pages = min(second, 50) * 10
        tally.sample(second)
    assert tally.rate == 0


def test_words_for_stretches_of_time() -> None:
    assert [in_words(seconds) for seconds in (0, 59.6, 100, 5_999, 12_000, 190_000)] == [
        *("0 s", "60 s", "2 min", "1 h 40 min", "3 h 20 min", "2 d 4 h"),
    ]


NAMES = st.text(st.sampled_from(f"园区要闻abc /{STEERING}　"), max_size=60)


@given(st.lists(st.tuples(NAMES, st.integers(1, 4)), max_size=30), NAMES, st.integers(1, 220), st.integers(1, 60))
def test_no_line_is_wider_or_higher_than_there_is_room_and_none_steers(
    listings: list[tuple[str, int]], title: str, width: int, height: int
) -> None:
    tally = Tally(records=1_234, pages=12_345_678, rejected=5, failed=6, pause=12.0)
    for number, (name, pages) in enumerate(listings):
        page(tally, name, number, number + pages - 1, pages=pages)
    tally.record_written(title, [name for name, _ in listings[:2]], None)
    lines = foot(tally, 61, width, height)
    assert 1 <= len(lines) <= height
    for line in lines:
        assert cell_len(line.plain) <= width
        assert escaped(line.plain) == line.plain
        assert "\n" not in line.plain
    assert escaped(plain_line(tally)) == plain_line(tally)
