"""Judging a claim: right, corrected, rejected, or a remark; signed, with a reason, kept for good."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from qantar.desk.forms import NAME, checked_form, signer
from qantar.desk.judging import ENDS, REALITIES, VERBS, changes_of, fields_of
from qantar.desk.pages.report import card
from qantar.desk.visit import AVisit, Visit
from qantar.domain.claim import Claim, Figure
from qantar.domain.errors import QantarError
from qantar.domain.judgement import End, Verb
from qantar.pipeline import judge
from qantar.views.judged import marks_of
from qantar.views.terms import terms

router = APIRouter(include_in_schema=False)

LONGEST = 2_000
"""Letters of a reason."""


@router.get("/claims/{claim_id}/judgement")
def form(visit: AVisit, claim_id: str, verb: str = "") -> Response:
    """The form, a page of its own or a piece of one."""
    claim = _as_judged(visit, claim_id)
    return _form(visit, claim, verb, {}, None)


@router.post("/claims/{claim_id}/judgement")
async def decide(request: Request, visit: AVisit, claim_id: str) -> Response:
    """Keep what was decided, and show it."""
    sent = await checked_form(request, visit)
    claim = _as_judged(visit, claim_id)
    verb = sent.get("verb", "")
    try:
        by = signer(visit, sent)
        changes = changes_of(claim, sent) if verb == Verb.CORRECT else ()
        if verb == Verb.CORRECT and not changes:
            raise QantarError(
                visit.say("Nothing was changed. Change a field, or say it is right.")
            )
        if verb == Verb.CHOOSE and _end(sent) is None:
            raise QantarError(visit.say("Say which bound."))
        if verb not in {known.value for known in VERBS}:
            raise QantarError(visit.say("Say what you decide."))
        visit.end_reading()
        judge(
            visit.desk.store, Verb(verb), (claim.id,), by=by, reason=sent.get("reason", "")[:LONGEST],
            who=by, at=visit.desk.clock(), changes=changes,
            end=_end(sent) if verb == Verb.CHOOSE else None,
        )  # fmt: skip
    except QantarError as error:
        return _form(visit, claim, verb, sent, str(error), status=400)
    visit.desk.judged()
    if _is_piece(request):
        response = _card(visit, claim.id)
    else:
        response = RedirectResponse(f"/claims/{claim.id}", 303)
    visit.remember(response, NAME, by)
    return response


def _end(sent: dict[str, str]) -> End | None:
    return next((end for end in ENDS if end.value == sent.get("end")), None)


def _is_piece(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def _as_judged(visit: Visit, claim_id: str) -> Claim:
    """The claim with what people have corrected so far."""
    return visit.judged([visit.view.claim(claim_id)])[0]


def _form(
    visit: Visit,
    claim: Claim,
    verb: str,
    sent: dict[str, str],
    fault: str | None,
    status: int = 200,
) -> Response:
    values = fields_of(claim) | {k: v for k, v in sent.items() if k in fields_of(claim)}
    piece = _is_piece(visit.request)
    return visit.page(
        "judge-piece.html" if piece else "judge.html",
        # A piece with a fault is put into the page like any other, so that the reader sees it.
        status=200 if piece else status,
        found=claim,
        card=visit_card(visit, claim),
        values=values,
        verb=verb or sent.get("verb", "") or "confirm",
        verbs={
            one: words
            for one, words in VERBS.items()
            if one is not Verb.CHOOSE or isinstance(claim.content, Figure)
        },
        ends=ENDS,
        end=sent.get("end", ""),
        by=sent.get("by") or visit.remembered(NAME),
        reason=sent.get("reason", ""),
        fault=fault,
        realities=REALITIES,
        objects=options(visit, "object"),
        acts=options(visit, "act"),
    )


def options(visit: Visit, table: str) -> list[tuple[str, str]]:
    """The codes of a table with their words, in the order of the words."""
    found = [
        (code, visit.language.term(table, code)) for kind, code in terms() if kind == table
    ]
    return sorted(found, key=lambda pair: pair[1])


def visit_card(visit: Visit, claim: Claim) -> Any:
    row = visit.shelf.one(
        "SELECT claims.*, questions.brief FROM claims LEFT JOIN questions USING (question)"
        " WHERE claim = ? ORDER BY number LIMIT 1",
        claim.id,
    )
    return card(visit, claim, row, marks_of(visit.rulings).get(claim.id, ()))


def _card(visit: Visit, claim_id: str) -> Response:
    """The card anew, as the record says it now."""
    visit.read_anew()
    claim = _as_judged(visit, claim_id)
    return visit.page("card.html", card=visit_card(visit, claim))
