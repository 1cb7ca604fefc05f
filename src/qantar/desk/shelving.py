"""Filling the shelf: everything the pages compare, made ready once for a state of the record."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qantar.desk.drawing.map import DIVIDED
from qantar.desk.kinds import fill_kinds
from qantar.desk.moments import moments
from qantar.desk.moved import fill_edited, fill_moved
from qantar.desk.questions import fill_questions
from qantar.desk.shelf import NewShelf, ShelfPlace, Value, packed
from qantar.desk.sources import fill_sources
from qantar.domain.claim import Claim, Figure
from qantar.domain.identity import Json
from qantar.domain.ledger import Ledger
from qantar.domain.ruling import Ruling
from qantar.domain.source import BlockKind, Document
from qantar.domain.when import When
from qantar.pipeline import Holding
from qantar.views.chronology import Chronology, ChronologyRow, chronology
from qantar.views.ledger import QuestionRow, question_rows
from qantar.views.places import PlaceRow, place_rows
from qantar.views.standing_words import standing_words

BEFORE, SINCE = date(2022, 1, 1), date.fromisoformat(DIVIDED)
"""Days on the one and the other side of the division of Kazakhstan's regions: what lay in which."""
BATCH = 500

Words = Callable[[str, str | None], Sequence[tuple[int, int, tuple[str, ...]]]]
"""The words of a text in a language: half-open place and the keys each is found under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All a shelf is filled from: what is held, how it stands, and how words are found."""

    held: Holding
    ledger: Ledger
    words: Words
    name: str
    edition: str
    state: str
    """The digest of the last custody entry that changes what can be concluded."""
    head: tuple[int, str]


def fill(place: ShelfPlace, stock: Stock) -> None:
    """The shelf of a stock, put in the place of whatever lay there."""
    documents = stock.held.documents
    numbers = {id_: number for number, id_ in enumerate(documents, 1)}
    rows = question_rows(stock.ledger, stock.held.rulings)
    told = chronology(stock.held.claims, documents, stock.held.rulings)
    homes = _homes(rows)
    with place.replaced() as shelf:
        ids = _place_ids(stock, rows)
        places = {row.id: row for row in place_rows(ids, BEFORE)}
        later = {row.id: row.region for row in place_rows(ids, SINCE)}
        shelf.put("places", [_place(row) for row in places.values()])
        _fill_reports(shelf, stock, numbers)
        _fill_claims(shelf, stock, numbers, homes)
        _fill_words(shelf, stock, numbers)
        fill_questions(shelf, rows, stock.ledger, stock.held.rulings)
        _fill_happenings(shelf, stock, told, places, later)
        fill_kinds(shelf, stock.held)
        fill_sources(shelf, stock.held, stock.ledger)
        fill_edited(shelf, stock.held)
        number, digest = stock.head
        fill_moved(shelf, place, rows, number)
        about = {
            "edition": stock.edition, "name": stock.name, "state": stock.state, "custody": str(number), "head": digest,
            "refused": str(stock.held.refused), "captures": str(len(stock.held.captures)),
        }  # fmt: skip
        shelf.put("about", [{"key": key, "value": value} for key, value in about.items()])


DECIDING = ("confirm", "correct", "reject", "choose", "same", "apart")
"""Verbs by which a person judges what a claim says; a comment decides nothing."""


def claim_states(rulings: Iterable[Ruling]) -> dict[str, str]:
    """How each judged claim stands: the verb of the newest decision in force over it."""
    states: dict[str, str] = {}
    for ruling in rulings:
        if ruling.is_in_force and ruling.judgement.verb.value in DECIDING:
            states.update(dict.fromkeys(ruling.claims, ruling.judgement.verb.value))
    return states


def _homes(rows: Iterable[QuestionRow]) -> dict[str, tuple[str, str]]:
    """The question and the account each claim is an appearance of."""
    return {
        printed.claim: (row.question, account.account)
        for row in rows
        for account in row.accounts
        for printed in account.appearances
    }


def _place_ids(stock: Stock, rows: Iterable[QuestionRow]) -> set[str]:
    ids = {claim.scope.place_id for claim in stock.held.claims}
    ids |= {row.place_id for row in rows}
    return {id_ for id_ in ids if id_ is not None}


def _place(row: PlaceRow) -> dict[str, Value]:
    return {
        "id": row.id, "kind": row.kind, "country": row.country, "region": row.region,
        "latitude": row.latitude, "longitude": row.longitude, "precision": row.precision,
        **dict(row.names),
    }  # fmt: skip


def _fill_reports(shelf: NewShelf, stock: Stock, numbers: Mapping[str, int]) -> None:
    counted: dict[str, list[int]] = {id_: [0, 0] for id_ in numbers}
    for claim in stock.held.claims:
        counted[claim.document][0] += 1
        counted[claim.document][1] += isinstance(claim.content, Figure)
    shelf.put(
        "reports",
        [
            _report(numbers[id_], id_, document, counted[id_])
            for id_, document in stock.held.documents.items()
        ],
    )


def _fill_words(shelf: NewShelf, stock: Stock, numbers: Mapping[str, int]) -> None:
    """The words of each report looked up once, for its passages and for its claims."""
    quoted: dict[str, list[tuple[int, Claim]]] = {}
    for number, claim in enumerate(stock.held.claims, 1):
        quoted.setdefault(claim.document, []).append((number, claim))
    passages: list[dict[str, Value]] = []
    of_passages: list[dict[str, Value]] = []
    of_claims: list[dict[str, Value]] = []
    for id_, document in stock.held.documents.items():
        found = _Found(stock.words(document.text, document.lang))
        for row in _passages(numbers[id_], document):
            passages.append(row)
            lemmas = found.between(int(row["starts"] or 0), int(row["ends"] or 0))
            of_passages.append({"rowid": len(passages), "lemmas": lemmas})
        for number, claim in quoted.get(id_, ()):
            span = claim.quote.span
            of_claims.append({"rowid": number, "lemmas": found.between(span.start, span.end)})
    shelf.put("passages", passages)
    shelf.put("passage_words", of_passages)
    shelf.put("claim_words", of_claims)


class _Found:
    """The words of a text with their keys, to be asked for a stretch of it."""

    def __init__(self, words: Sequence[tuple[int, int, tuple[str, ...]]]) -> None:
        self._words = words
        self._starts = [start for start, _, _ in words]

    def between(self, start: int, end: int) -> str:
        """All keys of the words that lie in ``[start, end)``, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return " ".join(
            key for _, ends, keys in self._words[first:last] if ends <= end for key in keys
        )


def _report(number: int, id_: str, document: Document, counted: list[int]) -> dict[str, Value]:
    first, _ = moments(_published(document))
    return {
        "number": number, "document": id_, "capture": document.capture, "report": document.report,
        "title": _headline(document), "outlet": document.outlet, "lang": document.lang,
        "published": document.published, "first": first, "url": document.url,
        "claims": counted[0], "figures": counted[1],
    }  # fmt: skip


def _published(document: Document) -> When | None:
    return When(document.published) if document.published else None


def _headline(document: Document) -> str | None:
    if document.title:
        return document.title
    for block in document.blocks:
        if block.kind is BlockKind.HEADLINE:
            return block.span.of(document.text)
    return None


def _passages(number: int, document: Document) -> Iterator[dict[str, Value]]:
    """The blocks of a report that its outlet wrote: menus and counters are not searched."""
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.span.of(document.text).strip():
            yield {
                "report": number, "starts": block.span.start, "ends": block.span.end,
                "lang": document.lang,
            }  # fmt: skip


def _fill_claims(
    shelf: NewShelf,
    stock: Stock,
    numbers: Mapping[str, int],
    homes: Mapping[str, tuple[str, str]],
) -> None:
    rows: list[dict[str, Value]] = []
    states = claim_states(stock.held.rulings)
    # What a person corrected is found as corrected; the words are the source's either way.
    for number, claim in enumerate(stock.held.as_judged(), 1):
        rows.append(_claim(number, numbers[claim.document], claim, homes.get(claim.id), states))
        if len(rows) == BATCH:
            shelf.put("claims", rows)
            rows = []
    shelf.put("claims", rows)


def _claim(
    number: int,
    report: int,
    claim: Claim,
    home: tuple[str, str] | None,
    states: Mapping[str, str],
) -> dict[str, Value]:
    content = claim_content(claim)
    when = claim.scope.when or claim.scope.when_partial or claim.scope.as_of
    first, last = moments(when)
    parts = standing_words(claim)
    low = high = None
    if isinstance(claim.content, Figure):
        interval = claim.content.quantity.interval()
        low, high = interval.low, interval.high
    return {
        "number": number, "claim": claim.id, "report": report, "kind": claim.content.kind,
        "object": content.get("object") or content.get("regime") or content.get("side"),
        "act": content.get("act") or content.get("type") or content.get("change"),
        "low": low, "high": high, "number_said": content.get("quantity"),
        "speaker": claim.attribution.speaker if claim.attribution else None,
        "place_id": claim.scope.place_id, "place": claim.scope.place, "first": first, "last": last,
        "edtf": str(when) if when else None, "reality": claim.reality.value,
        "question": home[0] if home else None, "account": home[1] if home else None,
        "state": states.get(claim.id, "read"), "before": parts.before, "marked": parts.marked,
        "after": parts.after, "content": packed(content),
    }  # fmt: skip


_CONTENT = (
    "kind", "quantity", "act", "object", "denied", "type", "person", "post", "change", "regime",
    "level", "name", "text", "side", "voice", "place",
)  # fmt: skip


def claim_content(claim: Claim) -> Json:
    """What a claim says, in codes: enough to word it in any language."""
    row = claim.as_row()
    content = {key: row[key] for key in _CONTENT if key in row}
    if content["kind"] != "status":
        content["place"] = claim.scope.place
    return content


def _fill_happenings(
    shelf: NewShelf,
    stock: Stock,
    told: Chronology,
    places: Mapping[str, PlaceRow],
    later: Mapping[str, str | None],
) -> None:
    claims = {claim.id: claim for claim in reversed(stock.held.as_judged())}
    happenings: list[dict[str, Value]] = []
    tellings: list[dict[str, Value]] = []
    for part, rows in (
        ("dated", told.dated),
        ("undated", told.undated),
        ("unreal", told.not_reported_as_fact),
    ):
        for row in rows:
            position = len(happenings) + 1
            happenings.append(_happening(position, part, row, claims, places, later))
            tellings += [
                {
                    "happening": position, "claim": telling.claim, "outlet": telling.outlet,
                    "speaker": telling.speaker,
                }
                for telling in row.tellings
            ]  # fmt: skip
    shelf.put("happenings", happenings)
    shelf.put("tellings", tellings)


def _happening(
    position: int,
    part: str,
    row: ChronologyRow,
    claims: Mapping[str, Claim],
    places: Mapping[str, PlaceRow],
    later: Mapping[str, str | None],
) -> dict[str, Value]:
    claim = claims[row.tellings[0].claim]
    content = claim_content(claim)
    first, last = moments(When(row.when) if row.when else None)
    place_id = claim.scope.place_id
    place = places.get(place_id) if place_id else None
    region = place.region if place else None
    if place_id and first is not None and first >= DIVIDED:
        region = later.get(place_id, region)
    return {
        "position": position, "part": part, "kind": row.kind,
        "type": str(content.get("type") or content.get("act") or content.get("regime")
                    or content.get("change")),
        "edtf": row.when, "first": first, "last": last, "place_id": place_id,
        "region": region, "tellings": len(row.tellings),
        "row": packed(row.as_json() | {"content": content, "reality": claim.reality.value}),
    }  # fmt: skip
