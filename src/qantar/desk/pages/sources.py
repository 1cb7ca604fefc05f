"""Outlets: what each printed, whose sayings it printed after others, whom it credits; their reports."""

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.pages import Entry
from qantar.desk.shelf import Condition
from qantar.desk.visit import PER_PAGE, AVisit, Pager

router = APIRouter(include_in_schema=False)
MENU = Entry(order=50, path="/sources", title="Sources")

OUTLETS = 100
CREDITS = 12


@router.get("/sources")
def sources(visit: AVisit, page: int = 1) -> Response:
    """All outlets."""
    shelf = visit.shelf
    total = shelf.count("SELECT count(*) FROM outlets")
    pages = Pager.over(visit, total, page, OUTLETS)
    rows = shelf.all(
        "SELECT * FROM outlets ORDER BY reports DESC, outlet LIMIT ? OFFSET ?",
        OUTLETS,
        pages.first,
    )
    return visit.page(
        "sources.html",
        outlets=rows,
        most=max((int(row["reports"]) for row in rows), default=1),
        pages=pages,
        unnamed=shelf.count("SELECT count(*) FROM reports WHERE outlet IS NULL"),
        edited=shelf.all("SELECT * FROM edited ORDER BY silent DESC, position LIMIT 60"),
        edited_number=shelf.count("SELECT count(*) FROM edited"),
        copies=shelf.all("SELECT * FROM copies ORDER BY sayings DESC, later, earlier LIMIT 60"),
        credits=shelf.all(
            "SELECT name, sum(times) AS n, count(*) AS outlets FROM origins GROUP BY name"
            " ORDER BY n DESC, name LIMIT 40"
        ),
    )


@router.get("/reports")
def reports(
    visit: AVisit, outlet: str = "", lang: str = "", q: str = "", page: int = 1
) -> Response:
    """The reports, of one outlet or of all."""
    shelf = visit.shelf
    condition = Condition()
    if outlet == "none":
        condition = condition.also("outlet IS NULL")
    elif outlet:
        condition = condition.also("outlet = ?", outlet)
    if lang:
        condition = condition.also("lang = ?", lang)
    if q.strip():
        condition = condition.also(
            "(instr(ifnull(title, ''), ?) > 0 OR instr(report, ?) > 0)", q.strip(), q.strip()
        )
    total = shelf.number_of("reports", condition)
    pages = Pager.over(visit, total, page)
    return visit.page(
        "reports.html",
        outlet=outlet,
        lang=lang,
        q=q,
        pages=pages,
        rows=shelf.where(
            "SELECT * FROM reports",
            condition,
            "ORDER BY first IS NULL, first, number LIMIT ? OFFSET ?",
            PER_PAGE,
            pages.first,
        ),
        about=shelf.one("SELECT * FROM outlets WHERE outlet = ?", outlet) if outlet else None,
        after=shelf.all(
            "SELECT earlier AS name, sayings, credited FROM copies WHERE later = ?"
            " ORDER BY sayings DESC, earlier LIMIT ?",
            outlet,
            CREDITS,
        ),
        before=shelf.all(
            "SELECT later AS name, sayings, credited FROM copies WHERE earlier = ?"
            " ORDER BY sayings DESC, later LIMIT ?",
            outlet,
            CREDITS,
        ),
        credits=shelf.all(
            "SELECT name, times FROM origins WHERE outlet = ? ORDER BY times DESC, name LIMIT ?",
            outlet,
            CREDITS,
        ),
        langs=[
            str(row["lang"])
            for row in shelf.all(
                "SELECT DISTINCT lang FROM reports WHERE lang IS NOT NULL ORDER BY lang"
            )
        ],
        outlets=[
            str(row["outlet"])
            for row in shelf.all(
                "SELECT outlet FROM outlets ORDER BY reports DESC, outlet LIMIT 300"
            )
        ],
    )
