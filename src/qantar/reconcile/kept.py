"""A ledger taken apart so that one question can be brought back without the rest, and put together.

No words of a report are kept, only where they stand: they are cut from the document again, so that
nothing that was kept can show words the document does not have.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from qantar.domain.claim import Measure
from qantar.domain.identity import Json
from qantar.domain.ledger import (
    Account,
    Appearance,
    Bound,
    Citation,
    Conflict,
    Estimate,
    Evidence,
    Ledger,
    Question,
    Relation,
    RelationType,
    SetAside,
    Utterance,
)
from qantar.domain.quantity import Interval, Quantity
from qantar.domain.span import Quote
from qantar.domain.when import When

Texts = Callable[[str], str]
"""The text of a document by its id."""
Fetch = Callable[[Iterable[str]], Mapping[str, Json]]
"""Kept rows by name; those not kept are absent."""

ASIDE = "set aside"
"""The row of what was set aside; of a ledger kept up there are many, so that one report changes a small one."""
_SHARES = tuple(f"{ASIDE} {number:02x}" for number in range(256))


def aside_row(document: str) -> str:
    """The name of the row in which stands what was set aside of a report."""
    return _SHARES[hashlib.blake2b(document.encode(), digest_size=1).digest()[0]]


def kept_rows(ledger: Ledger) -> Iterator[tuple[str, Json]]:
    """Every question, utterance and account as a row under its id, of relations and conflicts where
    to find them; last what was set aside, by report."""
    accounts: dict[str, list[str]] = {question.id: [] for question in ledger.questions}
    for account in ledger.accounts:
        accounts[account.question].append(account.id)
    touching: dict[str, list[Json]] = {question.id: [] for question in ledger.questions}
    for relation in ledger.relations:
        row = _relation_row(ledger, relation)
        for touched in sorted({ledger.account(e).question for e in (*relation.a, relation.b)}):
            touching[touched].append(row)
    conflicts: dict[str, list[Json]] = {question.id: [] for question in ledger.questions}
    for conflict in ledger.conflicts:
        row = conflict.as_json() | {"evidence": _places(ledger, conflict)}
        for touched in conflict.questions:
            conflicts[touched].append(row)
    estimates = {estimate.question: estimate for estimate in ledger.estimates}
    bounds: dict[str, list[Json]] = {question.id: [] for question in ledger.questions}
    for bound in ledger.bounds:
        bounds[bound.question].append(bound.as_json())
    for question in ledger.questions:
        yield (
            question.id,
            {
                "question": question.as_json(),
                "estimate": _estimate_row(estimates[question.id]),
                "bounds": bounds[question.id],
                "accounts": accounts[question.id],
                "relations": touching[question.id],
                "conflicts": conflicts[question.id],
            },
        )
    for utterance in ledger.utterances:
        yield utterance.id, utterance.as_json()
    for account in ledger.accounts:
        yield account.id, _account_row(account)
    for relation in ledger.relations:
        yield relation.id, {"question": ledger.account(relation.b).question}
    for conflict in ledger.conflicts:
        yield conflict.id, {"question": conflict.questions[0]}
    if ledger.set_aside:
        told = [[one.claim, one.because] for one in ledger.set_aside]
        yield ASIDE, {ASIDE: {"": told}}


def _account_row(account: Account) -> Json:
    return account.as_json() | {
        "appearances": [_appearance_row(appearance) for appearance in account.appearances]
    }


def _appearance_row(appearance: Appearance) -> Json:
    row = appearance.as_json()
    for words in ("quote", "cited", "words", "start", "end"):
        row.pop(words, None)
    return row | {"at": _place(appearance.document, appearance.evidence)}


def _place(document: str, evidence: Evidence) -> list[object]:
    if isinstance(evidence, Citation):
        return [evidence.source, evidence.words]
    return [document, evidence.span.start, evidence.span.end]


def _relation_row(ledger: Ledger, relation: Relation) -> Json:
    return {
        "type": relation.type.value,
        "a": list(relation.a),
        "b": relation.b,
        "because": relation.because,
        "explicit": relation.explicit,
        "a_at": [
            _found(ledger, id_, evidence)
            for id_, evidence in zip(relation.a, relation.a_evidence, strict=True)
        ],
        "b_at": _found(ledger, relation.b, relation.b_evidence),
    }


def _places(ledger: Ledger, conflict: Conflict) -> list[list[object]]:
    return [
        _found(ledger, id_, evidence)
        for id_, evidence in zip(conflict.accounts, conflict.evidence, strict=True)
    ]


def _found(ledger: Ledger, account: str, evidence: Evidence) -> list[object]:
    """Where the words lie: in the document of the appearance they belong to."""
    appearances = ledger.account(account).appearances
    document = next((a.document for a in appearances if a.evidence == evidence), None)
    return _place(document or appearances[0].document, evidence)


def _estimate_row(estimate: Estimate) -> Json:
    return {
        "interval": str(estimate.interval) if estimate.interval else None,
        "origins": estimate.origins,
        "open": estimate.open,
        "accounts": list(estimate.accounts),
        "judged": list(estimate.judged),
        "by_rules": str(estimate.by_rules) if estimate.by_rules else None,
    }


def ledger_of_kept(questions: Iterable[str], fetch: Fetch, text_of: Texts) -> Ledger:
    """The questions with all that touches them: the accounts at the other ends of their relations
    and conflicts, and the questions those answer (these without relations of their own)."""
    asked = fetch(questions)
    relations = {_key(row): row for one in asked.values() for row in one["relations"]}
    conflicts = {row["id"]: row for one in asked.values() for row in one["conflicts"]}
    wanted = {id_ for one in asked.values() for id_ in one["accounts"]}
    wanted |= {end for row in relations.values() for end in (*row["a"], row["b"])}
    wanted |= {end for row in conflicts.values() for end in row["accounts"]}
    bounds = [row for one in asked.values() for row in one["bounds"]]
    wanted |= {id_ for bound in bounds for id_ in (*bound["low_from"], *bound["high_from"])}
    accounts = fetch(wanted)
    around = {row["question"] for row in accounts.values()}
    around |= {id_ for one in asked.values() for id_ in one["question"]["inside"]}
    beside = fetch(around - asked.keys())
    rows = {**asked, **beside}
    utterances = fetch({row["utterance"] for row in accounts.values()})
    text = cache(text_of)
    return Ledger(
        questions=tuple(_question(rows[id_]["question"]) for id_ in sorted(rows)),
        utterances=tuple(_utterance(utterances[id_]) for id_ in sorted(utterances)),
        accounts=tuple(_account(accounts[id_], text) for id_ in sorted(accounts)),
        relations=tuple(
            sorted(
                (_relation(row, text) for row in relations.values()),
                key=lambda one: (one.type, one.a, one.b),
            )
        ),
        estimates=tuple(_estimate(id_, rows[id_]["estimate"]) for id_ in sorted(rows)),
        bounds=tuple(_bound(row) for row in sorted(bounds, key=lambda row: row["question"])),
        conflicts=tuple(
            _conflict(row, text)
            for row in sorted(
                conflicts.values(),
                key=lambda row: (len(row["accounts"]), row["questions"], row["id"]),
            )
        ),
    )


def set_aside_of_kept(fetch: Fetch) -> tuple[SetAside, ...]:
    found = {
        SetAside(claim=claim, because=because)
        for share in fetch([ASIDE, *_SHARES]).values()
        for rows in share[ASIDE].values()
        for claim, because in rows
    }
    return tuple(sorted(found, key=lambda one: one.claim))


def _key(row: Json) -> tuple[str, tuple[str, ...], str]:
    return row["type"], tuple(row["a"]), row["b"]


def _when(text: str | None) -> When | None:
    return When(text) if text else None


def _evidence(place: list[object], text: Texts) -> Evidence:
    if len(place) == 2:
        return Citation(source=str(place[0]), words=str(place[1]))
    document, start, end = place
    assert isinstance(start, int) and isinstance(end, int)
    return Quote.cut(text(str(document)), start, end)


def _question(row: Json) -> Question:
    return Question(
        id=row["id"],
        measure=Measure.parse(row["measure"]),
        place=row["place"],
        place_id=row["place_id"],
        period=_when(row["period"]),
        increment=row["increment"],
        population=row["population"],
        cumulative=row["cumulative"],
        inside=tuple(row["inside"]),
    )


def _utterance(row: Json) -> Utterance:
    return Utterance(
        id=row["id"],
        speaker=row["speaker"],
        line=row["line"],
        said=_when(row["said"]),
        claims=tuple(row["claims"]),
    )


def _account(row: Json, text: Texts) -> Account:
    return Account(
        id=row["id"],
        question=row["question"],
        utterance=row["utterance"],
        speaker=row["speaker"],
        line=row["line"],
        quantity=Quantity.parse(row["quantity"]),
        denied=row["denied"],
        as_of=_when(row["as_of"]),
        appearances=tuple(
            Appearance(
                claim=one["claim"],
                report=one["report"],
                document=one["document"],
                outlet=one["outlet"],
                published=_when(one["published"]),
                speaker=one["speaker"],
                via=tuple(one["via"]),
                headline=one["headline"],
                copied=one.get("copied", ""),
                evidence=_evidence(one["at"], text),
            )
            for one in row["appearances"]
        ),
    )


def _relation(row: Json, text: Texts) -> Relation:
    return Relation(
        type=RelationType(row["type"]),
        a=tuple(row["a"]),
        b=row["b"],
        because=row["because"],
        explicit=row["explicit"],
        a_evidence=tuple(_evidence(place, text) for place in row["a_at"]),
        b_evidence=_evidence(row["b_at"], text),
    )


def _estimate(question: str, row: Json) -> Estimate:
    return Estimate(
        question=question,
        interval=Interval.parse(row["interval"]) if row["interval"] else None,
        origins=row["origins"],
        open=row["open"],
        accounts=tuple(row["accounts"]),
        judged=tuple(row["judged"]),
        by_rules=Interval.parse(row["by_rules"]) if row["by_rules"] else None,
    )


def _bound(row: Json) -> Bound:
    return Bound(
        question=row["question"],
        interval=Interval(row["low"], row["high"]),
        low_from=tuple(row["low_from"]),
        high_from=tuple(row["high_from"]),
        conflicted=row["conflicted"],
        because=row["because"],
    )


def _conflict(row: Json, text: Texts) -> Conflict:
    return Conflict(
        id=row["id"],
        accounts=tuple(row["accounts"]),
        claims=tuple(row["claims"]),
        questions=tuple(row["questions"]),
        because=row["because"],
        evidence=tuple(_evidence(place, text) for place in row["evidence"]),
    )
