"""The rest of what the pages show, as JSON: series, reasons, disputes, sources, wording, people, regimes,
places, custody, edits, and what is published."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from qantar.desk.answers import RESPONSES, Code, Day, PageNumber, PerPage, Words, paged, sent
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
    Outlet,
    Page,
    PlaceCount,
    Post,
    Regime,
    Why,
    Wording,
)
from qantar.desk.shelf import Condition, unpacked
from qantar.desk.visit import AVisit, Visit
from qantar.domain.when import When
from qantar.views.edits import edits

router = APIRouter(prefix="/api/v1", tags=["record"], responses=RESPONSES)

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
    rows = visit.shelf.where(
        "SELECT * FROM conflicts", condition, "ORDER BY position LIMIT ? OFFSET ?",
        per_page, (page - 1) * per_page,
    )  # fmt: skip
    items = [
        {"question": row["question"], "type": row["type"], "open": bool(row["open"])}
        | unpacked(row)
        for row in rows
    ]
    return paged(visit, visit.shelf.number_of("conflicts", condition), page, per_page, items)


@router.get("/sources", response_model=Page[Outlet])
def sources(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Outlets, those with most reports first."""
    rows = visit.shelf.all(
        "SELECT * FROM outlets ORDER BY reports DESC, outlet LIMIT ? OFFSET ?",
        per_page, (page - 1) * per_page,
    )  # fmt: skip
    items = [dict(row) | {"langs": str(row["langs"]).split()} for row in rows]
    return paged(
        visit, visit.shelf.count("SELECT count(*) FROM outlets"), page, per_page, items
    )


@router.get("/sources/order", response_model=Page[Later])
def order_of_print(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Which outlet printed sayings on a later day than which."""
    return _table(visit, "copies", "sayings DESC, later, earlier", page, per_page)


@router.get("/sources/credits", response_model=Page[Credited])
def credits_given(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """Whom each outlet names as its source."""
    return _table(visit, "origins", "times DESC, outlet, name", page, per_page)


def _table(visit: Visit, table: str, order: str, page: int, per_page: int) -> Response:
    # Table and order are ours, never from outside.
    rows = visit.shelf.all(
        f"SELECT * FROM {table} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
        per_page, (page - 1) * per_page,
    )  # fmt: skip
    total = visit.shelf.count(f"SELECT count(*) FROM {table}")  # noqa: S608
    return paged(visit, total, page, per_page, [dict(row) for row in rows])


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
    tables = "labels JOIN claims ON claims.number = labels.claim"
    rows = visit.shelf.where(
        "SELECT claims.claim, labels.outlet, side, shown AS words, voice, day FROM labels"
        " JOIN claims ON claims.number = labels.claim",
        condition,
        "ORDER BY labels.outlet, day, labels.claim LIMIT ? OFFSET ?",
        per_page,
        (page - 1) * per_page,
    )
    total = visit.shelf.number_of(tables, condition)
    return paged(visit, total, page, per_page, [dict(row) for row in rows])


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
    tables = "posts JOIN claims ON claims.number = posts.claim"
    rows = visit.shelf.where(
        'SELECT claims.claim, posts.person, posts.shown AS post, posts.change, claims.edtf AS "when",'
        " reports.published, reports.outlet, claims.speaker, claims.state,"
        " claims.before || claims.marked || claims.after AS quote FROM posts"
        " JOIN claims ON claims.number = posts.claim JOIN reports ON reports.number = claims.report",
        condition,
        "ORDER BY posts.office, coalesce(posts.first, posts.printed, '~'), posts.claim"
        " LIMIT ? OFFSET ?",
        per_page,
        (page - 1) * per_page,
    )
    total = visit.shelf.number_of(tables, condition)
    return paged(visit, total, page, per_page, [dict(row) for row in rows])


@router.get("/status", response_model=Page[Regime])
def status(
    visit: AVisit, regime: Code = "", page: PageNumber = 1, per_page: PerPage = 50
) -> Response:
    """Which regime was told to be imposed, lifted or in force, place by place."""
    condition = Condition()
    if regime:
        condition = condition.also("regime = ?", regime)
    rows = visit.shelf.where(
        'SELECT claims.claim, regime, level, change, statuses.place, claims.edtf AS "when",'
        " claims.state FROM statuses JOIN claims ON claims.number = statuses.claim",
        condition,
        "ORDER BY regime, statuses.place, statuses.first IS NULL, statuses.first, statuses.claim"
        " LIMIT ? OFFSET ?",
        per_page,
        (page - 1) * per_page,
    )
    items = [
        dict(row) | {"place": None if row["place"] == EVERYWHERE else row["place"]}
        for row in rows
    ]
    total = visit.shelf.number_of("statuses", condition)
    return paged(visit, total, page, per_page, items)


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
        for row in rows[(page - 1) * per_page : page * per_page]
    ]  # fmt: skip
    return paged(visit, len(rows), page, per_page, items)


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
    shown = found[(page - 1) * per_page : page * per_page]
    return paged(visit, len(found), page, per_page, [edit.as_json() for edit in shown])


@router.get("/publish/ledgers/{question}", response_model=Card)
def card(visit: AVisit, question: str) -> Response:
    """A ledger as it is published: the card's text, and the same as JSON. The whole record as one page
    is at ``/publish/dossier.html``."""
    html = card_of(visit, question)
    row = visit.shelf.one("SELECT row FROM questions WHERE question = ?", question)
    assert row is not None, "card_of has looked for it"
    ledger = {k: v for k, v in unpacked(row).items() if k not in ("said", "told")}
    return sent(visit, {"question": question, "html": html, "ledger": ledger})
