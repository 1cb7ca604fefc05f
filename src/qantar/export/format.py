"""A format of the field that a record can be written in, what it cannot say, and what is written.

*"ACLED rows: it has one number of deaths for an event, never a range."* A loss is what the format can
never say; what was dropped from this record is told with its numbers.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qantar.codebook.policies import policies
from qantar.domain.claim import Claim, Event, is_report_of_fact
from qantar.domain.identity import Json
from qantar.domain.ledger import Ledger
from qantar.domain.ruling import Ruling, rejected
from qantar.domain.source import Capture, Document
from qantar.domain.when import When
from qantar.export.days import first_and_last
from qantar.reconcile.choice import choices
from qantar.reconcile.policies import Counted, Counting
from qantar.record.custody import CustodyEntry
from qantar.views.chronology import Chronology, chronology
from qantar.views.judged import Marks, marks_of
from qantar.views.ledger import QuestionRow, question_rows
from qantar.views.places import PlaceRow, place_rows, region_name
from qantar.views.standing_words import READ_BY, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a format is written from: one record at one moment, reconciled and judged.

    ``claims`` are as people judged them, each id once, in order of report and text, the rejected
    among them; ``counted`` holds for each question what every counting rule makes of it;
    ``policy`` is the rule asked for, None for the format's own.
    """

    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]
    captures: Mapping[str, Capture]
    custody: tuple[CustodyEntry, ...]
    rulings: tuple[Ruling, ...]
    questions: tuple[QuestionRow, ...]
    """By id."""
    chronology: Chronology
    counted: Mapping[str, Mapping[str, Counted]]
    places: Mapping[str, PlaceRow]
    marks: Marks
    policy: str | None = None
    rejected: frozenset[str] = frozenset()
    by_id: Mapping[str, Claim] = field(default_factory=dict, repr=False)

    @property
    def told(self) -> tuple[Claim, ...]:
        """The claims nobody rejected."""
        return tuple(claim for claim in self.claims if claim.id not in self.rejected)

    @property
    def events(self) -> tuple[Claim, ...]:
        """Claims that a dated or undated happening took place, as reports of fact."""
        return tuple(
            claim
            for claim in self.told
            if isinstance(claim.content, Event) and is_report_of_fact(claim)
        )

    def read_by(self, *claims: str) -> str:
        """Who stands for these claims: the people who judged them, for how many of them, and the
        rules for the rest. A comment is no check."""
        judged = [id_ for id_ in claims if standing_of(self.marks.get(id_, ())) != READ_BY]
        by = standing_of(mark for id_ in judged for mark in self.marks[id_])
        if not judged or len(judged) == len(claims):
            return by
        return f"{by} ({len(judged)} of {len(claims)} claims; the rest {READ_BY})"

    def outlet(self, claim: Claim) -> str | None:
        """Who printed it."""
        document = self.documents.get(claim.document)
        return document.outlet if document else None

    def place(self, id_: str | None) -> PlaceRow | None:
        return self.places.get(id_) if id_ else None

    def region(self, id_: str | None, when: When | None) -> str:
        """The first-level unit a place lay in when it happened, of today where no date is said;
        empty for a country and for what the atlas does not know."""
        if not id_ or id_ not in self.places:
            return ""
        ends = first_and_last(when)
        on = dt.date.fromisoformat(ends[0]) if ends else None
        (row,) = place_rows((id_,), on)
        return region_name(row.region, "en") if row.region else ""

    def place_name(self, id_: str | None) -> str:
        place = self.place(id_)
        return dict(place.names)["en"] if place else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The bytes of a format, and what of this record stayed behind, as sentences with numbers."""

    data: bytes
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by name. ``losses`` are sentences of what it cannot say of any record.

    ``policies`` are the counting rules it may be written by, its own first; empty if it counts
    nothing. ``extra`` is the optional part of the installation it needs.
    """

    name: str
    title: str
    suffix: str
    standard: str
    """Where it is defined."""
    losses: tuple[str, ...]
    write: Callable[[Material], Written]
    policies: tuple[str, ...] = ()
    extra: str | None = None


def material(
    *,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    captures: Mapping[str, Capture],
    custody: Sequence[CustodyEntry],
    rulings: Sequence[Ruling],
    ledger: Ledger,
    policy: str | None = None,
) -> Material:
    """Everything a format may ask for; ``claims`` as judged, ``ledger`` what follows from them."""
    by_id: dict[str, Claim] = {}
    for claim in claims:
        by_id.setdefault(claim.id, claim)
    ordered = sorted(by_id.values(), key=lambda c: (c.report, c.document, c.anchor.start, c.id))
    counting = Counting(ledger, choices(ledger, rulings))
    rows = sorted(question_rows(ledger, rulings), key=lambda row: row.question)
    return Material(
        claims=tuple(ordered),
        documents={id_: documents[id_] for id_ in sorted(documents)},
        captures={id_: captures[id_] for id_ in sorted(captures)},
        custody=tuple(custody),
        rulings=tuple(rulings),
        questions=tuple(rows),
        chronology=chronology(claims, documents, rulings),
        counted={
            row.question: {
                name: counting.count(rule, row.question) for name, rule in policies().items()
            }
            for row in rows
        },
        places=_places(ordered, ledger),
        marks=marks_of(rulings),
        policy=policy,
        rejected=frozenset(rejected(rulings)),
        by_id=by_id,
    )


def _places(claims: Sequence[Claim], ledger: Ledger) -> dict[str, PlaceRow]:
    """The places named, and the units around them."""
    ids = {claim.scope.place_id for claim in claims} | {q.place_id for q in ledger.questions}
    rows = {row.id: row for row in place_rows(id_ for id_ in ids if id_)}
    around = {row.region for row in rows.values() if row.region}
    around |= {f"country:{row.country}" for row in rows.values() if row.country}
    return rows | {row.id: row for row in place_rows(around - set(rows))}


def when_of(claim: Claim) -> When | None:
    """When it happened or held, as the text says; None if it does not say so with a year."""
    scope = claim.scope
    for when in (scope.when, scope.as_of):
        if when is not None and not when.is_partial:
            return when
    return None


def is_point(place: PlaceRow | None) -> bool:
    """Whether its coordinates may stand for it on a map: a settlement, never an area."""
    return (
        place is not None
        and place.kind == "settlement"
        and place.latitude is not None
        and place.longitude is not None
    )


def many(number: int, one: str, more: str) -> tuple[str, ...]:
    """«12 events without a date were left out», «1 event…», or nothing where there is none."""
    if not number:
        return ()
    return (f"{number} {one if number == 1 else more}",)


def json_lines(rows: Sequence[Json]) -> bytes:
    """One JSON object a line, letters unescaped, keys in their order."""
    return b"".join(json_bytes(row) for row in rows)


def json_bytes(row: object, indent: int | None = None) -> bytes:
    """A JSON text in UTF-8; lone surrogates, which no file may hold, are escaped."""
    text = json.dumps(row, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"
