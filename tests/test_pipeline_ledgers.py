"""What was compared once is not compared again, until the record or the rules have changed."""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qantar.domain.claim import Claim
from qantar.domain.errors import RecordError
from qantar.domain.identity import canonical_json
from qantar.domain.judgement import JudgedClaim, Judgement, Verb
from qantar.domain.ledger import Ledger
from qantar.domain.source import Document
from qantar.pipeline import amendment, holding, judge, ledger_of, ledgers
from qantar.reconcile import reconciliation, upkeep
from qantar.reconcile.count import Count
from qantar.reconcile.judging import Judging
from qantar.reconcile.places import Places
from qantar.record.custody import Act
from qantar.record.port import Store
from qantar.record.shelf import FULL
from qantar.store.address import open_store
from qantar.store.memory import MemoryStore
from qantar.views.ledger import question_rows
from tests.reconcile.test_judging import judged_stories
from tests.store import samples
from tests.store.samples import AT, READER


def keep(store: Store, number: int, at: str = AT) -> str:
    """A report read, its figures in a place the atlas knows; the id of its capture."""
    capture, data = samples.capture(number)
    document = samples.document(capture, number)
    claims = [
        replace(claim, scope=replace(claim.scope, place="Almaty", place_id="region:KZ-ALA"))
        for claim in samples.claims(document, number)
    ]
    with store.writer(who="test", at=at) as writer:
        writer.keep_capture(capture, data)
        writer.keep_reading(capture.id, READER, [(document, claims)])
    return capture.id


def make(store: Store) -> Store:
    for number in (1, 2, 3):
        keep(store, number)
    return store


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return make(MemoryStore())
    return make(open_store(tmp_path / "x.qantar", create=True))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often a strand of the record was compared."""
    calls: list[str] = []
    strand = reconciliation.strand_ledger

    def counted(counts: Iterable[Count], places: Places, judging: Judging) -> Ledger:
        calls.append("compared")
        return strand(counts, places, judging)

    monkeypatch.setattr(upkeep, "strand_ledger", counted)
    return calls


def ask(store: Store) -> list[str]:
    with ledgers(store, who="test", at=AT) as held:
        return [heading["title"] for heading in held.find()]


def test_a_record_is_compared_once(store: Store, compared: list[str]) -> None:
    assert ask(store) == ask(store) != []
    assert len(compared) == 1


def test_a_judgement_or_a_reading_makes_it_compare_anew(
    store: Store, compared: list[str]
) -> None:
    ask(store)
    with store.view() as view:
        claim = next(view.claims(kind="figure"))
    judge(store, Verb.REJECT, [claim.id], by="Дана", reason="no", who="test", at=AT)
    with ledgers(store, who="test", at=AT) as held:
        assert claim.id in {one.claim for one in held.set_aside()}
        assert [ruling.judgement.by for ruling in held.rulings()] == ["Дана"]
    keep(store, 9)
    ask(store)
    assert len(compared) == 3


def test_an_export_does_not(store: Store, compared: list[str]) -> None:
    ask(store)
    with store.writer(who="test", at=AT) as writer:
        writer.note(Act.EXPORTED, "x", {})
    ask(store)
    assert len(compared) == 1


def test_one_question_comes_back_as_in_the_whole_ledger(store: Store) -> None:
    with store.view() as view:
        whole = {row.question: row for row in question_rows(ledger_of(holding(view)))}
    with ledgers(store, who="test", at=AT) as held:
        assert {heading["question"] for heading in held.find()} == whole.keys()
        for id_, row in whole.items():
            rows = {one.question: one for one in question_rows(held.ledger([id_]))}
            assert rows[id_] == row


def test_questions_are_found_by_their_words(store: Store) -> None:
    with ledgers(store, who="test", at=AT) as held:
        assert {h["measure"] for h in held.find(["WEAPONS", "stolen"])} == {"weapon.stolen"}
        assert held.find(["unicorns"]) == []


def test_a_record_that_cannot_be_written_is_compared_in_memory(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise RecordError("read-only")

    known = ask(store)
    judged = MemoryStore()
    make(judged)
    monkeypatch.setattr(judged, "writer", locked)
    assert ask(judged) == known
    with ledgers(judged, who="test", at=AT) as held:
        headings = held.find(["weapons"])
        assert held.ledger([headings[0]["question"]]).accounts


def test_a_judgement_names_what_it_overrules(store: Store) -> None:
    with store.view() as view:
        claim = next(view.claims(kind="figure")).id
    first, older = judge(store, Verb.CONFIRM, [claim], by="Дана", reason="a", who="t", at=AT)
    assert older == ()
    _, older = judge(store, Verb.REJECT, [claim], by="Иван", reason="b", who="t", at=AT)
    assert older == (first,)


def test_a_record_as_of_a_time_holds_what_had_come_by_then(store: Store) -> None:
    late = keep(store, 9, "2022-02-01T00:00:00Z")
    with store.view() as view:
        early = holding(view, until="2022-01-31T00:00:00+00:00")
        assert late not in early.captures and len(early.captures) == 3
        assert all(claim.capture in early.captures for claim in early.claims)
        assert late in holding(view, until="2022-02-01T00:00:00Z").captures


@settings(max_examples=10, deadline=None)
@given(judged_stories(), st.integers(0, 99))
def test_a_record_kept_up_step_by_step_holds_what_a_fresh_one_does(
    story: tuple[list[Claim], dict[str, Document], list[Judgement]], seed: int
) -> None:
    received = {}
    for claim in story[0]:
        document = story[1][claim.document]
        capture, data = samples.capture(0, origin=document.report, text=document.text)
        document = replace(document, capture=capture.id)
        told = replace(claim, capture=capture.id, document=document.id)
        received[claim.id] = capture, data, document, told
    steps: list[str | Judgement] = list(received)
    steps += [
        replace(
            one, about=tuple(JudgedClaim.of(received[about.claim][3]) for about in one.about)
        )
        for one in story[2]
    ]
    first = max(len(received) // 2, 1)
    steps[first:] = random.Random(seed).sample(steps[first:], len(steps) - first)
    store = MemoryStore()
    for step in steps:
        at = step.at if isinstance(step, Judgement) else AT
        with store.writer(who="test", at=at) as writer:
            if isinstance(step, Judgement):
                writer.keep_judgement(step)
            else:
                capture, data, document, told = received[step]
                writer.keep_capture(capture, data)
                writer.keep_reading(capture.id, READER, [(document, [told])])
        with ledgers(store, who="test", at=AT) as held:
            kept = {row.name: row.value for row in held.shelf.derived(held.name)}
        with store.view() as view:
            fresh = amendment(view, lambda _: {}, None).rows
        kept.pop(FULL)
        assert canonical_json(kept) == canonical_json(dict(fresh))
