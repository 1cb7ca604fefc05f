"""The reconciliation set beside the checkout: what is reached must not be lost.

Floors a little under the measured figures. The set is a development set; the rules were written with
its definitions at hand.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from qantar.atlas.atlas import Atlas
from qantar.domain.ledger import Ledger
from qantar.reconcile.coded import coded_counts
from qantar.reconcile.places import AtlasPlaces
from qantar.reconcile.reconciliation import reconcile

ROOT = Path(__file__).parents[2]
SET = Path(os.environ.get("QANTAR_SHARED", ROOT.parent / "shared")) / "ledger"
pytestmark = pytest.mark.skipif(not SET.is_dir(), reason=f"no reconciliation set at {SET}")


def rows(name: str) -> list[dict[str, Any]]:
    lines = (SET / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    reports = {report["id"]: report for report in rows("reports")}
    places = AtlasPlaces(Atlas.load())
    return reconcile(coded_counts(rows("facts"), reports), places=places).ledger


def wanted(type_: str, ledger: Ledger) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """Wanted and found relations of one type between classes of equal figures, as pairs of the
    first members; direction left out."""
    equal: dict[str, str] = {}
    for row in rows("relations"):
        if row["type"] == "same":
            equal[row["a"]] = row["b"]

    def first(id_: str) -> str:
        return equal.get(id_, id_)

    want = {
        frozenset((first(row["a"]), first(row["b"])))
        for row in rows("relations")
        if row["type"] == type_
    }
    found = {
        frozenset(first(ledger.account(id_).claims[0]) for id_ in (*one.a, one.b))
        for one in ledger.relations
        if one.type == type_ and len(one.a) == 1
    }
    return want, found


@pytest.mark.parametrize(
    ("type_", "precision", "recall"),
    [
        ("refines", 0.95, 0.95),
        ("supersedes", 0.9, 0.8),
        ("retracts", 1, 1),
        ("contradicts", 0.95, 0.95),
    ],
)
def test_relations_hold_their_floors(
    ledger: Ledger, type_: str, precision: float, recall: float
) -> None:
    want, found = wanted(type_, ledger)
    right = len(want & found)
    assert right >= precision * len(found), sorted(map(sorted, found - want))
    assert right >= recall * len(want), sorted(map(sorted, want - found))


def test_figures_of_one_question_are_found_together(ledger: Ledger) -> None:
    asked = {claim: account.question for account in ledger.accounts for claim in account.claims}
    for question in rows("questions"):
        assert len({asked[fact] for fact in question["facts"]}) == 1, question["id"]


def test_origins_hold_their_floor(ledger: Ledger) -> None:
    def pairs(groups: list[list[str]]) -> set[tuple[str, str]]:
        return {(a, b) for group in groups for a in group for b in group if a < b}

    want = pairs([row["facts"] for row in rows("origins")])
    found = pairs([list(utterance.claims) for utterance in ledger.utterances])
    assert len(want & found) >= 0.98 * max(len(want), len(found))
