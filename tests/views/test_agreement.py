"""Agreement of coders, against the examples printed by those who defined it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.views.agreement import Agreement, cohen, interval, krippendorff, nominal


def pairs_of(table: list[list[int]]) -> list[tuple[int, int]]:
    """A table of counts, the first coder in rows, as pairs."""
    return [
        (row, column)
        for row, counts in enumerate(table)
        for column, times in enumerate(counts)
        for _ in range(times)
    ]


def test_cohens_own_example_gives_his_kappa() -> None:
    # Cohen 1960, table 1: proportions of 200, agreement .70, by chance .41, kappa .492.
    found = cohen(pairs_of([[88, 14, 18], [10, 40, 10], [2, 6, 12]]))
    assert found.share == 0.70
    assert found.kappa == pytest.approx(0.492, abs=0.0005)


def test_two_readers_of_fifty_grant_proposals() -> None:
    found = cohen(pairs_of([[20, 5], [10, 15]]))
    assert found.agreed == 35 and found.kappa == pytest.approx(0.4)


def test_coders_who_know_one_value_only_have_no_kappa() -> None:
    assert cohen([("a", "a")] * 5) == Agreement(items=5, agreed=5, kappa=None)
    assert cohen([]) == Agreement(items=0, agreed=0, kappa=None)


# Krippendorff 2011, example C: four observers, twelve units, gaps.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .",
)  # fmt: skip
UNITS = [
    [int(value) for value in unit if value != "."]
    for unit in zip(*(line.split() for line in OBSERVERS), strict=True)
]


@pytest.mark.parametrize(("difference", "alpha"), [(nominal, 0.743), (interval, 0.849)])
def test_krippendorffs_example_with_gaps(difference: object, alpha: float) -> None:
    assert krippendorff(UNITS, difference) == pytest.approx(alpha, abs=0.0005)  # type: ignore[arg-type]


def test_krippendorffs_example_of_two_observers_and_binary_data() -> None:
    units = list(zip("0100000010", "1110010000", strict=True))
    assert krippendorff(units) == pytest.approx(0.095, abs=0.0005)


def test_without_two_values_that_differ_there_is_no_alpha() -> None:
    assert krippendorff([]) is None
    assert krippendorff([["a"], ["b"]]) is None
    assert krippendorff([["a", "a"], ["a", "a"]]) is None


def test_distances_are_of_numbers() -> None:
    with pytest.raises(TypeError, match="numbers"):
        interval("a", 1)


CODED = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(CODED)
def test_neither_the_order_of_items_nor_that_of_coders_matters(
    pairs: list[tuple[int, int]],
) -> None:
    turned = [(other, one) for one, other in reversed(pairs)]
    assert cohen(pairs) == cohen(turned)
    assert krippendorff(pairs) == krippendorff(turned)


@settings(max_examples=60, deadline=None)
@given(CODED)
def test_no_agreement_is_above_full_agreement(pairs: list[tuple[int, int]]) -> None:
    kappa, alpha = cohen(pairs).kappa, krippendorff(pairs)
    assert kappa is None or kappa <= 1
    assert alpha is None or alpha <= 1
    if any(one != other for one, other in pairs):
        assert alpha is not None and alpha < 1
