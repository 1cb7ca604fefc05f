"""Texts that count two kinds in each other: neither is believed, and reckoning ends."""

from qantar.domain.quantity import Interval
from qantar.reconcile.constraints import Bond
from qantar.reconcile.linked import Linked, Said
from qantar.reconcile.reconciliation import reconcile
from tests.reconcile.test_questions import count


def test_sums_in_a_circle_do_not_climb_for_ever() -> None:
    bonds = [Bond((0, 1), 2, False, "a list"), Bond((2,), 0, False, "a list the other way")]
    said = [Said("a", 0, Interval(5, 5)), Said("b", 1, Interval(3, 3))]
    assert Linked((0, 1, 2), bonds, said).lows(said).least(2) >= 8


def test_two_texts_that_count_each_kind_in_the_other_bind_neither() -> None:
    day = {"published": "2022-05-04", "as_of": "2022-05-04", "total": True}
    figures = [
        count("a", "40", "person.injured", report="r", document="r", **day),
        count("b", "30", "person.detained", report="r", document="r", part_of="a", **day),
        count("c", "50", "person.detained", report="s", document="s", speaker="The union", **day),
        count("d", "45", "person.injured", report="s", document="s", speaker="The union", part_of="c", **day),
    ]  # fmt: skip
    ledger = reconcile(figures).ledger
    assert all(len(conflict.questions) == 1 for conflict in ledger.conflicts)
