"""What every runner must do, whoever does the work."""

from collections.abc import Iterator
from itertools import count

import pytest

from qantar.runners.local import Pool, Serial, available_workers, local_runner
from qantar.runners.port import Failure, SetupFailed
from tests.runners import tasks

WORKERS = [1, 2]


@pytest.fixture(params=WORKERS, ids=["serial", "pool"], scope="module")
def runner(request: pytest.FixtureRequest) -> Iterator[Serial | Pool]:
    with local_runner(request.param) as made:
        yield made


def test_every_runner_returns_the_same_bytes(runner: Serial | Pool) -> None:
    assert list(runner.each(tasks.square, range(50))) == [
        str(number * number).encode() for number in range(50)
    ]


def test_results_come_in_the_order_of_the_items(runner: Serial | Pool) -> None:
    assert list(runner.each(tasks.slow_first, range(12))) == list(range(12))


def test_no_items_give_no_results(runner: Serial | Pool) -> None:
    assert list(runner.each(tasks.square, [])) == []


def test_a_broken_item_comes_back_named_and_stops_nobody(runner: Serial | Pool) -> None:
    results = list(runner.each(tasks.fails_on_three, range(6), name=lambda n: f"report {n}"))
    failure = results[3]
    assert isinstance(failure, Failure)
    assert str(failure) == "report 3: ValueError: three is refused"
    assert "fails_on_three" in failure.trace
    assert not failure.died
    assert results[:3] + results[4:] == [0, 1, 2, 4, 5]


def test_an_unnamed_item_fails_under_its_number(runner: Serial | Pool) -> None:
    failures = [r for r in runner.each(tasks.fails_on_three, [9, 3]) if isinstance(r, Failure)]
    assert [failure.item for failure in failures] == ["1"]


def noted(drawn: list[int]) -> Iterator[int]:
    """Numbers without end, each noted when it is drawn."""
    for number in count(1):
        drawn.append(number)
        yield number


def test_items_are_drawn_only_a_little_ahead(runner: Serial | Pool) -> None:
    drawn: list[int] = []
    results = runner.each(tasks.square, noted(drawn))
    for _ in range(5):
        next(results)
    assert len(drawn) <= 5 + 8
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("weight", "most"), [(1, 5 + 2 * 64), (1 << 22, 5 + 8)])
def test_light_items_are_drawn_further_ahead_and_heavy_ones_are_not(
    runner: Serial | Pool, weight: int, most: int
) -> None:
    drawn: list[int] = []
    results = runner.each(tasks.square, noted(drawn), weight=lambda _: weight)
    for _ in range(5):
        next(results)
    assert len(drawn) <= most
    assert len(drawn) > 40 or weight > 1 or isinstance(runner, Serial)
    results.close()  # type: ignore[attr-defined]


def test_groups_come_in_the_order_their_keys_appear(runner: Serial | Pool) -> None:
    words = ["берег", "арал", "балхаш", "актау", "вода"]
    assert list(runner.by_key(tasks.count_words, words, lambda word: word[0])) == [
        "б=берег,балхаш",
        "а=арал,актау",
        "в=вода",
    ]


def test_a_runner_can_be_used_again(runner: Serial | Pool) -> None:
    assert list(runner.each(tasks.square, [1])) == list(runner.each(tasks.square, [1]))


@pytest.mark.parametrize("workers", WORKERS)
def test_each_worker_is_made_ready_once(workers: int) -> None:
    tasks.READY.clear()
    with local_runner(workers, tasks.make_ready) as runner:
        assert set(runner.each(tasks.times_made_ready, range(8))) == {1}


@pytest.mark.parametrize("workers", WORKERS)
def test_a_worker_that_cannot_get_ready_stops_the_run(workers: int) -> None:
    with local_runner(workers, tasks.cannot_get_ready) as runner:
        with pytest.raises((SetupFailed, OSError), match="no dictionary here"):
            list(runner.each(tasks.square, range(3)))


def test_no_workers_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        local_runner(0)


def test_this_machine_has_a_processor() -> None:
    assert available_workers() >= 1
