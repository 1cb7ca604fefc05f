"""One counter does not dispute with itself: numbers far apart are of different people."""

from dataclasses import replace

from qantar.domain.ledger import Ledger, RelationType
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.reconciliation import reconcile
from tests.reconcile.test_questions import count


def told(
    name: str, number: str, speaker: str, *, day: int = 6, total: bool | None = None
) -> Count:
    return replace(
        count(name, number, place="ensk"), document=name, report=name, speaker=speaker,
        published=When(f"2022-01-{day:02}"), total=total,
    )  # fmt: skip


def types(ledger: Ledger) -> list[RelationType]:
    return [one.type for one in ledger.relations]


def test_one_ministry_that_gives_353_and_18_counts_two_things() -> None:
    ledger = reconcile([told("a", "353", "МВД"), told("b", "18", "МВД", day=7)]).ledger
    assert types(ledger) == [RelationType.APART]
    assert "not of the same people" in ledger.relations[0].because
    assert ledger.conflicts == ()


def test_two_counters_as_far_apart_dispute() -> None:
    both = reconcile(
        [told("a", "353", "МВД", total=True), told("b", "18", "Lantern", total=True)]
    )
    assert RelationType.CONTRADICTS in types(both.ledger)
    assert RelationType.APART not in types(both.ledger)


def test_two_totals_of_one_counter_contradict_however_far_apart() -> None:
    first = told("a", "353", "МВД", total=True)
    ledger = reconcile([first, told("b", "18", "МВД", day=7, total=True)]).ledger
    assert types(ledger) == [RelationType.CONTRADICTS]
