"""Whole stories from the texts of their reports: read, reconciled, and compared with what a careful person
wrote down beforehand.

What is not reached stands in a story's ``unreached``, what is said besides in its ``astray``, each with the
reason; once that changes, the tests say so.
"""

import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from qantar import text
from qantar.atlas.atlas import Atlas
from qantar.domain.claim import Claim, Figure
from qantar.domain.ledger import RelationType
from qantar.domain.source import Document
from qantar.pipeline import read_document
from qantar.reconcile import counts_of, reconcile
from qantar.reconcile.places import AtlasPlaces

FOLDER = Path(__file__).parent / "stories" / "texts"
STORIES = sorted(path.stem for path in FOLDER.glob("*.toml"))
SYMMETRIC = ("same", "contradicts")
TYPES = ("same", "refines", "supersedes", "retracts", "contradicts", "part_of", "sum")
CHAINED = ("supersedes", "refines", "part_of")
"""Of these a chain implies its ends."""


@cache
def story(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def found(name: str) -> frozenset[tuple[str, ...]]:
    """Relations between the figures the story names, as ``(type, *ends)``; the same figures are all
    named by the first of them."""
    documents, claims = {}, []
    for report in story(name)["report"]:
        document = Document(
            capture=report["id"],
            report=report["id"],
            text=report["text"],
            lang=report["lang"],
            outlet=report["outlet"],
            published=report["published"],
            blocks=tuple(text.blocks(report["text"], None)),
        )
        documents[document.id] = document
        claims += read_document(document)
    name_of = names(name, claims)
    counts, _ = counts_of(claims, documents)
    ledger = reconcile(counts, places=AtlasPlaces(Atlas.load())).ledger
    first = first_of(name)

    def end(account: str) -> str | None:
        of = [name_of[c] for c in ledger.account(account).claims if c in name_of]
        return of[0] if of else None

    edges = set()
    groups = [[name_of[c] for c in a.claims if c in name_of] for a in ledger.accounts]
    for relation in ledger.relations:
        ends = [end(id_) for id_ in (*relation.a, relation.b)]
        known = [one for one in ends if one is not None]
        if len(known) < len(ends):
            continue
        if relation.type is RelationType.SAME:
            groups.append(known)
        elif relation.type is not RelationType.APART:
            edges.add(edge(relation.type.value, [first[one] for one in known]))
    joined: list[set[str]] = []
    for group in groups:
        touching = [one for one in joined if one & set(group)]
        joined = [one for one in joined if one not in touching]
        joined.append(set(group).union(*touching))
    pairs = {("same", *pair) for group in joined for pair in combinations(sorted(group), 2)}
    return frozenset(edges | pairs)


def names(name: str, claims: list[Claim]) -> dict[str, str]:
    """Claim to the figure of the story whose words it stands on."""
    of: dict[str, str] = {}
    for report in story(name)["report"]:
        for label, words in report["figures"].items():
            start = report["text"].index(words)
            for claim in claims:
                if claim.report == report["id"] and isinstance(claim.content, Figure):
                    if claim.anchor.start < start + len(words) and start < claim.anchor.end:
                        of.setdefault(claim.id, f"{report['id']}.{label}")
    return of


def first_of(name: str) -> dict[str, str]:
    """Each figure to the first of those the story holds for the same."""
    first = {
        f"{report['id']}.{label}": f"{report['id']}.{label}"
        for report in story(name)["report"]
        for label in report["figures"]
    }
    for group in story(name)["wanted"]["same"]:
        first |= dict.fromkeys(group, min(group))
    return first


def edge(type_: str, ends: list[str]) -> tuple[str, ...]:
    *a, b = ends
    return (type_, *sorted(ends)) if type_ in SYMMETRIC else (type_, *sorted(a), b)


def wanted(name: str) -> set[tuple[str, ...]]:
    first = first_of(name)
    edges = {
        edge(type_, [first[end] for end in ends])
        for type_ in TYPES
        for ends in story(name)["wanted"][type_]
        if type_ != "same"
    }
    for group in story(name)["wanted"]["same"]:
        edges |= {("same", *pair) for pair in combinations(sorted(group), 2)}
    return edges


def implied(edges: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The edges with what follows from chains of them."""
    grown = True
    while grown:
        more = {
            (a[0], a[1], b[2])
            for a in edges
            for b in edges
            if a[0] == b[0] and a[0] in CHAINED and len(a) == len(b) == 3 and a[2] == b[1]
        } - edges
        edges = edges | more
        grown = bool(more)
    return edges


def cases() -> list[Any]:
    listed = []
    for name in STORIES:
        unreached = story(name).get("unreached", {})
        for one in sorted(wanted(name)):
            words = " ".join(one)
            marks = (
                [pytest.mark.xfail(strict=True, reason=unreached[words])]
                if words in unreached
                else []
            )
            listed.append(pytest.param(name, one, id=f"{name}: {words}", marks=marks))
    return listed


@pytest.mark.parametrize(("name", "one"), cases())
def test_what_a_careful_reader_sees_is_found_from_the_words_alone(
    name: str, one: tuple[str, ...]
) -> None:
    assert one in found(name), sorted(found(name))


@pytest.mark.parametrize("name", STORIES)
def test_nothing_else_is_said_to_stand_in_a_relation(name: str) -> None:
    known = set(story(name).get("astray", {}))
    extra = {" ".join(one) for one in found(name) - implied(wanted(name))}
    assert extra == known


@pytest.mark.parametrize("name", STORIES)
def test_only_what_is_wanted_can_be_unreached(name: str) -> None:
    assert set(story(name).get("unreached", {})) <= {" ".join(one) for one in wanted(name)}
