"""Whole stories, their relations and envelopes written down before they were reconciled.

Each folder file is one story: reports with the figures a reader finds in them, and what a careful person
would make of those. All is invented.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qantar.domain.ledger import RelationType
from qantar.domain.when import When
from qantar.reconcile.coded import coded_counts
from qantar.reconcile.places import ListedPlaces
from qantar.reconcile.reconciliation import Reconciliation, reconcile

FOLDER = Path(__file__).parent / "stories"
STORIES = sorted(path.stem for path in FOLDER.glob("*.toml"))
SYMMETRIC = ("same", "contradicts", "apart")


@cache
def story(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def rows(name: str) -> list[dict[str, Any]]:
    """The figures of a story as coded rows, placed by their words."""
    told, found = story(name), []
    for report in told["report"]:
        for figure in report["figures"]:
            object_, act = figure["measure"].split(".")
            start = report["text"].index(figure["num"])
            found.append(
                {
                    "report": report["id"],
                    "start": start,
                    "end": start + len(figure["num"]),
                    "value": int(figure["num"]) if figure["num"].isdigit() else None,
                    "hedge": "exact",
                    "object": object_,
                    "act": act,
                    "place": told["defaults"]["place"],
                    "when": told["defaults"]["when"].get(act),
                    **figure,
                }
            )
    return found


@cache
def reconciled(name: str) -> Reconciliation:
    told = story(name)
    reports = {report["id"]: report for report in told["report"]}
    places = ListedPlaces({inner: tuple(outer) for inner, outer in told["places"].items()})
    return reconcile(coded_counts(rows(name), reports), places=places)


def first_of(name: str) -> dict[str, str]:
    """Each claim to the first of its class of equal figures."""
    first: dict[str, str] = {}
    for account in reconciled(name).ledger.accounts:
        for claim in account.claims:
            first[claim] = min(account.claims)
    for relation in reconciled(name).ledger.relations:
        if relation.type is RelationType.SAME:
            ends = [
                first[reconciled(name).ledger.account(end).claims[0]]
                for end in (relation.a[0], relation.b)
            ]
            least = min(ends)
            first = {claim: least if top in ends else top for claim, top in first.items()}
    return first


def found(name: str, type_: str) -> set[tuple[str, ...]]:
    ledger, first = reconciled(name).ledger, first_of(name)
    edges = set()
    for relation in ledger.relations:
        if relation.type == type_:
            ends = [first[ledger.account(end).claims[0]] for end in relation.a]
            edges.add(edge(type_, [*ends, first[ledger.account(relation.b).claims[0]]]))
    return edges


def wanted(name: str, type_: str) -> set[tuple[str, ...]]:
    first = first_of(name)
    return {
        edge(type_, [first[claim] for claim in claims])
        for claims in story(name)["wanted"].get(type_, [])
    }


def edge(type_: str, ends: list[str]) -> tuple[str, ...]:
    *a, b = ends
    return tuple(sorted(ends)) if type_ in SYMMETRIC else (*sorted(a), b)


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize(
    "type_", ["supersedes", "retracts", "contradicts", "refines", "part_of", "sum"]
)
def test_accounts_stand_to_each_other_as_a_careful_reader_says(name: str, type_: str) -> None:
    assert found(name, type_) == wanted(name, type_)


@pytest.mark.parametrize("name", STORIES)
def test_equal_figures_of_one_question_are_the_same(name: str) -> None:
    groups: dict[str, set[str]] = {}
    for claim, first in first_of(name).items():
        groups.setdefault(first, set()).add(claim)
    assert {frozenset(g) for g in groups.values() if len(g) > 1} == {
        frozenset(pair) for pair in story(name)["wanted"]["same"]
    }


@pytest.mark.xfail(strict=True, reason="a figure that may be of one incident proves little")
@pytest.mark.parametrize("name", [name for name in STORIES if "beyond" in story(name)])
def test_what_a_careful_reader_sees_besides_is_found(name: str) -> None:
    for type_, edges in story(name)["beyond"].items():
        first = first_of(name)
        assert {edge(type_, [first[c] for c in claims]) for claims in edges} <= found(
            name, type_
        )


@pytest.mark.parametrize("name", STORIES)
def test_what_tempts_is_told_apart(name: str) -> None:
    assert wanted(name, "apart") <= found(name, "apart")


@pytest.mark.parametrize(
    ("name", "asked"),
    [(name, asked) for name in STORIES for asked in story(name)["wanted"]["envelopes"]],
)
def test_envelopes_hold_on_their_days(name: str, asked: str) -> None:
    claim, _, day = asked.partition(" ")
    made = reconciled(name)
    question = next(a.question for a in made.ledger.accounts if claim in a.claims)
    estimate = made.estimate(question, When(day) if day else None)
    mark = " open" if estimate.open else ""
    told = f"{estimate.interval} of {estimate.origins}{mark}"
    assert told == story(name)["wanted"]["envelopes"][asked]
