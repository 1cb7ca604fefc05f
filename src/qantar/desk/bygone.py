"""One question put together again from the shelf: as it stood by a day, in time, and why it stands so."""

import json
from collections.abc import Iterable
from typing import Any

from qantar.desk.questions import whole_question
from qantar.desk.shelf import unpacked
from qantar.desk.visit import Visit
from qantar.domain.errors import MalformedValue
from qantar.domain.identity import Json
from qantar.domain.ledger import Ledger
from qantar.domain.when import When
from qantar.reconcile.bygone import ledger_as_of
from qantar.reconcile.kept import ledger_of_kept
from qantar.record.shelf import text_of
from qantar.views.ledger import question_rows
from qantar.views.policies import counted_rows
from qantar.views.series import Series, series
from qantar.views.why import Step, why

LONGEST_DATE = len("2022-01-05")


def day_of(text: str) -> When | None:
    """A day, month or year a reader asks for; None if it is none of the calendar."""
    try:
        if not 0 < len(text) <= LONGEST_DATE:
            return None
        when = When(text)
        when.bounds()
    except (MalformedValue, ValueError, OverflowError):
        return None
    return when if not when.is_partial else None


def ledger_around(visit: Visit, questions: Iterable[str]) -> Ledger:
    """These questions with all that touches them.

    Raises:
        RecordError: if the record moved on and the words are no longer there to be cut.
    """
    return ledger_of_kept(questions, _fetching(visit), text_of(visit.view))


def _fetching(visit: Visit) -> Any:
    def fetch(names: Iterable[str]) -> dict[str, Json]:
        rows = visit.shelf.all(
            "SELECT name, row FROM kept WHERE name IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(set(names))),
        )
        return {str(row["name"]): unpacked(row) for row in rows}

    return fetch


def whole_as_of(visit: Visit, question: str, as_of: When) -> tuple[dict[str, Any], Ledger]:
    """A question as its page shows it, as it stood by the end of that date; the ledger of then.

    A question nobody had answered by then comes without accounts.
    """
    now = ledger_around(visit, [question])
    then = ledger_as_of(now, as_of)
    row = next((r for r in question_rows(then, visit.rulings) if r.question == question), None)
    if row is None:
        today = next(r for r in question_rows(now, visit.rulings) if r.question == question)
        empty = whole_question(today, ())
        nothing: dict[str, Any] = {
            "accounts": [],
            "low": None,
            "high": None,
            "said": None,
            "open": False,
        }
        return empty | nothing | {"origins": 0, "chosen": [], "by_rules": None}, then
    counts = counted_rows(now, visit.rulings, [question], as_of)[question]
    whole = whole_question(row, counts)
    # Only what touches the question was put together: what holds it is named as it is today.
    brief = visit.shelf.one("SELECT brief FROM questions WHERE question = ?", question)
    if brief is not None:
        whole |= {name: unpacked(brief, "brief")[name] for name in ("inside", "inside_ids")}
    return whole, then


def series_of(visit: Visit, question: str, as_of: When | None) -> Series | None:
    """A question in time; None if by that date nobody had answered it."""
    ledger = ledger_around(visit, [question])
    return next(iter(series(ledger, [question], visit.rulings, until=as_of)), None)


def why_of(visit: Visit, question: str, id_: str, as_of: When | None = None) -> Step:
    """The derivation of what an id names beside a question: itself, an account, a relation, a
    conflict, a judgement.

    Raises:
        Misuse: if nothing there begins so.
    """
    ledger = ledger_around(visit, [question])
    return why(ledger if as_of is None else ledger_as_of(ledger, as_of), id_, visit.rulings)


def question_at(visit: Visit, id_: str) -> str | None:
    """The question an account, a relation or a conflict belongs to, None if the record has none so."""
    row = visit.shelf.one("SELECT row FROM kept WHERE name = ?", id_)
    if row is None:
        return None
    kept = unpacked(row)
    asked = kept.get("question")
    return str(asked["id"] if isinstance(asked, dict) else asked)
