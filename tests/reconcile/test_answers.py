"""Asks answered: words no text has, things added, and what nobody tells apart."""

from typing import Any

from qantar.reconcile.answers import answer_rows
from qantar.reconcile.reconciliation import reconcile
from tests.reconcile.test_questions import count

ASK = {"id": "e", "place": "ensk", "when": None}


def answer(ask: dict[str, Any], *figures: Any) -> dict[str, Any]:
    (row,) = answer_rows(reconcile(figures), [ASK | ask])
    return row


def test_words_that_no_text_has_are_passed_over_and_the_answer_says_so() -> None:
    ask = {"object": "person", "act": "hospitalized", "scope": "still in hospital"}
    row = answer(ask, count("a", "94", "person.hospitalized", published="2022-07-05"))
    assert (row["low"], row["high"]) == (94, 94)
    assert "still in hospital" in row["note"]


def test_where_texts_narrow_the_count_themselves_other_words_are_not_passed_over() -> None:
    ask = {"object": "person", "act": "killed", "scope": "attackers not counted"}
    figures = (count("a", "9"), count("b", "4", population="women"))
    assert answer(ask, *figures)["question"] is None


def test_things_under_no_code_are_never_answered_without_their_words() -> None:
    ask = {"object": "person", "act": "other", "scope": "back home"}
    assert answer(ask, count("a", "30", "person.other"))["question"] is None


def test_what_was_added_is_no_answer_to_how_many() -> None:
    row = answer(
        {"object": "person", "act": "killed", "scope": None},
        count("a", "16", total=True, published="2024-06-24"),
        count("b", "1", total=False, published="2024-06-25"),
    )
    assert (row["low"], row["high"]) == (16, 16)
    assert "note" not in row
