"""Ledgers, chronology and claims as CSV for spreadsheets: RFC 4180, UTF-8, a header.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, as
OWASP advises: reports come from strangers.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from qantar.domain.claim import Claim
from qantar.views.chronology import Chronology
from qantar.views.judged import Mark
from qantar.views.ledger import QuestionRow
from qantar.views.standing_words import standing_of

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet compute instead of show."""

LEDGER = (
    "question", "title", "measure", "place", "place_id", "period", "population", "question_low",
    "question_high", "origins", "open", "account", "number", "low", "high", "denied", "stands",
    "speaker", "line", "as_of", "claim", "report", "outlet", "published", "headline", "quote",
    "relations", "read_by", "judged",
)  # fmt: skip
CHRONOLOGY = (
    "told_as", "when", "shown", "kind", "title", "place", "claim", "report", "outlet", "speaker",
    "quote", "read_by", "judged",
)  # fmt: skip
CLAIMS = (
    "id", "kind", "report", "document", "capture", "start", "end", "measure", "quantity", "type",
    "text", "person", "post", "regime", "change", "name", "place", "place_id", "when", "date", "as_of",
    "speaker", "reality", "quote", "rule",
)  # fmt: skip


def cell(value: object) -> str:
    """One cell: empty for nothing, yes and no for truth values, formulas made inert."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if isinstance(value, int | float):
        return text
    text = text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "␀")
    return "'" + text if text.startswith(FORMULA) else text


def line(values: Iterable[object]) -> str:
    """One row with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue()


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows as one CSV text."""
    return line(header) + "".join(line(row) for row in rows)


def ledger_csv(rows: Iterable[QuestionRow]) -> str:
    """One row for each place where an account is printed."""
    return table(LEDGER, (line for row in rows for line in _ledger_rows(row)))


def _ledger_rows(row: QuestionRow) -> Iterable[Sequence[object]]:
    for account in row.accounts:
        relations = "; ".join(
            f"{r.type} {', '.join(r.other_numbers)}: {r.because}" for r in account.relations
        )
        for printed in account.appearances:
            yield (
                row.question, row.title, row.measure, row.place, row.place_id, row.period,
                row.population, row.low, row.high, row.origins, row.open, account.account,
                account.number, account.low, account.high, account.denied, account.stands,
                account.speaker, account.line, account.as_of, printed.claim, printed.report,
                printed.outlet, printed.published, printed.headline, printed.words, relations,
                standing_of(printed.judged), _judged((*row.chosen, *printed.judged)),
            )  # fmt: skip


def _judged(marks: Iterable[Mark]) -> str:
    return "; ".join(mark.words for mark in marks)


def chronology_csv(chronology: Chronology) -> str:
    """One row for each report that tells a happening."""
    parts = (
        ("dated", chronology.dated),
        ("undated", chronology.undated),
        ("not reported as fact", chronology.not_reported_as_fact),
        ("rejected by a person", chronology.rejected),
    )
    return table(
        CHRONOLOGY,
        (
            (
                name, row.when, row.shown, row.kind, row.title, row.place, telling.claim,
                telling.report, telling.outlet, telling.speaker, telling.words,
                standing_of(telling.judged), _judged(telling.judged),
            )
            for name, part in parts
            for row in part
            for telling in row.tellings
        ),
    )  # fmt: skip


def claim_cells(claim: Claim) -> Sequence[object]:
    """One claim under the header ``CLAIMS``; fields its kind does not have stay empty."""
    row = claim.as_row() | {"rule": claim.derivation.rule}
    return [row.get(name) for name in CLAIMS]
