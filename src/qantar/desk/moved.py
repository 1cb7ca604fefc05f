"""What the shelf tells of change: pages edited between two captures, ranges that are not what they were."""

import json
import sqlite3
from collections.abc import Sequence

from qantar.desk.shelf import NewShelf, Row, ShelfPlace, Value, packed
from qantar.domain.errors import RecordError
from qantar.pipeline import Holding
from qantar.views.edits import edits
from qantar.views.ledger import QuestionRow

MOST = 200
"""Moved ranges kept."""


def fill_edited(shelf: NewShelf, held: Holding) -> None:
    """Every page whose later capture says something else."""
    shelf.put(
        "edited",
        [
            {
                "before": edit.before, "after": edit.after, "page": edit.page,
                "outlet": edit.outlet, "captured_before": edit.captured_before,
                "captured_after": edit.captured_after, "silent": edit.silent,
                "changes": len(edit.changes),
            }
            for edit in edits(held.documents.values(), held.captures)
        ],
    )  # fmt: skip


def fill_moved(
    shelf: NewShelf, place: ShelfPlace, rows: Sequence[QuestionRow], custody: int
) -> None:
    """The ranges that differ from the shelf that lies in this place. If none does, what it told of
    moved ranges is told on: the record moved in other ways."""
    before, told = _before(place)
    if not before:
        return
    now = {row.question: row for row in rows}
    moved: list[dict[str, Value]] = []
    for row in rows:  # those most told first
        old = before.get(row.question)
        if old is None or old[:2] != (row.low, row.high):
            moved.append(
                {
                    "question": row.question, "before": old[2] if old else None,
                    "after": _range(row.low, row.high), "custody": custody,
                }
            )  # fmt: skip
    gone: list[dict[str, Value]] = [
        {"question": id_, "before": old[2], "after": None, "custody": custody}
        for id_, old in before.items()
        if id_ not in now
    ]
    shelf.put("moved", [*moved, *gone][:MOST] or told)


def _range(low: int | None, high: int | None) -> str:
    return packed({"low": low, "high": high})


Range = tuple[int | None, int | None, str]


def _before(place: ShelfPlace) -> tuple[dict[str, Range], list[dict[str, Value]]]:
    """Ranges and moved ranges of the shelf that lies there; nothing if it is none of this layout."""
    found: dict[str, Range] = {}
    try:
        with place.shelf() as old:
            for row in old.all("SELECT question, brief FROM questions"):
                brief = json.loads(row["brief"])
                low, high = brief["low"], brief["high"]
                found[str(row["question"])] = low, high, _range(low, high)
            told: list[Row] = old.all(
                "SELECT question, before, after, custody FROM moved ORDER BY position"
            )
    except (RecordError, sqlite3.DatabaseError):
        return {}, []
    return found, [dict(row) for row in told]
