"""What the search for bad pages promises: the same page for the same number, and no finding is overlooked."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.fuzzing import Outcome, memory_kept, outcomes, read_spoilt_page, spoilt_page
from benchmarks.mutations import MUTATIONS, Mutation
from benchmarks.pages import saved_pages

WHOLE = saved_pages()[0].body


def test_a_number_and_a_seed_are_always_the_same_page() -> None:
    assert [spoilt_page(3, number) for number in range(30)] == [spoilt_page(3, number) for number in range(30)]
    assert spoilt_page(3, 1) != spoilt_page(4, 1)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_every_mutation_spoils_something(mutation: Mutation) -> None:
    assert any(mutation(Random(seed), WHOLE) != WHOLE for seed in range(20))
    assert mutation(Random(1), WHOLE) == mutation(Random(1), WHOLE)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_page_of_one_byte_can_be_spoilt_too(mutation: Mutation) -> None:
    for seed in range(20):
        mutation(Random(seed), b"<")


def test_what_a_reader_raises_is_reported_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(*_: object, **__: object) -> None:
        raise KeyError("nothing")

    monkeypatch.setattr("benchmarks.fuzzing.extract_article", raises)
    outcome = read_spoilt_page(1, 5)
    assert outcome.number == 5
    assert outcome.problem is not None
    assert outcome.problem.startswith("KeyError at test_fuzzing.py:")
    assert outcome.problem.endswith("in raises: 'nothing'")


def test_pages_are_read_in_other_processes_in_order() -> None:
    read = list(outcomes(1, iter(range(12))))
    assert [outcome.number for outcome in read] == list(range(12))
    assert all(outcome.process and outcome.resident for outcome in read)


@pytest.mark.parametrize(("size", "seconds", "slow"), [(1, 0.09, False), (1, 0.11, True), (102_401, 0.19, False)])
def test_a_page_may_take_as_long_as_its_size_excuses(size: int, seconds: float, slow: bool) -> None:
    assert Outcome(1, size, seconds).slow is slow


def test_memory_that_is_kept_is_told_from_large_pages_that_come_and_go() -> None:
    mebibyte = 2**20
    steady = [Outcome(n, process=1, resident=(50 + n % 7 * 30) * mebibyte) for n in range(400)]
    leaking = [Outcome(n, process=2, resident=(50 + n) * mebibyte) for n in range(400)]
    assert memory_kept(steady) == 0
    assert memory_kept([*steady, *leaking]) == 200
