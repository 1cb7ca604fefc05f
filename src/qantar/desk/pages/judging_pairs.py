"""Judging what is one and what is two, and withdrawing a judgement; signed and kept like any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from qantar.desk import finding
from qantar.desk.finding import ClaimFilter
from qantar.desk.forms import NAME, checked_form, signer
from qantar.desk.judging import DECIDED, HOLDING, PAIRED, pair_of
from qantar.desk.pages.judging import LONGEST
from qantar.desk.pages.report import claim_values
from qantar.desk.pages.search import FoundClaim, find_claims
from qantar.desk.visit import AVisit, Pager, Visit
from qantar.domain.errors import MalformedValue, QantarError
from qantar.domain.judgement import Verb
from qantar.domain.ruling import Ruling, State
from qantar.pipeline import judge

router = APIRouter(include_in_schema=False)

CANDIDATES = 40
"""Claims offered to be held beside another."""
PER_PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A judgement as the history shows it."""

    ruling: Ruling
    verb: str
    state: str
    can_withdraw: bool


@router.get("/claims/{claim_id}/beside")
def candidates(visit: AVisit, claim_id: str, q: str = "") -> Response:
    """Claims that could be the same as this one, or be taken for it: those of its question, or those
    with the words asked for."""
    claim = visit.view.claim(claim_id)
    words = finding.query(q[:400], visit.desk.words)
    found: list[FoundClaim] = []
    if not words.is_empty:
        found = find_claims(visit, words, ClaimFilter(kind=claim.content.kind), 0, CANDIDATES)
    else:
        row = visit.shelf.one("SELECT question FROM claims WHERE claim = ?", claim.id)
        if row is not None and row["question"]:
            asked = ClaimFilter(question=str(row["question"]))
            found = find_claims(visit, words, asked, 0, CANDIDATES)
    return visit.page(
        "beside.html",
        shown=claim_values(visit, claim_id),
        q=q,
        found=[one for one in found if one.claim != claim.id],
    )


@router.get("/claims/{claim_id}/beside/{other_id}")
def pair(visit: AVisit, claim_id: str, other_id: str) -> Response:
    """Two claims side by side, and the form that says whether they are one."""
    return _pair(visit, claim_id, other_id, {}, None)


@router.post("/claims/{claim_id}/beside/{other_id}")
async def decide(request: Request, visit: AVisit, claim_id: str, other_id: str) -> Response:
    """Keep what was decided about the two."""
    sent = await checked_form(request, visit)
    one, other = visit.view.claim(claim_id), visit.view.claim(other_id)
    try:
        by = signer(visit, sent)
        decided = pair_of(sent.get("decision", ""))
        if decided is None:
            raise MalformedValue(visit.say("Say what you decide."))
        verb, regard = decided
        visit.end_reading()
        judge(
            visit.desk.store, verb, (one.id, other.id), by=by,
            reason=sent.get("reason", "")[:LONGEST], who=by, at=visit.desk.clock(), regard=regard,
        )  # fmt: skip
    except QantarError as error:
        return _pair(visit, claim_id, other_id, sent, str(error), status=400)
    visit.desk.judged()
    response = RedirectResponse(f"/claims/{one.id}", 303)
    visit.remember(response, NAME, by)
    return response


def _pair(
    visit: Visit,
    claim_id: str,
    other_id: str,
    sent: Mapping[str, str],
    fault: str | None,
    status: int = 200,
) -> Response:
    return visit.page(
        "pair.html",
        status=status,
        sides=(claim_values(visit, claim_id), claim_values(visit, other_id)),
        paired=[(f"{verb}.{regard}", words) for (verb, regard), words in PAIRED.items()],
        decision=sent.get("decision", ""),
        reason=sent.get("reason", ""),
        by=sent.get("by") or visit.remembered(NAME),
        fault=fault,
    )


@router.get("/judgements")
def judgements(visit: AVisit, page: int = 1) -> Response:
    """Every judgement, newest first, and how it stands today; none is ever erased."""
    every = visit.rulings[::-1]
    pages = Pager.over(visit, len(every), page, PER_PAGE)
    return visit.page(
        "judgements.html",
        pages=pages,
        rows=[_told(visit, ruling) for ruling in every[pages.first : pages.first + PER_PAGE]],
    )


def _told(visit: Visit, ruling: Ruling) -> Told:
    return Told(
        ruling=ruling,
        verb=visit.say(DECIDED[ruling.judgement.verb]),
        state=visit.say(HOLDING[ruling.state]),
        can_withdraw=visit.may_judge and ruling.state is not State.WITHDRAWN,
    )


def _ruling(visit: Visit, judgement_id: str) -> Ruling:
    found = [one for one in visit.rulings if one.judgement.id == judgement_id]
    if not found:
        raise HTTPException(404, visit.say("The record holds no such judgement."))
    return found[0]


@router.get("/judgements/{judgement_id}/withdrawal")
def withdrawal(visit: AVisit, judgement_id: str) -> Response:
    """A judgement, and the form that takes it back."""
    return _withdrawal(visit, judgement_id, {}, None)


@router.post("/judgements/{judgement_id}/withdrawal")
async def withdraw(request: Request, visit: AVisit, judgement_id: str) -> Response:
    """Take a judgement back: both stay in the record, and rules decide again."""
    sent = await checked_form(request, visit)
    ruling = _ruling(visit, judgement_id)
    try:
        by = signer(visit, sent)
        if ruling.state is State.WITHDRAWN:
            raise MalformedValue(visit.say("This judgement was withdrawn already."))
        visit.end_reading()
        judge(
            visit.desk.store, Verb.WITHDRAW, (), by=by, reason=sent.get("reason", "")[:LONGEST],
            who=by, at=visit.desk.clock(), withdraws=ruling.judgement.id,
        )  # fmt: skip
    except QantarError as error:
        return _withdrawal(visit, judgement_id, sent, str(error), status=400)
    visit.desk.judged()
    response = RedirectResponse("/judgements", 303)
    visit.remember(response, NAME, by)
    return response


def _withdrawal(
    visit: Visit,
    judgement_id: str,
    sent: Mapping[str, str],
    fault: str | None,
    status: int = 200,
) -> Response:
    values: dict[str, Any] = {
        "told": _told(visit, _ruling(visit, judgement_id)),
        "reason": sent.get("reason", ""),
        "by": sent.get("by") or visit.remembered(NAME),
        "fault": fault,
    }
    return visit.page("withdrawal.html", status=status, **values)
