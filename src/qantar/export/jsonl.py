"""Ledgers and chronology as JSON objects, one a line, in a fixed order (a claim is its own row)."""

from collections.abc import Iterable, Iterator

from qantar.domain.identity import Json
from qantar.views.chronology import Chronology
from qantar.views.ledger import QuestionRow
from qantar.views.standing_words import standing_of


def ledger_lines(rows: Iterable[QuestionRow]) -> Iterator[Json]:
    """A question with all its accounts, appearances and relations a line, sorted by id."""
    for row in sorted(rows, key=lambda row: row.question):
        marks = [mark for account in row.accounts for mark in account.judged]
        yield row.as_json() | {"read_by": standing_of([*row.chosen, *marks])}


def chronology_lines(chronology: Chronology) -> Iterator[Json]:
    """A happening a line, in time; ``told_as`` is dated, undated, not reported as fact,
    or rejected by a person."""
    for name, part in (
        ("dated", chronology.dated),
        ("undated", chronology.undated),
        ("not reported as fact", chronology.not_reported_as_fact),
        ("rejected by a person", chronology.rejected),
    ):
        for row in part:
            marks = [mark for telling in row.tellings for mark in telling.judged]
            yield row.as_json() | {"told_as": name, "read_by": standing_of(marks)}
