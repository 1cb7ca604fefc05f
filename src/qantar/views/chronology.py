"""What happened when, as the reports date it.

Events, dated figures, regimes and posts in the order of their time; clock times and nights over
midnight kept as said. What no text dates comes at the end and is not hidden; what the texts tell
as plan, order or conjecture stands apart.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qantar import codebook
from qantar.domain.claim import (
    Claim,
    Credit,
    Event,
    Figure,
    Label,
    Post,
    Status,
    is_report_of_fact,
)
from qantar.domain.identity import Json
from qantar.domain.ruling import Ruling, as_judged, rejected
from qantar.domain.source import Document
from qantar.domain.when import When
from qantar.views.dates import is_over_midnight, when_words
from qantar.views.judged import Mark, Marks, marks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report that says so, in its words."""

    claim: str
    report: str
    outlet: str | None
    speaker: str | None
    words: str
    place: str | None
    judged: tuple[Mark, ...] = ()

    def as_json(self) -> Json:
        row = {name: getattr(self, name) for name in self.__slots__}
        return row | {"judged": [mark.as_json() for mark in self.judged]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChronologyRow:
    """One happening, figure, regime or change of office at its time."""

    when: str | None
    """EDTF; with X for digits nobody gives."""
    shown: str
    """For people: "2022-01-05 20:00 to 2022-01-06 05:00"."""
    over_midnight: bool
    """Begins on one day and ends on the next: a night, not two days."""
    kind: str
    title: str
    place: str | None
    tellings: tuple[Telling, ...]
    claim: Claim
    """The first claim that tells it, as people judged it."""

    def as_json(self) -> Json:
        return {
            "when": self.when,
            "shown": self.shown,
            "over_midnight": self.over_midnight,
            "kind": self.kind,
            "title": self.title,
            "place": self.place,
            "tellings": [telling.as_json() for telling in self.tellings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronology:
    """All rows: by time; undated; what is not told as having happened; what people rejected."""

    dated: tuple[ChronologyRow, ...]
    undated: tuple[ChronologyRow, ...]
    not_reported_as_fact: tuple[ChronologyRow, ...]
    rejected: tuple[ChronologyRow, ...] = ()
    """What a person found misread: shown, so that nobody wonders, and concluded from by nobody."""

    def as_json(self) -> Json:
        return {
            "dated": [row.as_json() for row in self.dated],
            "undated": [row.as_json() for row in self.undated],
            "not_reported_as_fact": [row.as_json() for row in self.not_reported_as_fact],
            "rejected": [row.as_json() for row in self.rejected],
        }


def chronology(
    claims: Iterable[Claim], documents: Mapping[str, Document], rulings: Iterable[Ruling] = ()
) -> Chronology:
    """The chronology of a set of claims, as people judged them; ``documents`` by id give the outlets.

    Claims of one kind, time, title and place are one row with several tellings. Credits and
    labels have no time of their own and stay out.
    """
    rulings = tuple(rulings)
    marks, refused = marks_of(rulings), rejected(rulings)
    groups: dict[tuple[str, str, str, str, str], list[Claim]] = {}
    for claim in as_judged(claims, rulings):
        if isinstance(claim.content, Credit | Label):
            continue
        key = (
            "rejected" if claim.id in refused else "fact" if is_report_of_fact(claim) else "",
            str(_when(claim) or ""),
            claim.content.kind,
            _title(claim),
            _place(claim) or "",
        )
        groups.setdefault(key, []).append(claim)
    told: dict[str, list[ChronologyRow]] = {"fact": [], "": [], "rejected": []}
    for (told_as, _, kind, title, place), group in groups.items():
        told[told_as].append(_row(kind, title, place, group, documents, marks))
    for rows in told.values():
        rows.sort(key=_order)
    return Chronology(
        dated=tuple(row for row in told["fact"] if _is_dated(row)),
        undated=tuple(row for row in told["fact"] if not _is_dated(row)),
        not_reported_as_fact=tuple(told[""]),
        rejected=tuple(told["rejected"]),
    )


def sentences(rows: Iterable[ChronologyRow]) -> tuple[tuple[ChronologyRow, ...], ...]:
    """Rows of one time that stand on the same words, together, where the first of them stood:
    «погибли 7 человек, в том числе трое полицейских» is two rows and one quote."""
    groups: dict[tuple[str | None, tuple[tuple[str, str], ...]], list[ChronologyRow]] = {}
    for row in rows:
        words = tuple((telling.report, telling.words) for telling in row.tellings)
        groups.setdefault((row.when, words), []).append(row)
    return tuple(tuple(group) for group in groups.values())


def _row(
    kind: str,
    title: str,
    place: str,
    claims: list[Claim],
    documents: Mapping[str, Document],
    marks: Marks,
) -> ChronologyRow:
    when = _when(claims[0])
    tellings = {
        claim.id: _telling(claim, documents.get(claim.document), marks) for claim in claims
    }
    return ChronologyRow(
        when=str(when) if when else None,
        shown=when_words(when),
        over_midnight=is_over_midnight(when),
        kind=kind,
        title=title,
        place=place or None,
        tellings=tuple(sorted(tellings.values(), key=lambda t: (t.report, t.claim))),
        claim=claims[0],
    )


def _telling(claim: Claim, document: Document | None, marks: Marks) -> Telling:
    return Telling(
        claim=claim.id,
        report=claim.report,
        outlet=document.outlet if document else None,
        speaker=claim.attribution.speaker if claim.attribution else None,
        words=claim.quote.exact,
        place=claim.scope.place_words,
        judged=marks.get(claim.id, ()),
    )


def _when(claim: Claim) -> When | None:
    scope = claim.scope
    if scope.when is not None:
        return scope.when
    if scope.when_partial is not None:
        return scope.when_partial
    return scope.as_of if isinstance(claim.content, Figure) else None


def _place(claim: Claim) -> str | None:
    if isinstance(claim.content, Status):
        if claim.content.regions is not None:
            return f"{claim.content.regions} regions"
        return ", ".join(claim.content.places) or None
    return claim.scope.place


def _title(claim: Claim) -> str:
    codes = codebook.load()
    content = claim.content
    match content:
        case Event():
            return codes.events[content.type].title
        case Figure():
            counted = codes.objects[content.measure.object].plural
            denied = " (denied)" if content.denied else ""
            return (
                f"{content.quantity} {counted} {codes.acts[content.measure.act].title}{denied}"
            )
        case Status():
            level = f", {content.level}" if content.level else ""
            regime = codes.status_kinds[content.regime].title
            return f"{regime}{level}: {codes.status_changes[content.change].title}"
        case Post():
            return f"{content.person}, {content.post}: {codes.posts[content.change].title}"
        case _:
            return ""


def _is_dated(row: ChronologyRow) -> bool:
    return row.when is not None and not When(row.when).is_partial


def _order(row: ChronologyRow) -> tuple[object, ...]:
    """By beginning, the closer date first («5 января, 20:00» before «5 января» before «январь»
    that begin together), then by kind and words. The yearless come before the undated."""
    if row.when is None:
        return dt.datetime.max, dt.datetime.max, "~", row.kind, row.title, row.place or ""
    when = When(row.when)
    if when.is_partial:
        return dt.datetime.max, dt.datetime.max, row.when, row.kind, row.title, row.place or ""
    first, last = when.bounds()
    return first, last, row.when, row.kind, row.title, row.place or ""
