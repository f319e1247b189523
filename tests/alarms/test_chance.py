"""Chances are chances: between 0 and 1, in the right order, and near what counting gives."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.alarms.chance import at_most, of_silence

TRIALS = st.integers(1, 60)


@given(TRIALS, TRIALS, st.data())
def test_a_chance_is_one_and_grows_with_what_is_found(trials: int, before: int, data: st.DataObject) -> None:
    well = data.draw(st.integers(0, before))
    chances = [at_most(found, trials, well, before) for found in range(trials + 1)]
    assert all(0 <= chance <= 1 for chance in chances)
    assert chances == sorted(chances)
    assert chances[-1] == 1


def test_a_chance_is_what_simulation_finds() -> None:
    random = Random(1)
    often = 0
    for _ in range(20_000):
        share = random.betavariate(30.5, 10.5)  # 30 of 40
        often += sum(random.random() < share for _ in range(10)) <= 4
    assert abs(at_most(4, 10, 30, 40) - often / 20_000) < 0.01


@given(st.lists(st.integers(1, 30), min_size=11, max_size=200), st.integers(0, 2_000), st.integers(0, 500))
def test_a_longer_silence_is_less_probable(gaps: list[int], silence: int, since: int) -> None:
    days = [sum(gaps[:number]) for number in range(len(gaps) + 1)]
    chances = [of_silence(days, days[-1] + more, days[-1] + since) for more in (silence, silence + 50)]
    earlier, later = ((chance if chance is not None else 1.0) for chance in chances)
    assert 0 <= later <= earlier <= 1
    assert of_silence(days, days[-1] + 2 * max(gaps), days[-1]) is None


def test_few_days_say_nothing_and_old_silence_neither() -> None:
    assert of_silence([1, 2, 3], 1_000, 0) is None
    days = list(range(0, 200, 2))
    assert (of_silence(days, 198 + 60, 0) or 1) < 1e-6
    assert (of_silence(days, 198 + 1_060, 198 + 1_000) or 1) > 0.1
