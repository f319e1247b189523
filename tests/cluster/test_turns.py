"""Whose turn it is: never two lines of one host, and none is forgotten."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.cluster.site_list import Listed
from devzone_crawler.cluster.turns import Turns, in_order


def line(number: int, host: str, key: str | None = None, size: int | None = None) -> Listed:
    return Listed(number, f"https://{host}/{number}", (host,), key, f"{host}-{number}", (), size)


def test_a_line_whose_host_is_asked_already_lets_others_pass_and_comes_back_to_its_place() -> None:
    lines = [line(1, "a"), line(2, "a"), line(3, "b"), line(4, "c")]
    turns = Turns(lines)
    assert [turns.take(0), turns.take(0)] == [lines[0], lines[2]]
    turns.ended(lines[0], until=5)
    assert turns.take(4) == lines[3], "the host rests"
    assert turns.take(4) is None
    assert turns.take(5) == lines[1]
    assert turns.waiting() == 0


def test_as_many_lines_of_one_key_as_are_allowed_run_at_once() -> None:
    lines = [line(number, f"host{number}", "platform") for number in range(4)]
    turns = Turns(lines, most_per_key=2)
    assert [turns.take(0) for _ in range(3)] == [lines[0], lines[1], None]
    turns.ended(lines[1], until=0)
    assert [turns.take(0), turns.take(0)] == [lines[2], None]


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["x", "y", None])), max_size=30),
    st.integers(1, 4),
    st.integers(1, 3),
    st.randoms(use_true_random=False),
)
def test_every_line_has_its_turn_and_no_host_two_at_once(
    made: list[tuple[str, str | None]], slots: int, most: int, chance: Random
) -> None:
    lines = [line(number, host, key) for number, (host, key) in enumerate(made)]
    turns = Turns(lines, most_per_key=most)
    running: list[Listed] = []
    had = []
    now = 0.0
    while turns.waiting() or running:
        while len(running) < slots and (taken := turns.take(now)) is not None:
            running.append(taken)
            had.append(taken.line)
        assert max(Counter(one.hosts[0] for one in running).values(), default=0) <= 1
        assert max(Counter(one.key for one in running if one.key).values(), default=0) <= most
        if running:
            turns.ended(running.pop(chance.randrange(len(running))), until=now + chance.choice([0, 1, 5]))
        now += 1
    assert sorted(had) == [one.line for one in lines]


def test_orders() -> None:
    lines = [line(1, "a", size=50), line(2, "b"), line(3, "c", size=9)]
    took = {"https://c/3": 100.0}
    assert [one.line for one in in_order(lines, "given", lambda _: None)] == [1, 2, 3]
    assert [one.line for one in in_order(lines, "shortest", lambda one: took.get(one.site))] == [1, 3, 2]
    assert [one.line for one in in_order(lines, "longest", lambda one: took.get(one.site))] == [2, 3, 1]
