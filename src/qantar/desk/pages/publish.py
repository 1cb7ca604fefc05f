"""What leaves the desk: the dossier as one file, a ledger as a card for another page."""

from typing import Any

from fastapi import APIRouter, HTTPException
from markupsafe import Markup
from starlette.responses import FileResponse, Response

from qantar.desk.pages import Entry
from qantar.desk.publishing import dossier_file
from qantar.desk.sentences import question_words, range_words
from qantar.desk.shelf import Condition, unpacked
from qantar.desk.speaking import speaking
from qantar.desk.visit import PER_PAGE, AVisit, Pager, Visit
from qantar.export.card import ledger_card
from qantar.record.copies import copies
from qantar.record.custody import Act

router = APIRouter(include_in_schema=False)
MENU = Entry(order=80, path="/publish", title="Publish")

SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""What is downloaded runs nowhere, not even if a browser shows it in its own window."""


@router.get("/publish")
def publish(visit: AVisit, q: str = "", page: int = 1) -> Response:
    """The dossier, and every question with its card."""
    condition = Condition()
    for word in q.split()[:10]:
        condition = condition.also("instr(lower(title), lower(?)) > 0", word)
    pages = Pager.over(visit, visit.shelf.number_of("questions", condition), page)
    rows = visit.shelf.where(
        "SELECT question, brief FROM questions",
        condition,
        "ORDER BY main IS NULL, main, position LIMIT ? OFFSET ?",
        PER_PAGE,
        pages.first,
    )
    listed = []
    for row in rows:
        brief = unpacked(row, "brief")
        title = question_words(visit.language, visit.places, brief)
        listed.append((str(row["question"]), title, range_words(visit.language, brief)))
    return visit.page(
        "publish.html",
        q=q,
        pages=pages,
        listed=listed,
        reports=visit.shelf.count("SELECT count(*) FROM reports"),
        unchecked=visit.shelf.count("SELECT count(*) FROM claims WHERE state = 'read'"),
    )


@router.get("/publish/dossier.html")
def dossier(visit: AVisit) -> Response:
    """The whole record as one page that opens from disk."""
    path = dossier_file(visit.desk, visit.shelf.about("edition"), visit.language.code)
    return FileResponse(
        path,
        media_type="text/html; charset=utf-8",
        filename="dossier.html",
        headers={"content-security-policy": SEALED},
    )


@router.get("/publish/ledgers/{question}")
def card_page(visit: AVisit, question: str) -> Response:
    """The card as it looks, and its text to copy."""
    card = card_of(visit, question)
    # Made by ledger_card, which escapes every word of a source; nothing else is shown unescaped.
    drawn = Markup(card)  # noqa: S704
    return visit.page("card-page.html", question=question, card=card, drawn=drawn)


@router.get("/publish/ledgers/{question}/card.html")
def card_file(visit: AVisit, question: str) -> Response:
    """The card alone, to be kept."""
    answer = visit.send(card_of(visit, question).encode(), "text/html; charset=utf-8")
    answer.headers["content-disposition"] = 'attachment; filename="ledger.html"'
    answer.headers["content-security-policy"] = SEALED
    return answer


def card_of(visit: Visit, question: str) -> str:
    """The card of a question with its disputes.

    Raises:
        HTTPException: 404 if the record asks no such question.
    """
    row = visit.shelf.one("SELECT row FROM questions WHERE question = ?", question)
    if row is None:
        raise HTTPException(404, f"{question}: no such question in this record")
    _refuse_redacted(visit, question)
    whole: dict[str, Any] = unpacked(row)
    whole["title"] = question_words(visit.language, visit.places, whole)
    found = visit.shelf.all(
        "SELECT row FROM conflicts WHERE question = ? AND open ORDER BY position LIMIT 5",
        question,
    )
    return ledger_card(
        whole, [str(unpacked(one)["because"]) for one in found], speaking(visit.language.code)
    )


def _refuse_redacted(visit: Visit, question: str) -> None:
    """A card is drawn from the desk's own pages, which show originals: none is given out of a question that
    a redacted report speaks to.

    Raises:
        HTTPException: 409 then.
    """
    made = [copy for copy in copies(visit.view.custody(act=Act.REDACTED)) if copy.document]
    if not made:
        return
    gone = visit.view.removed()
    redacted = {copy.document for copy in made if copy.capture not in gone}
    rows = visit.shelf.all(
        "SELECT DISTINCT reports.document FROM claims JOIN reports ON claims.report = reports.number"
        " WHERE claims.question = ?",
        question,
    )
    if any(row["document"] in redacted for row in rows):
        raise HTTPException(
            409,
            visit.say("A redacted report speaks to this question: take it from the dossier."),
        )
