"""The use cases: bytes to claims, bytes to a record, a record to ledgers.

Each document is read alone, wherever the runner likes; what is kept is kept here, in order, in
transactions of many documents, so that a cut at any moment loses at most unfinished work.

Over 500 lines: the one place where capturing, reading, keeping and reconciling meet; what each does
stands in its own package.
"""

import datetime as dt
import gc
import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from qantar import codebook, text
from qantar.atlas.atlas import Atlas
from qantar.capture import Received
from qantar.domain.claim import Claim, Figure
from qantar.domain.errors import MalformedValue, UnreadableInput
from qantar.domain.identity import Json
from qantar.domain.judgement import (
    Change,
    End,
    JudgedClaim,
    Judgement,
    Regard,
    Verb,
    corrected,
    values_of,
)
from qantar.domain.ledger import Ledger, SetAside
from qantar.domain.ruling import Ruling, State, as_judged, rulings
from qantar.domain.source import Capture, Document, Refused
from qantar.read.load import load_reader
from qantar.read.reader import READER_VERSION
from qantar.reconcile.count import Count
from qantar.reconcile.judged import judged_counts, judged_ledger
from qantar.reconcile.kept import kept_rows, ledger_of_kept, set_aside_of_kept
from qantar.reconcile.places import AtlasPlaces
from qantar.reconcile.upkeep import Amendment, Telling, amend
from qantar.record.custody import Act
from qantar.record.judgements import shelf_name
from qantar.record.port import Derived, Store, View, Writer
from qantar.record.rows import Part, make_part
from qantar.record.rules import only_claim
from qantar.record.shelf import Loose, Shelf, fill, json_by_name, mark_of, refill, text_of
from qantar.runners.port import Failure, Runner
from qantar.views.ledger import CONFLICTING, most_told, question_rows
from qantar.views.name_lists import NameList, name_lists

BATCH = 200
"""Documents a transaction: about a quarter of a second of writing, so that others get their turn."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    received: int = 0
    kept: int = 0
    """Captures that were new."""
    documents: int = 0
    claims: int = 0
    refused: int = 0
    bytes: int = 0
    """Bytes of the inputs behind it, to the point where it is in a capture read from beginning to end."""
    passed: int = 0
    """Those among them that needed no reading, being read already."""


Progress = Callable[[Tally], None]
Refusals = Callable[[Refused], None]


SELDOM = (50_000, 20, 50)
"""Objects made before the collector looks at the youngest, and how often it looks at older ones: some
tens of reports' worth. Reading leaves no cycles to collect; the rest of a run leaves few."""


@cache
def _reader() -> "Callable[[Document], list[Claim]]":
    reader = load_reader()

    def read(document: Document) -> list[Claim]:
        return reader.read(document, text.passages(document))

    return read


def warm() -> None:
    """Load dictionaries and rules in this process, before the first document. What is loaded stays for
    good, so the collector of garbage need not walk through it, nor start at every few sentences."""
    _reader()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def read_document(document: Document) -> list[Claim]:
    """Every claim of a document by the rules: a pure function of the document."""
    return _reader()(document)


def read_part(document: Document) -> Part:
    """The same as the rows a record keeps: they are lighter to send than claims are."""
    return make_part(document.capture, document, read_document(document))


def name_of(document: Document) -> str:
    return document.report


def weight_of(document: Document) -> int:
    return len(document.text)


def claims(
    inputs: Iterable[Received | Refused],
    runner: Runner,
    refuse: Refusals,
    read: Callable[[Document], list[Claim]] = read_document,
    progress: Progress = lambda tally: None,
) -> Iterator[list[Claim]]:
    """The claims of every document in the inputs, document by document, in order; nothing is kept.

    ``read`` may be another reader than the rules; a runner of several processes must be able to
    send it to them.
    """
    tally = Tally()

    def refused(one: Refused) -> None:
        tally.refused += 1
        refuse(one)

    def documents() -> Iterator[Document]:
        for item in inputs:
            if isinstance(item, Refused):
                refused(item)
                continue
            tally.received += 1
            for found in _told(item, tally):
                if isinstance(found, Refused):
                    refused(found)
                else:
                    yield found

    for result in runner.each(read, documents(), name=name_of, weight=weight_of):
        tally.documents += 1
        if isinstance(result, Failure):
            refused(failed(result))
        else:
            tally.claims += len(result)
            yield result
        progress(tally)


def _told(item: Received, tally: Tally) -> Iterator[Document | Refused]:
    """What is in a capture, the tally told how far the reading of its bytes is."""
    before, place = tally.bytes, text.Place()
    for found in text.documents(item.capture, item.data, place=place):
        tally.bytes = before + place.bytes
        yield found
    tally.bytes = before + item.capture.size


def failed(failure: Failure) -> Refused:
    """A document on which the reader broke, as something that could not be used."""
    return Refused(
        failure.item,
        UnreadableInput(
            failure.item, f"the reader gave up: {failure.error}", "report this text"
        ),
    )


@dataclass(slots=True)
class _Work:
    """One thing to keep: a capture, a refusal, or a document of a capture that is being read."""

    received: Received | None = None
    refused: Refused | None = None
    document: Document | None = None
    capture: str | None = None
    first: bool = False
    last: bool = False


def ingest(
    inputs: Iterable[Received | Refused],
    store: Store,
    runner: Runner,
    *,
    who: str,
    clock: Callable[[], str],
    progress: Progress = lambda tally: None,
    refuse: Refusals = lambda refused: None,
) -> Tally:
    """Keep every capture, read its documents, keep their claims.

    Captures already read by this version of the reader are passed over; a reading that was cut
    goes on behind its last kept document. Returns what was done.
    """
    with store.view() as view:
        finished = set(view.finished(READER_VERSION))
        begun = {
            reading.capture: reading.documents
            for reading in view.readings()
            if not reading.finished and reading.reader == READER_VERSION
        }
    tally = Tally()
    pending: deque[_Work] = deque()
    outstanding = 0

    def documents() -> Iterator[Document]:
        """Feeds the runner; what needs no reading is queued beside, in order."""
        nonlocal outstanding
        for item in inputs:
            if not outstanding and len(pending) >= BATCH:
                _keep(store, [(work, None) for work in pending], who, clock, tally, refuse)
                pending.clear()
                progress(tally)
            if isinstance(item, Refused):
                pending.append(_Work(refused=item))
                continue
            pending.append(_Work(received=item))
            capture = item.capture.id
            if capture in finished:
                tally.bytes += item.capture.size
                tally.passed += item.capture.size
                continue
            finished.add(capture)
            pending.append(_Work(capture=capture, first=True))
            refusals: list[_Work] = []
            for found in _told(item, tally):
                if isinstance(found, Refused):
                    refusals.append(_Work(refused=found, capture=capture))
                elif begun.get(capture, 0) > 0:
                    begun[capture] -= 1
                else:
                    outstanding += 1
                    pending.append(_Work(document=found, capture=capture))
                    yield found
            pending.append(_Work(capture=capture, last=True))
            pending.extend(refusals)  # a finished reading clears what was refused before it

    results = runner.each(read_part, documents(), name=name_of, weight=weight_of)
    ready: list[tuple[_Work, Part | Failure | None]] = []
    weight = 0
    for result in results:
        while pending:
            work = pending.popleft()
            if work.document is not None:
                outstanding -= 1
                ready.append((work, result))
                weight += 1
                break
            ready.append((work, None))
        if weight >= BATCH:
            _keep(store, ready, who, clock, tally, refuse)
            progress(tally)
            ready, weight = [], 0
    ready += [(work, None) for work in pending]
    _keep(store, ready, who, clock, tally, refuse)
    progress(tally)
    return tally


def _keep(
    store: Store, ready: list[tuple[_Work, Part | Failure | None]], who: str,
    clock: Callable[[], str], tally: Tally, refuse: Refusals,
) -> None:  # fmt: skip
    if not ready:
        return
    with store.writer(who=who, at=clock()) as writer:
        for work, result in ready:
            _keep_one(writer, work, result, tally, refuse)


def _keep_one(
    writer: Writer,
    work: _Work,
    result: Part | Failure | None,
    tally: Tally,
    refuse: Refusals,
) -> None:
    if work.received is not None:
        tally.received += 1
        tally.kept += writer.keep_capture(work.received.capture, work.received.data)
    elif work.refused is not None:
        _note(writer, work.refused, work.capture, tally, refuse)
    elif work.document is not None and work.capture is not None:
        if isinstance(result, Failure):
            _note(writer, failed(result), work.capture, tally, refuse)
            result = make_part(work.capture, work.document, ())
        assert result is not None
        writer.add_part(work.capture, READER_VERSION, result)
        tally.documents += 1
        tally.claims += len(result.claims)
    elif work.first and work.capture is not None:
        writer.begin_reading(work.capture, READER_VERSION)
    elif work.last and work.capture is not None:
        writer.finish_reading(work.capture, READER_VERSION)


def _note(
    writer: Writer, refused: Refused, capture: str | None, tally: Tally, refuse: Refusals
) -> None:
    tally.refused += 1
    refuse(refused)
    writer.keep_refusal(refused.origin, str(refused.error), capture=capture,
                        reader=READER_VERSION if capture else None)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """All that a record holds at one moment, ready to be compared or shown.

    ``documents`` and ``captures`` by id; ``claims`` in order of arrival, then of the text.
    """

    captures: Mapping[str, Capture]
    documents: Mapping[str, Document]
    claims: tuple[Claim, ...]
    refused: int = 0
    """How many inputs could not be used, so that nobody takes the holding for everything."""
    rulings: tuple[Ruling, ...] = ()
    """What people decided, and how each decision stands over these claims."""

    def claim_by_id(self) -> Mapping[str, Claim]:
        """The claims by id; of twins (the same words saying the same twice) the first."""
        found: dict[str, Claim] = {}
        for claim in self.claims:
            found.setdefault(claim.id, claim)
        return found

    def as_judged(self) -> tuple[Claim, ...]:
        """The claims with what people corrected, the rejected among them."""
        return as_judged(self.claims, self.rulings)


def holding(view: View, *, until: str | None = None) -> Holding:
    """What the record holds, read once; with ``until`` (an ISO 8601 UTC time) only what had been
    received and judged by then, as it is read today."""
    captures = {capture.id: capture for capture in view.captures()}
    judgements = list(view.judgements())
    if until is not None:
        early = {
            entry.about
            for entry in view.custody()
            if entry.act in (Act.RECEIVED, Act.JUDGED) and _is_by(entry.at, until)
        }
        captures = {id_: capture for id_, capture in captures.items() if id_ in early}
        judgements = [judgement for judgement in judgements if judgement.id in early]
    claims = tuple(claim for claim in view.claims() if claim.capture in captures)
    return Holding(
        captures=captures,
        documents={d.id: d for d in view.documents() if d.capture in captures},
        claims=claims,
        refused=view.counts().refusals,
        rulings=rulings(judgements, claims),
    )


def _is_by(at: str, until: str) -> bool:
    return dt.datetime.fromisoformat(at) <= dt.datetime.fromisoformat(until)


def ledger_of(held: Holding) -> Ledger:
    """The ledger of a holding: a pure function of its claims, documents and judgements."""
    return judged_ledger(held.claims, held.documents, held.rulings, _places())


@cache
def _places() -> AtlasPlaces:
    return AtlasPlaces(Atlas.load())


def judge(
    store: Store,
    verb: Verb,
    claims: Sequence[str],
    *,
    by: str,
    reason: str,
    who: str,
    at: str,
    regard: Regard | None = None,
    changes: tuple[Change, ...] = (),
    end: End | None = None,
    withdraws: str | None = None,
) -> tuple[Judgement, tuple[Judgement, ...]]:
    """Keep what a person decided about claims (ids, or their beginnings); it, and the older
    judgements it overrules.

    Raises:
        RecordError: if no claim or judgement begins so, or several do.
        MalformedValue: if the decision breaks its definition: nobody signs, a field cannot be
            corrected so, the account gives no such bound.
        LexiconError: if a measure or a place is corrected to a code nobody knows.
    """
    with store.view() as view:
        found = [view.claim(id_) for id_ in claims]
        before = list(view.judgements())
    if withdraws is not None:
        withdraws = only_claim(
            withdraws, [j.id for j in before if j.id.startswith(withdraws)], "judgement"
        )
    for claim in found:
        changed = corrected(claim, changes)
        if isinstance(changed.content, Figure):
            codebook.load().check_measure(changed.content.measure)
        if changes and changed.scope.place_id is not None:
            Atlas.load().place(changed.scope.place_id)
        if end is not None:
            _check_end(claim, end)
    judgement = Judgement(
        verb=verb, about=tuple(JudgedClaim.of(claim) for claim in found), by=by, reason=reason,
        at=at, regard=regard, changes=changes, end=end, withdraws=withdraws,
        was=values_of(found[0], [name for name, _ in changes]) if changes else (),
    )  # fmt: skip
    with store.writer(who=who, at=at) as writer:
        writer.keep_judgement(judgement)
    with store.view() as view:
        near = [*found, *_judged_claims(view, before)]
    held = {r.judgement.id for r in rulings(before, near) if r.is_in_force}
    over = [
        ruling.judgement
        for ruling in rulings([*before, judgement], near)
        if ruling.judgement.id in held and ruling.state is State.OVERRULED
    ]
    return judgement, tuple(over)


def rulings_of(view: View) -> tuple[Ruling, ...]:
    """All judgements of a record with how they stand, only the judged captures read."""
    judgements = list(view.judgements())
    return rulings(judgements, _judged_claims(view, judgements))


def _judged_claims(view: View, judgements: Iterable[Judgement]) -> Iterator[Claim]:
    """The claims of every capture in which somebody judged anything."""
    for capture in sorted({one.capture for j in judgements for one in j.about}):
        for document in list(view.documents(capture)):
            yield from view.claims(document=document.id)


def _check_end(claim: Claim, end: End) -> None:
    if not isinstance(claim.content, Figure):
        raise MalformedValue(f"{claim.id} is no figure: it gives no bound")
    quantity = claim.content.quantity
    if end is not End.LOW and quantity.interval().high is None:
        raise MalformedValue(
            f"{claim.id} says {quantity}: it gives no upper bound; choose its low, "
            "or the upper bound of another account"
        )


def listed_names(view: View, printed: Mapping[str, str]) -> tuple[NameList, ...]:
    """The names that reports list below some claims, given with their documents: a check, by which no
    bound moves. A list belongs to the count next before it, whichever that is, of this ledger or not."""
    documents = {id_: view.document(id_) for id_ in sorted(set(printed.values()))}
    listing = {id_: document for id_, document in documents.items() if ":" in document.text}
    claims = [claim for id_ in listing for claim in view.claims(document=id_)]
    return tuple(one for one in name_lists(claims, listing) if one.claim in printed)


FAMILY = "ledger"
QUESTION = "question:"
"""Opens the words by which a question is looked up, and only a question."""


@cache
def _rules() -> str:
    """A digest of all that ledgers depend on besides the record: rules, codebook, atlas."""
    seal = hashlib.sha256()
    for name in ("domain", "codebook", "atlas", "reconcile", "views"):
        folder = resources.files("qantar").joinpath(name)
        for part in (folder, folder.joinpath("data")):
            files = part.iterdir() if part.is_dir() else ()
            for file in sorted(files, key=lambda file: file.name):
                if file.is_file() and not file.name.endswith(".pyc"):
                    seal.update(file.name.encode())
                    seal.update(file.read_bytes())
    return seal.hexdigest()


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The ledger of a record, question by question; what was compared once is not compared again."""

    view: View
    shelf: Shelf
    name: str

    def find(self, words: Iterable[str] = ()) -> list[Json]:
        """The questions whose title or measure has all the words, without their accounts, those
        most told first."""
        found = [
            row.value["heading"]
            for row in self.shelf.derived(self.name, words=[QUESTION, *words])
        ]
        found.sort(key=lambda heading: heading["rank"])
        return found

    def ledger(self, questions: Iterable[str]) -> Ledger:
        """These questions with all that touches them."""
        return ledger_of_kept(questions, self._fetch, text_of(self.view))

    def rulings(self) -> tuple[Ruling, ...]:
        """What people decided, and how it stands."""
        row = self._fetch(["rulings"]).get("rulings", {"rulings": []})
        return tuple(Ruling.from_json(one) for one in row["rulings"])

    def set_aside(self) -> tuple[SetAside, ...]:
        return set_aside_of_kept(self._fetch)

    def about(self) -> Json:
        """How many reports, outlets and claims it was made of."""
        return self._fetch(["about"])["about"]

    def questions_of(self, id_: str) -> list[str]:
        """The questions to which what an id names, or its beginning, belongs: a question, an account,
        a relation, a conflict, a judgement."""
        for ruling in self.rulings():
            if ruling.judgement.id.startswith(id_):
                return []
        rows = self._fetch([id_]) or {
            row.name: row.value for row in self.shelf.derived(self.name, words=[id_], limit=2)
        }
        return sorted(
            {
                str(row["heading"]["question"] if "heading" in row else row["question"])
                for row in rows.values()
                if "heading" in row or "question" in row
            }
        )

    def _fetch(self, names: Iterable[str]) -> dict[str, Json]:
        return json_by_name(self.shelf, self.name)(names)


@contextmanager
def ledgers(store: Store, *, who: str, at: str) -> Iterator[Ledgers]:
    """The ledgers of a record as it stands; of what is kept only those strands are compared anew whose
    reports or judgements have changed."""
    name = shelf_name(FAMILY, _rules())
    with store.view() as view:
        mark = mark_of(view, name)
        if mark is not None and mark.value["state"] == view.state():
            yield Ledgers(view, view, name)
            return
        now = {"state": view.state(), "number": view.head()[0]}
        fetch = json_by_name(view, name) if mark is not None else _nothing
        made = amendment(view, fetch, None if mark is None else int(mark.value["number"]))
        rows = derived_rows(made.rows)
    whole = mark is None
    if mark is None:
        done = fill(store, FAMILY, name, rows, now, who=who, at=at)
    else:
        done = refill(store, name, mark, made.gone, rows, now, who=who, at=at)
    if done:
        with store.view() as view:
            mark = mark_of(view, name)
            if mark is not None and mark.value["state"] == view.state():
                yield Ledgers(view, view, name)
                return
    with store.view() as view:  # it cannot be kept, or the record moved on meanwhile
        if not whole or view.state() != now["state"]:
            rows = derived_rows(amendment(view, _nothing, None).rows)
        yield Ledgers(view, Loose(rows), name)


def _nothing(_: Iterable[str]) -> dict[str, Json]:
    return {}


def amendment(
    view: View, fetch: Callable[[Iterable[str]], Mapping[str, Json]], since: int | None
) -> Amendment:
    """What changes in the kept ledgers by what was read and judged since a custody entry, by its number;
    everything, if nothing was kept."""
    ruled = rulings_of(view)
    if since is None:
        told: dict[str, tuple[list[Document], list[Claim]]] = {}
        for document in {document.id: document for document in view.documents()}.values():
            told.setdefault(document.capture, ([], []))[0].append(document)
        for claim in view.claims():
            told[claim.capture][1].append(claim)
        changed = {c: _tellings(*told[c], ruled) for c in sorted(told)}
    else:
        judged = {one.capture for ruling in ruled for one in ruling.judgement.about}
        touched: set[str] = set()
        for entry in view.concluded(since):
            if entry.act is Act.READ:
                touched.add(entry.about)
            elif entry.act is Act.JUDGED:
                touched |= judged
        if touched & judged:
            touched |= judged
        changed = {}
        for capture in sorted(touched):
            documents = list(view.documents(capture))
            claims = [c for d in documents for c in view.claims(document=d.id)]
            changed[capture] = _tellings(documents, claims, ruled)

    def laid_out(ledger: Ledger) -> dict[str, Json]:
        return rows_of_ledger(ledger, ruled)

    made = amend(fetch, changed, ruled, _places(), laid_out)
    rows = {**made.rows, "rulings": {"rulings": [ruling.as_json() for ruling in ruled]}}
    return replace(made, rows=rows)


def _tellings(
    documents: Sequence[Document], claims: Sequence[Claim], ruled: Sequence[Ruling]
) -> list[Telling]:
    """What each document of a capture brings to the ledgers."""
    counts, aside = judged_counts(claims, {d.id: d for d in documents}, ruled)
    counted: dict[str, list[Count]] = {}
    for count in counts:
        counted.setdefault(count.document, []).append(count)
    document_of = {claim.id: claim.document for claim in claims}
    left: dict[str, list[SetAside]] = {}
    for one in aside:
        left.setdefault(document_of[one.claim], []).append(one)
    many = Counter(claim.document for claim in claims)
    return [
        Telling(
            document=document.id,
            outlet=document.outlet,
            claims=many[document.id],
            counts=tuple(counted.get(document.id, ())),
            aside=tuple(left.get(document.id, ())),
        )
        for document in documents
    ]


def rows_of_ledger(ledger: Ledger, ruled: Sequence[Ruling]) -> dict[str, Json]:
    """A ledger as rows to be kept; a question with the heading it is listed by."""
    kept = dict(kept_rows(ledger))
    # A heading tells of relations only whether there is a conflict.
    told = tuple(one for one in ledger.relations if one.type in CONFLICTING)
    for row in question_rows(replace(ledger, relations=told), ruled):
        heading = row.heading | {
            "has_conflict": row.has_conflict,
            "accounts": len(row.accounts),
            "rank": list(most_told(row)),
        }
        kept[row.question] = kept[row.question] | {"heading": heading}
    return kept


def derived_rows(rows: Mapping[str, Json]) -> list[Derived]:
    """Rows with the words they are looked up by: a question's title, else what has an id by it."""
    found = []
    for name, value in rows.items():
        heading = value.get("heading")
        if heading is not None:
            words = f"{QUESTION} {heading['title']} {heading['measure']} {name}"
        else:
            words = name if "question" in value else ""
        found.append(Derived(name, words, value))
    return found
