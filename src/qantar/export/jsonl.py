"""Ledgers and chronology as JSON objects, one a line, in a fixed order (a claim is its own row)."""

from collections.abc import Iterable, Iterator

from qantar.domain.identity import Json
from qantar.views.chronology import Chronology
from qantar.views.ledger import QuestionRow
from qantar.views.standing_words import READ_BY


def ledger_lines(rows: Iterable[QuestionRow]) -> Iterator[Json]:
    """A question with all its accounts, appearances and relations a line, sorted by id."""
    for row in sorted(rows, key=lambda row: row.question):
        yield row.as_json() | {"read_by": READ_BY}


def chronology_lines(chronology: Chronology) -> Iterator[Json]:
    """A happening a line, in time; ``told_as`` is dated, undated or not reported as fact."""
    for name, part in (
        ("dated", chronology.dated),
        ("undated", chronology.undated),
        ("not reported as fact", chronology.not_reported_as_fact),
    ):
        for row in part:
            yield row.as_json() | {"told_as": name, "read_by": READ_BY}
