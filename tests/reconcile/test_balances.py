"""Wholes that fall into their parts by the meaning of the words, and lists that only look like it."""

from typing import Any

import pytest

from qantar.domain.ledger import Ledger, Relation, RelationType
from qantar.reconcile.balances import balances
from qantar.reconcile.reconciliation import reconcile
from tests.reconcile.test_questions import count

DAY = {"as_of": "2022-05-04", "published": "2022-05-04"}


def told(claim: str, number: str, measure: str, report: str = "r", **more: Any) -> Any:
    return count(claim, number, measure, report=report, document=report, **(DAY | more))


def listed(whole: Any, *parts: tuple[str, str], **more: Any) -> list[Any]:
    """A whole and what its text counts in it."""
    return [
        whole,
        *(
            told(f"part{at}", number, measure, part_of=whole.claim, **more)
            for at, (number, measure) in enumerate(parts)
        ),
    ]


def made(*figures: Any) -> Ledger:
    return reconcile(figures).ledger


def sums(ledger: Ledger) -> list[Relation]:
    return [one for one in ledger.relations if one.type is RelationType.SUM]


def clashes(ledger: Ledger) -> list[set[str]]:
    return [set(conflict.claims) for conflict in ledger.conflicts]


FORTY_HURT = told("hurt", "40", "person.injured", total=True)
HURT = listed(
    FORTY_HURT,
    ("25", "person.hospitalized"),
    ("15", "person.released"),
)
TAKEN = listed(
    told("taken", "35", "person.detained", total=True),
    ("20", "person.arrested"),
    ("15", "person.released"),
)


def test_the_hurt_are_in_hospital_or_sent_home() -> None:
    (one,) = sums(made(*HURT))
    assert (
        one.because
        == "25 + 15 are the 40: whoever was hurt lies in hospital, was sent home or has died"
    )


def test_a_part_that_bears_a_day_of_its_own_in_one_text_is_of_its_moment() -> None:
    said = {"speaker": "The ministry"}
    ledger = made(
        told("hurt", "40", "person.injured", total=True, **said),
        told("part0", "25", "person.hospitalized", part_of="hurt", **said),
        count("part1", "15", "person.released", report="r", document="r", part_of="hurt",
              period="2022-05-03", published="2022-05-04", **said),
    )  # fmt: skip
    assert "sent home" in sums(ledger)[0].because


def test_whom_others_count_in_hospital_must_fit_who_was_sent_home() -> None:
    rival = [
        told("hurt too", "40", "person.injured", "other", total=True),
        told(
            "rival",
            "31",
            "person.hospitalized",
            "other",
            part_of="hurt too",
            speaker="Ombudsman",
        ),
        told("home", "9", "person.released", "other", part_of="hurt too", speaker="Ombudsman"),
    ]
    assert {"hurt", "part1", "rival"} in clashes(made(*HURT, *rival))


def test_a_rival_number_that_fits_the_balance_clashes_with_nobody() -> None:
    rival = told("rival", ">10", "person.released", "other", total=True, speaker="Rights group")
    assert not clashes(made(*TAKEN, rival))


def test_what_was_stolen_is_found_again_or_still_not_found() -> None:
    ledger = made(
        *listed(
            told("gone", "100", "weapon.stolen", total=True),
            ("64", "weapon.recovered"),
            ("36", "weapon.at_large"),
        ),
        told("rival", "50", "weapon.at_large", "other", total=True, speaker="The union"),
    )
    assert "still not found" in sums(ledger)[0].because
    assert {"gone", "part0", "rival"} in clashes(ledger)


def test_whoever_was_taken_is_held_or_was_let_go() -> None:
    rival = told("rival", "22", "person.released", "other", total=True, speaker="Rights group")
    assert {"taken", "part0", "rival"} in clashes(made(*TAKEN, rival))


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(
            listed(
                FORTY_HURT,
                ("25", "person.hospitalized"),
                ("14", "person.released"),
            ),
            id="a list that falls short",
        ),
        pytest.param(
            listed(
                FORTY_HURT,
                (">25", "person.hospitalized"),
                ("15", "person.released"),
            ),
            id="a hedged part",
        ),
        pytest.param(
            listed(
                FORTY_HURT,
                ("25", "police.hospitalized"),
                ("15", "person.released"),
            ),
            id="of the police alone",
        ),
        pytest.param(
            [
                FORTY_HURT,
                told("part0", "25", "person.hospitalized", part_of="hurt", place="elsewhere"),
                told("part1", "15", "person.released", part_of="hurt"),
            ],
            id="at another place",
        ),
        pytest.param(
            [
                FORTY_HURT,
                told("part0", "25", "person.hospitalized", "two"),
                told("part1", "15", "person.released", "three"),
            ],
            id="of three reports",
        ),
    ],
)
def test_else_there_is_no_balance(figures: list[Any]) -> None:
    rival = told(
        "rival", "31", "person.hospitalized", "other", total=True, speaker="Rights group"
    )
    ledger = made(*figures, rival)
    assert not any("whoever" in one.because for one in ledger.relations)
    assert not any({"hurt", "rival"} < clash for clash in clashes(ledger))


def test_dead_and_hurt_are_no_balance_of_victims() -> None:
    assert not any(balance.is_filled_by(("killed", "injured")) for balance in balances())
