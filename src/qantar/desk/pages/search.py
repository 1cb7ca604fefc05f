"""Search: words under their lemmas, and claims by what they say, where, when and who says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from qantar.desk import finding
from qantar.desk.coding import complete, decisions
from qantar.desk.finding import ClaimFilter, Hit
from qantar.desk.forms import checked_form
from qantar.desk.pages import Entry
from qantar.desk.searches import Kept, asked, drop, keep, searches
from qantar.desk.sentences import KINDS, content_place, content_words
from qantar.desk.shelf import Condition, Row, unpacked
from qantar.desk.visit import PER_PAGE, AVisit, Pager, Visit

router = APIRouter(include_in_schema=False)
MENU = Entry(order=90, path="/search", title="Search")

IN = {"reports": "in reports", "claims": "in claims"}
NAMES = 300
STATES = {
    "read": "read by rules, not checked",
    "waiting": "coded by two people, to be decided",
    "judged": "judged by a person",
    "confirm": "confirmed by a person",
    "correct": "corrected by a person",
    "reject": "rejected by a person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A paragraph with the words that were found marked."""

    document: str
    title: str
    outlet: str | None
    lang: str | None
    published: str | None
    hits: tuple[Hit, ...]
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim with its quote, the words found in it marked."""

    claim: str
    kind: str
    says: str
    hits: tuple[Hit, ...]
    outlet: str | None
    lang: str | None
    published: str | None
    speaker: str | None
    place: str | None
    when: str | None
    state: str
    question: str | None
    reality: str


@router.get("/search")
def search(
    visit: AVisit,
    q: str = "",
    within: Annotated[str, Query(alias="in")] = "",
    kind: str = "",
    object: str = "",
    act: str = "",
    least: str = "",
    most: str = "",
    speaker: str = "",
    outlet: str = "",
    place: str = "",
    language_of: Annotated[str, Query(alias="text")] = "",
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    state: str = "",
    page: int = 1,
) -> Response:
    """The search page; its address holds all of it."""
    wanted = ClaimFilter(
        kind=kind, object=object, act=act, least=_number(least), most=_number(most),
        speaker=speaker.strip(), outlet=outlet, place=place, lang=language_of, since=_day(since),
        until=_day(until), state=state if state in STATES else "", waiting=waiting(visit, state),
    )  # fmt: skip
    words = finding.query(q[:400], visit.desk.words)
    claims_only = any((kind, object, act, least, most, speaker, place, state))
    where = within if within in IN else ("claims" if claims_only else "reports")
    found: Sequence[FoundPassage | FoundClaim] = ()
    total = 0
    pages = Pager.over(visit, 0, 1)
    if where == "claims" and not (words.is_empty and wanted.is_empty):
        total = count_claims(visit, words, wanted)
        pages = Pager.over(visit, total, page)
        found = find_claims(visit, words, wanted, pages.first)
    elif where == "reports" and not words.is_empty:
        total = count_passages(visit, words, wanted)
        pages = Pager.over(visit, total, page)
        found = find_passages(visit, words, wanted, pages.first)
    return visit.page(
        "search.html",
        q=q, where=where, tabs=IN, wanted=wanted, found=found, pages=pages, total=total,
        asked=not (words.is_empty and wanted.is_empty), states=STATES, kept=_kept(visit),
        **choices(visit),
    )  # fmt: skip


def waiting(visit: Visit, state: str) -> tuple[str, ...]:
    """The claims two people have coded and nobody has decided, where they are asked for."""
    if state != "waiting":
        return ()
    with visit.desk.cabinet.opened() as drawer:
        decided = {one.claim for one in decisions(drawer)}
        return tuple(sorted(set(complete(drawer)) - decided))


def owner(visit: Visit) -> str:
    """Whose kept searches these are: the account's; without accounts all share one shelf."""
    return visit.account.name if visit.account is not None else ""


def _kept(visit: Visit) -> tuple[Kept, ...]:
    with visit.desk.cabinet.opened() as drawer:
        return searches(drawer, owner(visit))


@router.post("/search/kept")
async def keep_search(request: Request, visit: AVisit) -> Response:
    """Keep a search under a name."""
    sent = await checked_form(request, visit)
    query = asked(sent.get("query", ""))
    found = sent.get("found", "0")
    with visit.desk.cabinet.opened() as drawer:
        keep(
            drawer, owner(visit), sent.get("name", ""), query, at=visit.desk.clock(),
            found=int(found) if found.isdecimal() and len(found) < 12 else 0,
        )  # fmt: skip
    return RedirectResponse(f"/search?{query}", 303)


@router.post("/search/kept/{number}/drop")
async def drop_search(request: Request, visit: AVisit, number: int) -> Response:
    """Drop a kept search."""
    sent = await checked_form(request, visit)
    with visit.desk.cabinet.opened() as drawer:
        drop(drawer, owner(visit), number, at=visit.desk.clock())
    return RedirectResponse(f"/search?{asked(sent.get('query', ''))}", 303)


def _number(text: str) -> int | None:
    digits = "".join(text.split())
    return int(digits) if digits.isdecimal() and len(digits) < 16 else None


def _day(text: str) -> str:
    return text if len(text) <= 10 and text.replace("-", "").isdecimal() else ""


_CLAIMS = "claims JOIN reports ON reports.number = claims.report"
_PASSAGES = "passages JOIN reports ON reports.number = passages.report"


def claims_asked(words: finding.Query, wanted: ClaimFilter) -> Condition:
    condition = wanted.condition()
    if words.is_empty:
        return condition
    return condition.also(
        "claims.number IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)",
        words.match,
    )


def passages_asked(words: finding.Query, wanted: ClaimFilter) -> Condition:
    condition = Condition().also(
        "passages.number IN (SELECT rowid FROM passage_words WHERE passage_words MATCH ?)",
        words.match,
    )
    if wanted.outlet:
        condition = condition.also("reports.outlet = ?", wanted.outlet)
    if wanted.lang:
        condition = condition.also("reports.lang = ?", wanted.lang)
    if wanted.since:
        condition = condition.also("reports.first >= ?", wanted.since)
    if wanted.until:
        condition = condition.also("reports.first <= ?", wanted.until + "T23:59")
    return condition


def count_claims(visit: Visit, words: finding.Query, wanted: ClaimFilter) -> int:
    return visit.shelf.number_of(_CLAIMS, claims_asked(words, wanted))


def count_passages(visit: Visit, words: finding.Query, wanted: ClaimFilter) -> int:
    return visit.shelf.number_of(_PASSAGES, passages_asked(words, wanted))


def find_claims(
    visit: Visit, words: finding.Query, wanted: ClaimFilter, first: int, most: int = PER_PAGE
) -> list[FoundClaim]:
    """Claims in the order of print."""
    rows = visit.shelf.where(
        "SELECT claims.*, reports.outlet, reports.lang, reports.published FROM claims"
        " JOIN reports ON reports.number = claims.report",
        claims_asked(words, wanted),
        "ORDER BY reports.first IS NULL, reports.first, claims.number LIMIT ? OFFSET ?",
        most,
        first,
    )
    return [_claim(visit, row, words) for row in rows]


def _claim(visit: Visit, row: Row, words: finding.Query) -> FoundClaim:
    content = unpacked(row, "content")
    language = visit.language
    quote = row["before"] + row["marked"] + row["after"]
    shown = finding.marked(quote, row["lang"], words, visit.desk.words)
    if words.is_empty:
        shown = tuple(
            hit
            for hit in (
                Hit(row["before"], False),
                Hit(row["marked"], True),
                Hit(row["after"], False),
            )
            if hit.text
        )
    return FoundClaim(
        claim=row["claim"], kind=row["kind"], says=content_words(language, content),
        hits=finding.excerpt(shown), outlet=row["outlet"], lang=row["lang"],
        published=row["published"], speaker=row["speaker"],
        place=content_place(language, visit.places, content, row["place_id"])
        if row["kind"] not in ("label", "credit") else None,
        when=language.when(row["edtf"]) if row["edtf"] else None, state=row["state"],
        question=row["question"], reality=row["reality"],
    )  # fmt: skip


def find_passages(
    visit: Visit, words: finding.Query, wanted: ClaimFilter, first: int, most: int = PER_PAGE
) -> list[FoundPassage]:
    """Paragraphs in the order of print; their text is the record's own."""
    rows = visit.shelf.where(
        "SELECT passages.starts, passages.ends, reports.* FROM passages"
        " JOIN reports ON reports.number = passages.report",
        passages_asked(words, wanted),
        "ORDER BY reports.first IS NULL, reports.first, passages.number LIMIT ? OFFSET ?",
        most,
        first,
    )
    texts: dict[str, str] = {}
    found = []
    for row in rows:
        document = str(row["document"])
        if document not in texts:
            texts[document] = visit.view.document(document).text
        text = texts[document][row["starts"] : row["ends"]]
        hits = finding.excerpt(finding.marked(text, row["lang"], words, visit.desk.words))
        found.append(
            FoundPassage(
                document=document, title=row["title"] or row["report"], outlet=row["outlet"],
                lang=row["lang"], published=row["published"], hits=hits, claims=row["claims"],
            )
        )  # fmt: skip
    return found


def choices(visit: Visit) -> dict[str, Any]:
    """What the filters offer: only what occurs."""
    shelf, language = visit.shelf, visit.language

    def worded(column: str, kind: str, table: str) -> list[tuple[str, str]]:
        rows = shelf.all(
            f"SELECT DISTINCT {column} FROM claims WHERE kind = ? AND {column} IS NOT NULL",  # noqa: S608
            kind,
        )
        return sorted(
            ((str(r[0]), language.term(table, r[0])) for r in rows), key=lambda p: p[1]
        )

    places = shelf.all(
        "SELECT place_id, count(*) AS n FROM claims WHERE place_id IS NOT NULL GROUP BY place_id"
        " ORDER BY n DESC LIMIT ?",
        NAMES,
    )
    outlets = shelf.all(
        "SELECT outlet, count(*) AS n FROM reports WHERE outlet IS NOT NULL GROUP BY outlet"
        " ORDER BY n DESC LIMIT ?",
        NAMES,
    )
    langs = shelf.all("SELECT DISTINCT lang FROM reports WHERE lang IS NOT NULL ORDER BY lang")
    return {
        "kinds": {kind: visit.say(words) for kind, words in KINDS.items()},
        "objects": worded("object", "figure", "object"),
        "acts": worded("act", "figure", "act"),
        "at": sorted(
            ((str(r["place_id"]), visit.places.name(r["place_id"]) or "") for r in places),
            key=lambda pair: pair[1],
        ),
        "outlets": sorted(str(row["outlet"]) for row in outlets),
        "langs": [str(row["lang"]) for row in langs],
    }
