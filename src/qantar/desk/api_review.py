"""The review as JSON: how many wait, how far coders agree, both entries of what two have coded."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from qantar.desk.coding import agreements, codings, complete, decisions
from qantar.desk.shapes import Page, Problem
from qantar.desk.visit import AVisit, Visit

router = APIRouter(
    prefix="/api/v1",
    tags=["review"],
    responses={400: {"model": Problem}, 304: {"description": "unchanged"}},
)


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


@router.get("/review", response_model=Review)
def review(visit: AVisit) -> Response:
    """How far double coding has come, and how far coders agree, field by field."""
    with visit.desk.cabinet.opened() as drawer:
        every, both, decided = codings(drawer), complete(drawer), decisions(drawer)
    return _send(
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
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=200)] = 50,
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
    return _send(
        visit,
        {
            "total": len(both),
            "page": page,
            "per_page": per_page,
            "next": visit.address(page=page + 1) if page * per_page < len(both) else None,
            "items": items,
        },
    )


def _send(visit: Visit, value: object) -> Response:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return visit.send(text.encode("utf-8", "backslashreplace"), "application/json")
