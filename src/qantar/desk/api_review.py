"""The review as JSON: how many wait, how far coders agree, both entries of what two have coded."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from qantar.desk.answers import RESPONSES, PageNumber, PerPage, paged, sent
from qantar.desk.coding import agreements, codings, complete, decisions
from qantar.desk.pages.review import seen
from qantar.desk.shapes import Page
from qantar.desk.visit import AVisit

router = APIRouter(prefix="/api/v1", tags=["review"], responses=RESPONSES)


class Pair(BaseModel):
    """Two coders; ``kappa`` is null where there is too little to say, or nothing differs."""

    one: str
    other: str
    items: int
    agreed: int
    kappa: float | None


class FieldAgreed(BaseModel):
    """One field; ``alpha`` is Krippendorff's, nominal."""

    field: str
    items: int
    agreed: int
    alpha: float | None
    pairs: list[Pair]


class Review(BaseModel):
    """The queue. ``begun`` are claims with one entry, ``complete`` with two."""

    begun: int
    complete: int
    decided: int
    agreement: list[FieldAgreed]


class Coded(BaseModel):
    """A claim two people coded apart, and what was decided between them, if it was."""

    claim: str
    entries: list[dict[str, Any]]
    decision: dict[str, Any] | None


class Line(BaseModel):
    """One line of the log, sealed on the one before; ``detail`` is null while it must stay unseen."""

    line: int
    at: str
    who: str
    act: str
    about: str
    detail: dict[str, Any] | None


class Judged(BaseModel):
    """A judgement as it was signed; ``state`` tells whether it holds today."""

    state: str
    because: str
    sentence: str
    judgement: dict[str, Any]


@router.get("/review", response_model=Review)
def review(visit: AVisit) -> Response:
    """How far double coding has come, and how far coders agree, field by field."""
    with visit.desk.cabinet.opened() as drawer:
        every, both, decided = codings(drawer), complete(drawer), decisions(drawer)
    return sent(
        visit,
        {
            "begun": len({coding.claim for coding in every}) - len(both),
            "complete": len(both),
            "decided": len(decided),
            "agreement": [
                {
                    "field": row.field, "items": row.items, "agreed": row.agreed,
                    "alpha": row.alpha,
                    "pairs": [
                        {
                            "one": one, "other": other, "items": agreement.items,
                            "agreed": agreement.agreed, "kappa": agreement.kappa,
                        }
                        for one, other, agreement in row.pairs
                    ],
                }
                for row in agreements(both)
            ],
        },
    )  # fmt: skip


@router.get("/review/codings", response_model=Page[Coded])
def coded(
    visit: AVisit,
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Claims coded by two people, with both entries; what only one has coded is not shown."""
    with visit.desk.cabinet.opened() as drawer:
        both = sorted(complete(drawer).items())
        decided = {one.claim: one for one in decisions(drawer)}
    first = (page - 1) * per_page
    items = []
    for claim, entries in both[first : first + per_page]:
        decision = decided.get(claim)
        items.append(
            {
                "claim": claim,
                "entries": [
                    {"coder": one.coder, "at": one.at, "fields": dict(one.fields)}
                    for one in entries
                ],
                "decision": None
                if decision is None
                else {
                    "by": decision.who, "at": decision.at, "verb": decision.verb,
                    "judgement": decision.judgement, "fields": dict(decision.fields),
                },
            }
        )  # fmt: skip
    return paged(visit, len(both), page, per_page, items)


@router.get("/review/log", response_model=Page[Line])
def log(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Who did what at this desk, newest first: codings, decisions, sign-ins, searches kept. What was
    entered for a claim is shown once two people have coded it."""
    cabinet = visit.desk.cabinet
    cabinet.verify()
    with cabinet.opened() as drawer:
        both = complete(drawer)
    items = [
        {
            "line": line.number, "at": line.at, "who": line.who, "act": line.act,
            "about": line.about,
            "detail": line.detail if line.act != "coded" or line.about in both else None,
        }
        for line in (seen(visit, one) for one in cabinet.log((page - 1) * per_page, per_page))
    ]  # fmt: skip
    return paged(visit, cabinet.lines(), page, per_page, items)


@router.get("/judgements", response_model=Page[Judged])
def judgements(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Everything people decided about what was read, newest first, and how it stands today."""
    every = visit.rulings[::-1]
    first = (page - 1) * per_page
    items = [
        {
            "state": ruling.state.value, "because": ruling.because,
            "sentence": ruling.judgement.sentence, "judgement": ruling.judgement.as_json(),
        }
        for ruling in every[first : first + per_page]
    ]  # fmt: skip
    return paged(visit, len(every), page, per_page, items)
