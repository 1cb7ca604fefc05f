"""A ledger taken apart and put together is the same ledger; one question brings all that touches it."""

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings

from qantar.domain.errors import MisplacedQuote
from qantar.domain.identity import Json, canonical_json
from qantar.domain.when import When
from qantar.reconcile.bygone import ledger_as_of
from qantar.reconcile.count import Count
from qantar.reconcile.judged import judged_ledger
from qantar.reconcile.kept import Fetch, kept_rows, ledger_of_kept, set_aside_of_kept
from qantar.reconcile.reconciliation import reconcile
from qantar.reconcile.settle import settle

from .test_judging import A, B
from .test_laws import PLACES, counts


def fetching(rows: Mapping[str, Json]) -> Fetch:
    def fetch(names: Iterable[str]) -> Mapping[str, Json]:
        return {name: rows[name] for name in names if name in rows}

    return fetch


def no_text(document: str) -> str:
    raise AssertionError(f"cited claims need no text of {document}")


@settings(max_examples=30, deadline=None)
@given(counts())
def test_a_ledger_comes_back_from_its_rows(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    fetch = fetching(dict(kept_rows(ledger)))
    back = ledger_of_kept([question.id for question in ledger.questions], fetch, no_text)
    assert canonical_json(back.as_json()) == canonical_json(ledger.as_json())
    assert set_aside_of_kept(fetch) == ledger.set_aside


@settings(max_examples=30, deadline=None)
@given(counts())
def test_one_question_comes_with_all_that_touches_it(figures: list[Count]) -> None:
    ledger = reconcile(figures, places=PLACES).ledger
    fetch = fetching(dict(kept_rows(ledger)))
    for question in ledger.questions:
        alone = ledger_of_kept([question.id], fetch, no_text)
        own = {account.id for account in ledger.accounts if account.question == question.id}
        assert own == {
            account.id for account in alone.accounts if account.question == question.id
        }
        touching = [one for one in ledger.relations if own & {*one.a, one.b}]
        assert list(alone.relations) == touching
        assert settle(alone, question.id).interval == settle(ledger, question.id).interval
        named = [one for one in ledger.conflicts if question.id in one.questions]
        assert list(alone.conflicts) == named


def test_no_words_are_kept_and_those_shown_are_cut_from_the_document_again() -> None:
    claims, documents = [A[0], B[0]], {document.id: document for _, document in (A, B)}
    ledger = judged_ledger(claims, documents)
    rows = dict(kept_rows(ledger))
    assert "people were killed" not in str(rows)
    ids = [question.id for question in ledger.questions]
    back = ledger_of_kept(ids, fetching(rows), lambda id_: documents[id_].text)
    assert canonical_json(back.as_json()) == canonical_json(ledger.as_json())
    with pytest.raises(MisplacedQuote):
        ledger_of_kept(ids, fetching(rows), lambda id_: "")


@settings(max_examples=30, deadline=None)
@given(counts())
def test_a_bygone_ledger_knows_nothing_later(figures: list[Count]) -> None:
    day = When("2022-01-07")
    ledger = reconcile(figures, places=PLACES).ledger
    then = ledger_as_of(ledger, day)
    assert {account.id for account in then.accounts} <= {
        account.id for account in ledger.accounts
    }
    for account in then.accounts:
        assert account.as_of is not None and account.as_of.bounds()[0] <= day.bounds()[1]
    for estimate in then.estimates:
        assert estimate == settle(ledger, estimate.question, day)
        assert set(estimate.accounts) <= {account.id for account in then.accounts}
