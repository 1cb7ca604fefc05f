"""Which reservations in words say the same, and whose state a count is."""

from typing import Any

import pytest

from qantar.domain.claim import Measure
from qantar.domain.ledger import Citation
from qantar.domain.quantity import Quantity
from qantar.domain.when import When
from qantar.reconcile.count import Count
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import reconcile
from qantar.reconcile.reservations import reservation

BORDER = ListedPlaces({"batken": ("kyrgyzstan",), "isfara": ("tajikistan",)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("не считая нападавших", "attackers not counted"),
        ("без учёта нападавших", "не рахуючи нападників"),
        ("шабуылдаушыларды есептемегенде", "excluding the attackers"),
        ("включая двух полицейских", "including the police officers"),
    ],
)
def test_one_reservation_in_two_languages_is_one(one: str, other: str) -> None:
    assert reservation(one) == reservation(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("не считая нападавших", "включая нападавших"),
        ("gun shops not counted", "police stores not counted"),
        ("outside the capital", "not counting the capital"),
        ("не считая нападавших", None),
    ],
)
def test_other_reservations_are_others(one: str, other: str | None) -> None:
    assert reservation(one) != reservation(other)


def test_what_is_not_understood_is_compared_as_it_stands() -> None:
    assert reservation("  Names known\tto us ") == reservation("names known to us")


def count(claim: str, speaker: str, number: int, place: str, day: int, **more: Any) -> Count:
    return Count(
        claim=claim, report=claim, document=claim, measure=Measure("person", "killed"),
        quantity=Quantity.of(number), total=True, place=place.casefold(), place_name=place,
        period=When("2022-09-14/.."), as_of=When(f"2022-09-{day}"), speaker=speaker,
        evidence=Citation(source=claim), **more,
    )  # fmt: skip


def lines(*figures: Count) -> dict[str, str]:
    ledger = reconcile(figures, places=BORDER).ledger
    return {claim: u.line for u in ledger.utterances for claim in u.claims}


def test_the_offices_of_two_states_are_two_lines_on_one_question() -> None:
    found = lines(
        count("ours", "Минздрав Кыргызстана", 46, "Batken", 18),
        count("theirs", "МВД Таджикистана", 100, "Batken", 18),
        count("again", "прокуратура", 50, "Batken", 19),
    )
    assert found == {"ours": "state", "theirs": "state TJ", "again": "state"}


def test_a_state_does_not_supersede_what_another_counts_in_the_others_land() -> None:
    figures = [
        count("theirs", "МВД Таджикистана", 30, "Batken", 17),
        count("ours", "Минздрав Кыргызстана", 46, "Batken", 18),
    ]
    ledger = reconcile(figures, places=BORDER).ledger
    assert [one.type.value for one in ledger.relations] == []


def test_two_ministries_of_one_name_and_two_states_speak_twice() -> None:
    figures = [
        count("ours", "МВД Кыргызстана", 46, "Batken", 18),
        count("theirs", "МВД Таджикистана", 46, "Batken", 18),
    ]
    assert len(reconcile(figures, places=BORDER).ledger.utterances) == 2
