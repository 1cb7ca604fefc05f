"""Figures coded by hand, one row each, in the terms of the annotation guidelines.

A row may bring the report's text, and then its words are compared with it and quoted; without a
text its evidence is a citation of the report, marked so.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from qantar import codebook
from qantar.domain.claim import Measure
from qantar.domain.errors import MalformedValue, MisplacedQuote
from qantar.domain.ledger import Citation, Evidence
from qantar.domain.quantity import Hedge, Quantity
from qantar.domain.span import Quote
from qantar.domain.when import When
from qantar.reconcile.count import Count, narrowed, place_key
from qantar.reconcile.shingles import Wording, wording
from qantar.reconcile.speakers import offices_in

Row = Mapping[str, Any]
TITLE_REACH = 60
"""Characters before and after a speaker's name in which a report gives their post."""


def coded_counts(rows: Iterable[Row], reports: Mapping[str, Row]) -> tuple[Count, ...]:
    """Counts of coded rows; ``reports`` by id, with ``outlet``, ``published``, ``text``.

    Raises:
        MalformedValue: if a row lacks a field or a code is unknown; the row is named.
        MisplacedQuote: if a row's words do not stand in its report.
    """
    return tuple(_count(row, reports.get(row.get("report", ""), {})) for row in rows)


def _count(row: Row, report: Row) -> Count:
    try:
        measure = codebook.load().check_measure(Measure(row["object"], row["act"]))
        text: str | None = report.get("text")
        speaker = row.get("speaker")
        return Count(
            claim=row["id"],
            report=row["report"],
            document=row["report"],
            outlet=report.get("outlet"),
            published=_when(report.get("published")),
            start=row.get("start") or 0,
            headline=_in_headline(text, row.get("start")),
            measure=measure,
            quantity=coded_quantity(row),
            total=row.get("total"),
            denied=row.get("denied", False),
            part_of=row.get("part_of"),
            place=place_key(row.get("place_id"), row.get("place")),
            place_name=row.get("place"),
            place_id=row.get("place_id"),
            period=_when(row.get("when")),
            as_of=_when(row.get("as_of")),
            population=narrowed(measure, row.get("object_text"), row.get("scope")),
            speaker=speaker,
            role=_title(text, row) if speaker else None,
            via=tuple(row.get("via", ())),
            wording=_wording(text, row),
            evidence=_evidence(text, row),
        )
    except KeyError as error:
        raise MalformedValue(f"coded figure {row.get('id')}: lacks {error}; add it") from None


def coded_quantity(row: Row) -> Quantity:
    """The quantity of ``hedge``, ``value``, ``low`` and ``high``."""
    hedge = Hedge(row["hedge"])
    if hedge is Hedge.RANGE:
        return Quantity.between(Decimal(row["low"]), Decimal(row["high"]))
    if hedge is Hedge.VAGUE:
        return Quantity.vague(Decimal(row["low"]))
    return Quantity.of(Decimal(str(row["value"])), hedge)


def _when(text: str | None) -> When | None:
    return When(text) if text else None


def _in_headline(text: str | None, start: int | None) -> bool:
    return text is not None and start is not None and start < text.find("\n")


def _evidence(text: str | None, row: Row) -> Evidence:
    start, end = row.get("start"), row.get("end")
    if text is None or start is None or end is None:
        return Citation(source=row["report"], words=row.get("num") or "")
    if text[start:end] != row["num"]:
        raise MisplacedQuote(
            f"coded figure {row['id']}: «{row['num']}» is not at {start}-{end} of {row['report']}"
        )
    return Quote.cut(text, *_sentence(text, start, end))


def _wording(text: str | None, row: Row) -> Wording | None:
    start, end = row.get("start"), row.get("end")
    if text is None or start is None or end is None:
        return None
    return wording(text, *_sentence(text, start, end))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a number, by full stops and line breaks."""
    first = max(text.rfind(mark, 0, start) + len(mark) for mark in (". ", "\n")) if start else 0
    first = max(first, 0) if any(mark in text[:start] for mark in (". ", "\n")) else 0
    stops = [at for mark in (". ", "\n") if (at := text.find(mark, end)) >= 0]
    last = min(stops) if stops else len(text)
    return first, last + (1 if stops and text[last] == "." else 0)


def _title(text: str | None, row: Row) -> str | None:
    """The words beside a speaker's name, if they name an office."""
    speaker: str = row["speaker"]
    if text is None or offices_in(speaker):
        return None
    near = [at for at in _places_of(text, speaker)]
    if not near:
        return None
    at = min(near, key=lambda place: abs(place - (row.get("start") or 0)))
    first, last = _sentence(text, at, at + len(speaker))
    # A comma before a name ends another clause; what follows the name after one begins it.
    before = text[max(first, at - TITLE_REACH) : at].rpartition(", ")[2]
    after = text[at + len(speaker) : min(last, at + len(speaker) + TITLE_REACH)].split(",")[0]
    return f"{before} {after}" if offices_in(f"{before} {after}") else None


def _places_of(text: str, words: str) -> Iterable[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
