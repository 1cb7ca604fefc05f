"""The record at a glance: what is asked, how far the answers reach, what is in dispute, what is new."""

from fastapi import APIRouter
from starlette.responses import Response

from qantar.desk.pages import Entry
from qantar.desk.pages.chronology import bars
from qantar.desk.pages.ledgers import listed
from qantar.desk.quarrels import quarrels
from qantar.desk.shelf import Condition
from qantar.desk.visit import AVisit

router = APIRouter(include_in_schema=False)
MENU = Entry(order=10, path="/", title="Overview")

MAIN = 12
"""Questions at a glance."""
OPEN = 4
"""Contradictions told in full."""
LATEST = 6


@router.get("/")
def overview(visit: AVisit) -> Response:
    """The first page."""
    shelf = visit.shelf
    main = [
        listed(visit, row)
        for row in shelf.all(
            "SELECT * FROM questions WHERE main IS NOT NULL ORDER BY main LIMIT ?", MAIN
        )
    ]
    langs = shelf.all(
        "SELECT lang, count(*) AS n FROM reports GROUP BY lang ORDER BY n DESC, lang"
    )
    states = {
        str(row["state"]): int(row["n"])
        for row in shelf.all("SELECT state, count(*) AS n FROM claims GROUP BY state")
    }
    bounds = shelf.one(
        "SELECT min(published) AS first, max(published) AS last FROM reports WHERE first IS NOT NULL"
    )
    return visit.page(
        "overview.html",
        main=main,
        open=quarrels(visit, Condition().also("conflicts.open = 1"), OPEN),
        open_count=shelf.count("SELECT count(*) FROM conflicts WHERE open = 1"),
        reports=shelf.count("SELECT count(*) FROM reports"),
        outlets=shelf.count("SELECT count(DISTINCT outlet) FROM reports"),
        claims=shelf.count("SELECT count(*) FROM claims"),
        questions=shelf.count("SELECT count(*) FROM questions"),
        refused=int(shelf.about("refused")),
        langs=langs,
        read=states.get("read", 0),
        bounds=bounds,
        days=bars(shelf, Condition().also("part = 'dated' AND substr(edtf, 9, 2) <> ''")),
        latest=shelf.all("SELECT * FROM reports ORDER BY number DESC LIMIT ?", LATEST),
    )
