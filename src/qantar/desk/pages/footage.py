"""Pictures and films: their thumbnails, what their metadata tells, the same footage elsewhere, redacted copies.

A file of a stranger is opened in a sandbox and never here; what is shown is a thumbnail made anew. Coordinates
and names are shown to those who review, and to nobody below.
"""

import threading

from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from qantar.capture.portrait import PICTURES, Portrait, is_media
from qantar.desk.forms import NAME, checked_form, signer
from qantar.desk.giving import INERT, given
from qantar.desk.pages.judging import LONGEST
from qantar.desk.visit import AVisit, Pager, Visit
from qantar.domain.errors import QantarError
from qantar.export.footage import footage, portrait_of, redact_picture, same_footage
from qantar.export.redaction import redact_text, spans_of
from qantar.record.copies import copies
from qantar.record.links import links

router = APIRouter(include_in_schema=False)

PER_SHEET = 24
_LOOKING = threading.BoundedSemaphore(2)
"""Sandboxes open at once: a page of thumbnails must not fill the machine."""


def _portrait(visit: Visit, capture_id: str) -> Portrait:
    """What is known of it; of a document that a witness left, its kind alone."""
    kind = visit.view.capture(capture_id).media_type
    if not is_media(kind):
        return Portrait(media_type=kind)
    visit.end_reading()
    with _LOOKING:
        return portrait_of(visit.desk.store, capture_id, who="desk", at=visit.desk.clock())


@router.get("/footage")
def sheet(visit: AVisit, page: int = 1) -> Response:
    """All pictures and films, a sheet of thumbnails at a time."""
    held = list(footage(visit.view))
    pages = Pager.over(visit, len(held), page, PER_SHEET)
    shown = held[pages.first : pages.first + PER_SHEET]
    return visit.page("footage.html", captures=shown, pages=pages)


@router.get("/captures/{capture_id}")
def one(visit: AVisit, capture_id: str) -> Response:
    """One picture or film."""
    return _shown(visit, capture_id, {}, None)


def _shown(
    visit: Visit, capture_id: str, sent: dict[str, str], fault: str | None, status: int = 200
) -> Response:
    seen = _portrait(visit, capture_id)
    capture = visit.view.capture(capture_id)
    told = seen.shown(private=visit.may_see_footage)
    entries = list(visit.view.custody(capture_id))
    return visit.page(
        "capture.html",
        status=status,
        capture=capture,
        seen=seen,
        told=told,
        hidden=len(seen.particulars) - len(told),
        alike=same_footage(visit.view, capture_id, seen),
        custody=entries,
        copies=copies(entries),
        links=links(entries),
        is_picture=capture.media_type in PICTURES,
        boxes=sent.get("boxes", ""),
        reason=sent.get("reason", ""),
        by=sent.get("by") or visit.remembered(NAME),
        fault=fault,
    )


@router.get("/captures/{capture_id}/thumbnail")
def thumbnail(visit: AVisit, capture_id: str) -> Response:
    """The thumbnail, a JPEG of our own making."""
    data = _portrait(visit, capture_id).thumbnail
    if data is None:
        raise HTTPException(404, visit.say("There is no thumbnail of it."))
    answer = visit.send(data, "image/jpeg")
    answer.headers["content-security-policy"] = INERT
    return answer


@router.get("/captures/{capture_id}/copies/{digest}")
def copy(visit: AVisit, capture_id: str, digest: str) -> Response:
    """A working copy, to be kept."""
    if digest not in {made.sha256 for made in copies(visit.view.custody(capture_id))}:
        raise HTTPException(404, visit.say("There is no such working copy."))
    return given(visit, capture_id, digest, "working copy")


@router.post("/captures/{capture_id}/redaction")
async def cover(request: Request, visit: AVisit, capture_id: str) -> Response:
    """Keep a copy with boxes painted over."""
    sent = await checked_form(request, visit)
    try:
        by = signer(visit, sent)
        boxes = tuple(sent.get("boxes", "").split())
        if not boxes:
            raise QantarError(visit.say("Say what is to be covered."))
        visit.end_reading()
        await run_in_threadpool(
            redact_picture, visit.desk.store, capture_id, boxes, by=by,
            reason=sent.get("reason", "")[:LONGEST], who=by, at=visit.desk.clock(),
        )  # fmt: skip
    except QantarError as error:
        return await run_in_threadpool(_shown, visit, capture_id, sent, str(error), 400)
    visit.desk.judged()
    answer = RedirectResponse(f"/captures/{capture_id}", 303)
    visit.remember(answer, NAME, by)
    return answer


@router.get("/reports/{document_id}/redaction")
def words_form(visit: AVisit, document_id: str) -> Response:
    """The form that covers words of a report."""
    return _words(visit, document_id, {}, None)


@router.post("/reports/{document_id}/redaction")
async def cover_words(request: Request, visit: AVisit, document_id: str) -> Response:
    """Keep a copy with words covered, wherever they stand in the report."""
    sent = await checked_form(request, visit)
    try:
        by = signer(visit, sent)
        found = visit.view.document(document_id)
        words = [line.strip() for line in sent.get("words", "").splitlines() if line.strip()]
        if not words:
            raise QantarError(visit.say("Say what is to be covered."))
        spans = [span for line in words for span in spans_of(found, line)]
        visit.end_reading()
        await run_in_threadpool(
            redact_text, visit.desk.store, document_id, spans, by=by,
            reason=sent.get("reason", "")[:LONGEST], who=by, at=visit.desk.clock(),
        )  # fmt: skip
    except QantarError as error:
        return _words(visit, document_id, sent, str(error), 400)
    visit.desk.judged()
    answer = RedirectResponse(f"/reports/{document_id}", 303)
    visit.remember(answer, NAME, by)
    return answer


def _words(
    visit: Visit, document_id: str, sent: dict[str, str], fault: str | None, status: int = 200
) -> Response:
    return visit.page(
        "redaction.html",
        status=status,
        document=visit.view.document(document_id),
        document_id=document_id,
        words=sent.get("words", ""),
        reason=sent.get("reason", ""),
        by=sent.get("by") or visit.remembered(NAME),
        fault=fault,
    )
