"""Numbers that must fit together: the answers against every solution there is."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.quantity import Interval
from qantar.reconcile.system import Sum, System

SIZE, TOP = 5, 4
"""Small enough to write every assignment down: five numbers from 0 to 4."""


@st.composite
def systems(draw: st.DrawFn) -> System:
    sums = []
    for _ in range(draw(st.integers(0, 4))):
        whole = draw(st.integers(0, SIZE - 1))
        others = [number for number in range(SIZE) if number != whole]
        parts = draw(st.lists(st.sampled_from(others), min_size=1, max_size=3, unique=True))
        sums.append(Sum(parts=tuple(parts), whole=whole, complete=draw(st.booleans())))
    return System(SIZE, sums)


BOXES = st.lists(
    st.tuples(st.integers(0, TOP), st.integers(0, TOP)).map(
        lambda ends: Interval(min(ends), max(ends))
    ),
    min_size=SIZE,
    max_size=SIZE,
)


def solutions(system: System, boxes: list[Interval]) -> list[tuple[int, ...]]:
    ranges = [range(box.low, (box.high or 0) + 1) for box in boxes]
    return [
        numbers
        for numbers in product(*ranges)
        if all(
            sum(numbers[p] for p in one.parts) == numbers[one.whole]
            if one.complete
            else sum(numbers[p] for p in one.parts) <= numbers[one.whole]
            for one in system.sums
        )
    ]


@settings(max_examples=400, deadline=None)
@given(systems(), BOXES)
def test_a_system_is_possible_exactly_where_a_solution_exists(
    system: System, boxes: list[Interval]
) -> None:
    assert system.admits(enumerate(boxes)) == bool(solutions(system, boxes))


@settings(max_examples=300, deadline=None)
@given(systems(), BOXES)
def test_bounds_are_the_least_and_greatest_of_all_solutions(
    system: System, boxes: list[Interval]
) -> None:
    found = solutions(system, boxes)
    bounds = system.narrowed([box.low for box in boxes], [box.high for box in boxes])
    if not found:
        return
    assert bounds is not None
    for number in range(SIZE):
        values = [solution[number] for solution in found]
        assert system.hull(number, *bounds) == Interval(min(values), max(values))


def test_a_part_may_not_exceed_its_whole() -> None:
    system = System(2, [Sum(parts=(0,), whole=1)])
    assert not system.admits([(0, Interval(150, 150)), (1, Interval(149, 149))])


def test_what_nobody_bounds_is_open_above() -> None:
    system = System(2, [Sum(parts=(0,), whole=1)])
    bounds = system.narrowed([149, 0], [149, None])
    assert bounds is not None
    assert system.hull(1, *bounds) == Interval(149, None)


def test_of_a_complete_breakdown_the_missing_part_is_known() -> None:
    system = System(3, [Sum(parts=(0, 1), whole=2, complete=True)])
    bounds = system.narrowed([164, 0, 686], [164, None, 686])
    assert bounds is not None
    assert system.hull(1, *bounds) == Interval(522, 522)


def test_an_endless_system_is_left_undecided_and_not_called_impossible() -> None:
    # Each is more than the other: no solution, and no bound that would show it.
    growing = System(3, [Sum(parts=(0, 2), whole=1), Sum(parts=(1, 2), whole=0)])
    assert growing.admits([(2, Interval(1, 1))])
