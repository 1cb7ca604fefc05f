"""Other ways to see one question: as a series in time, and why it stands as it does."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from qantar.desk.bygone import day_of, series_of, why_of
from qantar.desk.pages.ledger import days_told, question_row
from qantar.desk.sentences import question_words
from qantar.desk.shelf import unpacked
from qantar.desk.visit import AVisit, Pager, Visit
from qantar.views.why import Step

router = APIRouter(include_in_schema=False)

POINTS = 100
"""Accounts of a series on a page."""
STEPS = 40
"""Steps of a derivation on a page."""

AsOf = Annotated[str, Query(alias="asof")]


@router.get("/ledgers/{question}/series")
def series(visit: AVisit, question: str, as_of: AsOf = "", page: int = 1) -> Response:
    """Every account at its moment, and what became of it."""
    title, by_then = _title(visit, question), day_of(as_of)
    found = series_of(visit, question, by_then)
    points = found.points if found is not None else ()
    pages = Pager.over(visit, len(points), page, POINTS)
    return visit.page(
        "series.html",
        question=question,
        title=title,
        as_of=as_of if by_then is not None else "",
        days=days_told(visit, question),
        cumulative=found is not None and found.cumulative,
        points=points[pages.first : pages.first + POINTS],
        pages=pages,
        range_of=lambda told: "–" if told is None else visit.language.interval(told),
    )


@router.get("/ledgers/{question}/why")
def why(
    visit: AVisit, question: str, of: str = "", as_of: AsOf = "", page: int = 1
) -> Response:
    """Step by step from a range, an account, a relation or a conflict back to the words."""
    title, by_then = _title(visit, question), day_of(as_of)
    if by_then is not None and series_of(visit, question, by_then) is None:
        step = None
    else:
        step = why_of(visit, question, of or question, by_then)
    steps = step.steps if step is not None else ()
    pages = Pager.over(visit, len(steps), page, STEPS)
    return visit.page(
        "ledger-why.html",
        question=question,
        of=of or question,
        title=title,
        as_of=as_of if by_then is not None else "",
        days=days_told(visit, question),
        says=_says(visit, title, step, is_whole=not of or of == question),
        is_whole=not of or of == question,
        quotes=step.quotes if step is not None else (),
        steps=steps[pages.first : pages.first + STEPS],
        pages=pages,
    )


def _says(visit: Visit, title: str, step: Step | None, *, is_whole: bool) -> str:
    """The first step; of the question itself, its title and range in the reader's language."""
    if step is None or not is_whole:
        return step.says if step is not None else ""
    return f"{title}: {visit.language.interval(step.says.rpartition(': ')[2])}"


def _title(visit: Visit, question: str) -> str:
    brief = unpacked(question_row(visit, question), "brief")
    return question_words(visit.language, visit.places, brief)
