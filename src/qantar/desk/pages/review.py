"""The review queue: figures coded by two people apart, how far they agree, what was decided between them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from qantar.desk.cabinet import Logged
from qantar.desk.coding import (
    CODERS,
    FIELDS,
    NO,
    TOLD,
    YES,
    Coding,
    Decision,
    agreements,
    as_read,
    canonical,
    codings,
    complete,
    decisions,
    keep,
    keep_decision,
)
from qantar.desk.forms import NAME, checked_form, signer
from qantar.desk.judging import changes_of
from qantar.desk.pages import Entry
from qantar.desk.pages.judging import LONGEST, options
from qantar.desk.pages.report import claim_values
from qantar.desk.visit import AVisit, Pager, Visit
from qantar.domain.claim import Claim, Figure
from qantar.domain.errors import MalformedValue, QantarError
from qantar.domain.judgement import Verb
from qantar.pipeline import judge

router = APIRouter(include_in_schema=False)
MENU = Entry(order=77, path="/review", title="Review")

FIELD_WORDS = {
    TOLD: "the words give such a figure",
    "quantity": "number, with its sign",
    "object": "Counted",
    "act": "What happened",
    "place": "Place",
    "when": "when it happened (EDTF)",
    "as_of": "as of (EDTF)",
    "speaker": "Speaker",
    "denied": "said to be false",
}
"""The fields as the pages call them."""
VERDICTS = {
    "confirm": "right as it was read",
    "correct": "read wrongly, corrected",
    "reject": "the words do not say this",
}
SIGNING = ("signed in", "sign-in refused", "signed out")
LOGGED = (
    "coded", "adjudicated", *SIGNING, "search kept", "search dropped",
)  # fmt: skip
"""Acts of the log."""
DECIDING_ROLES = ("reviewer", "admin")


@router.get("/review")
def review(visit: AVisit, page: int = 1) -> Response:
    """What waits, how far coders agree, what was decided."""
    with visit.desk.cabinet.opened() as drawer:
        every, both, decided = codings(drawer), complete(drawer), decisions(drawer)
    done = {decision.claim for decision in decided}
    waiting = [claim for claim in sorted(both) if claim not in done]
    started = {coding.claim for coding in every}
    pages = Pager.over(visit, len(decided), page, 20)
    return visit.page(
        "review.html",
        next_claim=_next(visit, every, _me(visit)),
        figures=visit.shelf.count(
            "SELECT count(DISTINCT claim) FROM claims WHERE kind = 'figure' AND state = 'read'"
        ),
        halfway=len(started) - len(both),
        mine=sum(coding.claim not in both for coding in every if coding.coder == _me(visit)),
        waiting=[_brief(visit, claim) for claim in waiting[:50]],
        waiting_number=len(waiting),
        table=agreements(both),
        words=FIELD_WORDS,
        decided=[
            (decision, both.get(decision.claim, ()), _brief(visit, decision.claim))
            for decision in decided[pages.first : pages.first + 20]
        ],
        pages=pages,
        verdicts=VERDICTS,
        may_decide=_may_decide(visit),
    )


@router.get("/review/claims/{claim_id}")
def coding_form(visit: AVisit, claim_id: str) -> Response:
    """The words and an empty form; nothing of what rules or others made of them."""
    return _form(visit, _figure(visit, claim_id), {}, None)


@router.post("/review/claims/{claim_id}")
async def code(request: Request, visit: AVisit, claim_id: str) -> Response:
    """Keep an entry, and on to the next."""
    sent = await checked_form(request, visit)
    claim = _figure(visit, claim_id)
    try:
        coder = signer(visit, sent)
        coding = Coding(
            claim=claim.id, coder=coder, at=visit.desk.clock(), fields=canonical(sent)
        )
        with visit.desk.cabinet.opened() as drawer:
            keep(drawer, coding)
            every = codings(drawer)
    except QantarError as error:
        return _form(visit, claim, sent, visit.say(str(error)), status=400)
    after = _next(visit, every, coder)
    response = RedirectResponse(f"/review/claims/{after}" if after else "/review", 303)
    visit.remember(response, NAME, coder)
    return response


@router.get("/review/claims/{claim_id}/decision")
def decision_form(visit: AVisit, claim_id: str) -> Response:
    """Both entries and what the rules read, side by side."""
    return _decision(visit, _figure(visit, claim_id), {}, None)


@router.post("/review/claims/{claim_id}/decision")
async def decide(request: Request, visit: AVisit, claim_id: str) -> Response:
    """What the figure is in the end: a judgement, kept in the record."""
    sent = await checked_form(request, visit)
    claim = _figure(visit, claim_id)
    both = _both(visit, claim.id)
    try:
        by = signer(visit, sent)
        if not _may_decide(visit):
            raise MalformedValue(visit.say("To decide between coders is for a reviewer."))
        fields = canonical(sent)
        if not sent.get("reason", "").strip():
            raise MalformedValue(visit.say("Say why."))
        verb, changes = _verdict(claim, fields)
        reason = f"{sent['reason'].strip()[:LONGEST]} (coded apart by {_named(both)})"
        at = visit.desk.clock()
        visit.end_reading()
        judgement, _ = judge(
            visit.desk.store, verb, (claim.id,), by=by, reason=reason, who=by, at=at,
            changes=changes,
        )  # fmt: skip
        with visit.desk.cabinet.opened() as drawer:
            keep_decision(
                drawer,
                Decision(
                    claim=claim.id, who=by, at=at, verb=verb.value, judgement=judgement.id,
                    fields=fields,
                ),
            )  # fmt: skip
    except QantarError as error:
        return _decision(visit, claim, sent, visit.say(str(error)), status=400)
    visit.desk.judged()
    response = RedirectResponse("/review", 303)
    visit.remember(response, NAME, by)
    return response


@router.get("/review/log")
def log(visit: AVisit, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """Every entry and decision, newest first; entries of claims not yet coded twice without their contents."""
    cabinet = visit.desk.cabinet
    cabinet.verify()
    pages = Pager.over(visit, cabinet.lines(), page)
    with cabinet.opened() as drawer:
        both = complete(drawer)
    return visit.page(
        "review-log.html",
        pages=pages,
        lines=[
            (seen(visit, line), line.act != "coded" or line.about in both)
            for line in cabinet.log(pages.first, 50)
        ],
        words=FIELD_WORDS,
    )


def seen(visit: Visit, line: Logged) -> Logged:
    """A line of the log without where a visitor came from, unless an admin looks."""
    if line.act not in SIGNING or visit.account is None or visit.account.role == "admin":
        return line
    return replace(line, about="")


def _me(visit: Visit) -> str:
    """Who sits here, as far as the desk knows."""
    return visit.account.name if visit.account is not None else visit.remembered(NAME)


def _may_decide(visit: Visit) -> bool:
    return visit.account is None or visit.account.role in DECIDING_ROLES


def _next(visit: Visit, every: tuple[Coding, ...], coder: str) -> str | None:
    """The claim this person should code next: one a colleague has begun, else one in dispute, else in
    the order of the ledgers."""
    coders: dict[str, set[str]] = {}
    for coding in every:
        coders.setdefault(coding.claim, set()).add(coding.coder)
    begun = [c for c, by in coders.items() if len(by) < CODERS and coder not in by]
    for claim in begun:
        if visit.shelf.one("SELECT 1 FROM claims WHERE claim = ?", claim) is not None:
            return claim
    rows = visit.shelf.all(
        "SELECT claim FROM claims LEFT JOIN questions USING (question) WHERE kind = 'figure'"
        " AND state = 'read' ORDER BY ifnull(conflict, 0) DESC, position IS NULL, position, number"
        " LIMIT ?",
        2 * len(coders) + 50,
    )
    return next((str(row["claim"]) for row in rows if row["claim"] not in coders), None)


def _figure(visit: Visit, claim_id: str) -> Claim:
    claim = visit.view.claim(claim_id)
    if not isinstance(claim.content, Figure):
        raise HTTPException(404, visit.say("Only figures are coded twice."))
    return claim


def _both(visit: Visit, claim: str) -> tuple[Coding, ...]:
    with visit.desk.cabinet.opened() as drawer:
        both = complete(drawer).get(claim)
    if both is None:
        raise HTTPException(404, visit.say("This figure was not coded by two people yet."))
    return both


def _named(both: tuple[Coding, ...]) -> str:
    return " and ".join(coding.coder for coding in both)


def _verdict(claim: Claim, fields: Mapping[str, str]) -> tuple[Verb, tuple[Any, ...]]:
    """The judgement a decision amounts to: as read, not said at all, or corrected in some fields."""
    if fields[TOLD] == NO:
        return Verb.REJECT, ()
    read = as_read(claim)
    changes = changes_of(claim, {n: v for n, v in fields.items() if n != TOLD and v != read[n]})
    return (Verb.CORRECT, changes) if changes else (Verb.CONFIRM, ())


def _brief(visit: Visit, claim: str) -> Any:
    """The words of a claim in their quote, None if today's reading has no such claim."""
    return visit.shelf.one(
        "SELECT claims.claim, before, marked, after, reports.lang, outlet, published FROM claims"
        " JOIN reports ON reports.number = claims.report WHERE claim = ? LIMIT 1",
        claim,
    )


def _form(
    visit: Visit, claim: Claim, sent: Mapping[str, str], fault: str | None, status: int = 200
) -> Response:
    with visit.desk.cabinet.opened() as drawer:
        coders = {coding.coder for coding in codings(drawer, claim.id)}
    shown = claim_values(visit, claim.id)
    return visit.page(
        "coding.html",
        status=status,
        found=claim,
        document=shown["document"],
        before=shown["before"],
        parts_=shown["parts_"],
        after=shown["after"],
        values={name: sent.get(name, "") for name in (TOLD, *FIELDS)},
        is_closed=len(coders) >= CODERS or bool(coders & {_me(visit)}),
        by=sent.get("by") or _me(visit),
        fault=fault,
        words=FIELD_WORDS,
        objects=options(visit, "object"),
        acts=options(visit, "act"),
    )


def _decision(
    visit: Visit, claim: Claim, sent: Mapping[str, str], fault: str | None, status: int = 200
) -> Response:
    both = _both(visit, claim.id)
    shown = claim_values(visit, claim.id)
    read = as_read(claim)
    agreed = {
        name: both[0].fields[name] if both[0].fields[name] == both[1].fields[name] else ""
        for name in (TOLD, *FIELDS)
    }
    return visit.page(
        "decision.html",
        status=status,
        found=claim,
        document=shown["document"],
        before=shown["before"],
        parts_=shown["parts_"],
        after=shown["after"],
        both=both,
        read=read,
        names=(TOLD, *FIELDS),
        values={name: sent.get(name, agreed[name]) for name in (TOLD, *FIELDS)},
        apart=[n for n in (TOLD, *FIELDS) if both[0].fields[n] != both[1].fields[n]],
        by=sent.get("by") or _me(visit),
        reason=sent.get("reason", ""),
        fault=fault,
        words=FIELD_WORDS,
        objects=options(visit, "object"),
        acts=options(visit, "act"),
        may_decide=_may_decide(visit),
        shown=shown_value,
    )


def shown_value(visit: Visit, name: str, value: str) -> str:
    """A field's value in the reader's language, «–» where nothing is said."""
    if name in (TOLD, "denied"):
        return visit.say({YES: "yes", NO: "no"}.get(value, "–"))
    if name in ("object", "act") and value:
        return visit.language.term(name, value)
    return value or "–"
