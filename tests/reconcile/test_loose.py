"""Figures said loosely prove little: without a period, a reservation or the word "in all" a number
may be that of one incident or one hospital."""

from typing import Any

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation, RelationType
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.reconciliation import reconcile


def count(claim: str, number: str, speaker: str, day: int, **more: Any) -> Count:
    fields: dict[str, Any] = {
        "claim": claim, "report": claim, "document": claim, "place": "ensk", "place_name": "Ensk",
        "measure": Measure("person", "killed"), "quantity": Quantity.parse(number),
        "speaker": speaker, "as_of": When(f"2022-01-{day:02}"), "evidence": Citation(source=claim),
    }  # fmt: skip
    return Count(**fields | more)


def kinds(*counts: Count) -> set[RelationType]:
    return {one.type for one in reconcile(counts).ledger.relations}


def test_a_smaller_number_later_contradicts_only_where_both_are_totals() -> None:
    loose = count("a", "39", "Lantern", 5), count("b", "19", "МВД", 6)
    firm = count("a", "39", "Lantern", 5, total=True), count("b", "19", "МВД", 6, total=True)
    assert RelationType.CONTRADICTS not in kinds(*loose)
    assert RelationType.CONTRADICTS in kinds(*firm)


def test_another_hospital_does_not_replace_the_ministrys_count() -> None:
    ill = {"measure": Measure("person", "hospitalized")}
    assert RelationType.SUPERSEDES not in kinds(
        count("a", "300", "Минздрав", 5, **ill), count("b", "7", "полиция", 9, **ill)
    )
    assert RelationType.SUPERSEDES in kinds(
        count("a", "300", "Минздрав", 5, **ill), count("b", "7", "Минздрав", 9, **ill)
    )


def test_those_in_hospital_exceed_the_hurt_only_within_one_utterance() -> None:
    ill = {"measure": Measure("person", "hospitalized")}
    hurt = {"measure": Measure("person", "injured"), "total": True}
    assert RelationType.CONTRADICTS not in kinds(
        count("a", "5", "Lantern", 5, **hurt), count("b", "21", "Дана Ли", 5, **ill)
    )


def test_a_denial_by_a_sister_office_is_no_retraction() -> None:
    given = count("a", "164", "Минздрав", 9, total=True)
    assert RelationType.RETRACTS not in kinds(
        given, count("b", "164", "прокуратура", 9, denied=True)
    )
    assert RelationType.RETRACTS in kinds(given, count("b", "164", "Минздрав", 9, denied=True))
