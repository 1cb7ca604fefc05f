"""Minimal conflicting sets, against every assignment of small numbers there is."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.quantity import Interval
from qantar.reconcile.clashes import Clashes
from qantar.reconcile.constraints import Bond
from qantar.reconcile.linked import Linked, Said

SIZE, TOP = 4, 2
"""Small enough to write every assignment down."""


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[Bond], list[Said]]:
    bonds = []
    for _ in range(draw(st.integers(1, 4))):
        whole = draw(st.integers(1, SIZE - 1))  # parts before wholes: nothing holds itself
        parts = draw(st.lists(st.integers(0, whole - 1), min_size=1, max_size=3, unique=True))
        complete = len(parts) > 1 and draw(st.booleans())  # one part is no breakdown
        bonds.append(Bond(tuple(parts), whole, complete, "it holds"))
    said = []
    for at in range(draw(st.integers(2, 7))):
        ends = sorted((draw(st.integers(0, TOP)), draw(st.integers(0, TOP))))
        said.append(Said(f"a{at}", draw(st.integers(0, SIZE - 1)), Interval(*ends)))
    return bonds, [one for one in said if hold(bonds, [one])]


def hold(bonds: list[Bond], said: list[Said]) -> bool:
    """Whether numbers exist. Twelve is more than sums of sums of these need."""
    ranges = []
    for number in range(SIZE):
        own = [one.interval for one in said if one.number == number]
        lows, highs = [box.low for box in own], [box.high or 0 for box in own]
        ranges.append(range(max(lows, default=0), min(highs, default=12) + 1))
    return any(
        all(
            sum(numbers[p] for p in bond.parts) == numbers[bond.whole]
            if bond.complete
            else sum(numbers[p] for p in bond.parts) <= numbers[bond.whole]
            for bond in bonds
        )
        for numbers in product(*ranges)
    )


LAW = settings(max_examples=80, deadline=None)


def sets(
    bonds: list[Bond], said: list[Said], pairs: frozenset[frozenset[str]]
) -> list[set[str]]:
    local = Linked(range(SIZE), bonds, said)
    return [set(ids) for ids, _ in Clashes(pairs).sets(local)]


def chosen(said: list[Said], ids: set[str]) -> list[Said]:
    return [one for one in said if one.account in ids]


@LAW
@given(groups())
def test_the_sayings_of_a_set_cannot_all_hold_and_without_any_one_they_can(
    group: tuple[list[Bond], list[Said]],
) -> None:
    bonds, said = group
    for ids in sets(bonds, said, frozenset()):
        assert not hold(bonds, chosen(said, ids))
        for one in ids:
            assert hold(bonds, chosen(said, ids - {one}))


@LAW
@given(groups())
def test_a_set_is_found_exactly_where_the_sayings_cannot_all_hold(
    group: tuple[list[Bond], list[Said]],
) -> None:
    bonds, said = group
    assert bool(sets(bonds, said, frozenset())) == (not hold(bonds, said))


@LAW
@given(groups())
def test_known_contradictions_aside_nothing_that_cannot_hold_goes_unnoticed(
    group: tuple[list[Bond], list[Said]],
) -> None:
    bonds, said = group
    pairs = frozenset(
        frozenset((a.account, b.account))
        for a, b in combinations(said, 2)
        if a.number == b.number and not a.interval.meets(b.interval)
    )
    found = sets(bonds, said, pairs)
    assert bool(pairs) or bool(found) == (not hold(bonds, said))
    for ids in found:
        assert not hold(bonds, chosen(said, ids))


@LAW
@given(groups())
def test_the_reason_names_what_binds_them(group: tuple[list[Bond], list[Said]]) -> None:
    bonds, said = group
    local = Linked(range(SIZE), bonds, said)
    for ids, why in Clashes(frozenset()).sets(local):
        assert why or len({one.number for one in chosen(said, set(ids))}) == 1
