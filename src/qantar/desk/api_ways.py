"""The rest of what the pages show, as JSON: series, reasons, disputes, sources, wording, people, regimes,
places, custody, edits, and what is published."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from qantar.desk.answers import (
    RESPONSES,
    Code,
    Day,
    Listing,
    PageNumber,
    PerPage,
    Words,
    sent,
    sliced,
)
from qantar.desk.bygone import day_of, series_of, why_of
from qantar.desk.kinds import EVERYWHERE
from qantar.desk.pages.chronology import PARTS, Wanted
from qantar.desk.pages.publish import card_of
from qantar.desk.shapes import (
    Card,
    Credited,
    Custody,
    Dispute,
    Edit,
    InTime,
    Later,
    Names,
    Outlet,
    Page,
    PlaceCount,
    Post,
    Regime,
    Why,
    Wording,
)
from qantar.desk.shelf import Condition, Row, unpacked
from qantar.desk.visit import AVisit, Visit
from qantar.domain.when import When
from qantar.pipeline import listed_names
from qantar.views.edits import edits

router = APIRouter(prefix="/api/v1", tags=["record"], responses=RESPONSES)

DISPUTES = Listing(tables="conflicts", order="position")
OUTLETS = Listing(tables="outlets", order="reports DESC, outlet")
LATER = Listing(tables="copies", order="sayings DESC, later, earlier")
CREDITED = Listing(tables="origins", order="times DESC, outlet, name")
WORDINGS = Listing(
    columns="claims.claim, labels.outlet, side, shown AS words, voice, day",
    tables="labels JOIN claims ON claims.number = labels.claim",
    order="labels.outlet, day, labels.claim",
)
POSTS = Listing(
    columns='claims.claim, posts.person, posts.shown AS post, posts.change, claims.edtf AS "when",'
    " reports.published, reports.outlet, claims.speaker, claims.state,"
    " claims.before || claims.marked || claims.after AS quote",
    tables="posts JOIN claims ON claims.number = posts.claim"
    " JOIN reports ON reports.number = claims.report",
    order="posts.office, coalesce(posts.first, posts.printed, '~'), posts.claim",
)
REGIMES = Listing(
    columns='claims.claim, regime, level, change, statuses.place, claims.edtf AS "when", claims.state',
    tables="statuses JOIN claims ON claims.number = statuses.claim",
    order="regime, statuses.place, statuses.first IS NULL, statuses.first, statuses.claim",
)
"""What the addresses below list."""

AsOf = Annotated[Day, Query(alias="asof")]


def _by_then(visit: Visit, question: str, as_of: str) -> When | None:
    if visit.shelf.one("SELECT 1 FROM questions WHERE question = ?", question) is None:
        raise HTTPException(404, f"{question}: no such question in this record")
    by_then = day_of(as_of)
    if as_of and by_then is None:
        raise HTTPException(400, f"{as_of}: no date of the calendar")
    return by_then


@router.get("/ledgers/{question}/series", response_model=InTime)
def ledger_series(visit: AVisit, question: str, as_of: AsOf = "") -> Response:
    """Every account at its moment: when it stood, was said, was printed, what became of it."""
    found = series_of(visit, question, _by_then(visit, question, as_of))
    if found is None:
        raise HTTPException(404, f"{question}: nobody had answered it by {as_of}")
    return sent(visit, found.as_json())


@router.get("/ledgers/{question}/names", response_model=list[Names])
def ledger_names(visit: AVisit, question: str) -> Response:
    """The names that reports list below the counts of a question, beside the counts: a check only."""
    _by_then(visit, question, "")
    rows = visit.shelf.all(
        "SELECT claims.claim, reports.document FROM claims"
        " JOIN reports ON reports.number = claims.report WHERE claims.account IN"
        " (SELECT json_extract(one.value, '$.account') FROM questions,"
        " json_each(questions.row, '$.accounts') AS one WHERE questions.question = ?)",
        question,
    )
    printed = {str(row["claim"]): str(row["document"]) for row in rows if row["document"]}
    return sent(visit, [one.as_json() for one in listed_names(visit.view, printed)])


@router.get("/ledgers/{question}/why", response_model=Why)
def ledger_why(
    visit: AVisit,
    question: str,
    of: Annotated[str, Query(max_length=120)] = "",
    as_of: AsOf = "",
) -> Response:
    """Why the question, or what ``of`` names beside it (an account, relation, conflict), stands so."""
    by_then = _by_then(visit, question, as_of)
    if by_then is not None and series_of(visit, question, by_then) is None:
        raise HTTPException(404, f"{question}: nobody had answered it by {as_of}")
    return sent(visit, why_of(visit, question, of or question, by_then).as_json())


@router.get("/disputes", response_model=Page[Dispute])
def disputes(
    visit: AVisit,
    question: Annotated[str, Query(max_length=120)] = "",
    open: bool | None = None,
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Contradictions and retractions, those unsettled first."""
    condition = Condition()
    if question:
        condition = condition.also("question = ?", question)
    if open is not None:
        condition = condition.also("open = ?", int(open))
    return DISPUTES.page(visit, condition, page, per_page, _dispute)


def _dispute(row: Row) -> dict[str, Any]:
    about = {"question": row["question"], "type": row["type"], "open": bool(row["open"])}
    return about | unpacked(row)


@router.get("/sources", response_model=Page[Outlet])
def sources(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Outlets, those with most reports first."""
    return OUTLETS.page(visit, Condition(), page, per_page, _outlet)


def _outlet(row: Row) -> dict[str, Any]:
    return dict(row) | {"langs": str(row["langs"]).split()}


@router.get("/sources/order", response_model=Page[Later])
def order_of_print(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Which outlet printed sayings on a later day than which."""
    return LATER.page(visit, Condition(), page, per_page)


@router.get("/sources/credits", response_model=Page[Credited])
def credits_given(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Whom each outlet names as its source."""
    return CREDITED.page(visit, Condition(), page, per_page)


@router.get("/wording", response_model=Page[Wording])
def wording(
    visit: AVisit,
    side: Code = "",
    outlet: Words = "",
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Each use of a wording for one of the sides, by outlet and day."""
    condition = Condition()
    for column, value in (("side", side), ("labels.outlet", outlet)):
        if value:
            condition = condition.also(f"{column} = ?", value)
    return WORDINGS.page(visit, condition, page, per_page)


@router.get("/people", response_model=Page[Post])
def people(
    visit: AVisit, q: Words = "", page: PageNumber = 1, per_page: PerPage = 50
) -> Response:
    """Who is told to hold, take or lose which office, office by office."""
    condition = Condition()
    for word in q.split()[:6]:
        condition = condition.also(
            "(instr(posts.office, ?) > 0 OR instr(posts.person, ?) > 0)", word.casefold(), word
        )
    return POSTS.page(visit, condition, page, per_page)


@router.get("/status", response_model=Page[Regime])
def status(
    visit: AVisit, regime: Code = "", page: PageNumber = 1, per_page: PerPage = 50
) -> Response:
    """Which regime was told to be imposed, lifted or in force, place by place."""
    condition = Condition()
    if regime:
        condition = condition.also("regime = ?", regime)
    return REGIMES.page(visit, condition, page, per_page, _regime)


def _regime(row: Row) -> dict[str, Any]:
    return dict(row) | {"place": None if row["place"] == EVERYWHERE else row["place"]}


@router.get("/map", response_model=Page[PlaceCount])
def places(
    visit: AVisit,
    part: Annotated[str, Query(pattern=f"^({'|'.join(PARTS)})$")] = "dated",
    kind: Code = "",
    type: Code = "",
    outlet: Words = "",
    speaker: Words = "",
    since: Annotated[Day, Query(alias="from")] = "",
    until: Annotated[Day, Query(alias="to")] = "",
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Happenings by place; those told of no place are one row without any."""
    condition = Wanted(
        part=part,
        kind=kind,
        type=type,
        outlet=outlet,
        speaker=speaker,
        since=since,
        until=until,
    ).condition()
    rows = visit.shelf.where(
        "SELECT happenings.place_id, places.kind, precision, en, ru, uk, kk, longitude, latitude,"
        " count(*) AS happenings FROM happenings LEFT JOIN places ON places.id = happenings.place_id",
        condition,
        "GROUP BY happenings.place_id ORDER BY happenings DESC, happenings.place_id",
    )
    items = [
        {
            "place_id": row["place_id"], "kind": row["kind"], "precision": row["precision"],
            "names": {code: row[code] for code in ("en", "ru", "uk", "kk") if row[code]},
            "longitude": row["longitude"], "latitude": row["latitude"],
            "happenings": row["happenings"],
        }
        for row in rows
    ]  # fmt: skip
    return sliced(visit, page, per_page, items)


@router.get("/captures/{capture}", response_model=Custody)
def custody(visit: AVisit, capture: str) -> Response:
    """The custody of one capture. Its bytes are at ``/captures/{capture}/original``."""
    found = visit.view.capture(capture)
    entries: list[dict[str, Any]] = [
        {
            "number": entry.number, "at": entry.at, "who": entry.who, "act": entry.act.value,
            "digest": entry.digest,
        }
        for entry in visit.view.custody(found.id)
    ]  # fmt: skip
    return sent(
        visit,
        {
            "capture": found.id, "sha256": found.sha256, "size": found.size,
            "media_type": found.media_type, "origin": found.origin,
            "captured_at": found.captured_at,
            "held": visit.desk.store.blobs.has(found.sha256), "custody": entries,
        },
    )  # fmt: skip


@router.get("/reports/{document}/edits", response_model=Page[Edit])
def edited(
    visit: AVisit, document: str, page: PageNumber = 1, per_page: PerPage = 50
) -> Response:
    """What changed between one capture of this page and the next, word by word."""
    here = visit.view.document(document)
    ids = [document]
    if here.url:
        ids += [
            str(row["document"])
            for row in visit.shelf.all(
                "SELECT document FROM reports WHERE url = ? AND document <> ?",
                here.url,
                document,
            )
        ]
    documents = [visit.view.document(id_) for id_ in ids]
    captures = {one.capture: visit.view.capture(one.capture) for one in documents}
    found = edits(documents, captures)
    return sliced(visit, page, per_page, [edit.as_json() for edit in found])


@router.get("/publish/ledgers/{question}", response_model=Card)
def card(visit: AVisit, question: str) -> Response:
    """A ledger as it is published: the card's text, and the same as JSON. The whole record as one page
    is at ``/publish/dossier.html``."""
    html = card_of(visit, question)
    row = visit.shelf.one("SELECT row FROM questions WHERE question = ?", question)
    assert row is not None, "card_of has looked for it"
    ledger = {k: v for k, v in unpacked(row).items() if k not in ("said", "told")}
    return sent(visit, {"question": question, "html": html, "ledger": ledger})
