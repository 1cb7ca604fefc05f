"""A question with more answers than anybody compares two by two."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation, Ledger, RelationType
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.crowds import FEW
from qantar.reconcile.reconciliation import reconcile

SIGNS = ("", "", "", ">=", "<=", "~")
SPEAKERS = ("Anna Berg", "Boris Lind", "Clara Moss", None)


def toll(number: int, quantity: str, day: int, speaker: str | None) -> Count:
    """A running toll of the dead of one town, each in a report of its own."""
    return Count(
        claim=f"claim-{number:03}",
        report=f"r{number}",
        document=f"r{number}",
        measure=Measure("person", "killed"),
        total=True,
        place="town",
        place_name="Town",
        period=When("2022-01-02/.."),
        as_of=When(f"2022-01-{day:02}"),
        published=When(f"2022-01-{day:02}"),
        speaker=speaker,
        quantity=Quantity.parse(quantity),
        evidence=Citation(source=f"r{number}"),
    )


@st.composite
def tolls(draw: st.DrawFn) -> list[Count]:
    numbers = draw(st.lists(st.integers(1, 200), min_size=4, max_size=16, unique=True))
    return [
        toll(
            at,
            draw(st.sampled_from(SIGNS)) + str(number),
            draw(st.integers(3, 8)),
            draw(st.sampled_from(SPEAKERS)),
        )
        for at, number in enumerate(numbers)
    ]


def contradicted(ledger: Ledger) -> set[str]:
    return {
        end
        for one in ledger.relations
        if one.type is RelationType.CONTRADICTS
        for end in (*one.a, one.b)
    }


@settings(max_examples=60, deadline=None)
@given(tolls())
def test_whoever_contradicts_anybody_in_a_crowd_is_seen_to_contradict_somebody(
    figures: list[Count],
) -> None:
    everyone = reconcile(figures).ledger
    with patch("qantar.reconcile.compare.FEW", 1), patch("qantar.reconcile.crowds.NEAR", 0):
        crowded = reconcile(figures).ledger
    assert contradicted(crowded) == contradicted(everyone)


@settings(max_examples=40, deadline=None)
@given(tolls())
def test_a_crowd_adds_no_relation_that_a_comparison_of_all_would_not_find(
    figures: list[Count],
) -> None:
    everyone = reconcile(figures).ledger
    with patch("qantar.reconcile.compare.FEW", 1):
        crowded = reconcile(figures).ledger
    found = {
        (one.type, one.a, one.b)
        for one in crowded.relations
        if one.type is RelationType.CONTRADICTS
    }
    assert found <= {(one.type, one.a, one.b) for one in everyone.relations}


def test_a_long_line_of_counts_ends_in_its_last() -> None:
    many = FEW + 40
    steps = [toll(at, str(100 + at), 2 + at // 4, "Anna Berg") for at in range(many)]
    ledger = reconcile(steps).ledger
    last = {f"claim-{at:03}" for at in range(many) if 2 + at // 4 == 2 + (many - 1) // 4}
    (estimate,) = ledger.estimates
    left = {claim for id_ in estimate.accounts for claim in ledger.account(id_).claims}
    assert left == last


def test_the_relations_of_a_crowd_grow_with_its_accounts_and_not_with_their_pairs() -> None:
    many = 4 * FEW
    ledger = reconcile(
        toll(at, str(100 + at), 5, f"Speaker Number{at}") for at in range(many)
    ).ledger
    assert contradicted(ledger) == {account.id for account in ledger.accounts}
    assert len(ledger.relations) < 10 * many
