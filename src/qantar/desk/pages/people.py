"""Who held which office when, who came after whom, and on whose word."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.pages import Entry
from qantar.desk.shelf import Condition, Row
from qantar.desk.visit import AVisit, Pager, Visit

router = APIRouter(include_in_schema=False)
MENU = Entry(order=70, path="/people", title="People and posts")

GROUPS = 30
"""Offices or people on a page."""
BY = {"office": "by office", "person": "by person"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One text that says so."""

    claim: str
    person: str
    post: str
    change: str
    when: str | None
    printed: str | None
    outlet: str | None
    speaker: str | None
    before: str
    marked: str
    after: str
    lang: str | None
    state: str


@router.get("/people")
def people(visit: AVisit, by: str = "office", q: str = "", page: int = 1) -> Response:
    """Offices with those who are told to hold them, or people with their offices."""
    column = by if by in BY else "office"
    asked = Condition()
    for word in q.split()[:6]:
        asked = asked.also(
            "(instr(posts.office, ?) > 0 OR instr(posts.person, ?) > 0 OR instr(posts.shown, ?) > 0)",
            word.casefold(), word, word,
        )  # fmt: skip
    groups = visit.shelf.where(
        f"SELECT {column} AS name, min(shown) AS shown, count(*) AS n,"  # noqa: S608
        " count(DISTINCT person) AS people, count(DISTINCT office) AS offices FROM posts",
        asked,
        f"GROUP BY {column} ORDER BY n DESC, {column}",
    )
    pages = Pager.over(visit, len(groups), page, GROUPS)
    shown = groups[pages.first : pages.first + GROUPS]
    return visit.page(
        "people.html",
        by=column,
        tabs=BY,
        q=q,
        pages=pages,
        groups=[(_title(row, column), _told(visit, column, row["name"])) for row in shown],
    )


def _title(row: Row, column: str) -> str:
    return str(row["shown"] if column == "office" else row["name"])


def _told(visit: Visit, column: str, name: str) -> list[Told]:
    """In the order of time: when it was so, or where no text dates it, when it was printed."""
    rows = visit.shelf.where(
        "SELECT posts.*, claims.claim AS id, claims.edtf, claims.speaker, claims.state,"
        " claims.before, claims.marked, claims.after, reports.outlet, reports.lang,"
        " reports.published FROM posts JOIN claims ON claims.number = posts.claim"
        " JOIN reports ON reports.number = claims.report",
        Condition().also(f"posts.{column} = ?", name),
        "ORDER BY coalesce(posts.first, posts.printed, '~'), posts.claim LIMIT 100",
    )
    return [
        Told(
            claim=row["id"], person=row["person"], post=row["shown"], change=row["change"],
            when=row["edtf"], printed=row["published"], outlet=row["outlet"],
            speaker=row["speaker"], before=row["before"], marked=row["marked"], after=row["after"],
            lang=row["lang"], state=row["state"],
        )
        for row in rows
    ]  # fmt: skip
