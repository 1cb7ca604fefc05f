"""One report as it was captured: its text, the claims in it, its bytes and their custody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from qantar.capture.portrait import is_media
from qantar.desk.edits import edits
from qantar.desk.giving import given
from qantar.desk.judging import DECIDED
from qantar.desk.marking import marked_blocks
from qantar.desk.sentences import KINDS, content_place, content_words, question_words
from qantar.desk.shelf import Row, unpacked
from qantar.desk.shelving import DECIDING, claim_content
from qantar.desk.visit import AVisit, Visit
from qantar.domain.claim import Claim
from qantar.domain.errors import Misuse, RecordError
from qantar.domain.source import Capture
from qantar.record.links import linked_to
from qantar.views.judged import Mark, marks_of

router = APIRouter(include_in_schema=False)

TELLING = ("figure", "event", "status", "post", "credit", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands in the margin beside a claim's words."""

    claim: str
    kind: str
    kind_words: str
    says: str
    place: str | None
    when: str | None
    speaker: str | None
    cue: str
    voice: str | None
    reality: str
    state: str
    question: str | None
    account: str | None
    title: str | None
    marks: tuple[Mark, ...]


@router.get("/reports/{document_id}")
def report(visit: AVisit, document_id: str) -> Response:
    """The reader."""
    document = visit.view.document(document_id)
    claims = list(visit.judged(list(visit.view.claims(document=document_id))))
    marks = marks_of(visit.rulings)
    rows = {
        str(row["claim"]): row
        for row in visit.shelf.all(
            "SELECT claims.*, questions.brief FROM claims LEFT JOIN questions USING (question)"
            " WHERE report = (SELECT number FROM reports WHERE document = ?)"
            " ORDER BY number DESC",
            document_id,
        )
    }
    capture = visit.view.capture(document.capture)
    return visit.page(
        "report.html",
        document=document,
        document_id=document_id,
        blocks=marked_blocks(document, claims),
        cards={
            claim.id: card(visit, claim, rows.get(claim.id), marks.get(claim.id, ()))
            for claim in claims
        },
        kinds=_counted(claims),
        kind_words=KINDS,
        capture=capture,
        custody=list(visit.view.custody(capture.id)),
        is_held=visit.desk.store.blobs.has(capture.sha256),
        others=_other_captures(visit, document_id, document.url),
        edited=edited(visit, document_id),
        around=_around(visit, document_id),
    )


@router.get("/reports/{document_id}/against/{other_id}")
def against(visit: AVisit, document_id: str, other_id: str) -> Response:
    """Two captures side by side, what was edited between them marked."""
    before, after = visit.view.document(document_id), visit.view.document(other_id)
    rows = edits(before, after)
    changed = sum(row.changed for row in rows)
    return visit.page(
        "against.html",
        before=before,
        after=after,
        captures=(visit.view.capture(before.capture), visit.view.capture(after.capture)),
        ids=(document_id, other_id),
        rows=rows,
        changed=changed,
        # The page gives itself no new date: nothing on it tells that it was changed.
        silent=changed > 0 and before.published == after.published,
    )


@router.get("/captures/{capture_id}/original")
def original(visit: AVisit, capture_id: str) -> Response:
    """The bytes as received, to be kept and never opened by the browser itself."""
    capture = visit.view.capture(capture_id)
    if is_media(capture.media_type) and not visit.may_see_footage:
        raise HTTPException(
            403, visit.say("Originals of pictures and films are given to reviewers only.")
        )
    if not visit.desk.store.blobs.has(capture.sha256):
        raise HTTPException(
            410, visit.say("The bytes were removed; their digest and the reason stay.")
        )
    return given(visit, capture.id, capture.sha256, "original")


def card(visit: Visit, claim: Claim, row: Row | None, marks: tuple[Mark, ...] = ()) -> Card:
    """The card of a claim as judged; ``row`` is what the shelf knows of it beside."""
    language = visit.language
    content = claim_content(claim)
    deciding = [mark.verb for mark in marks if mark.verb in DECIDING]
    scope, said = claim.scope, claim.attribution
    when = scope.when or scope.when_partial or scope.as_of
    title = None
    if row is not None and row["brief"] is not None:
        title = question_words(language, visit.places, unpacked(row, "brief"))
    return Card(
        claim=claim.id,
        kind=claim.content.kind,
        kind_words=visit.say(KINDS[claim.content.kind]),
        says=content_words(language, content),
        place=content_place(language, visit.places, content, scope.place_id)
        if claim.content.kind not in ("label", "credit")
        else None,
        when=language.when(str(when)) if when else None,
        speaker=said.speaker if said else None,
        cue=said.cue if said else "",
        voice=getattr(claim.content, "voice", None),
        reality=claim.reality.value,
        state=deciding[-1] if deciding else "read",
        marks=marks,
        question=row["question"] if row is not None else None,
        account=row["account"] if row is not None else None,
        title=title,
    )


def _counted(claims: list[Claim]) -> dict[str, int]:
    counted = {kind: 0 for kind in TELLING}
    for claim in claims:
        counted[claim.content.kind] += 1
    return {kind: n for kind, n in counted.items() if n}


def _other_captures(visit: Visit, document_id: str, url: str | None) -> list[Row]:
    """Other readings of the same address: an edit may hide between them."""
    if not url:
        return []
    return visit.shelf.all(
        "SELECT * FROM reports WHERE url = ? AND document <> ? ORDER BY first, number LIMIT 20",
        url,
        document_id,
    )


def edited(visit: Visit, document_id: str) -> dict[str, bool]:
    """The captures next to this one that say something else, and whether silently."""
    rows = visit.shelf.all(
        "SELECT before, after, silent FROM edited WHERE before = ? OR after = ?",
        document_id,
        document_id,
    )
    return {
        str(row["after"] if row["before"] == document_id else row["before"]): bool(
            row["silent"]
        )
        for row in rows
    }


def _around(visit: Visit, document_id: str) -> Mapping[str, str | None]:
    """The reports before and after, in order of print."""
    row = visit.shelf.one("SELECT number, first FROM reports WHERE document = ?", document_id)
    if row is None:
        return {"before": None, "after": None}
    key = (row["first"] or "~", row["number"])
    before = visit.shelf.one(
        "SELECT document FROM reports WHERE (ifnull(first, '~'), number) < (?, ?)"
        " ORDER BY ifnull(first, '~') DESC, number DESC LIMIT 1",
        *key,
    )
    after = visit.shelf.one(
        "SELECT document FROM reports WHERE (ifnull(first, '~'), number) > (?, ?)"
        " ORDER BY ifnull(first, '~'), number LIMIT 1",
        *key,
    )
    return {
        "before": before["document"] if before is not None else None,
        "after": after["document"] if after is not None else None,
    }


@router.get("/claims/{claim_id}")
def claim(visit: AVisit, claim_id: str) -> Response:
    """One claim: its words in their place, what was read of them, by which rules, from which bytes."""
    values = claim_values(visit, claim_id)
    return visit.page("claim.html", **values, linked=linked_to(values["found"].id, visit.view))


@router.get("/claims/{claim_id}/why")
def why(visit: AVisit, claim_id: str) -> Response:
    """The rules behind a claim, as a piece of a page."""
    return visit.page("why.html", derivation=visit.view.claim(claim_id).derivation)


def claim_values(visit: Visit, claim_id: str) -> dict[str, Any]:
    """All that the page of a claim shows."""
    found = visit.judged([visit.view.claim(claim_id)])[0]
    document = visit.view.document(found.document)
    row = visit.shelf.one(
        "SELECT claims.*, questions.brief FROM claims LEFT JOIN questions USING (question)"
        " WHERE claim = ? ORDER BY number LIMIT 1",
        found.id,
    )
    start, end = found.quote.span.start, found.quote.span.end
    at = found.anchor.start - start
    return {
        "found": found,
        "card": card(visit, found, row, marks_of(visit.rulings).get(found.id, ())),
        "document": document,
        "before": document.text[max(0, start - 400) : start],
        "parts_": (
            found.quote.exact[:at],
            found.words,
            found.quote.exact[found.anchor.end - start :],
        ),
        "after": document.text[end : end + 400],
        "bytes": document.original_range(found.anchor),
        "capture": _capture(visit, found.capture),
        "derivation": found.derivation,
        "decided": {verb.value: words for verb, words in DECIDED.items()},
        "fields": [
            (key, value)
            for key, value in sorted(found.as_row().items())
            if key not in ("derivation", "quote", "attribution") and value not in (None, "", [])
        ],
    }


def _capture(visit: Visit, capture: str) -> Capture | None:
    try:
        return visit.view.capture(capture)
    except (RecordError, Misuse):
        return None
