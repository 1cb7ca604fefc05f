"""The record as JSON: what the pages show, for programs. ``/api/v1``, described by OpenAPI.

Lists come in pages of at most ``MOST`` rows with the address of the next; every answer bears an
ETag, and who sends it back is told only that nothing changed. Texts of sources are verbatim. Every
claim says how far it was looked at (``state``: ``read`` is by rules and unchecked).
"""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from qantar.desk import finding
from qantar.desk.answers import (
    RESPONSES,
    Bound,
    Code,
    Day,
    Listing,
    PageNumber,
    PerPage,
    Words,
    paged,
    sent,
)
from qantar.desk.bygone import day_of, whole_as_of
from qantar.desk.finding import ClaimFilter
from qantar.desk.pages.chronology import PARTS, Wanted
from qantar.desk.pages.ledgers import SORTS, narrowed
from qantar.desk.pages.search import STATES, claims_asked, owner, passages_asked, waiting
from qantar.desk.searches import searches
from qantar.desk.shapes import About, Claim, Ledger, Page, Passage, Question, Report, Search
from qantar.desk.shelf import Condition, Row, unpacked
from qantar.desk.visit import AVisit

HAPPENINGS = Listing(columns="row", tables="happenings", order="position")
REPORTS = Listing(
    columns="document, capture, report, title, outlet, lang, published, url, claims, figures",
    tables="reports",
    order="first IS NULL, first, number",
)
CLAIMS = Listing(
    columns="claims.*, reports.document, reports.report AS name, reports.outlet, reports.published,"
    " reports.lang",
    tables="claims JOIN reports ON reports.number = claims.report",
    order="claims.number",
)
"""What the addresses below list."""

router = APIRouter(prefix="/api/v1", tags=["record"], responses=RESPONSES)


@router.get("/record", response_model=About)
def record(visit: AVisit) -> Response:
    """What the record holds."""
    shelf = visit.shelf
    return sent(
        visit,
        {
            "name": visit.desk.name,
            "custody": int(shelf.about("custody")),
            "head": shelf.about("head"),
            "reports": shelf.count("SELECT count(*) FROM reports"),
            "claims": shelf.count("SELECT count(*) FROM claims"),
            "judged": shelf.count("SELECT count(*) FROM claims WHERE state <> 'read'"),
            "questions": shelf.count("SELECT count(*) FROM questions"),
            "refused": int(shelf.about("refused")),
        },
    )


@router.get("/ledgers", response_model=Page[Question])
def ledgers(
    visit: AVisit,
    q: Words = "",
    object: Code = "",
    act: Code = "",
    place: Code = "",
    disputed: bool = False,
    sort: Annotated[str, Query(pattern="^(family|accounts|origins|time)$")] = "family",
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Questions of number, narrowed."""
    condition = narrowed(
        q=q, object_=object, act=act, place=place, disputed="1" if disputed else ""
    )
    listing = Listing(tables="questions", order=SORTS[sort][0])
    return listing.page(visit, condition, page, per_page, _question)


def _question(row: Row) -> dict[str, Any]:
    brief = unpacked(row, "brief")
    kept = (
        "question",
        "title",
        "measure",
        "place",
        "place_id",
        "period",
        "population",
        "low",
        "high",
    )
    return {key: brief[key] for key in kept} | {
        "origins": row["origins"],
        "accounts": row["accounts"],
        "open": bool(row["open"]),
        "conflict": bool(row["conflict"]),
    }


@router.get("/ledgers/{question}", response_model=Ledger)
def ledger(
    visit: AVisit, question: str, as_of: Annotated[Day, Query(alias="asof")] = ""
) -> Response:
    """One question with all accounts, appearances and relations with their reasons, counted by each
    rule; with ``asof`` as it stood by the end of that day, month or year."""
    row = visit.shelf.one("SELECT row FROM questions WHERE question = ?", question)
    if row is None:
        raise HTTPException(404, f"{question}: no such question in this record")
    by_then = day_of(as_of)
    if as_of and by_then is None:
        raise HTTPException(400, f"{as_of}: no date of the calendar")
    whole = unpacked(row) if by_then is None else whole_as_of(visit, question, by_then)[0]
    return sent(
        visit, {key: value for key, value in whole.items() if key not in ("said", "told")}
    )


@router.get("/chronology", response_model=Page[dict[str, Any]])
def chronology(
    visit: AVisit,
    part: Annotated[str, Query(pattern=f"^({'|'.join(PARTS)})$")] = "dated",
    kind: Code = "",
    type: Code = "",
    place: Code = "",
    outlet: Words = "",
    speaker: Words = "",
    since: Annotated[Day, Query(alias="from")] = "",
    until: Annotated[Day, Query(alias="to")] = "",
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """What happened when; ``undated`` and ``unreal`` (plans, orders, conjecture) are parts too."""
    condition = Wanted(
        part=part, kind=kind, type=type, place=place, outlet=outlet, speaker=speaker,
        since=since, until=until,
    ).condition()  # fmt: skip
    return HAPPENINGS.page(visit, condition, page, per_page, unpacked)


@router.get("/reports", response_model=Page[Report])
def reports(
    visit: AVisit,
    outlet: Words = "",
    lang: Code = "",
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Reports in the order of print."""
    condition = Condition()
    for column, value in (("outlet", outlet), ("lang", lang)):
        if value:
            condition = condition.also(f"{column} = ?", value)
    return REPORTS.page(visit, condition, page, per_page)


@router.get("/reports/{document}", response_model=dict[str, Any])
def report(visit: AVisit, document: str) -> Response:
    """One report with its text, blocks and the way back to its bytes."""
    return sent(visit, visit.view.document(document).as_json() | {"document": document})


@router.get("/claims", response_model=Page[Claim])
def claims(
    visit: AVisit,
    q: Words = "",
    kind: Code = "",
    object: Code = "",
    act: Code = "",
    least: Bound = None,
    most: Bound = None,
    speaker: Words = "",
    outlet: Words = "",
    place: Code = "",
    lang: Code = "",
    since: Annotated[Day, Query(alias="from")] = "",
    until: Annotated[Day, Query(alias="to")] = "",
    state: Annotated[str, Query(pattern=f"^({'|'.join(STATES)})?$")] = "",
    page: PageNumber = 1,
    per_page: PerPage = 50,
) -> Response:
    """Claims by words under their lemmas and by what they say; ``least`` and ``most`` bound figures."""
    wanted = ClaimFilter(
        kind=kind, object=object, act=act, least=least, most=most, speaker=speaker, outlet=outlet,
        place=place, lang=lang, since=since, until=until, state=state, waiting=waiting(visit, state),
    )  # fmt: skip
    condition = claims_asked(finding.query(q, visit.desk.words), wanted)
    return CLAIMS.page(visit, condition, page, per_page, _claim)


def _claim(row: Row) -> dict[str, Any]:
    kept = (
        "claim", "kind", "state", "document", "outlet", "published", "lang", "speaker", "place",
        "place_id", "reality", "marked", "question", "account",
    )  # fmt: skip
    return {key: row[key] for key in kept} | {
        "report": row["name"],
        "when": row["edtf"],
        "quote": row["before"] + row["marked"] + row["after"],
        "content": unpacked(row, "content"),
    }


@router.get("/searches", response_model=Page[Search])
def kept_searches(visit: AVisit, page: PageNumber = 1, per_page: PerPage = 50) -> Response:
    """The searches the visitor keeps; on a desk without accounts everybody's."""
    with visit.desk.cabinet.opened() as drawer:
        kept = searches(drawer, owner(visit))
    items = [
        {"name": one.name, "address": one.address, "at": one.at, "found": one.found}
        for one in kept[(page - 1) * per_page : page * per_page]
    ]
    return paged(visit, len(kept), page, per_page, items)


@router.get("/claims/{claim}", response_model=dict[str, Any])
def claim(visit: AVisit, claim: str) -> Response:
    """One claim as the record keeps it, with the rules that made it."""
    return sent(visit, visit.view.claim(claim).as_row())


@router.get("/passages", response_model=Page[Passage])
def passages(
    visit: AVisit,
    q: Annotated[str, Query(min_length=1, max_length=400)],
    outlet: Words = "",
    lang: Code = "",
    since: Annotated[Day, Query(alias="from")] = "",
    until: Annotated[Day, Query(alias="to")] = "",
    page: PageNumber = 1,
    per_page: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Response:
    """Stretches of reports in which all words stand, in any of their forms."""
    words = finding.query(q, visit.desk.words)
    if words.is_empty:
        return paged(visit, 0, page, per_page, [])
    condition = passages_asked(
        words, ClaimFilter(outlet=outlet, lang=lang, since=since, until=until)
    )
    rows = visit.shelf.where(
        "SELECT passages.starts, passages.ends, reports.document, reports.lang, reports.outlet,"
        " reports.published FROM passages JOIN reports ON reports.number = passages.report",
        condition,
        "ORDER BY reports.first IS NULL, reports.first, passages.number LIMIT ? OFFSET ?",
        per_page,
        (page - 1) * per_page,
    )
    total = visit.shelf.number_of(
        "passages JOIN reports ON reports.number = passages.report", condition
    )
    items = []
    for row in rows:
        text = visit.view.document(row["document"]).text
        items.append(
            {key: row[key] for key in ("document", "lang", "outlet", "published")}
            | {
                "start": row["starts"],
                "end": row["ends"],
                "text": text[row["starts"] : row["ends"]],
            }
        )
    return paged(visit, total, page, per_page, items)
