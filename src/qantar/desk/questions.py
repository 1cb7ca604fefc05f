"""The shelf's rows of questions: what lists draw, what a ledger's page shows, and the ledger taken apart."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qantar.desk.conflicts import conflict_rows
from qantar.desk.moments import moments
from qantar.desk.shelf import NewShelf, Value, packed
from qantar.domain.identity import Json
from qantar.domain.ledger import Ledger
from qantar.domain.ruling import Ruling
from qantar.domain.when import When
from qantar.reconcile.kept import kept_rows
from qantar.views.ledger import QuestionRow, families, main_rows
from qantar.views.policies import counted_rows

MAIN = 60
"""Questions kept in the order a newcomer should see them."""
BRIEF_ACCOUNTS = 12
"""Accounts of a question that lists draw; the page of the question draws all."""


def fill_questions(
    shelf: NewShelf, rows: Sequence[QuestionRow], ledger: Ledger, rulings: Sequence[Ruling]
) -> None:
    """Questions in families, their disputes, and what they are put together from again."""
    order = {row.question: at for at, row in enumerate(main_rows(rows, MAIN))}
    counted = counted_rows(ledger, rulings, (row.question for row in rows))
    bearers = Counter(row.title for row in rows)
    questions: list[dict[str, Value]] = []
    for position, (row, depth) in enumerate(families(rows), 1):
        first, last = moments(When(row.period) if row.period else None)
        object_, _, act = row.measure.partition(".")
        whole = whole_question(row, counted[row.question])
        # Two tolls told months apart may bear one title: then when they were told parts them.
        whole["told"] = _told_between(row) if bearers[row.title] > 1 else None
        brief = {k: v for k, v in whole.items() if k not in ("accounts", "policies")}
        questions.append(
            {
                "position": position, "question": row.question, "depth": depth,
                "main": order.get(row.question), "object": object_, "act": act,
                "place_id": row.place_id, "place": row.place, "period": row.period,
                "first": first, "last": last, "accounts": len(row.accounts),
                "origins": row.origins, "open": row.open, "conflict": row.has_conflict,
                "title": row.title, "brief": packed(brief | {"marks": _marks(row)}),
                "row": packed(whole),
            }
        )  # fmt: skip
    shelf.put("questions", questions)
    shelf.put("conflicts", conflict_rows(ledger))
    shelf.put("kept", [{"name": name, "row": packed(row)} for name, row in kept_rows(ledger)])


def whole_question(row: QuestionRow, counts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """All that the page of a question shows of it, counted by each rule."""
    policies = {str(one["policy"]): one for one in counts}
    return row.as_json() | {
        "increment": row.increment, "said": _said(row), "told": None, "policies": policies,
    }  # fmt: skip


def _told_between(row: QuestionRow) -> list[str] | None:
    """The days (EDTF) between which a question was answered."""
    days = sorted(account.as_of[:10] for account in row.accounts if account.as_of)
    return [days[0], days[-1]] if days else None


def _said(row: QuestionRow) -> str | None:
    """The one number all accounts left standing say, if they do."""
    if row.chosen:
        return None  # a person chose a bound: that is shown, and who did
    said = {account.number for account in row.accounts if account.stands}
    return said.pop() if len(said) == 1 else None


def _marks(row: QuestionRow) -> list[Json]:
    """What a small drawing of a question needs, those left standing first."""
    ordered = sorted(row.accounts, key=lambda account: not account.stands)
    return [
        {
            "number": account.number, "low": account.low, "high": account.high,
            "state": account.state, "account": account.account,
        }
        for account in ordered[:BRIEF_ACCOUNTS]
    ]  # fmt: skip
